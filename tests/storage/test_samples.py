"""The bundled funnels: listed, whole, in canonical form, and copied with their pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from funnelstudio.errors import NotPossible, UserError
from funnelstudio.storage.assets import pictures_of
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import Sample, list_samples, new_from_sample
from funnelstudio.storage.schema import encode


@pytest.mark.parametrize("sample", list_samples(), ids=lambda sample: sample.id)
def test_a_sample_is_canonical_and_has_its_pictures(sample: Sample, tmp_path: Path) -> None:
    opened = load(sample.path)
    assert encode(opened.funnel) == sample.path.read_bytes()
    path = new_from_sample(sample.id, tmp_path / "mine.funnel")
    mine = load(path)
    assert mine.funnel == opened.funnel
    for name in pictures_of(mine.funnel):
        assert (mine.assets / name).read_bytes() == (opened.assets / name).read_bytes()


def test_every_sample_file_is_listed() -> None:
    listed = {sample.path for sample in list_samples()}
    assert listed == set(next(iter(listed)).parent.glob("*.funnel"))
    assert all(sample.title and sample.description for sample in list_samples())


def test_a_sample_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.funnel").write_text("work")
    with pytest.raises(NotPossible, match="is there already"):
        new_from_sample("red-roses", tmp_path / "mine.funnel")
    with pytest.raises(UserError, match="There are: "):
        new_from_sample("blue-roses", tmp_path / "other.funnel")
    assert (tmp_path / "mine.funnel").read_text() == "work"

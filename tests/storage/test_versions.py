"""The last versions of a file are kept, thinned as they age, and read back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.errors import BadInput, UserError
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage.schema import encode
from funnelstudio.storage.versions import KEPT, Version, keep, list_versions, read_version, superfluous

HOUR = 3_600_000


def test_versions_come_back_newest_first_and_the_same_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "my.funnel"
    for number in range(3):
        for when in (1, 2):
            keep(path, encode(Funnel(title=f"Save {number}")), now=HOUR * number + when)
    assert [read_version(version).title for version in list_versions(path)] == ["Save 2", "Save 1", "Save 0"]
    assert list_versions(tmp_path / "other.funnel") == ()


def test_ten_are_kept_new_ones_closer_than_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "my.funnel"
    for number in range(100):
        keep(path, encode(Funnel(title=f"Save {number}")), now=HOUR * number)
    titles = [int(read_version(version).title.split()[1]) for version in list_versions(path)]
    assert len(titles) == KEPT
    assert titles[:3] == [99, 98, 97]
    assert titles[-1] == 0
    assert any(20 < number < 80 for number in titles)


@given(st.lists(st.integers(0, 10**12), unique=True, max_size=30))
def test_what_goes_is_never_the_newest_three_nor_the_oldest(times: list[int]) -> None:
    versions = sorted((Version(when, "", Path()) for when in times), reverse=True)
    dropped = superfluous(versions, max(times, default=0))
    assert len(versions) - len(dropped) == min(KEPT, len(versions))
    assert not set(dropped) & {*versions[:3], *versions[-1:]}


def test_damaged_and_vanished_copies_are_told(tmp_path: Path) -> None:
    path = tmp_path / "my.funnel"
    keep(path, encode(Funnel(title="one")), now=1)
    (version,) = list_versions(path)
    whole = version.path.read_bytes()
    for data in (whole[:-5], b"", b"\0" * 50):
        version.path.write_bytes(data)
        with pytest.raises(BadInput, match="damaged"):
            read_version(version)
    version.path.unlink()
    with pytest.raises(UserError, match="There is no file"):
        read_version(version)


def test_a_state_folder_that_cannot_be_written_stops_no_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FUNNELSTUDIO_STATE", str(tmp_path / "file" / "below"))
    keep(tmp_path / "my.funnel", encode(Funnel()))
    assert list_versions(tmp_path / "my.funnel") == ()

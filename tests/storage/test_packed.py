"""Packed funnels: what goes in comes out, and a hostile archive reaches nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from funnelstudio.errors import BadInput
from funnelstudio.model.funnel import Brand, Funnel
from funnelstudio.storage import packed
from funnelstudio.storage.assets import add_picture_data, assets_folder
from funnelstudio.storage.files import load, save, share
from funnelstudio.storage.schema import encode
from tests.storage.test_assets import PICTURES


def archive(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_a_shared_funnel_opens_with_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "my.funnel"
    logo = add_picture_data(PICTURES[".png"], assets_folder(path))
    funnel = Funnel(title="Rosen", brand=Brand(logo=logo))
    save(funnel, path)
    assert share(funnel, path, tmp_path / "out.funnelz") == ()
    first = (tmp_path / "out.funnelz").read_bytes()
    share(funnel, path, tmp_path / "out.funnelz")
    assert (tmp_path / "out.funnelz").read_bytes() == first

    opened = load(tmp_path / "out.funnelz")
    assert opened.funnel == funnel
    assert opened.needs_save_as
    assert (opened.assets / logo).read_bytes() == PICTURES[".png"]
    save(opened.funnel, tmp_path / "again.funnel", assets=opened.assets)
    assert (tmp_path / "again.assets" / logo).read_bytes() == PICTURES[".png"]
    packed.forget_unpacked()
    assert not opened.assets.exists()


def test_missing_pictures_are_named(tmp_path: Path) -> None:
    funnel = Funnel(brand=Brand(logo="gone.png"))
    assert share(funnel, None, tmp_path / "out.funnelz") == ("gone.png",)
    assert load(tmp_path / "out.funnelz").funnel == funnel


def test_members_with_other_names_are_left_out(tmp_path: Path, own_surroundings: Path) -> None:
    path = archive(
        tmp_path / "bad.funnelz",
        {
            "a.funnel": encode(Funnel(title="sound")),
            "../evil.png": PICTURES[".png"],
            "/etc/evil.png": PICTURES[".png"],
            "a.assets/../../evil.png": PICTURES[".png"],
            "a.assets/program.exe": b"MZ",
            "a.assets/fake.png": b"<html>",
            "a.assets/rose.png": PICTURES[".png"],
        },
    )
    opened = load(path)
    assert opened.funnel.title == "sound"
    assert opened.notes == ("5 files in the pack do not belong to a funnel and were left out.",)
    assert [found.name for found in opened.assets.iterdir()] == ["rose.png"]
    assert not list(own_surroundings.rglob("evil*"))
    assert not list(tmp_path.rglob("evil*"))


def test_archives_that_are_none_or_grow_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("a.funnel", encode(Funnel(title="x" * 500)))
    for name, data in {
        "cut": whole.getvalue()[:-30],
        "bent": whole.getvalue().replace(b"xxxx", b"yyyy"),
        "start": b"PK\x03\x04",
    }.items():
        (tmp_path / f"{name}.funnelz").write_bytes(data)
        with pytest.raises(BadInput, match="broken"):
            load(tmp_path / f"{name}.funnelz")
    for members in ({}, {"readme.txt": b"x"}, {"a.funnel": b"", "b.funnel": b""}):
        with pytest.raises(BadInput, match="not a packed funnel"):
            load(archive(tmp_path / "other.funnelz", members))
    monkeypatch.setattr(packed, "MAX_UNPACKED_BYTES", 10_000)
    bomb = archive(tmp_path / "bomb.funnelz", {"a.funnel": b" " * 1_000_000})
    with pytest.raises(BadInput, match="more than fits"):
        load(bomb)

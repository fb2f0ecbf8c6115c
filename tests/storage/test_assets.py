"""Pictures: named by their content, told by their first bytes, and never a way out of their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from funnelstudio.errors import BadInput, UserError
from funnelstudio.storage import assets
from funnelstudio.storage.assets import add_picture, is_picture_name, picture_suffix

PICTURES = {
    ".png": b"\x89PNG\r\n\x1a\n....",
    ".jpg": b"\xff\xd8\xff\xe0....",
    ".gif": b"GIF89a....",
    ".webp": b"RIFF....WEBPVP8 ",
    ".avif": b"\x00\x00\x00\x20ftypavif....",
    ".svg": b'<?xml version="1.0"?>\n<!-- a rose -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
}


@pytest.mark.parametrize("suffix", PICTURES)
def test_a_picture_is_named_by_its_content_and_stored_once(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "wrongly named.bmp").write_bytes(PICTURES[suffix])
    folder = tmp_path / "my.assets"
    name = add_picture(tmp_path / "wrongly named.bmp", folder)
    assert name == add_picture(tmp_path / "wrongly named.bmp", folder)
    assert name.endswith(suffix)
    assert is_picture_name(name)
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_bytes() == PICTURES[suffix]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><svg></svg></html>",
        b"MZ\x90\x00",
        b"<svg><script>alert(1)</script></svg>",
        b'<svg onload="alert(1)"/>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
    ],
)
def test_what_is_no_picture_or_holds_a_program_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(BadInput, match=r"“a\.png” is not a picture"):
        add_picture(tmp_path / "a.png", tmp_path / "my.assets")
    assert not (tmp_path / "my.assets").exists()


def test_a_large_or_a_missing_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "MAX_PICTURE_BYTES", 5)
    (tmp_path / "a.png").write_bytes(PICTURES[".png"])
    with pytest.raises(BadInput, match="larger than"):
        add_picture(tmp_path / "a.png", tmp_path)
    with pytest.raises(UserError, match="There is no file"):
        add_picture(tmp_path / "b.png", tmp_path)


def test_names_that_lead_elsewhere_are_no_picture_names() -> None:
    for name in (
        "../a.png",
        "a/b.png",
        "a\\b.png",
        ".a.png",
        "a.png\n",
        "a.html",
        "con",
        "",
        "ä.png",
        "a..png",
    ):
        assert not is_picture_name(name), name
    assert is_picture_name("0123456789abcdef.png")
    assert is_picture_name("red-roses_2.webp")


def test_no_suffix_for_text() -> None:
    assert picture_suffix(b"plain words") == ""

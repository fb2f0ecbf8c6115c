"""Pictures: named by their content, told by their first bytes, and never a way out of their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from funnelstudio.errors import BadInput, UserError
from funnelstudio.images.svg import cleaned
from funnelstudio.storage import assets
from funnelstudio.storage.assets import add_picture, is_picture_name, picture_suffix
from tests.images.pictures import made, png_head

PICTURES = {
    ".png": made("PNG"),
    ".jpg": made("JPEG"),
    ".gif": made("GIF"),
    ".webp": made("WEBP"),
    ".avif": made("AVIF"),
    ".svg": cleaned(b'<?xml version="1.0"?>\n<!-- a rose --><svg xmlns="http://www.w3.org/2000/svg"/>').data,
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
    ("data", "words"),
    [
        (b"", "“a.png” is empty."),
        (b"<html><svg></svg></html>", "“a.png” is not a picture that browsers show."),
        (b"MZ\x90\x00", "“a.png” is not a picture that browsers show."),
        (PICTURES[".jpg"][:-30], "“a.png” is damaged: it can't be read to its end."),
        (png_head(60_000, 60_000), "“a.png” has 60000 × 60000 pixels; at most 16000 on a side"),
        (b"<svg><g", "“a.png” can't be used as a drawing: it is not well-formed XML."),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(BadInput) as caught:
        add_picture(tmp_path / "a.png", tmp_path / "my.assets")
    assert caught.value.message.startswith(words)
    assert not (tmp_path / "my.assets").exists()


def test_a_drawing_is_cleaned_before_it_is_kept(tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="a()"><script>b()</script><path d="M0 0h9"/></svg>'
    (tmp_path / "logo.svg").write_bytes(svg)
    name = add_picture(tmp_path / "logo.svg", tmp_path / "my.assets")
    kept = (tmp_path / "my.assets" / name).read_bytes()
    assert b"M0 0h9" in kept
    assert b"script" not in kept
    assert b"onload" not in kept


def test_a_large_or_a_missing_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "MAX_BYTES", 5)
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

"""Kind and size of a picture, read from the first bytes of the file: PNG, JPEG, WebP, GIF and SVG."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_SVG_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]", re.DOTALL
)
_SVG_TAG: Final = re.compile(rb"<svg\b[^>]*>")
_LENGTH: Final = re.compile(rb"\s*([0-9]{1,6}(?:\.[0-9]+)?)\s*(?:px)?\s*")
_SVG_FORBIDDEN: Final = re.compile(
    rb"<script|<foreignObject|<iframe|<!ENTITY|\son[a-z]+\s*=|javascript:|(?:href|src)\s*=\s*[\"']\s*(?!#|data:image/)"
    rb"|url\(\s*[\"']?\s*(?!#|data:)|@import",
    re.IGNORECASE,
)
MAX_SIDE: Final = 16_000


class Image(NamedTuple):
    """`ending` is that of a fitting file name; `width` and `height` in CSS pixels."""

    ending: str
    width: int
    height: int


def image_size(data: bytes) -> Image | None:
    """What the file's bytes say of the picture; None for anything else, and for one beyond all measure."""
    for read in (_png, _jpeg, _webp, _gif, _svg):
        found = read(data)
        if found is not None:
            fits = 0 < found.width <= MAX_SIDE and 0 < found.height <= MAX_SIDE
            return found if fits else None
    return None


def _png(data: bytes) -> Image | None:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return Image("png", int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))


def _gif(data: bytes) -> Image | None:
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 10:
        return None
    return Image("gif", int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))


def _jpeg(data: bytes) -> Image | None:
    """The size stands in the first start-of-frame segment; segments say their own length."""
    if data[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return Image("jpg", int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7]))
        alone = marker == 0x01 or 0xD0 <= marker <= 0xD8
        at += 2 if alone else 2 + int.from_bytes(data[at + 2 : at + 4])
    return None


def _webp(data: bytes) -> Image | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return Image(
            "webp", 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        )
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return Image("webp", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 ":
        width = int.from_bytes(data[26:28], "little") & 0x3FFF
        return Image("webp", width, int.from_bytes(data[28:30], "little") & 0x3FFF)
    return None


def _svg(data: bytes) -> Image | None:
    """A drawing that names no size and no view box counts as 300 by 150, as browsers have it.

    One that could run a script or ask another server for something is no picture to us.
    """
    if _SVG_START.match(data[:4096]) is None:
        return None
    found = _SVG_TAG.search(data)
    if found is None or _SVG_FORBIDDEN.search(data):
        return None
    width, height = (_length(_attribute(found[0], name)) for name in (b"width", b"height"))
    box = [_length(part) for part in re.split(rb"[\s,]+", _attribute(found[0], b"viewBox").strip())]
    if len(box) == 4 and box[2] and box[3]:
        if width and not height:
            height = width * box[3] / box[2]
        elif height and not width:
            width = height * box[2] / box[3]
        elif not width:
            width, height = box[2], box[3]
    return Image("svg", round(width or 300), round(height or 150))


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"']([^\"']*)[\"']", tag)
    return found[1] if found else b""


def _length(text: bytes) -> float:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) if found else 0.0

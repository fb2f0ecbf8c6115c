"""Kind and size of a picture of pixels, read from the first bytes of its file, before anything is decoded."""

from __future__ import annotations

from typing import NamedTuple

Box = tuple[int, int, int, int]
"""A part of an upright picture in its pixels: left, top, width, height."""


class Image(NamedTuple):
    """`ending` is that of a fitting file name; `width` and `height` are in pixels, as they are stored."""

    ending: str
    width: int
    height: int


def image_size(data: bytes) -> Image | None:
    """What the file's bytes say of the picture; None for anything but PNG, JPEG, WebP, GIF and AVIF."""
    for read in (_png, _jpeg, _webp, _gif, _avif):
        found = read(data)
        if found is not None:
            return found
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


def _avif(data: bytes) -> Image | None:
    """The largest of the sizes in the file's head: there is one for each tile and for the whole."""
    if data[4:8] != b"ftyp" or data[8:12] not in (b"avif", b"avis"):
        return None
    sizes = []
    at = data.find(b"ispe", 0, 65_536)
    while at >= 0 and at + 16 <= len(data):
        sizes.append((int.from_bytes(data[at + 8 : at + 12]), int.from_bytes(data[at + 12 : at + 16])))
        at = data.find(b"ispe", at + 4, 65_536)
    return Image("avif", *max(sizes, key=lambda size: size[0] * size[1])) if sizes else None

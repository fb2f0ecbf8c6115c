"""Pictures of every kind for tests, made as small as can be."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image


def halves(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new(mode, (width, height), _colour("red", mode))
    image.paste(_colour("blue", mode), (width // 2, 0, width, height))
    return image


def made(kind: str, width: int = 24, height: int = 16, mode: str = "RGB", **options: Any) -> bytes:
    """The file of such a picture."""
    return file_of(halves(width, height, mode), kind, **options)


def file_of(image: Image.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def png_head(width: int, height: int) -> bytes:
    """A PNG of some bytes that says that it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    """A picture of two frames."""
    return file_of(halves(20, 20), kind, save_all=True, append_images=[Image.new("RGB", (20, 20), "lime")])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _colour(name: str, mode: str) -> Any:
    return Image.new("RGB", (1, 1), name).convert(mode).getpixel((0, 0))

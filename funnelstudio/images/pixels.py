"""Decoding and encoding pictures of pixels with Pillow: upright, in sRGB, and without what cameras add."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any, Final

import PIL
from PIL import Image, ImageCms, ImageOps, features

from funnelstudio.images import svg
from funnelstudio.images.facts import Facts
from funnelstudio.images.look import Look, damaged
from funnelstudio.images.size import Box

FORMATS: Final = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
"""Pillow's name of each kind of file."""

_ORIENTATION: Final = 0x0112
_MAY_MOVE: Final = ("png", "webp", "gif", "avif")
# One thread and no tiles by the machine's: the same picture has to give the same bytes everywhere.
# Speed 7 is two per cent larger than 6 and needs half the time.
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "avif": {"quality": 58, "speed": 7, "max_threads": 1, "autotiling": False},
    "webp": {"quality": 76, "method": 4},
    "jpg": {"quality": 78, "progressive": True, "optimize": True},
    "png": {"optimize": True},
}


def facts(found: Look, name: str) -> Facts:
    """Decode the picture to its end and say what it is. Raises BadInput that names it."""
    if found.ending == "svg":
        whole = not svg.can_be_cut(found.data)
        return Facts("svg", found.width, found.height, alpha=True, sharp=True, whole=whole)
    try:
        with _opened(found) as image:
            animated = found.ending in _MAY_MOVE and bool(getattr(image, "is_animated", False))
            turned = image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
            width, height = (image.height, image.width) if turned else image.size
            if found.ending == "jpg":
                image.draft("RGB", (max(1, width // 8), max(1, height // 8)))
            image.load()
            sharp = found.ending in ("png", "gif")
            return Facts(found.ending, width, height, _seen_through(image), animated, sharp)
    except Exception as error:  # Pillow raises what its many readers raise; none of it may end an export
        raise damaged(name) from error


def upright(found: Look, name: str) -> Image.Image:
    """The first picture in the file, decoded, as it is to be seen: RGB or RGBA. Raises BadInput."""
    try:
        with _opened(found) as image:
            image.load()
            turned = ImageOps.exif_transpose(image)
            plain = _in_srgb(turned)
            # A new one: nothing of the file's metadata may come along.
            return Image.frombytes(plain.mode, plain.size, plain.tobytes())
    except Exception as error:  # as above
        raise damaged(name) from error


def cut(image: Image.Image, box: Box, width: int, height: int) -> Image.Image:
    """The part `box` of the picture in the given size."""
    left, top, wide, high = box
    corners = (left, top, left + wide, top + high)
    return image.resize((width, height), Image.Resampling.LANCZOS, corners, reducing_gap=3.0)


def fitted(image: Image.Image, side: int, ground: str = "", share: float = 1.0) -> Image.Image:
    """The whole picture within a square of `side` pixels, on the colour `ground` or on nothing.

    `share` is the part of the side that it may take.
    """
    seen = image.getchannel("A").getbbox() if image.mode == "RGBA" else None
    image = image.crop(seen) if seen else image
    scale = side * share / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0).convert("RGBA")
    square = Image.new("RGBA", (side, side), ground or (0, 0, 0, 0))
    square.alpha_composite(small, ((side - size[0]) // 2, (side - size[1]) // 2))
    return square.convert("RGB") if ground else square


def encoded(image: Image.Image, ending: str, *, sharp: bool = False) -> bytes:
    """The file of a picture. Edges of a `sharp` one keep their colours."""
    options = dict(_OPTIONS[ending])
    if sharp and ending in ("avif", "jpg"):
        options["subsampling"] = "4:4:4"
    if ending == "jpg" and image.mode != "RGB":
        image = _on_white(image)
    file = io.BytesIO()
    image.save(file, FORMATS[ending], **options)
    return file.getvalue()


@lru_cache(maxsize=1)
def endings() -> tuple[str, ...]:
    """The modern kinds of files that this Pillow can write, the smallest first."""
    return tuple(name for name in ("avif", "webp") if features.check(name))


@lru_cache(maxsize=1)
def engine() -> str:
    """The versions of everything that decides on the bytes of a picture."""
    parts = ("avif", "webp", "libjpeg_turbo", "zlib", "littlecms2")
    versions = (f"{part} {features.version(part) or 'none'}" for part in parts)
    return f"pillow {PIL.__version__}, {', '.join(versions)}"


def _opened(found: Look) -> Image.Image:
    image = Image.open(io.BytesIO(found.data), formats=(FORMATS[found.ending],))
    if image.width * image.height > 2 * found.width * found.height:
        raise ValueError("its parts do not agree on its size")
    return image


def _seen_through(image: Image.Image) -> bool:
    """Whether any of it lets the page shine through; many pictures have an alpha channel for nothing."""
    if image.has_transparency_data:
        low, _high = image.convert("RGBA").getchannel("A").getextrema()
        return isinstance(low, (int, float)) and low < 255
    return False


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture in the colours that every screen knows, as RGB or, where it has an alpha channel, RGBA."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert(mode)
    if image.mode in ("P", "PA", "LA", "1"):
        image = image.convert(mode)
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    flat = image.convert("RGB") if alpha is not None else image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert(mode)  # a profile that does not fit its picture
    plain = made if made is not None else flat.convert("RGB")
    if alpha is not None:
        plain.putalpha(alpha)
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")

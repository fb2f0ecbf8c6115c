"""Decoding and encoding: upright, in sRGB, without metadata, and the same bytes each time."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from funnelstudio.errors import BadInput
from funnelstudio.images.facts import Facts
from funnelstudio.images.look import look
from funnelstudio.images.pixels import cut, encoded, endings, engine, facts, fitted, upright
from tests.images.pictures import file_of, halves, made, moving


def told(data: bytes) -> Facts:
    return facts(look(data, "a"), "a")


def seen(data: bytes) -> Image.Image:
    return upright(look(data, "a"), "a")


def close(pixel: object, wanted: tuple[int, ...], by: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= by for one, other in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_every_kind_is_decoded(kind: str) -> None:
    data = made(kind, 40, 30)
    found = told(data)
    assert (found.width, found.height, found.alpha, found.animated) == (40, 30, False, False)
    assert seen(data).mode == "RGB"
    assert close(seen(data).getpixel((5, 15)), (255, 0, 0))


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK", "LA", "RGBA", "I;16"])
def test_every_mode_becomes_plain(mode: str) -> None:
    image = Image.new("I;16", (8, 8), 128 * 256) if mode == "I;16" else halves(8, 8).convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert seen(file_of(image, kind)).mode in ("RGB", "RGBA")
    if mode == "I;16":
        assert seen(file_of(image, kind)).getpixel((1, 1)) == (128, 128, 128)
    if mode == "CMYK":
        assert close(seen(file_of(image, kind)).getpixel((1, 4)), (255, 0, 0), 30)


def test_the_camera_s_orientation_counts_and_its_metadata_go() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    exif[0x010F] = "A camera that knows where it was"
    data = made("JPEG", 40, 20, exif=exif)
    assert (told(data).width, told(data).height) == (20, 40)
    image = seen(data)
    assert image.size == (20, 40)
    assert close(image.getpixel((10, 5)), (255, 0, 0))
    for ending in (*endings(), "jpg", "png"):
        again = Image.open(io.BytesIO(encoded(image, ending)))
        assert not again.getexif()
        assert not {"exif", "icc_profile", "xmp"} & again.info.keys()


def test_colours_of_another_profile_become_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    assert close(seen(made("PNG", icc_profile=srgb.tobytes())).getpixel((2, 2)), (255, 0, 0), 2)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for broken in (b"no profile", lab):
        assert close(seen(made("PNG", icc_profile=broken)).getpixel((2, 2)), (255, 0, 0), 2)
    half = halves(8, 8, "RGBA")
    half.putalpha(100)
    kept = seen(file_of(half, "PNG", icc_profile=srgb.tobytes()))
    assert kept.getpixel((1, 1)) == (255, 0, 0, 100)


def test_only_what_lets_the_page_through_has_alpha() -> None:
    clear = halves(8, 8, "RGBA")
    clear.putpixel((0, 0), (0, 0, 0, 0))
    assert told(file_of(clear, "PNG")).alpha
    assert told(file_of(clear, "WEBP")).alpha
    assert told(file_of(clear.quantize(), "PNG")).alpha
    assert not told(made("PNG", mode="RGBA")).alpha


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_known(kind: str) -> None:
    assert told(moving(kind)).animated


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_what_is_cut_off_is_damaged(kind: str) -> None:
    whole = file_of(Image.effect_noise((60, 60), 80).convert("RGB"), kind)
    with pytest.raises(BadInput, match="“a” is damaged: it can't be read to its end"):
        told(whole[: len(whole) // 2])


def test_a_part_in_a_size() -> None:
    image = cut(halves(40, 20), (20, 0, 20, 20), 10, 10)
    assert image.size == (10, 10)
    assert close(image.getpixel((5, 5)), (0, 0, 255))


def test_a_whole_picture_in_a_square() -> None:
    icon = fitted(halves(40, 20), 32)
    assert icon.size == (32, 32)
    assert icon.getpixel((16, 1)) == (0, 0, 0, 0)
    assert fitted(halves(40, 20, "RGBA"), 32, "#FFFFFF", 0.75).getpixel((1, 1)) == (255, 255, 255)


def test_the_same_picture_gives_the_same_bytes() -> None:
    image = Image.effect_noise((120, 80), 60).convert("RGB")
    for ending in (*endings(), "jpg", "png"):
        assert encoded(image, ending) == encoded(image.copy(), ending)
        assert encoded(image, ending, sharp=True)
    assert "pillow" in engine()


def test_a_jpeg_of_what_can_be_seen_through_stands_on_white() -> None:
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    assert close(seen(encoded(clear, "jpg")).getpixel((4, 4)), (255, 255, 255))

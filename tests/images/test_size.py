"""Sizes from the first bytes of a file, as a library reads them after decoding."""

from __future__ import annotations

import pytest
from PIL import Image as Pillow

from funnelstudio.errors import BadInput
from funnelstudio.images.look import MAX_BYTES, look
from funnelstudio.images.size import Image, image_size
from tests.images.pictures import file_of, made, png_head


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_sizes_are_those_that_a_library_reads(kind: str) -> None:
    data = made(kind, 37, 91)
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    assert image_size(data) == Image(ending, 37, 91)
    assert look(data, "a").ending == ending
    for length in range(min(64, len(data))):
        image_size(data[:length])


def test_webp_without_loss_and_with_alpha() -> None:
    for mode, options in (("RGB", {"lossless": True}), ("RGBA", {"lossless": True}), ("RGBA", {})):
        image = Pillow.new(mode, (300, 20), (1, 2, 3, 4)[: len(mode)])
        assert image_size(file_of(image, "WEBP", **options)) == Image("webp", 300, 20)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "“a.png” is empty"),
        (b"\0" * 50, "“a.png” is empty"),
        (b"plain words", "“a.png” is not a picture"),
        (png_head(60_000, 60_000), "has 60000 × 60000 pixels"),
        (png_head(12_000, 12_000), "and 64 million in all"),
        (png_head(0, 4), "is damaged"),
        (b"x" * (MAX_BYTES + 1), "is larger than 20 MB"),
        (b"<svg><g></svg>", "can't be used as a drawing: it is not well-formed XML"),
    ],
)
def test_what_can_not_be_used_is_one_sentence_with_its_name(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        look(data, "a.png")
    assert caught.value.message.startswith("“a.png”")
    assert caught.value.hint

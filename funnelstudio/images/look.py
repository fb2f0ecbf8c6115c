"""What a picture's file holds, told from its bytes alone; what can't be used is said in one sentence."""

from __future__ import annotations

from typing import Final, NamedTuple

from funnelstudio.errors import BadInput
from funnelstudio.i18n import _
from funnelstudio.images import svg
from funnelstudio.images.size import image_size

MAX_BYTES: Final = 20_000_000
MAX_SIDE: Final = 16_000
MAX_PIXELS: Final = 64_000_000
"""More than any common camera makes. Decoded, that many take 256 MB of memory."""


class Look(NamedTuple):
    """A picture that may be decoded: its `ending`, its size in pixels as stored, and its `data`.

    The data of a drawing are those of the cleaned drawing.
    """

    ending: str
    width: int
    height: int
    data: bytes


def look(data: bytes, name: str) -> Look:
    """The picture in `data`, the content of the file `name`.

    Raises BadInput with a sentence that names the picture: too large, empty, no picture, too many pixels.
    """
    shown = name[:80]
    if len(data) > MAX_BYTES:
        raise too_large(name)
    if not data.strip(b"\0 \t\r\n"):
        raise BadInput(_("“{name}” is empty.").format(name=shown), _("Choose the picture again."))
    found = image_size(data)
    if found is None:
        return _drawing(data, shown)
    if found.width < 1 or found.height < 1:
        raise damaged(name)
    if max(found.width, found.height) > MAX_SIDE or found.width * found.height > MAX_PIXELS:
        raise BadInput(
            _(
                "“{name}” has {width} × {height} pixels; at most {side} on a side and {millions} million in "
                "all can be used."
            ).format(
                name=shown,
                width=found.width,
                height=found.height,
                side=MAX_SIDE,
                millions=MAX_PIXELS // 1_000_000,
            ),
            _("Save it in a smaller size first."),
        )
    return Look(found.ending, found.width, found.height, data)


def too_large(name: str) -> BadInput:
    """The error for a picture whose file is too large."""
    limit = MAX_BYTES // 1_000_000
    return BadInput(
        _("“{name}” is larger than {limit} MB.").format(name=name[:80], limit=limit),
        _("Save it in a smaller size first."),
    )


def damaged(name: str) -> BadInput:
    """The error for a picture that can't be decoded to its end."""
    return BadInput(
        _("“{name}” is damaged: it can't be read to its end.").format(name=name[:80]),
        _("Save it anew, or choose another picture."),
    )


def _drawing(data: bytes, shown: str) -> Look:
    if not svg.begins(data):
        raise BadInput(
            _("“{name}” is not a picture that browsers show.").format(name=shown),
            _("Use PNG, JPEG, WebP, AVIF, GIF or SVG."),
        )
    try:
        drawing = svg.cleaned(data)
    except svg.NoDrawing as error:
        raise BadInput(
            _("“{name}” can't be used as a drawing: {reason}.").format(name=shown, reason=error),
            _("Save it anew as plain SVG."),
        ) from error
    return Look("svg", drawing.width, drawing.height, drawing.data)

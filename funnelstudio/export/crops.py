"""Which part of a picture a page shows in a place, and in which widths its files are wanted there."""

from __future__ import annotations

from collections.abc import Iterable

from funnelstudio.images.size import Box
from funnelstudio.model.focus import Focus, bounded


def crop_box(width: int, height: int, ratio: tuple[int, int], focus: Focus) -> Box:
    """The largest part of a picture that has this ratio, as near to its focus as the edges let it.

    A ratio with a 0 takes the whole picture.
    """
    across, down = ratio
    if across <= 0 or down <= 0:
        return 0, 0, width, height
    wide = min(width, max(1, round(height * across / down)))
    high = min(height, max(1, round(width * down / across)))
    at = bounded(focus)
    left = min(width - wide, max(0, round(width * at[0] / 100 - wide / 2)))
    top = min(height - high, max(0, round(height * at[1] / 100 - high / 2)))
    return left, top, wide, high


def widths_within(wanted: Iterable[int], most: int) -> tuple[int, ...]:
    """The wanted widths that a picture of `most` pixels has, or `most` itself; more would only blur.

    A last step of its own full width is worth a file where it is a fifth wider than the one before.
    """
    sizes = sorted(set(wanted))
    fitting = [width for width in sizes if width <= most]
    if len(fitting) < len(sizes) and (not fitting or most >= fitting[-1] * 1.2):
        fitting.append(most)
    return tuple(fitting)


def height_of(box: Box, width: int) -> int:
    """The height that a part of a picture has where it is shown in this width."""
    return max(1, round(box[3] * width / box[2]))

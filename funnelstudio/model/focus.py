"""The point of a picture that stays in sight where a page crops it."""

from __future__ import annotations

from typing import Final

Focus = tuple[int, int]
"""Per cent of the picture's width from the left, and of its height from the top."""

CENTRE: Final[Focus] = (50, 50)


def bounded(focus: Focus) -> Focus:
    """The focus with both numbers from 0 to 100, whatever a file says."""
    across, down = focus
    return min(100, max(0, across)), min(100, max(0, down))

"""Where the canvas looks: from places in the tree to places on the screen and back.

Below the zoom at which a card still shows words, the tree is squeezed less in its width than in its height:
a tree of thousands of steps is a thousand times as high as it is wide, and at one scale would be a thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]
"""x, y, width, height"""

LARGEST = 3.0
SMALLEST = 0.002
SQUEEZE = 0.4
"""The least scale across; above it, both scales are the same."""


@dataclass(frozen=True)
class Viewport:
    """`scale` is pixels for each unit downwards, `x` and `y` the tree's place at the top left corner."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    width: int = 1
    height: int = 1
    least_across: float = SQUEEZE

    @property
    def across(self) -> float:
        """Pixels for each unit of the tree from left to right."""
        return max(self.scale, self.least_across)

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.x) * self.across, (y - self.y) * self.scale

    def to_tree(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x / self.across, self.y + y / self.scale

    def seen(self) -> Box:
        """The part of the tree that the whole view shows."""
        return self.x, self.y, self.width / self.across, self.height / self.scale


def moved(view: Viewport, dx: float, dy: float) -> Viewport:
    """The view with its content moved by `dx`, `dy` pixels."""
    return replace(view, x=view.x - dx / view.across, y=view.y - dy / view.scale)


def resized(view: Viewport, width: int, height: int) -> Viewport:
    """The view on a larger or smaller canvas; what is in the middle stays there."""
    near = replace(view, width=width, height=height)
    return moved(near, (width - view.width) / 2, (height - view.height) / 2)


def zoomed(view: Viewport, scale: float, at_x: float, at_y: float) -> Viewport:
    """The view at another scale, with what is at the pixel `at_x`, `at_y` staying there."""
    scale = min(LARGEST, max(SMALLEST, scale))
    tree_x, tree_y = view.to_tree(at_x, at_y)
    near = replace(view, scale=scale)
    return replace(near, x=tree_x - at_x / near.across, y=tree_y - at_y / near.scale)


def fitted(view: Viewport, bounds: Box, margin: float = 20.0, foot: float = 0.0) -> Viewport:
    """The view with all of `bounds` in it and as large as can be, but not above 100 %.

    The lowest `foot` pixels are left free, for what floats there.
    """
    x, y, width, height = bounds
    room_x = max(40.0, view.width - 2 * margin)
    room_y = max(40.0, view.height - foot - 2 * margin)
    width, height = max(1.0, width), max(1.0, height)
    least_across = min(SQUEEZE, room_x / width)
    scale = min(1.0, room_y / height)
    if scale > least_across:
        scale = min(scale, room_x / width)
    made = replace(view, scale=max(SMALLEST, scale), least_across=least_across)
    return replace(
        made,
        x=x + width / 2 - view.width / 2 / made.across,
        y=y + height / 2 - (view.height - foot) / 2 / made.scale,
    )


def blend(start: Viewport, end: Viewport, share: float) -> Viewport:
    """A view between two others; the scale is blended by its ratio, so that a zoom runs evenly."""
    scale = start.scale * (end.scale / start.scale) ** share
    across = start.across * (end.across / start.across) ** share
    mix_x = _centre(start.x, start.width, start.across) * (1 - share)
    mix_x += _centre(end.x, end.width, end.across) * share
    mix_y = _centre(start.y, start.height, start.scale) * (1 - share)
    mix_y += _centre(end.y, end.height, end.scale) * share
    return replace(
        end,
        scale=scale,
        least_across=min(across, SQUEEZE) if across > scale else end.least_across,
        x=mix_x - end.width / 2 / across,
        y=mix_y - end.height / 2 / scale,
    )


def _centre(edge: float, pixels: int, scale: float) -> float:
    return edge + pixels / 2 / scale


def showing(view: Viewport, box: Box, margin: float = 32.0) -> Viewport:
    """The view moved as little as it takes to have `box` in it."""
    x, y, width, height = box
    left, top = view.to_screen(x, y)
    right, bottom = view.to_screen(x + width, y + height)
    return moved(view, _shift(left, right, view.width, margin), _shift(top, bottom, view.height, margin))


def having(view: Viewport, first: Box, second: Box) -> Viewport:
    """The view with both boxes in it, the same where it has them; where they don't fit, the first and what
    goes in on the way to the second.
    """
    seen = view.seen()
    if _holds(seen, first) and _holds(seen, second):
        return view
    return showing(showing(view, second), first)


def _holds(outer: Box, inner: Box) -> bool:
    return all(
        outer[side] <= inner[side] and inner[side] + inner[side + 2] <= outer[side] + outer[side + 2]
        for side in (0, 1)
    )


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes have a part in common."""
    return all(
        one[side] < other[side] + other[side + 2] and other[side] < one[side] + one[side + 2]
        for side in (0, 1)
    )


def _shift(low: float, high: float, room: float, margin: float) -> float:
    if high - low > room - 2 * margin or low < margin:
        return margin - low
    return min(0.0, room - margin - high)

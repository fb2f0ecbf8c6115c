"""The tidy layout: where each card of the tree stands, for cards of any size, in columns by level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate
from operator import attrgetter, itemgetter

import msgspec

from funnelstudio.model.contour import Shape, shape_of, spread
from funnelstudio.model.offers import ENDING, Step

COLUMN_GAP = 52.0
"""Space between two columns, for the wires."""
CHIP = (148.0, 28.0)
"""Width and height of the chip that stands for a jump to an offer."""

Size = tuple[float, float]
Sizes = Mapping[str, Size] | Callable[[str], Size]
Box = tuple[float, float, float, float]
Chip = tuple[str, str, str, float, float, float, float]
"""(step, outcome, target, x, y, width, height) of a jump."""


class Arrangement(msgspec.Struct, frozen=True):
    """Places of all cards, in canvas units (pixels at 100 %), y growing downwards.

    The lists run parallel to `order`, the steps in preorder with the start first; `index` finds a step's
    place in them. `x`, `y` is a card's upper left corner and `w`, `h` its size. A branch is the slice
    `i : last[i]`. `bx0`, `by0`, `bx1`, `by1` is the box around a step's branch with its chips.
    A chip stands for each jump: small to an offer, as large as the ending itself to an ending. Where two
    answers lead to the same offer, and it hangs on the first, the second is a wire to it and has no chip.
    `columns` holds where each column begins and how wide it is (rows and their height in a layout from the
    top down); `bounds` is the box around everything. The start's card begins at x = 0 with its middle at
    y = 0, so what is drawn elsewhere does not move it (from the top down it is the other way round).
    """

    order: tuple[str, ...]
    index: Mapping[str, int]
    last: list[int]
    x: list[float]
    y: list[float]
    w: list[float]
    h: list[float]
    bx0: list[float]
    by0: list[float]
    bx1: list[float]
    by1: list[float]
    chips: list[Chip]
    columns: list[tuple[float, float]]
    bounds: Box


def arrange(steps: Mapping[str, Step], sizes: Sizes, *, down: bool = False) -> Arrangement:
    """Lay the tree out from left to right, or from the top `down`; `sizes` is (width, height) by step id.

    No two boxes overlap, a step stands in the middle of its first and last child, and children keep the
    order of the outcomes. A pinned step stands where it was put, whatever is there, and its branch moves
    along. Loose branches stand under the tree (beside it, from the top down).
    """
    shape = shape_of(steps)
    order, index = shape.walked.order, shape.walked.index
    count = len(order)
    size = sizes.__getitem__ if isinstance(sizes, Mapping) else sizes
    # An ending that many answers lead to is drawn at each of them, in its own size.
    chip_sizes = [size(jump[2]) if steps[jump[2]].type == ENDING else CHIP for jump in shape.jumps]
    pairs = [*map(size, order), *chip_sizes]
    w, h = [*map(itemgetter(0), pairs)], [*map(itemgetter(1), pairs)]
    length, breadth = (h, w) if down else (w, h)
    columns = _columns(shape.column, length)
    placed = spread(shape, breadth, length, [begin for begin, _ in columns])
    x, y = (placed.across, placed.along) if down else (placed.along, placed.across)
    boxes = (placed.along[:count], placed.low, placed.reach, placed.high)
    if down:
        boxes = (boxes[1], boxes[0], boxes[3], boxes[2])
    if any(map(attrgetter("pinned"), steps.values())):
        pins = {key: step.pinned for key, step in steps.items() if step.pinned is not None}
        _move_pinned(shape, x, y, pins)
        boxes = _boxes(shape, x, y, w, h)
    chips = [
        (*jump, *place)
        for jump, place in zip(
            shape.jumps, zip(x[count:], y[count:], w[count:], h[count:], strict=True), strict=True
        )
    ]
    x, y, w, h = x[:count], y[:count], w[:count], h[:count]
    bounds = _bounds(shape.roots, boxes)
    return Arrangement(order, index, placed.last, x, y, w, h, *boxes, chips, columns, bounds)


def _columns(column: list[int], length: list[float]) -> list[tuple[float, float]]:
    """Where each column begins and how wide its widest box is."""
    widest = [0.0] * (max(column, default=-1) + 1)
    for place, size in set(zip(column, length, strict=True)):
        widest[place] = max(widest[place], size)
    begins = accumulate([width + COLUMN_GAP for width in widest], initial=0.0)
    return [*zip(begins, widest, strict=False)]


Boxes = tuple[list[float], list[float], list[float], list[float]]


def _bounds(roots: list[int], boxes: Boxes) -> Box:
    if not roots:
        return (0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = boxes
    return (
        min(x0[root] for root in roots),
        min(y0[root] for root in roots),
        max(x1[root] for root in roots),
        max(y1[root] for root in roots),
    )


def _move_pinned(
    shape: Shape, x: list[float], y: list[float], pins: Mapping[str, tuple[float, float]]
) -> None:
    """Move each pinned card to its place, and what hangs on it by as much, unless that is pinned itself."""
    order = shape.walked.order
    dx, dy = [0.0] * len(x), [0.0] * len(y)

    def settle(number: int) -> None:
        place = pins.get(order[number]) if number < len(order) else None
        if place is not None:
            dx[number], dy[number] = place[0] - x[number], place[1] - y[number]

    for root in shape.roots:
        settle(root)
    for number in sorted(_holding(shape)):
        for slot in shape.slots(number):
            dx[slot], dy[slot] = dx[number], dy[number]
            settle(slot)
    x[:] = [place + move for place, move in zip(x, dx, strict=True)]
    y[:] = [place + move for place, move in zip(y, dy, strict=True)]


def _holding(shape: Shape) -> set[int]:
    """The steps that something hangs on."""
    return {shape.walked.index[key] for key in shape.walked.children.keys() | shape.chips.keys()}


def _boxes(shape: Shape, x: list[float], y: list[float], w: list[float], h: list[float]) -> Boxes:
    """The boxes around all branches, found from the leaves up, wherever the cards stand."""
    x0, y0 = x[:], y[:]
    x1 = [place + size for place, size in zip(x, w, strict=True)]
    y1 = [place + size for place, size in zip(y, h, strict=True)]
    count = len(shape.walked.order)
    for number in sorted(_holding(shape), reverse=True):
        inside = [number, *shape.slots(number)]
        x0[number] = min([x0[slot] for slot in inside])
        y0[number] = min([y0[slot] for slot in inside])
        x1[number] = max([x1[slot] for slot in inside])
        y1[number] = max([y1[slot] for slot in inside])
    return x0[:count], y0[:count], x1[:count], y1[:count]

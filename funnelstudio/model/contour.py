"""Packing the branches of a tree by their contours, as Reingold and Tilford did it, over cards of any size.

Each branch is laid out once, in a frame of its own; siblings are then pushed together until some column of
them touches. As columns are fixed by level, a contour is one pair of edges a column, so the whole tree takes
milliseconds. "Along" is the way from column to column, "across" the way from sibling to sibling.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import msgspec

from funnelstudio.model.offers import ENDING, Step, outcomes
from funnelstudio.model.walk import Walk, walk

SIBLING_GAP = 20.0
BRANCH_GAP = 28.0
"""Least space across between two cards of a column: with the same parent, and with different ones."""
TREE_GAP = 84.0
"""Space between the tree and each loose branch beside it."""


class Shape(msgspec.Struct, frozen=True):
    """What hangs where, by number: the steps in preorder first, then the chips of the jumps.

    `slots` are a step's children and chips in the order of its outcomes. `inner` are the steps that have
    some, parents first, and `bare` tells of each of these whether all its slots are leaves in the next
    column. A branch is the slice from a step to its `last`. `members` are the numbers in each column, and
    `jumps` holds (step, outcome, target) of each chip.
    """

    order: tuple[str, ...]
    index: Mapping[str, int]
    last: list[int]
    column: list[int]
    members: list[list[int]]
    slots: list[Sequence[int]]
    inner: list[int]
    bare: list[bool]
    roots: list[int]
    jumps: list[tuple[str, str, str]]


class Spread(msgspec.Struct, frozen=True):
    """Where everything is across: the middles, and the edges of each step's branch with its chips.

    `reach` is how far each branch goes along. Lists run parallel to the numbers of a Shape.
    """

    middle: list[float]
    low: list[float]
    high: list[float]
    reach: list[float]


_shapes: deque[tuple[Walk, Shape]] = deque(maxlen=4)


def shape_of(steps: Mapping[str, Step]) -> Shape:
    """The shape of a funnel's tree; the same object as before while no wire has changed."""
    walked = walk(steps)
    for known, shape in tuple(_shapes):
        if known is walked:
            return shape
    shape = _shape(steps, walked)
    _shapes.append((walked, shape))
    return shape


def _shape(steps: Mapping[str, Step], walked: Walk) -> Shape:
    order, count = walked.order, len(walked.order)
    index = dict(zip(order, range(count), strict=True))
    column = [walked.columns[key] for key in order]
    slots: list[Sequence[int]] = [()] * count
    last = list(range(1, count + 1))
    for key in reversed(order):
        wires = walked.children.get(key)
        if wires is not None:
            number = index[key]
            slots[number] = [index[child] for _, child in wires]
            last[number] = last[slots[number][-1]]
    roots = [
        *([0] if count and order[0] not in walked.loose[:1] else []),
        *(index[key] for key in walked.loose),
    ]
    jumps = _with_chips(steps, walked, index, column, slots)
    inner = [number for number in range(count) if slots[number]]
    widest = max(column, default=-1) + 1
    members: list[list[int]] = [[] for _ in range(widest)]
    for number, place in enumerate(column):
        members[place].append(number)
    has_slots = [bool(found) for found in slots] + [False] * len(jumps)
    bare = [
        not any(has_slots[slot] or column[slot] != column[number] + 1 for slot in slots[number])
        for number in inner
    ]
    return Shape(order, index, last, column, members, slots, inner, bare, roots, jumps)


def _with_chips(
    steps: Mapping[str, Step],
    walked: Walk,
    index: Mapping[str, int],
    column: list[int],
    slots: list[Sequence[int]],
) -> list[tuple[str, str, str]]:
    """Number the chips after the steps, and put each among the slots of its step and into a column."""
    jumps: list[tuple[str, str, str]] = []
    numbers: dict[str, dict[str, int]] = {}
    for (key, outcome), target in walked.jumps.items():
        if walked.home.get(target, ("", ""))[0] == key and steps[target].type != ENDING:
            continue  # two answers to one step lead on to the same offer: a second wire to it says so better
        numbers.setdefault(key, {})[outcome] = len(column)
        column.append(column[index[key]] + 1)
        jumps.append((key, outcome, target))
    for key, own in numbers.items():
        own.update((outcome, index[child]) for outcome, child in walked.children.get(key, ()))
        slots[index[key]] = [own[outcome] for outcome in outcomes(steps[key]) if outcome in own]
    return jumps


def spread(shape: Shape, breadth: list[float], ends: list[float]) -> Spread:
    """Place everything across. `breadth` is each box's size across, `ends` where it ends along.

    The first root's middle is at 0; loose branches follow beside it.
    """
    count = len(breadth)
    halves = [size / 2 for size in breadth]
    packed = _Packed(
        [0.0] * count,
        [0.0] * count,
        [-half for half in halves],
        halves[:],
        ends[:],
        [None] * count,
        [None] * count,
    )
    inner = [*zip(reversed(shape.inner), reversed(shape.bare), strict=True)]
    _pack_leaves(packed, [number for number, bare in inner if bare], shape.slots, breadth)
    for number, bare in inner:
        if not bare:
            _pack(packed, number, shape.slots[number], halves, shape.column)
    return _unfolded(shape, packed)


class _Packed(msgspec.Struct, gc=False):
    """Branches while they are packed, each in a frame of its own.

    `at` is a box's middle in the frame of its parent, `frame` a step's middle in that of its children; `low`
    and `high` are the edges of its branch, counted from its middle. A contour holds the lower and upper
    edges a column, the deepest first, in the step's frame; None for a leaf.
    """

    at: list[float]
    frame: list[float]
    low: list[float]
    high: list[float]
    reach: list[float]
    lows: list[list[float] | None]
    highs: list[list[float] | None]


def _pack_leaves(
    packed: _Packed, numbers: list[int], slots: list[Sequence[int]], breadth: list[float]
) -> None:
    """Stack the slots of each step that has nothing but leaves beside it: most of a tree is such leaves."""
    at, frame, reach = packed.at, packed.frame, packed.reach
    lows, highs, low, high = packed.lows, packed.highs, packed.low, packed.high
    for number in numbers:
        own = slots[number]
        edge = 0.0
        for slot in own:
            size = breadth[slot]
            at[slot] = edge + size * 0.5
            edge += size + SIBLING_GAP
        edge -= SIBLING_GAP
        middle, half = (at[own[0]] + at[own[-1]]) * 0.5, breadth[number] * 0.5
        frame[number] = middle
        reach[number] = max([reach[slot] for slot in own])
        start, end = middle - half, middle + half
        lows[number] = [0.0, start]
        highs[number] = [edge, end]
        low[number] = -(middle if start > 0.0 else half)
        high[number] = (edge if edge > end else end) - middle


def _pack(packed: _Packed, number: int, slots: Sequence[int], halves: list[float], column: list[int]) -> None:
    """Push the branches of a step together, and centre the step on the first and the last of them."""
    at, frame = packed.at, packed.frame
    inside = column[number] + 1
    first = slots[0]
    lows, highs = _contour(packed, first, halves, column[first] - inside)
    at[first] = frame[first]
    for place, slot in enumerate(slots[1:], 1):
        if packed.lows[slot] is None and column[slot] == inside:
            half = halves[slot]
            at[slot] = highs[-1] + SIBLING_GAP + half
            highs[-1] = at[slot] + half
            continue
        new_lows, new_highs = _contour(packed, slot, halves, column[slot] - inside)
        shared = min(len(lows), len(new_lows))
        shift = highs[-1] - new_lows[-1] + SIBLING_GAP
        for level in range(2, shared + 1):
            needed = highs[-level] - new_lows[-level] + BRANCH_GAP
            shift = max(shift, needed)
        if len(new_lows) <= len(lows):
            for level in range(1, shared + 1):
                highs[-level] = new_highs[-level] + shift
            at[slot] = frame[slot] + shift
        else:
            # The deeper branch keeps its lists and its frame, so that a chain of steps stays cheap.
            for level in range(1, shared + 1):
                new_lows[-level] = lows[-level] - shift
            for earlier in slots[:place]:
                at[earlier] -= shift
            at[slot] = frame[slot]
            lows, highs = new_lows, new_highs
    middle, half = (at[first] + at[slots[-1]]) / 2, halves[number]
    lows.append(middle - half)
    highs.append(middle + half)
    packed.lows[number], packed.highs[number], frame[number] = lows, highs, middle
    packed.low[number] = min(-half, min([at[slot] + packed.low[slot] for slot in slots]) - middle)
    packed.high[number] = max(half, max([at[slot] + packed.high[slot] for slot in slots]) - middle)
    packed.reach[number] = max([packed.reach[slot] for slot in slots])


def _contour(
    packed: _Packed, slot: int, halves: list[float], skipped: int
) -> tuple[list[float], list[float]]:
    """A branch's contour; where it skips columns, the wire that crosses them counts as a thin line."""
    lows, highs = packed.lows[slot], packed.highs[slot]
    if lows is None or highs is None:
        lows, highs = [-halves[slot]], [halves[slot]]
    if skipped > 0:
        lows += [packed.frame[slot]] * skipped
        highs += [packed.frame[slot]] * skipped
    return lows, highs


def _unfolded(shape: Shape, packed: _Packed) -> Spread:
    """Places in one common frame, from the roots down."""
    middle = packed.at
    slots, frame = shape.slots, packed.frame
    edge = None
    for root in shape.roots:
        middle[root] = 0.0 if edge is None else edge + TREE_GAP - packed.low[root]
        edge = middle[root] + packed.high[root]
    for number in shape.inner:
        base = middle[number] - frame[number]
        for slot in slots[number]:
            middle[slot] += base
    low = [place + offset for place, offset in zip(middle, packed.low, strict=True)]
    high = [place + offset for place, offset in zip(middle, packed.high, strict=True)]
    return Spread(middle, low, high, packed.reach)

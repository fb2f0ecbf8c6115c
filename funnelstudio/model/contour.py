"""Packing the branches of a tree by their contours, as Reingold and Tilford did it, over cards of any size.

Each branch is packed once, in a frame of its own; siblings are then pushed together until some column of
them touches. As columns are fixed by level, a contour is one pair of edges a column, so the whole tree takes
milliseconds; and a branch that an edit leaves alone is not packed again. "Along" is the way from column to
column, "across" the way from sibling to sibling.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from operator import add, ne, sub
from typing import Any

import msgspec

from funnelstudio.model.offers import ENDING, Step, outcomes
from funnelstudio.model.walk import Walk, walk

SIBLING_GAP = 20.0
BRANCH_GAP = 28.0
"""Least space across between two cards of a column: with the same parent, and with different ones."""
TREE_GAP = 84.0
"""Space between the tree and each loose branch beside it."""


class Shape(msgspec.Struct, frozen=True):
    """What hangs where, by number: the steps in preorder first, then the chips of the jumps, step by step.

    `column` and `jumps`, (step, outcome, target) of each chip, run parallel to the numbers. `chips` has, for
    each step that has some, the number of the first and the place of each among the step's slots: these are
    its children and chips in the order of its outcomes.
    """

    walked: Walk
    column: list[int]
    roots: list[int]
    jumps: list[tuple[str, str, str]]
    chips: Mapping[str, tuple[int, tuple[int, ...]]]

    def slots(self, number: int) -> list[int]:
        """The numbers of a step's children and chips."""
        key, index = self.walked.order[number], self.walked.index
        slots = [index[child] for _, child in self.walked.children.get(key, ())]
        first, places = self.chips.get(key, (0, ()))
        for chip, place in enumerate(places, first):
            slots.insert(place, chip)
        return slots


class Branch(msgspec.Struct, frozen=True, gc=False):
    """A step with what hangs on it, packed in a frame of its own.

    `middle` is the step's middle in the frame of its slots, `at` and `chips` are those of its children and of
    its chips, and `ahead` are the numbers of the children, counted from the step. `low` and `high` are the
    edges of the whole, counted from the step's middle. `steps` tells how many it holds, `deepest` its last
    column, and `longest` how long the longest box there is. `lows` and `highs` are the contour: the lower
    and upper edges a column, the deepest first, in the branch's frame.
    """

    middle: float
    ahead: list[int]
    at: list[float]
    chips: Sequence[float]
    low: float
    high: float
    steps: int
    deepest: int
    longest: float
    lows: list[float]
    highs: list[float]


class Spread(msgspec.Struct, frozen=True):
    """Where each box begins along and across, and where each step's branch with its chips ends.

    `low` and `high` are the branch's edges across, `reach` is how far it goes along, `last` the number behind
    its last step. `along` and `across` run parallel to the numbers of a Shape, the others to its steps.
    """

    along: list[float]
    across: list[float]
    low: list[float]
    high: list[float]
    reach: list[float]
    last: list[int]


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
    order, index = walked.order, walked.index
    column = [*map(walked.columns.__getitem__, order)]
    jumps: list[tuple[str, str, str]] = []
    own: dict[str, list[str]] = {}
    for (key, outcome), target in walked.jumps.items():
        if walked.home.get(target, ("", ""))[0] == key and steps[target].type != ENDING:
            continue  # two answers to one step lead on to the same offer: a second wire to it says so better
        own.setdefault(key, []).append(outcome)
        jumps.append((key, outcome, target))
        column.append(column[index[key]] + 1)
    chips: dict[str, tuple[int, tuple[int, ...]]] = {}
    first = len(order)
    for key, answers in own.items():
        taken = {*answers, *(outcome for outcome, _ in walked.children.get(key, ()))}
        slots = [outcome for outcome in outcomes(steps[key]) if outcome in taken]
        chips[key] = first, tuple(map(slots.index, answers))
        first += len(answers)
    roots = [index[key] for key in walked.loose]
    if order and order[0] not in walked.loose[:1]:
        roots.insert(0, 0)
    return Shape(walked, column, roots, jumps, chips)


def spread(shape: Shape, breadth: list[float], length: list[float], begins: list[float]) -> Spread:
    """Place everything across. `breadth` and `length` are each box's size across and along.

    `begins` is where each column begins. The first root's middle is at 0; loose branches follow beside it.
    """
    branches = _branches(shape, breadth, length)
    halves = [size / 2 for size in breadth]
    middle = _unfolded(shape, branches, halves)
    along = [*map(begins.__getitem__, shape.column)]
    across = [*map(sub, middle, halves)]
    count = len(shape.walked.order)
    low, high = across[:count], [*map(add, middle[:count], halves)]
    reach, last = [*map(add, along[:count], length)], [*range(1, count + 1)]
    for number, branch in enumerate(branches):
        if branch is not None:
            place = middle[number]
            low[number], high[number] = place + branch.low, place + branch.high
            reach[number] = begins[branch.deepest] + branch.longest
            last[number] = number + branch.steps
    return Spread(along, across, low, high, reach, last)


def _unfolded(shape: Shape, branches: list[Branch | None], halves: list[float]) -> list[float]:
    """Middles in one common frame, from the roots down."""
    middle = [0.0] * len(halves)
    edge = None
    for root in shape.roots:
        branch, half = branches[root], halves[root]
        middle[root] = 0.0 if edge is None else edge + TREE_GAP + (half if branch is None else -branch.low)
        edge = middle[root] + (half if branch is None else branch.high)
    order = shape.walked.order
    for number, branch in enumerate(branches):
        if branch is None:
            continue
        base = middle[number] - branch.middle
        if branch.steps == 1 + len(branch.at):  # all are leaves
            middle[number + 1 : number + branch.steps] = [place + base for place in branch.at]
        else:
            for ahead, place in zip(branch.ahead, branch.at, strict=True):
                middle[number + ahead] = place + base
        if branch.chips:
            first = shape.chips[order[number]][0]
            middle[first : first + len(branch.chips)] = [place + base for place in branch.chips]
    return middle


class _Kept(msgspec.Struct, frozen=True):
    """The newest branches, with what each was packed from.

    `needs` are the children, columns and sizes by number, `chips` those of the steps that have some. Each
    list has one more at its end, which stands for any step that isn't there.
    """

    index: Mapping[str, int]
    needs: Sequence[list[Any]]
    chips: Mapping[str, object]
    branches: list[Branch | None]


_NONE_KEPT = _Kept({}, [[0], [None], [None], [None]], {}, [None])
_kept = _NONE_KEPT
_MOST_COLUMNS = 64
"""Branches of a tree with more columns than this, a broken one, aren't kept: all contours would be long."""


def _branches(shape: Shape, breadth: list[float], length: list[float]) -> list[Branch | None]:
    """The branches by number, None where nothing hangs; they are the kept ones wherever those still fit."""
    global _kept  # noqa: PLW0603 - a cache of the newest branches
    kept = _kept  # read once: another thread may put its own there meanwhile
    walked, order, count = shape.walked, shape.walked.order, len(shape.walked.order)
    children = [*map(walked.children.get, order)]
    needs: Sequence[list[Any]] = (children, shape.column[:count], breadth[:count], length[:count])
    chips = _chip_needs(shape, breadth, length)
    before = [kept.index.get(key, -1) for key in order]
    branches = [*map(kept.branches.__getitem__, before), *[None] * (len(shape.jumps) + 1)]
    stale = {walked.index[key] for key in chips if chips[key] != kept.chips.get(key)}
    stale.update(walked.index[key] for key in kept.chips.keys() - chips.keys() if key in walked.index)
    for now, was in zip(needs, kept.needs, strict=True):
        stale.update(compress(range(count), map(ne, now, map(was.__getitem__, before))))
    for number in sorted(_with_all_above(walked, stale), reverse=True):
        has_slots = children[number] is not None or order[number] in chips
        branches[number] = _pack(shape, number, branches, breadth, length) if has_slots else None
    is_deep = max(shape.column, default=0) >= _MOST_COLUMNS
    with_none = [[*need, None] for need in needs]
    _kept = _NONE_KEPT if is_deep else _Kept(walked.index, with_none, chips, branches)
    return branches


def _chip_needs(shape: Shape, breadth: list[float], length: list[float]) -> dict[str, object]:
    """Places and sizes of the chips of each step that has some."""
    found: dict[str, object] = {}
    for key, (first, places) in shape.chips.items():
        own = slice(first, first + len(places))
        found[key] = places, breadth[own], length[own]
    return found


def _with_all_above(walked: Walk, numbers: Iterable[int]) -> set[int]:
    """Some steps with all that they hang on."""
    found = {*numbers}
    if len(found) == len(walked.order):
        return found
    for number in tuple(found):
        home = walked.home.get(walked.order[number])
        while home is not None and walked.index[home[0]] not in found:
            found.add(walked.index[home[0]])
            home = walked.home.get(home[0])
    return found


def _pack(
    shape: Shape, number: int, branches: list[Branch | None], breadth: list[float], length: list[float]
) -> Branch:
    """Put the slots of a step side by side, and centre the step on the first and the last of them."""
    slots, count = shape.slots(number), len(shape.walked.order)
    own = [branches[slot] for slot in slots]
    columns, inside = [shape.column[slot] for slot in slots], shape.column[number] + 1
    if any(own) or columns.count(inside) < len(columns):
        packed = _push_together(own, [breadth[slot] / 2 for slot in slots], [it - inside for it in columns])
    else:
        packed = _stack([breadth[slot] for slot in slots])
    at, lows, highs, half = packed.at, packed.lows, packed.highs, breadth[number] / 2
    middle = (at[0] + at[-1]) / 2
    lows.append(middle - half)
    highs.append(middle + half)
    low, high = min(-half, packed.low - middle), max(half, packed.high - middle)
    ends = [
        (place, length[slot]) if branch is None else (branch.deepest, branch.longest)
        for slot, place, branch in zip(slots, columns, own, strict=True)
    ]
    chips: Sequence[float] = ()
    if shape.walked.order[number] in shape.chips:
        chips = [place for slot, place in zip(slots, at, strict=True) if slot >= count]
        at = [place for slot, place in zip(slots, at, strict=True) if slot < count]
    ahead = [slot - number for slot in slots if slot < count]
    steps = 1 + len(at) + sum([branch.steps - 1 for branch in own if branch is not None])
    return Branch(middle, ahead, at, chips, low, high, steps, *max(ends), lows, highs)


class _Packed(msgspec.Struct, gc=False):
    """The slots of a step, packed: their middles, their contour, and the edges of the whole."""

    at: list[float]
    lows: list[float]
    highs: list[float]
    low: float
    high: float


def _stack(breadth: list[float]) -> _Packed:
    """Put boxes beside each other: most of a tree are leaves that need no more than that."""
    at: list[float] = []
    edge = 0.0
    for size in breadth:
        at.append(edge + size / 2)
        edge += size + SIBLING_GAP
    edge -= SIBLING_GAP
    return _Packed(at, [0.0], [edge], 0.0, edge)


def _push_together(own: list[Branch | None], halves: list[float], skipped: list[int]) -> _Packed:
    """Push branches together until they touch. A None among them is a leaf; `skipped` are columns."""
    at: list[float] = []
    lows: list[float] = []
    highs: list[float] = []
    for branch, half, skips in zip(own, halves, skipped, strict=True):
        if branch is None and not skips and at:
            at.append(highs[-1] + SIBLING_GAP + half)
            highs[-1] = at[-1] + half
            continue
        middle, new_lows, new_highs = _contour(branch, half, skips)
        if not at:
            at, lows, highs = [middle], new_lows, new_highs
            continue
        shared = min(len(lows), len(new_lows))
        shift = highs[-1] - new_lows[-1] + SIBLING_GAP
        for level in range(2, shared + 1):
            needed = highs[-level] - new_lows[-level] + BRANCH_GAP
            shift = max(shift, needed)
        if len(new_lows) <= len(lows):
            for level in range(1, shared + 1):
                highs[-level] = new_highs[-level] + shift
            at.append(middle + shift)
        else:
            # The deeper branch keeps its lists and its frame, so that a chain of steps stays cheap.
            for level in range(1, shared + 1):
                new_lows[-level] = lows[-level] - shift
            at = [place - shift for place in at]
            at.append(middle)
            lows, highs = new_lows, new_highs
    edges = [
        (-half, half) if branch is None else (branch.low, branch.high)
        for branch, half in zip(own, halves, strict=True)
    ]
    low = min([place + edge for place, (edge, _) in zip(at, edges, strict=True)])
    high = max([place + edge for place, (_, edge) in zip(at, edges, strict=True)])
    return _Packed(at, lows, highs, low, high)


def _contour(branch: Branch | None, half: float, skipped: int) -> tuple[float, list[float], list[float]]:
    """A branch's middle and contour; the wire that crosses the columns it skips counts as a thin line.

    The lists may be changed. Short ones are copies; a long one is not, and its branch then isn't kept.
    """
    if branch is None:
        middle, lows, highs = 0.0, [-half], [half]
    elif len(branch.lows) <= _MOST_COLUMNS:
        middle, lows, highs = branch.middle, branch.lows[:], branch.highs[:]
    else:
        middle, lows, highs = branch.middle, branch.lows, branch.highs
    if skipped > 0:
        lows += [middle] * skipped
        highs += [middle] * skipped
    return middle, lows, highs

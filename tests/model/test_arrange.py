"""Layouts hold for cards of any size: nothing overlaps, parents stand in the middle, the order is kept."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.model import contour
from funnelstudio.model.arrange import CHIP, COLUMN_GAP, Arrangement, arrange
from funnelstudio.model.contour import BRANCH_GAP, SIBLING_GAP
from funnelstudio.model.offers import ENDING, NO, PRODUCT, START, YES, Step
from funnelstudio.model.value import replace, with_item
from funnelstudio.model.walk import walk
from tests.builders import a_funnel, a_step, big_funnel
from tests.model.strategies import a_tree, edits

a_size = st.tuples(st.floats(20, 400), st.floats(20, 400))

Steps = dict[str, Step]
Box = tuple[float, float, float, float]
Boxes = list[Box]


def size_of(steps: Mapping[str, Step]) -> dict[str, tuple[float, float]]:
    return {
        key: (150.0, 40.0) if step.type == ENDING else (280.0, 90.0 + 28 * len(step.options))
        for key, step in steps.items()
    }


def boxes(made: Arrangement) -> Boxes:
    cards = list(zip(made.x, made.y, made.w, made.h, strict=True))
    return cards + [chip[3:] for chip in made.chips]


def overlaps(all_boxes: Boxes) -> list[tuple[Box, Box]]:
    """Pairs that overlap, found by sweeping from left to right."""
    found = []
    open_boxes: Boxes = []
    for box in sorted(all_boxes):
        open_boxes = [other for other in open_boxes if other[0] + other[2] > box[0] + 1e-6]
        found += [
            (box, other)
            for other in open_boxes
            if box[1] + box[3] > other[1] + 1e-6 and other[1] + other[3] > box[1] + 1e-6
        ]
        open_boxes.append(box)
    return found


def middle(made: Arrangement, key: str, *, down: bool = False) -> float:
    number = made.index[key]
    return made.x[number] + made.w[number] / 2 if down else made.y[number] + made.h[number] / 2


@pytest.mark.parametrize("down", [False, True], ids=["left to right", "top down"])
@given(
    tree=a_tree(), extents=st.lists(st.tuples(st.floats(20, 400), st.floats(20, 400)), min_size=5, max_size=5)
)
def test_layout_of_any_tree(tree: Steps, extents: list[tuple[float, float]], down: bool) -> None:
    sizes = {key: extents[number % 5] for number, key in enumerate(tree)}
    made = arrange(tree, sizes, down=down)

    assert sorted(made.order) == sorted(tree)
    assert overlaps(boxes(made)) == []
    check_families(made, tree, down)
    check_branches(made)


def check_families(made: Arrangement, tree: Steps, down: bool) -> None:
    """Each step stands in the middle of its first and its last slot, which keep the order of the answers."""
    chips = {(chip[0], chip[1]): (chip[4] + chip[6] / 2, chip[3] + chip[5] / 2)[down] for chip in made.chips}
    hung = set(made.order[:1])
    for key in made.order:
        places: list[float] = []
        own: set[str] = set()
        for answer, target in tree[key].next.items():
            if (key, answer) in chips:
                places.append(chips[key, answer])
            elif target in tree and target not in own:
                assert target not in hung
                hung.add(target)
                own.add(target)
                places.append(middle(made, target, down=down))
        assert places == sorted(places)
        if places:
            assert middle(made, key, down=down) == pytest.approx((places[0] + places[-1]) / 2, abs=1e-6)


def check_branches(made: Arrangement) -> None:
    """Each branch's box is as large as its cards and chips need it, and the bounds hold all."""
    for number in range(len(made.order)):
        branch = range(number, made.last[number])
        keys = {made.order[child] for child in branch}
        inside = [(made.x[n], made.y[n], made.w[n], made.h[n]) for n in branch]
        inside += [chip[3:] for chip in made.chips if chip[0] in keys]
        assert (made.bx0[number], made.by0[number], made.bx1[number], made.by1[number]) == pytest.approx(
            (
                min(box[0] for box in inside),
                min(box[1] for box in inside),
                max(box[0] + box[2] for box in inside),
                max(box[1] + box[3] for box in inside),
            ),
            abs=1e-6,
        )
        assert made.bounds[0] <= made.bx0[number] + 1e-6
        assert made.bounds[3] >= made.by1[number] - 1e-6


def anew(steps: Mapping[str, Step], sizes: Mapping[str, tuple[float, float]], *, down: bool) -> Arrangement:
    """The layout worked out with nothing kept from another one."""
    kept = contour._kept, [*contour._shapes]
    contour._kept = contour._NONE_KEPT
    contour._shapes.clear()
    made = arrange(steps, sizes, down=down)
    contour._kept = kept[0]
    contour._shapes.extend(kept[1])
    return made


@given(versions=edits(), extents=st.lists(a_size, min_size=7, max_size=7), data=st.data())
def test_following_any_edits_is_laying_out_anew(
    versions: list[Steps], extents: list[tuple[float, float]], data: st.DataObject
) -> None:
    down = data.draw(st.booleans())
    grown = data.draw(st.sampled_from(sorted(versions[0])))
    for number, steps in enumerate(versions):
        sizes = {key: extents[sum(map(ord, key)) % 5] for key in steps}
        sizes[grown] = extents[5 + number % 2]
        assert arrange(steps, sizes, down=down) == anew(steps, sizes, down=down)


def test_a_small_edit_packs_only_what_is_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = big_funnel(341, 1).steps
    sizes = {**size_of(steps), "new": (280.0, 120.0)}
    before = arrange(steps, sizes)
    packed: list[int] = []
    pack = contour._pack

    def counted(*args: Any) -> contour.Branch:
        packed.append(args[1])
        return pack(*args)

    monkeypatch.setattr(contour, "_pack", counted)
    added = with_item(steps, "new", a_step(PRODUCT, next={YES: "e9"}))
    home = walk(steps).home["e9"]
    added = with_item(added, home[0], replace(steps[home[0]], next={**steps[home[0]].next, home[1]: "new"}))
    assert arrange(added, sizes).index["new"] == before.index["e9"]
    assert len(packed) <= 7


def test_siblings_touch_but_for_the_gaps() -> None:
    steps = a_funnel().steps
    made = arrange(steps, size_of(steps))

    column: dict[float, list[tuple[float, float]]] = {}
    for x, y, _, h in boxes(made):
        column.setdefault(x, []).append((y, y + h))
    for stack in column.values():
        gaps = [low - high for (_, high), (low, _) in pairwise(sorted(stack))]
        assert all(gap >= SIBLING_GAP - 1e-6 for gap in gaps)
    gaps = [pair[1][0] - pair[0][1] for stack in column.values() for pair in pairwise(sorted(stack))]
    assert min(gaps) == pytest.approx(SIBLING_GAP)
    assert any(gap == pytest.approx(BRANCH_GAP) for gap in gaps)


def test_start_stays_where_it_is_whatever_is_added() -> None:
    steps = a_funnel().steps
    more = {**steps, "bye": replace(steps["bye"], name="Other"), "lone": a_step(PRODUCT, "Lone", "vase")}
    for tree in (steps, more):
        made = arrange(tree, size_of(tree))
        assert (made.x[0], middle(made, "start")) == (0.0, 0.0)


def test_columns_are_as_wide_as_their_widest_card() -> None:
    steps = a_funnel().steps
    made = arrange(steps, {**size_of(steps), "few": (333.0, 50.0)})
    assert made.columns[0] == (0.0, 280.0)
    assert made.columns[2] == (2 * (280.0 + COLUMN_GAP), 333.0)
    assert made.columns[4][1] == 150.0
    assert {chip[5:] for chip in made.chips} == {(150.0, 40.0)}


def test_chips_of_jumps_to_offers_and_to_endings() -> None:
    steps = a_funnel().steps
    jumping = with_item(steps, "few", replace(steps["few"], next={"q1": "vase", "q2": "bye", NO: "gift"}))
    made = arrange(jumping, size_of(jumping))
    sizes = {chip[:3]: chip[5:] for chip in made.chips if chip[0] == "few"}
    assert sizes == {("few", "q1", "vase"): CHIP}
    again = with_item(steps, "few", replace(steps["few"], next={"q1": "gift", "q2": "gift", NO: "bye"}))
    made = arrange(again, size_of(again))
    assert [chip for chip in made.chips if chip[2] == "gift"] == []


def test_from_the_top_down_columns_are_rows() -> None:
    steps = a_funnel().steps
    made = arrange(steps, size_of(steps), down=True)
    rows = {key: made.y[made.index[key]] for key in made.order}
    assert rows["start"] < rows["six"] < rows["club"] == rows["few"] < rows["vase"] < rows["bye"]
    assert middle(made, "start", down=True) == 0.0


def test_pinned_step_takes_its_branch_along() -> None:
    steps = a_funnel().steps
    before = arrange(steps, size_of(steps))
    pinned = with_item(steps, "club", replace(steps["club"], pinned=(1000.0, 2000.0)))
    after = arrange(pinned, size_of(steps))

    club, vase, few = (after.index[key] for key in ("club", "vase", "few"))
    assert (after.x[club], after.y[club]) == (1000.0, 2000.0)
    assert after.x[vase] - before.x[vase] == 1000.0 - before.x[club]
    assert after.y[vase] - before.y[vase] == 2000.0 - before.y[club]
    assert (after.x[few], after.y[few]) == (before.x[few], before.y[few])
    check_branches(after)


def test_loose_branches_stand_under_the_tree() -> None:
    steps = a_funnel().steps
    tree = {**steps, "lone": a_step(PRODUCT, next={YES: "below"}), "below": a_step(ENDING)}
    made = arrange(tree, size_of(tree))
    lone = made.index["lone"]
    assert made.by0[lone] > made.by1[0]
    assert made.order[lone : made.last[lone]] == ("lone", "below")
    assert overlaps(boxes(made)) == []


def test_nothing_to_lay_out() -> None:
    made = arrange({}, {})
    assert (made.order, made.chips, made.bounds) == ((), [], (0.0, 0.0, 0.0, 0.0))


def test_broken_files_get_a_layout_too() -> None:
    circle = {
        "s": a_step(START, next={YES: "a"}),
        "a": a_step(PRODUCT, next={YES: "b", NO: "nowhere"}),
        "b": a_step(PRODUCT, next={YES: "a", NO: "b"}),
    }
    assert overlaps(boxes(arrange(circle, size_of(circle)))) == []
    deep = {f"d{n}": a_step(PRODUCT, next={YES: f"d{n + 1}", NO: f"d{n + 1}"}) for n in range(3000)}
    made = arrange(deep, size_of(deep))
    assert len(made.order) == 3000


def test_sizes_may_be_a_function() -> None:
    steps = a_funnel().steps
    sizes = size_of(steps)
    assert arrange(steps, sizes.__getitem__) == arrange(steps, sizes)


def test_layout_of_the_largest_tree() -> None:
    steps = big_funnel(languages=1).steps
    made = arrange(steps, size_of(steps))
    assert overlaps(boxes(made)) == []
    assert len(made.columns) == 8

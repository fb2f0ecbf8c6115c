"""The walk: homes, jumps, columns and loose steps, also of broken files; and that it is remembered."""

from __future__ import annotations

import random

import pytest
from hypothesis import given

from funnelstudio.model import walk as walking
from funnelstudio.model.edits.steps import rename_step
from funnelstudio.model.offers import ENDING, MAX_LEVELS, NO, PRODUCT, START, YES, Step
from funnelstudio.model.value import replace, with_item
from funnelstudio.model.walk import branch, depth, path_to, walk
from tests.builders import a_funnel, a_step, big_funnel
from tests.model.strategies import a_tree, edits


def test_a_tree_in_the_order_of_its_answers() -> None:
    walked = walk(a_funnel().steps)
    assert walked.order == ("start", "six", "club", "vase", "thanks", "few", "gift", "bye")
    assert walked.home["vase"] == ("club", "month")
    assert walked.children["six"] == ((YES, "club"), (NO, "few"))
    assert walked.jumps["club", "year"] == "thanks"
    assert ("vase", YES) not in walked.jumps
    assert walked.loose == ()


def test_columns() -> None:
    steps = a_funnel().steps
    columns = walk(steps).columns
    assert [columns[key] for key in ("start", "six", "club", "vase", "thanks", "bye")] == [0, 1, 2, 3, 4, 4]
    assert depth(walk(steps), steps) == 3
    beside = with_item(steps, "few", replace(steps["few"], next={"q1": "club"}))
    assert walk(beside).home["club"] == ("six", YES), "the first answer that leads there is its home"
    assert walk(beside).columns["club"] == 3
    late = with_item(steps, "six", replace(steps["six"], next={YES: "vase", NO: "club"}))
    assert walk(late).columns["vase"] == 3, "a jump pushes its target to the right"


def test_branches_and_paths() -> None:
    walked = walk(a_funnel().steps)
    assert branch(walked, "club") == ("club", "vase", "thanks")
    assert path_to(walked, "vase") == (("start", YES), ("six", YES), ("club", "month"))
    assert path_to(walked, "start") == ()


def test_loose_steps_keep_what_hangs_on_them() -> None:
    steps = {
        **a_funnel().steps,
        "lone": a_step(PRODUCT, next={YES: "below", NO: "bye"}),
        "below": a_step(ENDING),
    }
    walked = walk(steps)
    assert walked.loose == ("lone",)
    assert walked.order[-2:] == ("lone", "below")
    assert walked.jumps["lone", NO] == "bye"


def test_broken_files() -> None:
    circle = {"a": a_step(PRODUCT, next={YES: "b", NO: "gone"}), "b": a_step(PRODUCT, next={YES: "a"})}
    assert sorted(walk(circle).order) == ["a", "b"]
    assert walk({}).order == ()
    two = {"one": a_step(START, next={YES: "end"}), "two": a_step(START), "end": a_step(ENDING)}
    assert walk(two).order == ("one", "end", "two")
    assert walk(two).loose == ("two",)
    deep = {f"d{n}": a_step(PRODUCT, next={YES: f"d{n + 1}"}) for n in range(5000)}
    assert len(walk(deep).order) == 5000
    foreign = {"s": Step(type=START, next={YES: "x"}), "x": Step(type="quiz", next={"a": "e", "b": "e"})}
    assert walk({**foreign, "e": a_step(ENDING)}).order == ("s", "x", "e")


def test_the_walk_is_the_same_object_while_no_wire_changes() -> None:
    funnel = a_funnel()
    before = walk(funnel.steps)
    assert walk(rename_step(funnel, "six", "Other").steps) is before
    cut = with_item(funnel.steps, "six", replace(funnel.steps["six"], next={}))
    assert walk(cut) is not before
    assert walk(funnel.steps) is before


def test_the_largest_tree() -> None:
    steps = big_funnel(languages=1).steps
    assert len(steps) == len(walk(steps).order) == 5461
    assert depth(walk(steps), steps) == MAX_LEVELS


def listed(walked: walking.Walk) -> list[object]:
    """All of a walk, with the order of what is in it."""
    tables = (walked.index, walked.jumps, walked.columns)
    return [
        walked.order,
        walked.loose,
        walked.home,
        walked.children,
        *(list(table.items()) for table in tables),
    ]


@given(edits())
def test_following_any_edits_is_walking_anew(versions: list[dict[str, Step]]) -> None:
    for steps in versions:
        assert listed(walk(steps)) == listed(walking._walk(steps).walk)


def test_a_jump_becomes_the_home_when_its_target_is_met_later() -> None:
    steps = {
        "s": a_step(START, next={YES: "a"}),
        "a": a_step(PRODUCT, next={YES: "e", NO: "b"}),
        "b": a_step(PRODUCT, next={YES: "c", NO: "e"}),
        "c": a_step(ENDING),
        "e": a_step(ENDING),
    }
    assert walk(steps).jumps == {("b", NO): "e"}
    cut = with_item(steps, "a", replace(steps["a"], next={NO: "b"}))
    assert walk(cut).home["e"] == ("b", NO)
    assert walk(cut).jumps == {}


def test_a_small_edit_walks_only_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = big_funnel(341, 1).steps
    before = walk(steps)
    monkeypatch.setattr(walking, "_walk", None)
    chance = random.Random(1)  # noqa: S311 - repeatable edits, not secrets
    for number in range(20):
        key = chance.choice([key for key in before.order if before.home.get(key)])
        parent, answer = before.home[key]
        added = {**steps, f"new{number}": a_step(PRODUCT, next={YES: key})}
        after = walk(
            {**added, parent: replace(steps[parent], next={**steps[parent].next, answer: f"new{number}"})}
        )
        assert after.home[key] == (f"new{number}", YES)
        assert after.columns[key] == before.columns[key] + 1


@given(a_tree())
def test_any_tree(steps: dict[str, Step]) -> None:
    walked = walk(steps)
    assert sorted(walked.order) == sorted(steps)
    roots = [key for key in walked.order if key not in walked.home]
    assert roots == [*walked.order[: len(roots) - len(walked.loose)], *walked.loose]
    laid = [key for root in roots for key in branch(walked, root)]
    assert tuple(laid) == walked.order
    wires = {(key, answer) for key, step in steps.items() for answer in step.next}
    assert set(walked.home.values()) | walked.jumps.keys() == wires
    assert not set(walked.home.values()) & walked.jumps.keys()
    for (origin, answer), target in walked.jumps.items():
        assert steps[origin].next[answer] == target
        assert walked.columns[origin] < walked.columns[target]
    for key, (parent, _) in walked.home.items():
        assert walked.columns[parent] < walked.columns[key]

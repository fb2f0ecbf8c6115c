"""Hypothesis strategies for funnels."""

from __future__ import annotations

from hypothesis import strategies as st

from funnelstudio.model.offers import ENDING, NO, OFFERS, PRODUCT, START, YES, Step, outcomes
from funnelstudio.model.value import replace
from tests.builders import a_step


@st.composite
def a_tree(draw: st.DrawFn, most: int = 40) -> dict[str, Step]:
    """Steps that hang together without a cycle: some outcomes are free, some jump, some steps are loose."""
    count = draw(st.integers(1, most))
    kinds = [
        START,
        *draw(st.lists(st.sampled_from((*OFFERS, ENDING)), min_size=count - 1, max_size=count - 1)),
    ]
    keys = [f"s{n}" for n in range(count)]
    steps = {key: a_step(kind) for key, kind in zip(keys, kinds, strict=True)}
    for number, key in enumerate(keys[:-1]):
        later = st.none() | st.sampled_from(keys[number + 1 :])
        targets = {answer: draw(later) for answer in outcomes(steps[key])}
        follows = {answer: target for answer, target in targets.items() if target is not None}
        steps[key] = replace(steps[key], next=follows)
    return steps


@st.composite
def edits(draw: st.DrawFn, most: int = 8) -> list[dict[str, Step]]:
    """Versions of a tree, each made from the one before by rough edits that break whatever rule they like."""
    versions = [draw(a_tree())]
    for number in range(draw(st.integers(1, most))):
        steps = dict(versions[-1])
        for _ in range(draw(st.integers(1, 2))):
            _edit(draw, steps, f"n{number}")
        versions.append(steps)
    return versions


def _edit(draw: st.DrawFn, steps: dict[str, Step], new: str) -> None:
    keys = sorted(steps)
    key = draw(st.sampled_from(keys))
    step = steps[key]
    edit = draw(st.sampled_from(("wire", "wire", "cut", "add", "drop", "type", "pin", "last", "name")))
    if edit == "wire" and (answers := outcomes(step)):
        targets = {draw(st.sampled_from(answers)): draw(st.sampled_from([*keys, new, "gone"]))}
        steps[key] = replace(step, next={**step.next, **targets})
    elif edit == "cut":
        steps[key] = replace(step, next=dict(list(step.next.items())[1:]))
    elif edit == "add":
        steps[new] = a_step(PRODUCT, next={YES: draw(st.sampled_from(keys)), NO: draw(st.sampled_from(keys))})
    elif edit == "drop" and len(keys) > 1:
        del steps[key]
    elif edit == "type":
        kind = draw(st.sampled_from((START, *OFFERS, ENDING, "of a newer version")))
        steps[key] = replace(step, type=kind)
    elif edit == "pin":
        steps[key] = replace(step, pinned=draw(st.none() | st.just((64.0, -32.0))))
    elif edit == "last":
        steps[key] = steps.pop(key)
    else:
        steps[key] = replace(step, name="Other")

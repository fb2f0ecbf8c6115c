"""Hypothesis strategies for funnels."""

from __future__ import annotations

from hypothesis import strategies as st

from funnelstudio.model.offers import ENDING, OFFERS, START, Step, outcomes
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

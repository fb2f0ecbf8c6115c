"""The problems by place, worked out once for what the checks found, however many views ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from funnelstudio.model.memo import by_identity

if TYPE_CHECKING:  # the checks need not be there before the first paint
    from funnelstudio.checks.problem import Problem

NONE: tuple[Problem, ...] = ()


@by_identity()
def by_place(problems: tuple[Problem, ...]) -> Mapping[str, tuple[Problem, ...]]:
    """Place -> its problems, worst first. What is about the funnel as a whole stands under ""."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.step, []).append(problem)
    return {place: tuple(members) for place, members in found.items()}


def worst(problems: tuple[Problem, ...], place: str, tag: str) -> str:
    """The worst severity at a place, of what concerns a language or all of them; "" for nothing wrong."""
    found = by_place(problems).get(place, NONE)
    return next((problem.severity for problem in found if problem.language in ("", tag)), "")

"""How problems are shown: by place, and how loudly, worked out once however many views ask."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from funnelstudio.model.memo import by_identity

if TYPE_CHECKING:  # the checks need not be there before the first paint
    from funnelstudio.checks.problem import Problem

NONE: tuple[Problem, ...] = ()

TODO: Final = "todo"
"""What is merely not done yet; it may block the export all the same, as its severity says."""
LOUDEST_FIRST: Final = ("error", "warning", TODO, "notice")


def shown_as(problem: Problem) -> str:
    """One of LOUDEST_FIRST: the severity of a fault, TODO for what is not done yet."""
    return TODO if problem.id in _todos() else problem.severity


@lru_cache(maxsize=1)
def _todos() -> frozenset[str]:
    # Imported here: where there are problems, the checks are there as well.
    from funnelstudio.checks.table import CHECKS

    return frozenset(check.id for check in CHECKS if check.todo)


def loudness(problem: Problem) -> int:
    """0 for what is shown first."""
    return LOUDEST_FIRST.index(shown_as(problem))


@by_identity()
def by_place(problems: tuple[Problem, ...]) -> Mapping[str, tuple[Problem, ...]]:
    """Place -> its problems, worst first. What is about the funnel as a whole stands under ""."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.step, []).append(problem)
    return {place: tuple(members) for place, members in found.items()}


def worst(problems: tuple[Problem, ...], place: str, tag: str) -> str:
    """How the worst at a place is shown, of what concerns a language or all of them; "" for nothing wrong."""
    found = [each for each in by_place(problems).get(place, NONE) if each.language in ("", tag)]
    return shown_as(min(found, key=loudness)) if found else ""

"""What changes on a card while its size stays: written languages, expected revenue, worst problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from funnelstudio.gui.problem_places import LOUDEST_FIRST, shown_as
from funnelstudio.model.cards import Flow, revenue_words
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import is_offer, outcomes

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem

_QUIETEST_FIRST = ("", *reversed(LOUDEST_FIRST))


@dataclass(frozen=True, slots=True)
class Status:
    """`languages` holds "done", "partly" or "none" in the funnel's order; `open` outcomes lead nowhere.

    `severity` says how the worst problem is shown, one of LOUDEST_FIRST or "".
    """

    languages: tuple[str, ...] = ()
    revenue: str = ""
    severity: str = ""
    strategy: str = ""
    open: frozenset[str] = frozenset()


def worst(problems: Iterable[Problem]) -> dict[str, str]:
    """How the worst problem of each step that has any is shown."""
    found: dict[str, str] = {}
    for problem in problems:
        shown = shown_as(problem)
        if problem.step and _rank(shown) > _rank(found.get(problem.step, "")):
            found[problem.step] = shown
    return found


def _rank(shown: str) -> int:
    return _QUIETEST_FIRST.index(shown)


def status_of(
    funnel: Funnel,
    step_id: str,
    tag: str,
    languages: tuple[str, ...],
    severity: str,
    flow: Flow | None,
) -> Status:
    """All of a card's changing part; `languages` is what `written` says."""
    step = funnel.steps[step_id]
    return Status(
        languages=languages if is_offer(step) else (),
        revenue=revenue_words(funnel, flow, step_id, tag) if flow is not None else "",
        severity=severity,
        strategy=step.strategy,
        open=frozenset(outcome for outcome in outcomes(step) if step.next.get(outcome) not in funnel.steps),
    )

"""What changes on a card while its size stays: written languages, expected revenue, worst problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from funnelstudio.model.cards import Flow, revenue_words
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import is_offer, outcomes

SEVERITIES = ("", "notice", "warning", "error")


class ProblemLike(Protocol):
    @property
    def step(self) -> str: ...
    @property
    def severity(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Status:
    """`languages` holds "done", "partly" or "none" in the funnel's order; `open` outcomes lead nowhere."""

    languages: tuple[str, ...] = ()
    revenue: str = ""
    severity: str = ""
    strategy: str = ""
    open: frozenset[str] = frozenset()


def worst(problems: Iterable[ProblemLike]) -> dict[str, str]:
    """The worst severity among the problems of each step that has any."""
    found: dict[str, str] = {}
    for problem in problems:
        if problem.step and _rank(problem.severity) > _rank(found.get(problem.step, "")):
            found[problem.step] = problem.severity
    return found


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else 0


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

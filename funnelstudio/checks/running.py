"""Runs finders one by one: one that raises is reported as a fault of its check, and the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from funnelstudio.checks.check import ALL, APPROVED, FUNNEL, MARKET, PAGE, PATH, SOURCE, STEP, Check
from funnelstudio.checks.problem import WARNING, Problem
from funnelstudio.i18n import _

FAULT: Final = "check.fault"

Finders = tuple[Check, ...]


class Plan(msgspec.Struct, frozen=True):
    """The checks by what they look at. `pages` is by the kind of place and whether it is the source."""

    funnel: Finders
    market: Finders
    step: Finders
    path: Finders
    approved: Finders
    pages: dict[tuple[str, bool], Finders]


def plan(checks: Sequence[Check]) -> Plan:
    """The checks by scope."""

    def of(scope: str) -> Finders:
        return tuple(check for check in checks if check.scope == scope)

    pages = of(PAGE)
    kinds = {kind for check in pages for kind in check.on}
    return Plan(
        of(FUNNEL),
        of(MARKET),
        of(STEP),
        of(PATH),
        of(APPROVED),
        {
            (kind, is_source): tuple(
                check
                for check in pages
                if kind in check.on and (check.languages == ALL or (check.languages == SOURCE) == is_source)
            )
            for kind in kinds
            for is_source in (True, False)
        },
    )


def run(checks: Iterable[Check], *arguments: Any) -> tuple[Problem, ...]:
    """All that the checks find with these arguments."""
    found: list[Problem] = []
    for check in checks:
        try:
            found.extend(check.find(*arguments))
        except Exception as error:
            found.append(_fault(check, error))
    return tuple(found)


def _fault(check: Check, error: Exception) -> Problem:
    """The same for every place, so that it is told once."""
    message = _("The check “{check}” failed ({error}), which is a fault of the program; all others ran.")
    return Problem(FAULT, WARNING, message.format(check=check.id, error=type(error).__name__), field=check.id)


def told_once(found: list[Problem]) -> list[Problem]:
    """The findings without the repeated ones of a check that failed in many places."""
    faults = {problem.field for problem in found if problem.id == FAULT}
    if not faults:
        return found
    kept = []
    for problem in found:
        if problem.id != FAULT or problem.field in faults:
            kept.append(problem)
        if problem.id == FAULT:
            faults.discard(problem.field)
    return kept

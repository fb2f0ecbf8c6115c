"""What is done with findings before they are shown: some are set aside, the profile says how bad they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from msgspec.structs import replace

from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Fix, Problem
from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.checking import DRAFT_PROFILE, STRICT, Waiver
from funnelstudio.model.edits import waivers as edits
from funnelstudio.model.funnel import Funnel

_SEVERITIES: Final[Mapping[str, Mapping[str, str]]] = {
    STRICT: {WARNING: ERROR},
    DRAFT_PROFILE: {WARNING: NOTICE},
}


def waive(funnel: Funnel, problem: Problem, reason: str, by: str, until: str = "") -> Funnel:
    """Set a finding aside at its place, until a date (ISO) if one is given. Raises NotPossible for errors.

    A warning that blocks only because the profile is strict can be set aside.
    """
    if problem.severity == ERROR and funnel.checking.profile != STRICT:
        raise NotPossible(_("An error would break the export, so it can't be set aside."))
    return edits.add_waiver(funnel, waiver_for(problem, reason, by, until))


def waiver_for(problem: Problem, reason: str, by: str, until: str = "") -> Waiver:
    """The waiver that sets exactly this finding aside."""
    return Waiver(
        check=problem.id,
        place=problem.step,
        field=problem.field,
        language=problem.language,
        outcome=problem.outcome,
        reason=reason,
        by=by,
        until=until,
    )


def sort_out(
    funnel: Funnel, found: Iterable[Problem], today: date
) -> tuple[list[Problem], list[tuple[Problem, Waiver]]]:
    """The findings that stand, as bad as the profile makes them, and those that are set aside."""
    severities = _SEVERITIES.get(funnel.checking.profile, {})
    if not funnel.waivers:
        return _weighed(found, severities), []
    by_check: dict[str, list[int]] = {}
    for index, waiver in enumerate(funnel.waivers):
        if not _is_over(waiver, today):
            by_check.setdefault(waiver.check, []).append(index)
    used: set[int] = set()
    blocked: set[int] = set()
    standing: list[Problem] = []
    aside: list[tuple[Problem, Waiver]] = []
    for problem in found:
        fitting = [n for n in by_check.get(problem.id, ()) if _fits(funnel.waivers[n], problem)]
        if fitting and problem.severity != ERROR:
            used.update(fitting)
            aside.append((problem, funnel.waivers[fitting[0]]))
        else:
            blocked.update(fitting)
            standing.append(problem)
    standing += _remarks(funnel, today, used, blocked)
    return _weighed(standing, severities), aside


def _weighed(found: Iterable[Problem], severities: Mapping[str, str]) -> list[Problem]:
    if not severities:
        return list(found)
    return [
        replace(problem, severity=severities[problem.severity]) if problem.severity in severities else problem
        for problem in found
    ]


def _fits(waiver: Waiver, problem: Problem) -> bool:
    return (
        waiver.place == problem.step
        and waiver.field in ("", problem.field)
        and waiver.language in ("", problem.language)
        and waiver.outcome in ("", problem.outcome)
    )


def _is_over(waiver: Waiver, today: date) -> bool:
    """Whether it is time to look again; a date that can't be read counts as over."""
    if not waiver.until:
        return False
    try:
        return date.fromisoformat(waiver.until) < today
    except ValueError:
        return True


def _remarks(funnel: Funnel, today: date, used: set[int], blocked: set[int]) -> Iterable[Problem]:
    """About the waivers themselves."""
    for index, waiver in enumerate(funnel.waivers):
        if _is_over(waiver, today):
            check, severity = "check.waiver_over", WARNING
            message = _("“{check}” was set aside until {until} ({reason}): look at it again.")
        elif index in blocked:
            check, severity = "check.waiver_error", WARNING
            message = _("“{check}” is an error that would break the export, so it can't be set aside.")
        elif index not in used:
            check, severity = "check.waiver_unused", NOTICE
            message = _("“{check}” was set aside here, but there is nothing of the kind any more.")
        else:
            continue
        fix = Fix(_("Take it off the list"), edits.remove_waiver, (waiver,))
        text = message.format(check=waiver.check[:60], until=waiver.until[:20], reason=waiver.reason[:200])
        yield Problem(check, severity, text, waiver.place, waiver.field, waiver.language, waiver.outcome, fix)

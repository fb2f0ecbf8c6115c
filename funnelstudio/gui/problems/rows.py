"""What the list shows, row by row: the problems that are looked for, and headings where they are grouped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from funnelstudio.checks.problem import Problem
from funnelstudio.gui.problem_places import loudness, shown_as
from funnelstudio.gui.problems.words import place_words, title
from funnelstudio.i18n import N_, _
from funnelstudio.model.checking import Waiver
from funnelstudio.model.funnel import Funnel

SEVERITY: Final = "severity"
CHECK: Final = "check"
STEP: Final = "step"
GROUPINGS: Final = {SEVERITY: N_("By severity"), CHECK: N_("By kind"), STEP: N_("By page")}


class Entry(msgspec.Struct, frozen=True):
    """A problem; with a waiver if it is set aside."""

    problem: Problem
    waiver: Waiver | None = None


class Heading(msgspec.Struct, frozen=True):
    """What the rows below it have in common."""

    words: str
    count: int


Row = Entry | Heading


class Wanted(msgspec.Struct, frozen=True):
    """What the user looks for: severities that are hidden, words, and by what rows are grouped."""

    hidden: frozenset[str] = frozenset()
    words: str = ""
    by: str = SEVERITY


def rows_of(funnel: Funnel, entries: Iterable[Entry], wanted: Wanted) -> tuple[Row, ...]:
    """The rows: by severity faults before what is to do, and groups in the order of their first problem."""
    found = [entry for entry in entries if shown_as(entry.problem) not in wanted.hidden]
    typed = wanted.words.strip().casefold()
    if typed:
        found = [entry for entry in found if typed in _searched(funnel, entry.problem)]
    if wanted.by == SEVERITY:
        return tuple(sorted(found, key=lambda entry: loudness(entry.problem)))
    return _grouped(found, *_GROUPS[wanted.by], funnel)


def _grouped(
    entries: list[Entry],
    key: Callable[[Problem], str],
    words: Callable[[Funnel, Problem], str],
    funnel: Funnel,
) -> tuple[Row, ...]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry.problem), []).append(entry)
    rows: list[Row] = []
    for members in groups.values():
        rows.append(Heading(words(funnel, members[0].problem), len(members)))
        rows.extend(members)
    return tuple(rows)


def _searched(funnel: Funnel, problem: Problem) -> str:
    return f"{place_words(funnel, problem)} {problem.message} {problem.id} {problem.language}".casefold()


def _of_check(_funnel: Funnel, problem: Problem) -> str:
    return title(problem.id)


def _of_place(funnel: Funnel, problem: Problem) -> str:
    return place_words(funnel, problem) or _("The funnel as a whole")


_GROUPS: Final = {
    CHECK: (lambda problem: problem.id, _of_check),
    STEP: (lambda problem: problem.step, _of_place),
}

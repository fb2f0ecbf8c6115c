"""Sentences of the checks below the fields that they are about; what is typed stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import shiboken6

from funnelstudio.gui.controls.fields import Field
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.names import quotes_isolated
from funnelstudio.gui.problem_places import NONE, by_place, shown_as
from funnelstudio.gui.session import Session
from funnelstudio.model.fields import PLAN_CHANGE_PLACE, PRODUCT_PLACE
from funnelstudio.model.texts import place_name

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem

Noted = Field | Fold


class Notes:
    """Shows the worst sentence at each field and takes it away once it holds no more."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shown: tuple[Noted, ...] = ()

    def show(self, page: str, sections: Iterable[Section]) -> None:
        """Follow what the checks found for what a page shows: "step", "product" or "funnel"."""
        wanted = wanted_notes(self._problems(page), tuple(sections))
        for noted in self._shown:
            if shiboken6.isValid(noted) and noted not in wanted:
                noted.show_note("")
        for noted, problem in wanted.items():
            noted.show_note(self._words(problem), shown_as(problem))
        self._shown = tuple(wanted)

    def _words(self, problem: Problem) -> str:
        """The sentence without the name of what the inspector shows anyway."""
        name = place_name(self._session.funnel, problem.step) if problem.step else ""
        said = problem.message.removeprefix(f"{name}: ")
        return quotes_isolated(said[:1].upper() + said[1:])

    def _problems(self, page: str) -> tuple[Problem, ...]:
        focus, places = self._session.focus, by_place(self._session.problems)
        if page == "step":
            return places.get(focus.step, NONE)
        if page == "product":
            own = places.get(f"{PRODUCT_PLACE}{focus.product}", NONE)
            return (*own, *self._of_start(focus.product, places))
        changes = (f"{PLAN_CHANGE_PLACE}{change.id}" for change in self._session.funnel.plan_changes)
        return (*places.get("", NONE), *(found for place in changes for found in places.get(place, NONE)))

    def _of_start(self, product: str, places: Mapping[str, tuple[Problem, ...]]) -> list[Problem]:
        """What the main product costs is told at its step, and mended at the product."""
        steps = self._session.funnel.steps
        return [
            problem
            for key, found in places.items()
            if key in steps and steps[key].type == "start" and steps[key].product == product
            for problem in found
            if problem.field == "price"
        ]


def wanted_notes(problems: Iterable[Problem], sections: tuple[Section, ...]) -> dict[Noted, Problem]:
    """Field -> the problem that is told there, the worst one of each."""
    wanted: dict[Noted, Problem] = {}
    for problem in problems:
        noted = field_for(sections, problem)
        if noted is not None:
            wanted.setdefault(noted, problem)
    return wanted


def field_for(sections: Iterable[Section], problem: Problem, *, unfold: bool = False) -> Noted | None:
    """Where the problem is mended; a folded form stands for its fields, unless it is to be unfolded."""
    for section in sections:
        found = section.field_for(problem, unfold=unfold)
        if found is not None:
            return found
    return None

"""Where in the window a problem is mended: the text in Write, the step, the product or the funnel in Draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from funnelstudio.i18n import _
from funnelstudio.model.fields import PRODUCT_PLACE, SHARED, fields_of
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import START, outcomes, product_of

if TYPE_CHECKING:  # the checks need not be there before the first paint
    from funnelstudio.checks.problem import Problem
    from funnelstudio.gui.session import Session

_OF_LANGUAGES: Final = frozenset({"languages", "currency", "price_note", "base"})


def is_text(funnel: Funnel, problem: Problem) -> bool:
    """Whether the problem is about a text of a page, which is written in Write."""
    if problem.step == SHARED:
        return True
    return bool(problem.field) and any(
        field.key == problem.field for field in fields_of(funnel, problem.step)
    )


def way_words(funnel: Funnel, problem: Problem) -> str:
    """What a button says that leads to the problem's place, "" where the problem has no place."""
    if is_text(funnel, problem):
        return _("Open in Write")
    if problem.field == "price":
        return _("Set price")
    if problem.step or problem.language or problem.field in _OF_LANGUAGES:
        return _("Show")
    return ""


def whereabouts(funnel: Funnel, problem: Problem) -> dict[str, str]:
    """The changes of focus that show where the problem is mended."""
    goes = {"place": problem.step, "field": problem.field, "outcome": problem.outcome}
    if problem.language:
        goes["language"] = problem.language
    if is_text(funnel, problem):
        goes["workspace"] = "write"
        if problem.step in funnel.steps:
            goes["step"] = problem.step
        return goes
    goes["workspace"] = "draw"
    product = _product(funnel, problem)
    if product:
        return goes | {"product": product, "step": "", "outcome": ""}
    if problem.step in funnel.steps:
        return goes | {"step": problem.step, "product": ""}
    if problem.field in _OF_LANGUAGES or (problem.language and problem.field != "words"):
        goes["field"] = "languages"
    return goes | {"step": "", "product": "", "outcome": ""}


def lead(session: Session, problem: Problem, *, stay: bool = False) -> None:
    """Go where the problem is mended; with `stay`, Draw shows its step even where a text is to be written."""
    _go(session, problem, stay=stay)
    session.point_at(problem)


def show(session: Session, problem: Problem) -> None:
    """Show the problem's place in Draw, without taking the keyboard there."""
    _go(session, problem, stay=True)
    session.problem = problem


def _go(session: Session, problem: Problem, *, stay: bool) -> None:
    goes = whereabouts(session.funnel, problem)
    if stay and session.focus.workspace == "draw":
        goes["workspace"] = "draw"
    if all(language.tag != goes.get("language") for language in session.funnel.languages):
        goes.pop("language", None)
    session.go(**goes)


def about_wordings(problem: Problem) -> Problem | None:
    """The problem as one of the own wordings, to be led to them; None where no list has a part."""
    if problem.id not in ("law.button", "law.button_unsure", "law.shaming"):
        return None
    return structs.replace(problem, step="", field="words", outcome="")


def after(session: Session, by: int) -> Problem:
    """The problem after (1) or before (-1) the one that the user was led to last; else near the focus."""
    problems = session.problems
    last = session.problem
    if last is not None and last in problems and _is_here(session, last):
        return problems[(problems.index(last) + by) % len(problems)]
    place = session.focus.place or session.focus.step
    here = [number for number, found in enumerate(problems) if place and found.step == place]
    if here:
        return problems[here[0] if by > 0 else here[-1]]
    return problems[0 if by > 0 else -1]


def _is_here(session: Session, problem: Problem) -> bool:
    place = session.focus.place or session.focus.step
    return place == problem.step or not problem.step


def _product(funnel: Funnel, problem: Problem) -> str:
    """The product where the problem is mended: its history stands there, and what the main product costs."""
    if problem.step.startswith(PRODUCT_PLACE):
        key = problem.step.removeprefix(PRODUCT_PLACE)
        return key if key in funnel.products else ""
    step = funnel.steps.get(problem.step)
    is_main_price = step is not None and step.type == START and problem.field == "price"
    return sold_at(funnel, problem.step) if is_main_price or problem.field == "price_history" else ""


def sold_at(funnel: Funnel, step_id: str) -> str:
    """The product that a step sells, the first where it has a choice; "" for none."""
    step = funnel.steps.get(step_id)
    sold = [product_of(step, answer) for answer in outcomes(step)] if step is not None else []
    return next((key for key in sold if key in funnel.products), "")

"""What the panel says of a problem: its sentence, its button, and where its rule comes from."""

from __future__ import annotations

from typing import Final

from funnelstudio.checks.buttons import wording
from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Problem
from funnelstudio.checks.table import CHECKS, SOURCES
from funnelstudio.gui import going
from funnelstudio.gui.problem_places import TODO
from funnelstudio.gui.session import Session
from funnelstudio.i18n import N_, _
from funnelstudio.model.checking import STRICT, Waiver
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.texts import place_name, value

SEVERITY_WORDS: Final = {
    ERROR: N_("Error"),
    WARNING: N_("Warning"),
    TODO: N_("To do"),
    NOTICE: N_("Notice"),
}
SEVERITIES_WORDS: Final = {
    ERROR: N_("Errors"),
    WARNING: N_("Warnings"),
    TODO: N_("To do"),
    NOTICE: N_("Notices"),
}
SEVERITY_ICONS: Final = {
    ERROR: ("circle-alert", "error"),
    WARNING: ("triangle-alert", "warning"),
    TODO: ("circle", "secondary"),
    NOTICE: ("info", "accent"),
}
"""Icon and name of a colour."""

_TITLES: Final = {check.id: check.title for check in CHECKS}
_USUAL: Final = {check.id: check.severity for check in CHECKS}


def title(check_id: str) -> str:
    """What a check finds, in a few words."""
    return _(_TITLES[check_id]) if check_id in _TITLES else check_id


def place_words(funnel: Funnel, problem: Problem) -> str:
    """The place of a problem for people, "" for the funnel as a whole."""
    return place_name(funnel, problem.step) if problem.step else ""


def sentence(session: Session, problem: Problem) -> str:
    """The problem in one line: its place, where it does not say that itself, then what is wrong there."""
    place = place_words(session.funnel, problem)
    return f"{place}: {problem.message}" if place and place not in problem.message else problem.message


def action_words(funnel: Funnel, problem: Problem, waiver: Waiver | None = None) -> str:
    """What the button of a row says."""
    if waiver is not None:
        return _("Take back")
    return problem.fix.label if problem.fix is not None else going.way_words(funnel, problem)


def source_words(problem: Problem) -> str:
    """Where the rule comes from, "" where nobody wrote that down."""
    source = SOURCES.get(problem.id, "")
    return _("Source: {source}").format(source=_(source)) if source else ""


def waiver_words(waiver: Waiver) -> str:
    """Why a problem was set aside, by whom and until when."""
    said = _("{reason} ({name})").format(reason=waiver.reason, name=waiver.by)
    return _("{said}, until {day}").format(said=said, day=waiver.until) if waiver.until else said


def button_words(funnel: Funnel, problem: Problem) -> str:
    """The words of a button that are on no list, which may be accepted; "" for other problems."""
    if problem.id != "law.button_unsure":
        return ""
    return wording(value(funnel, problem.language, problem.step, problem.field))


def may_be_set_aside(funnel: Funnel, problem: Problem) -> bool:
    """Whether a reason is enough to let it be: not for errors, nor for what is about setting aside."""
    if problem.id.startswith("check."):
        return False
    if problem.severity != ERROR:
        return True
    return funnel.checking.profile == STRICT and _USUAL.get(problem.id, ERROR) != ERROR

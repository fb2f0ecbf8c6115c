"""Adds a step where the user would expect it: at the selected step's first open outcome."""

from __future__ import annotations

from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import steps
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.ids import fresh
from funnelstudio.model.offers import ENDING, outcomes
from funnelstudio.model.walk import branch, walk


def add_kind(session: Session, kind: str, product: str = "") -> str:
    """Add a step of this kind after the selected one and go to it; returns its id, "" if there is no room."""
    after, outcome = open_place(session.funnel, session.focus.step, session.focus.outcome)
    if not after:
        session.tell(
            _("There is no open end to add a step to."),
            _("Drag the new step onto a wire instead."),
            "warning",
        )
        return ""
    step_id = fresh(session.funnel.steps)
    step = steps.new_step(kind, product="" if kind == ENDING else product)
    if not session.edit(_("Add step"), steps.add_step, step_id, step, after, outcome):
        return ""
    session.go(workspace="draw", step=step_id)
    return step_id


def open_place(funnel: Funnel, chosen: str, wanted: str = "") -> tuple[str, str]:
    """Where a new step goes: the `wanted` outcome of the `chosen` step, else the first open one below it."""
    chosen = chosen if chosen in funnel.steps else start_id(funnel)
    if not chosen:
        return "", ""
    if wanted in outcomes(funnel.steps[chosen]) and funnel.steps[chosen].next.get(wanted) not in funnel.steps:
        return chosen, wanted
    for step_id in branch(walk(funnel.steps), chosen):
        for outcome in outcomes(funnel.steps[step_id]):
            if funnel.steps[step_id].next.get(outcome) not in funnel.steps:
                return step_id, outcome
    return "", ""

"""What the canvas says when the mouse rests on something: full names, problems, and what a drag would do."""

from __future__ import annotations

from html import escape

from funnelstudio.gui.canvas.hits import Hit
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.cards import outcome_label, price_label, title_of
from funnelstudio.model.funnel import Funnel

MOST_PROBLEMS = 5


def tip(session: Session, under: Hit) -> str:
    """The words for what lies under the mouse, as markup in which everything that a user typed is escaped."""
    funnel = session.funnel
    step = funnel.steps.get(under.step)
    if step is None:
        return ""
    if under.what in ("port", "wire", "chip"):
        lines = [_answer(funnel, under, session.focus.language)]
        if under.what == "port":
            lines.append(_("Drag from here to lead on"))
    else:
        lines = [title_of(funnel, step)]
        if under.outcome:
            lines.append(_answer(funnel, under, session.focus.language))
        if step.note:
            lines.append(step.note)
        found = [problem.message for problem in session.problems if problem.step == under.step]
        lines += found[:MOST_PROBLEMS]
    return "<qt>" + "<br>".join(escape(line) for line in lines) + "</qt>"


def _answer(funnel: Funnel, under: Hit, tag: str) -> str:
    """An answer with its price and where it leads."""
    step = funnel.steps[under.step]
    words = f"{outcome_label(funnel, step, under.outcome)} {price_label(funnel, step, under.outcome, tag)}"
    target = funnel.steps.get(step.next.get(under.outcome, ""))
    if target is None:
        return words.strip()
    return f"{words.strip()} → {title_of(funnel, target)}"

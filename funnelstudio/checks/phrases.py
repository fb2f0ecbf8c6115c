"""Checks of wordings that press or shame buyers, or promise what a later charge breaks."""

from __future__ import annotations

from collections.abc import Iterator

from funnelstudio.checks.lawful import own_phrases, phrases, plain, said
from funnelstudio.checks.problem import NOTICE, WARNING, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.i18n import _
from funnelstudio.model.texts import place_name


def countdown(sheet: Sheet) -> Iterator[Problem]:
    """Words of a pressing end, which must be a real one."""
    words = said(sheet.low, phrases("phrases", "pressure", sheet.tag))
    if words:
        message = _("{place}: “{words}” presses buyers; it is allowed only where the end is real.").format(
            place=place_name(sheet.funnel, sheet.place), words=words
        )
        yield Problem("law.countdown", NOTICE, message, sheet.place, _field_with(sheet, words), sheet.tag)


def shaming(sheet: Sheet) -> Iterator[Problem]:
    """Declines that make the buyer say something foolish."""
    decline = sheet.text("decline")
    if not decline:
        return
    known = phrases("phrases", "shaming", sheet.tag)
    if sheet.funnel.checking.words:
        known += own_phrases(sheet.funnel.checking, "shaming", sheet.tag)
    words = said(plain(decline), known)
    if words:
        message = _("{place}: “{words}” shames who declines; say plainly what happens next.").format(
            place=place_name(sheet.funnel, sheet.place), words=words
        )
        yield Problem("law.shaming", NOTICE, message, sheet.place, "decline", sheet.tag)


def risk_free(sheet: Sheet) -> Iterator[Problem]:
    """Pages that say “risk free” of something that is charged later."""
    plans = [option.plan for option in sheet.funnel.steps[sheet.place].options if option.plan is not None]
    if not any(plan.trial_days > 0 or plan.first or not plan.instalments for plan in plans):
        return
    words = said(sheet.low, phrases("phrases", "risk_free", sheet.tag))
    if words:
        message = _("{place}: “{words}” is not true of what is charged later.").format(
            place=place_name(sheet.funnel, sheet.place), words=words
        )
        yield Problem("law.risk_free", WARNING, message, sheet.place, _field_with(sheet, words), sheet.tag)


def _field_with(sheet: Sheet, words: str) -> str:
    """The field that says it."""
    return next((key for key, text in sheet.own.items() if words in text.value.lower()), "")

"""Checks of downsells against what was just declined."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from funnelstudio.checks.problem import NOTICE, WARNING, Fix, Problem
from funnelstudio.checks.ways import Ways
from funnelstudio.checks.worth import cheapest, currencies, rounded_down, shown
from funnelstudio.i18n import _
from funnelstudio.model.checking import threshold
from funnelstudio.model.edits import options as edits
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import NO, OFFERS
from funnelstudio.model.payments import committed
from funnelstudio.model.texts import place_name


class _Pair(NamedTuple):
    declined: str
    currency: str
    mine: Decimal
    theirs: Decimal


def dear(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Downsells that cost as much as the offer that was just declined, or more."""
    for pair in _pairs(funnel, step_id, ways):
        if pair.mine >= pair.theirs:
            message = _("“{step}” costs {mine}, though {theirs} was just declined on “{declined}”.")
            fix = Fix(_("Ask for half of it"), _at_half, (step_id, pair.declined))
            text = _filled(message, funnel, step_id, pair)
            yield Problem("selling.downsell_dear", WARNING, text, step_id, "price", fix=fix)
            return


def outside(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Downsells that cost less, but not the usual share of what was declined."""
    least = threshold(funnel.checking, "downsell_least")
    most = threshold(funnel.checking, "downsell_most")
    for pair in _pairs(funnel, step_id, ways):
        share = pair.mine * 100 / pair.theirs
        if pair.mine < pair.theirs and not least <= share <= most:
            message = _(
                "“{step}” costs {mine}, {share} % of what was declined; {least} to {most} % are usual."
            )
            text = _filled(message, funnel, step_id, pair, share=f"{share:.4g}", least=least, most=most)
            yield Problem("selling.downsell_range", NOTICE, text, step_id, "price")
            return


def _filled(message: str, funnel: Funnel, step_id: str, pair: _Pair, **more: object) -> str:
    return message.format(
        step=place_name(funnel, step_id),
        declined=place_name(funnel, pair.declined),
        mine=shown(pair.mine, pair.currency),
        theirs=shown(pair.theirs, pair.currency),
        **more,
    )


def _pairs(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[_Pair]:
    """The downsell and each offer whose refusal leads to it, by their cheapest options.

    A step that is reached by an acceptance as well belongs to no refusal, so it is not compared.
    """
    step = funnel.steps[step_id]
    if step.type not in OFFERS or step.strategy != "downsell":
        return
    feeders = ways.to(step_id).feeders
    if any(outcome != NO or funnel.steps[key].type not in OFFERS for key, outcome in feeders):
        return
    for currency in currencies(funnel):
        mine = cheapest(funnel, step, currency)
        for key, _outcome in feeders:
            theirs = cheapest(funnel, funnel.steps[key], currency)
            if mine is not None and theirs is not None and theirs > 0:
                yield _Pair(key, currency, mine, theirs)


def _at_half(funnel: Funnel, step_id: str, declined: str) -> Funnel:
    """Every option that costs as much as what was declined is asked for half of that, in each currency."""
    changed = funnel
    for currency in currencies(funnel):
        theirs = cheapest(funnel, funnel.steps[declined], currency)
        step = funnel.steps[step_id]
        for option in step.options:
            mine = committed(funnel, step, option.id, currency)
            if mine is None or theirs is None or mine < theirs:
                continue
            plan = option.plan
            payments = max(1, plan.instalments or -(-plan.minimum_term // max(1, plan.every))) if plan else 1
            half = rounded_down(theirs / 2 / payments, currency)
            if plan is not None and plan.first:
                changed = edits.set_first_price(changed, step_id, option.id, currency, half)
            changed = edits.set_option_price(changed, step_id, option.id, currency, half)
    return changed

"""Checks of when and where an offer is made."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from funnelstudio.checks.problem import NOTICE, WARNING, Fix, Problem
from funnelstudio.checks.ways import Ways
from funnelstudio.i18n import _
from funnelstudio.model.edits import steps as edits
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.markets import to_consumers
from funnelstudio.model.offers import OFFERS, outcomes, product_of
from funnelstudio.model.texts import place_name


def delay(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Offers that follow one which is only made later."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS:
        return
    days = step.moment.after_days
    for key, _outcome in ways.to(step_id).feeders:
        before = funnel.steps[key]
        if before.type in OFFERS and before.moment.after_days > days:
            message = _(
                "“{step}” follows “{before}”, which is made only after {later} days, but is to be earlier."
            ).format(
                step=place_name(funnel, step_id),
                before=place_name(funnel, key),
                later=before.moment.after_days,
            )
            fix = Fix(_("Make it as late"), _as_late, (step_id, before.moment.after_days, before.channel))
            yield Problem("selling.delay", WARNING, message, step_id, "moment", fix=fix)
            return


def _as_late(funnel: Funnel, step_id: str, days: int, channel: str) -> Funnel:
    step = funnel.steps[step_id]
    return edits.set_step(funnel, step_id, moment=replace(step.moment, after_days=days), channel=channel)


def channel(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Pages that are to be seen days after the purchase, when nobody has them open."""
    step = funnel.steps[step_id]
    if step.type in OFFERS and step.moment.after_days > 0 and step.channel == "page":
        message = _(
            "“{step}” is made after {days} days, when no page is open: call, or send an e-mail."
        ).format(step=place_name(funnel, step_id), days=step.moment.after_days)
        fix = Fix(_("Make it by e-mail"), _by_email, (step_id,))
        yield Problem("selling.channel", WARNING, message, step_id, "channel", fix=fix)


def _by_email(funnel: Funnel, step_id: str) -> Funnel:
    return edits.set_step(funnel, step_id, channel="email")


def business_early(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Upsells of services to businesses before the first purchase can have shown results."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS or step.strategy != "upsell" or step.moment.after_days > 0:
        return
    if not funnel.languages or any(map(to_consumers, funnel.languages)):
        return
    sold = (funnel.products.get(product_of(step, outcome)) for outcome in outcomes(step))
    if any(product is not None and product.kind in ("service", "subscription") for product in sold):
        message = _("“{step}”: businesses buy more when the first has shown results, in two to three months.")
        yield Problem(
            "selling.business_early",
            NOTICE,
            message.format(step=place_name(funnel, step_id)),
            step_id,
            "moment",
        )

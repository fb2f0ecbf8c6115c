"""Checks of options against each other: quantities, longer plans and instalments must be fair to compare."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from funnelstudio.checks.problem import NOTICE, WARNING, Fix, Problem
from funnelstudio.checks.tree import option_name
from funnelstudio.checks.worth import currencies, rounded_down, rounded_up, shown
from funnelstudio.i18n import _
from funnelstudio.model import money
from funnelstudio.model.edits import options as edits
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.offers import INTERVALS, OFFERS, PLANS, QUANTITIES, Option, Plan, Step, product_of
from funnelstudio.model.payments import committed, months_between
from funnelstudio.model.texts import place_name

Priced = tuple[Decimal, str, Decimal]
"""How much or how long, the option's id, and what it costs for one of it."""


def quantity(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Larger quantities that cost more a piece than a smaller one."""
    step = funnel.steps[step_id]
    if step.type != QUANTITIES:
        return
    for currency in currencies(funnel):
        found = _dearer(_per_piece(funnel, step, currency))
        if found is not None:
            message = _(
                "{step}: “{option}” costs {mine}, and as many at a smaller quantity's price {theirs}."
            )
            yield _compared("prices.quantity", message, funnel, step_id, found, currency)
            return


def _per_piece(funnel: Funnel, step: Step, currency: str) -> list[Priced]:
    return [
        (Decimal(option.quantity), option.id, amount / option.quantity)
        for option in step.options
        if option.quantity > 0
        and (amount := money.price_in(price_of(funnel, step, option.id), currency)) is not None
    ]


def longer_plan(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Plans with a longer interval that cost more a month than a shorter one, a year more than 12 months."""
    step = funnel.steps[step_id]
    if step.type != PLANS:
        return
    for currency in currencies(funnel):
        found = _dearer(_per_month(funnel, step, currency))
        if found is not None:
            message = _("{step}: “{option}” costs {mine}, and a shorter plan over the same time {theirs}.")
            yield _compared("prices.longer_plan", message, funnel, step_id, found, currency)
            return


def _per_month(funnel: Funnel, step: Step, currency: str) -> list[Priced]:
    return [
        (length, option.id, amount / length)
        for option in step.options
        if option.plan is not None
        and not option.plan.instalments
        and (length := months_between(option.plan)) > 0
        and (amount := money.price_in(price_of(funnel, step, option.id), currency)) is not None
    ]


def _dearer(priced: list[Priced]) -> tuple[Priced, Priced] | None:
    """The first that costs more than a smaller one, and the cheapest smaller one."""
    best: Priced | None = None
    for item in sorted(priced, key=lambda entry: entry[0]):
        if best is not None and item[0] > best[0] and item[2] > best[2]:
            return item, best
        if best is None or item[2] < best[2]:
            best = item
    return None


def _compared(
    check: str, message: str, funnel: Funnel, step_id: str, found: tuple[Priced, Priced], currency: str
) -> Problem:
    (amount, option_id, mine), (_less, _other, theirs) = found
    text = message.format(
        step=place_name(funnel, step_id),
        option=option_name(funnel, funnel.steps[step_id], option_id),
        mine=shown(mine * amount, currency),
        theirs=shown(theirs * amount, currency),
    )
    fair = rounded_down(theirs * amount, currency)
    fix = Fix(
        _("Ask for {amount} {currency}").format(amount=fair, currency=currency),
        edits.set_option_price,
        (step_id, option_id, currency, fair),
    )
    return Problem(
        check, WARNING, text, step_id, "price", outcome=option_id, fix=fix if theirs >= 0 else None
    )


def instalments_less(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Instalments that cost less in all than one payment."""
    for option, currency, parts, whole in _in_parts(funnel, step_id):
        if parts < whole:
            message = _("{step}: “{option}” costs {parts} in all, less than one payment of {whole}.")
            text = _parts_text(message, funnel, step_id, option, currency, parts, whole)
            part = rounded_up(whole / (option.plan.instalments if option.plan else 1), currency)
            label = _("Ask for {amount} {currency}").format(amount=part, currency=currency)
            place = (step_id, option.id, currency, part)
            fix = None if option.plan and option.plan.first else Fix(label, edits.set_option_price, place)
            yield Problem(
                "prices.instalments_less", WARNING, text, step_id, "price", outcome=option.id, fix=fix
            )
            return


def instalments_more(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Instalments that cost more in all, which the page should say."""
    for option, currency, parts, whole in _in_parts(funnel, step_id):
        if parts > whole:
            message = _(
                "{step}: “{option}” costs {parts} in all, and one payment {whole}; the page must say so."
            )
            text = _parts_text(message, funnel, step_id, option, currency, parts, whole)
            yield Problem("prices.instalments_more", NOTICE, text, step_id, "price", outcome=option.id)
            return


def _in_parts(funnel: Funnel, step_id: str) -> Iterator[tuple[Option, str, Decimal, Decimal]]:
    """Each option in instalments with its total and the dearest single payment, in each currency."""
    step = funnel.steps[step_id]
    if step.type != PLANS:
        return
    parts = [option for option in step.options if option.plan is not None and option.plan.instalments > 1]
    single = [option for option in step.options if option.plan is None or option.plan.instalments == 1]
    if not parts or not single:
        return
    for currency in currencies(funnel):
        at_once = [committed(funnel, step, option.id, currency) for option in single]
        whole = min((amount for amount in at_once if amount is not None), default=None)
        for option in parts:
            total = committed(funnel, step, option.id, currency)
            if total is not None and whole is not None:
                yield option, currency, total, whole


def _parts_text(
    message: str, funnel: Funnel, step_id: str, option: Option, currency: str, parts: Decimal, whole: Decimal
) -> str:
    return message.format(
        step=place_name(funnel, step_id),
        option=option_name(funnel, funnel.steps[step_id], option.id),
        parts=shown(parts, currency),
        whole=shown(whole, currency),
    )


def no_plan(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Options of plans, and of subscriptions, that don't say how often they are paid."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS:
        return
    for option in step.options:
        product = funnel.products.get(product_of(step, option.id))
        due = step.type == PLANS or (product is not None and product.kind == "subscription")
        plan = option.plan
        if (plan is None and due) or (
            plan is not None and (plan.interval not in INTERVALS or plan.every < 1)
        ):
            message = _("{step}: “{option}” doesn't say how often it is paid.").format(
                step=place_name(funnel, step_id), option=option_name(funnel, step, option.id)
            )
            fix = Fix(_("Every month"), _monthly, (step_id, option.id))
            yield Problem("prices.no_plan", WARNING, message, step_id, "plan", outcome=option.id, fix=fix)


def _monthly(funnel: Funnel, step_id: str, option_id: str) -> Funnel:
    option = next(option for option in funnel.steps[step_id].options if option.id == option_id)
    plan = replace(option.plan or Plan(), interval="month", every=1)
    return edits.set_option(funnel, step_id, option_id, plan=plan)


def no_term(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Plans without an end or a minimum term."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS:
        return
    for option in step.options:
        plan = option.plan
        if plan is not None and plan.instalments < 1 and plan.minimum_term < 1:
            message = _("{step}: “{option}” has no minimum term, so it can be cancelled at any time.").format(
                step=place_name(funnel, step_id), option=option_name(funnel, step, option.id)
            )
            yield Problem("prices.no_term", NOTICE, message, step_id, "plan", outcome=option.id)


def first_payment(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """First payments that differ in some currencies only."""
    step = funnel.steps[step_id]
    for option in step.options:
        if option.plan is None or not option.plan.first:
            continue
        for currency in currencies(funnel):
            if currency not in option.plan.first and currency in price_of(funnel, step, option.id):
                message = _("{step}: the first payment of “{option}” is missing in {currency}.").format(
                    step=place_name(funnel, step_id),
                    option=option_name(funnel, step, option.id),
                    currency=currency,
                )
                yield Problem("prices.first_payment", WARNING, message, step_id, "plan", outcome=option.id)
                break

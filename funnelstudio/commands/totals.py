"""What a buyer owes who gives certain answers: today, and each month after."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.money import price_in
from funnelstudio.model.offers import Plan, option_of

MONTHS_IN: Final = {
    "day": Decimal(12) / 365,
    "week": Decimal(12) / 52,
    "month": Decimal(1),
    "year": Decimal(12),
}
"""How many months an interval counts for in a monthly figure: a year has 12 months, 52 weeks, 365 days."""


class Totals(NamedTuple):
    """Amounts in one currency. `unknown` counts what has no price in it that can be read."""

    today: Decimal
    monthly: Decimal
    later: Decimal
    unknown: int


def totals(funnel: Funnel, answers: Iterable[tuple[str, str]], currency: str) -> Totals:
    """Sum the purchases of a path, given as (step, outcome) pairs.

    `today` holds what is paid with the order: prices, and first payments of plans without a trial; `monthly`
    what running plans cost in a month, instalments included; `later` what offers made after days cost once.
    """
    today = monthly = later = Decimal(0)
    unknown = 0
    for step_id, outcome in answers:
        step = funnel.steps.get(step_id)
        price = {} if step is None else price_of(funnel, step, outcome)
        if step is None or not price:
            continue
        option = option_of(step, outcome)
        plan = None if option is None else option.plan
        amount = price_in(price, currency)
        if amount is None:
            unknown += 1
            continue
        once = _first_payment(plan, amount, currency)
        if step.moment.after_days > 0:
            later += once
        else:
            today += once
        monthly += _monthly(plan, amount)
    return Totals(today, monthly, later, unknown)


def _first_payment(plan: Plan | None, amount: Decimal, currency: str) -> Decimal:
    if plan is None:
        return amount
    if plan.trial_days > 0:
        return price_in(plan.first, currency) or Decimal(0)
    first = price_in(plan.first, currency)
    return amount if first is None else first


def _monthly(plan: Plan | None, amount: Decimal) -> Decimal:
    if plan is None or plan.instalments == 1:
        return Decimal(0)
    months = MONTHS_IN.get(plan.interval, Decimal(1)) * max(1, plan.every)
    return amount / months

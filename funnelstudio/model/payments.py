"""What an option costs over time: due today, a month, for its minimum term, and within some months."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final

from funnelstudio.model import money
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.offers import Plan, Step, option_of

_MONTHS: Final = {
    "day": Decimal(12) / Decimal("365.25"),
    "week": Decimal(84) / Decimal("365.25"),
    "month": Decimal(1),
    "year": Decimal(12),
}
_DAYS_A_MONTH: Final = Decimal("365.25") / 12


def months_between(plan: Plan) -> Decimal:
    """Months between two payments; 0 for an interval that is not known."""
    return _MONTHS.get(plan.interval, Decimal(0)) * max(0, plan.every)


def payments_within(plan: Plan, months: int) -> int:
    """How many payments of a plan fall into so many months after the purchase."""
    left = months - plan.trial_days / _DAYS_A_MONTH
    if left <= 0:
        return 0
    length = months_between(plan) or Decimal(1)
    # A day's share in a month is rounded, so a payment that falls on the last moment is not counted.
    due = math.ceil(left / length - Decimal("1e-9"))
    return min(due, plan.instalments) if plan.instalments else due


def value_of(funnel: Funnel, step: Step, outcome: str, currency: str, months: int) -> Decimal:
    """All that a buyer pays for an option within so many months; 0 where there is no price."""
    amount, plan = _priced(funnel, step, outcome, currency)
    if amount is None or plan is None:
        return amount or Decimal(0)
    return _sum(plan, amount, currency, payments_within(plan, months))


def due_today(funnel: Funnel, step: Step, outcome: str, currency: str) -> Decimal:
    """What a buyer pays for an option at once; 0 where there is no price and during a trial."""
    amount, plan = _priced(funnel, step, outcome, currency)
    if amount is None or plan is None:
        return amount or Decimal(0)
    return Decimal(0) if plan.trial_days else _sum(plan, amount, currency, 1)


def per_month(funnel: Funnel, step: Step, outcome: str, currency: str) -> Decimal:
    """What an open-ended plan costs a month on average; 0 for anything that is paid up."""
    amount, plan = _priced(funnel, step, outcome, currency)
    if amount is None or plan is None or plan.instalments:
        return Decimal(0)
    return amount / (months_between(plan) or Decimal(1))


def committed(funnel: Funnel, step: Step, outcome: str, currency: str) -> Decimal | None:
    """What a buyer is bound to pay for an option: all instalments, a plan for its minimum term, else once.

    None where there is no price.
    """
    amount, plan = _priced(funnel, step, outcome, currency)
    if amount is None or plan is None:
        return amount
    # A minimum term counts intervals, of which one payment covers `every`.
    count = max(1, plan.instalments or -(-plan.minimum_term // max(1, plan.every)))
    return _sum(plan, amount, currency, count)


def _priced(funnel: Funnel, step: Step, outcome: str, currency: str) -> tuple[Decimal | None, Plan | None]:
    """One payment of an option and its plan, None for what it doesn't have."""
    option = option_of(step, outcome)
    plan = option.plan if option is not None else None
    return money.price_in(price_of(funnel, step, outcome), currency), plan


def _sum(plan: Plan, amount: Decimal, currency: str, count: int) -> Decimal:
    """So many payments, the first of which may differ."""
    first = money.price_in(plan.first, currency)
    return amount * count if first is None or not count else first + amount * (count - 1)

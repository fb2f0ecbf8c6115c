"""What an option brings: the amount due today, and all payments within some months."""

from __future__ import annotations

import math
from decimal import Decimal

from funnelstudio.model import money
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.offers import Plan, Step, option_of

_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4375"), "year": Decimal("365.25")}
_MONTH = _DAYS["month"]


def payments_within(plan: Plan, months: int) -> int:
    """How many payments of a plan fall into so many months after the purchase."""
    days = months * _MONTH - plan.trial_days
    if days <= 0:
        return 0
    length = _DAYS.get(plan.interval, _MONTH) * max(1, plan.every)
    due = math.ceil(days / length)
    return min(due, plan.instalments) if plan.instalments else due


def value_of(funnel: Funnel, step: Step, outcome: str, currency: str, months: int) -> Decimal:
    """All that a buyer pays for an option within so many months; 0 where there is no price."""
    amount = money.price_in(price_of(funnel, step, outcome), currency) or Decimal(0)
    option = option_of(step, outcome)
    if option is None or option.plan is None:
        return amount
    count = payments_within(option.plan, months)
    first = money.price_in(option.plan.first, currency)
    if first is None or not count:
        return amount * count
    return first + amount * (count - 1)


def due_today(funnel: Funnel, step: Step, outcome: str, currency: str) -> Decimal:
    """What a buyer pays for an option at once; 0 where there is no price and during a trial."""
    option = option_of(step, outcome)
    amount = money.price_in(price_of(funnel, step, outcome), currency) or Decimal(0)
    if option is None or option.plan is None:
        return amount
    if option.plan.trial_days:
        return Decimal(0)
    first = money.price_in(option.plan.first, currency)
    return amount if first is None else first


def per_month(funnel: Funnel, step: Step, outcome: str, currency: str) -> Decimal:
    """What an open-ended plan costs a month on average; 0 for anything that is paid up."""
    option = option_of(step, outcome)
    if option is None or option.plan is None or option.plan.instalments:
        return Decimal(0)
    amount = money.price_in(price_of(funnel, step, outcome), currency) or Decimal(0)
    plan = option.plan
    if plan.interval == "month":
        return amount / max(1, plan.every)
    if plan.interval == "year":
        return amount / (12 * max(1, plan.every))
    return amount * _MONTH / (_DAYS.get(plan.interval, _MONTH) * max(1, plan.every))

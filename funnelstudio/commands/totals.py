"""What a buyer owes who gives certain answers: today, each month after, and later; amounts in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, NamedTuple

from funnelstudio.model import money
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.offers import option_of
from funnelstudio.model.payments import due_today, per_month, value_of

_LONG: Final = 12_000
"""Months in which all instalments of any plan are paid."""


class Totals(NamedTuple):
    """Amounts in one currency. `unknown` counts answers whose price in it is missing or can't be read."""

    today: Decimal = Decimal(0)
    monthly: Decimal = Decimal(0)
    later: Decimal = Decimal(0)
    unknown: int = 0


def totals(funnel: Funnel, answers: Iterable[tuple[str, str]], currency: str) -> Totals:
    """Sum the purchases of a path, given as (step, outcome) pairs.

    `today` is what is paid with the order, `monthly` what open-ended plans cost in a month, and `later` what
    is paid up after the day of the order: further instalments, and offers that are made after days.
    """
    each = [_of_answer(funnel, step_id, outcome, currency) for step_id, outcome in answers]
    return Totals(
        sum((one.today for one in each), Decimal(0)),
        sum((one.monthly for one in each), Decimal(0)),
        sum((one.later for one in each), Decimal(0)),
        sum(one.unknown for one in each),
    )


def _of_answer(funnel: Funnel, step_id: str, outcome: str, currency: str) -> Totals:
    step = funnel.steps.get(step_id)
    price = {} if step is None else price_of(funnel, step, outcome)
    if step is None or not price:
        return Totals()
    if money.price_in(price, currency) is None:
        return Totals(unknown=1)
    today = due_today(funnel, step, outcome, currency)
    monthly = per_month(funnel, step, outcome, currency)
    option = option_of(step, outcome)
    parts = option is not None and option.plan is not None and option.plan.instalments > 0
    later = value_of(funnel, step, outcome, currency, _LONG) - today if parts else Decimal(0)
    if step.moment.after_days > 0:
        return Totals(Decimal(0), monthly, later + today)
    return Totals(today, monthly, later)


def rounded(number: Decimal, currency: str) -> Decimal:
    """`number` to the smallest coin of the currency."""
    return number.quantize(Decimal(1).scaleb(-money.precision(currency)), ROUND_HALF_EVEN)


def in_words(number: Decimal, currency: str, tag: str) -> str:
    """A rounded amount as the language `tag` writes it."""
    return money.spelled(rounded(number, currency), currency, tag)

"""What options cost, so that they can be compared: what a buyer is bound to pay, what a month costs."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Context, Decimal
from typing import Final

from funnelstudio.model import money
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.offers import NO, Plan, Step, option_of, outcomes

_MONTHS: Final = {
    "day": Decimal(12) / Decimal("365.25"),
    "week": Decimal(84) / Decimal("365.25"),
    "month": Decimal(1),
    "year": Decimal(12),
}

_WIDE: Final = Context(prec=200)
"""Files may hold quantities of twenty digits, which the usual context refuses to round."""


def currencies(funnel: Funnel) -> tuple[str, ...]:
    """The currencies that the languages ask for, each once, that of the source first."""
    known = money.currencies()
    codes = (language.currency for language in funnel.languages)
    return tuple(dict.fromkeys(code for code in codes if code in known))


def months(plan: Plan) -> Decimal:
    """Months between two payments; 0 for an interval that is not known."""
    return _MONTHS.get(plan.interval, Decimal(0)) * max(0, plan.every)


def committed(funnel: Funnel, step: Step, outcome: str, currency: str) -> Decimal | None:
    """What a buyer is bound to pay for an option: all instalments, a plan for its minimum term, else once.

    None where there is no price.
    """
    amount = money.price_in(price_of(funnel, step, outcome), currency)
    option = option_of(step, outcome)
    if amount is None or option is None or option.plan is None:
        return amount
    plan = option.plan
    # A minimum term counts intervals, of which one payment covers `every`.
    count = max(1, plan.instalments or -(-plan.minimum_term // max(1, plan.every)))
    first = money.price_in(plan.first, currency)
    return amount * count if first is None else first + amount * (count - 1)


def cheapest(funnel: Funnel, step: Step, currency: str) -> Decimal | None:
    """The least that a buyer is bound to pay for some option of a step; None where none has a price."""
    found = [committed(funnel, step, outcome, currency) for outcome in outcomes(step) if outcome != NO]
    return min((amount for amount in found if amount is not None), default=None)


def rounded_down(number: Decimal, currency: str) -> str:
    """An amount as it is typed, with no more decimals than the currency has."""
    return _stored(number, currency, ROUND_DOWN)


def rounded_up(number: Decimal, currency: str) -> str:
    """An amount as it is typed, at least as much."""
    return _stored(number, currency, ROUND_UP)


def shown(number: Decimal, currency: str) -> str:
    """An amount for a message, such as "24.00 EUR"."""
    return f"{_stored(number, currency, ROUND_HALF_EVEN)} {currency}"


def _stored(number: Decimal, currency: str, rounding: str) -> str:
    unit = Decimal(1).scaleb(-money.precision(currency))
    return money.stored(number.quantize(unit, rounding, _WIDE), currency)

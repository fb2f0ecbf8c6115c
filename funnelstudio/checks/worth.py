"""What options cost, so that they can be compared, and how an amount stands in a message."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Context, Decimal
from typing import Final

from funnelstudio.model import money
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import NO, Step, outcomes
from funnelstudio.model.payments import committed

_WIDE: Final = Context(prec=200)
"""Files may hold quantities of twenty digits, which the usual context refuses to round."""


def currencies(funnel: Funnel) -> tuple[str, ...]:
    """The currencies that the languages ask for, each once, that of the source first."""
    known = money.currencies()
    codes = (language.currency for language in funnel.languages)
    return tuple(dict.fromkeys(code for code in codes if code in known))


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

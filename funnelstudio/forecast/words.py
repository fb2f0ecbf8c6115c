"""What a forecast's ranges say, in sentences for people."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from funnelstudio.forecast.flow import Forecast
from funnelstudio.forecast.quantiles import Band
from funnelstudio.forecast.uncertainty import Spread
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.figures import count_words

Spell = Callable[[Decimal], str]
"""Spells an amount of the forecast's currency."""


def range_words(band: Band, money: Spell) -> str:
    """A band's outer quantiles, such as "£1,020.00 to £1,470.00"; one amount where they are spelled alike."""
    low, high = money(band.low), money(band.high)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def revenue_words(flow: Forecast, found: Spread, money: Spell) -> str:
    """What all orders bring: the expected amount, and the range of 8 of 10 runs."""
    expected, between = money(flow.average_order * found.orders), range_words(found.revenue, money)
    message = ngettext(
        "{orders} order brings {expected} on average ({range} in 8 of 10 runs).",
        "{orders} orders bring {expected} on average ({range} in 8 of 10 runs).",
        found.orders,
    )
    if between == expected:
        message = ngettext(
            "{orders} order brings {expected}.", "{orders} orders bring {expected}.", found.orders
        )
    return message.format(orders=count_words(found.orders), expected=expected, range=between)


def order_words(found: Spread, money: Spell) -> str:
    """How the values of single orders spread; "" where nobody buys anything."""
    low, middle, high = found.order_value
    if not high:
        return ""
    if middle == high:
        if low == high:
            return _("At least 8 of 10 orders bring {amount}.").format(amount=money(middle))
        message = _("At least half of the orders bring {middle} or more, one in ten {low} or less.")
    else:
        message = _("At least half of the orders bring {middle} or less, one in ten {high} or more.")
    return message.format(low=money(low), middle=money(middle), high=money(high))


def coverage_words() -> str:
    """What the ranges cover and what they don't."""
    return _(
        "The range is chance alone: which buyers happen to accept at these rates. "
        "It does not cover other rates or prices, cancellations and refunds."
    )

"""Figures of the forecast, spelled as the interface's language spells them."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from babel import Locale
from babel.numbers import format_decimal, format_percent

from funnelstudio import i18n
from funnelstudio.model.languages import locale_of
from funnelstudio.model.money import precision, spelled


def percent(share: float, *, signed: bool = False) -> str:
    """A share for people, such as "24%", "3.5%" or, with its sign, "+38.2%"."""
    words = format_percent(
        Decimal(repr(round(share, 3))), group_separator=True, decimal_quantization=False, locale=_locale()
    )
    return f"+{words}" if signed and share > 0 else words


def count_words(number: float) -> str:
    """A number of buyers or orders, without a fraction."""
    return format_decimal(round(number), "#,##0", locale=_locale())


def money_words(amount: Decimal, currency: str) -> str:
    """An amount rounded to the currency's usual decimals; a plain number where there is no currency."""
    if not currency:
        return format_decimal(amount, "#,##0.00", locale=_locale())
    smallest = Decimal(1).scaleb(-precision(currency))
    return spelled(amount.quantize(smallest, rounding=ROUND_HALF_EVEN), currency, i18n.language())


def _locale() -> Locale | None:
    return locale_of(i18n.language())

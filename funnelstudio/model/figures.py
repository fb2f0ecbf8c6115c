"""Figures for people: shares, counts and sums of money, spelled as the interface's language spells them."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from funnelstudio import i18n
from funnelstudio.i18n import _
from funnelstudio.model.languages import locale_of
from funnelstudio.model.money import precision, spelled

if TYPE_CHECKING:
    from babel import Locale


def percent(share: float, *, signed: bool = False) -> str:
    """A share for people, such as "24%", "3.5%" or, with its sign, "+38.2%"."""
    words = _percent(round(share, 3), i18n.language())
    return f"+{words}" if signed and share > 0 else words


@lru_cache(maxsize=4096)
def _percent(share: float, tag: str) -> str:
    # The canvas asks thousands of times, and Babel takes some 30 µs for each.
    from babel.numbers import format_percent

    return format_percent(
        Decimal(repr(share)), group_separator=True, decimal_quantization=False, locale=locale_of(tag)
    )


def count_words(number: float) -> str:
    """A number of buyers or orders, without a fraction."""
    return _decimal(round(number), "#,##0")


def size_words(size: int) -> str:
    """A size in bytes for people, such as "820 B", "4.8 kB" or "2.6 MB"."""
    if size < 1000:
        return _("{count} B").format(count=size)
    if size >= 1_000_000:
        return _("{count} MB").format(count=_decimal(size / 1_000_000, "#,##0.0"))
    return _("{count} kB").format(count=_decimal(size / 1000, "#,##0.0"))


def money_words(amount: Decimal, currency: str) -> str:
    """An amount rounded to the currency's usual decimals; a plain number where there is no currency."""
    if not currency:
        return _decimal(amount, "#,##0.00")
    smallest = Decimal(1).scaleb(-precision(currency))
    return spelled(amount.quantize(smallest, rounding=ROUND_HALF_EVEN), currency, i18n.language())


def _decimal(number: float | Decimal, pattern: str) -> str:
    from babel.numbers import format_decimal

    locale: Locale | None = locale_of(i18n.language())
    return format_decimal(number, pattern, locale=locale)

"""Money: prices as ISO 4217 code to decimal string, exact sums, and their spelling in a language.

Babel is imported where it is first asked: an empty window is painted without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from funnelstudio.errors import BadInput
from funnelstudio.i18n import _
from funnelstudio.model.languages import locale_of

Price = Mapping[str, str]
"""An amount per currency, such as `{"EUR": "24.00", "GBP": "21.00"}`."""

_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


def amount(text: str) -> Decimal:
    """The exact number in a stored amount such as "24.00". Raises BadInput for all but decimals."""
    number = _read(text)
    if number is None:
        raise BadInput(_("“{text}” is not an amount.").format(text=text[:40]), _("Write it like 24.00."))
    return number


def stored(number: Decimal, currency: str) -> str:
    """How `number` stands in the file: with the currency's usual decimals, more only if it has more."""
    places = max(precision(currency), -int(number.normalize().as_tuple().exponent))
    return f"{number:.{places}f}"


@lru_cache(maxsize=512)
def precision(currency: str) -> int:
    """Decimals that the currency usually has: 2 for EUR, 0 for JPY, 3 for KWD."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """Every ISO 4217 code that has a known spelling."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def price_in(price: Price, currency: str) -> Decimal | None:
    """The amount in `currency`, None where there is none or where it can't be read."""
    text = price.get(currency)
    return None if text is None else _read(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> Decimal | None:
    return Decimal(text) if _AMOUNT.fullmatch(text) is not None else None


@lru_cache(maxsize=65536)
def spelled(number: Decimal, currency: str, tag: str) -> str:
    """`number` as money in the language `tag`, such as "£24.00" or "24,00 €". Whole cents are kept."""
    places = precision(currency)
    if number < 0 or number != round(number, places):
        return _formatted(number, currency, tag)
    digits = f"{number:.{places}f}".replace(".", "")
    shape = _shape(len(digits) - places, currency, tag)
    return shape % tuple(digits) if shape else _formatted(number, currency, tag)


@lru_cache(maxsize=4096)
def _shape(length: int, currency: str, tag: str) -> str:
    """Any amount with so many digits before the decimal point, %s for each digit; "" if that can't be told.

    Where the digits stand depends on their count alone, and to fill them in takes a tenth of Babel's time.
    """
    places = precision(currency)
    probe = _formatted(Decimal("9" * (length + places)).scaleb(-places), currency, tag)
    return probe.replace("%", "%%").replace("9", "%s") if probe.count("9") == length + places else ""


def _formatted(number: Decimal, currency: str, tag: str) -> str:
    from babel import Locale
    from babel.numbers import format_currency

    locale = locale_of(tag) or Locale("en")
    whole = number == round(number, precision(currency))
    return format_currency(number, currency, locale=locale, currency_digits=whole, decimal_quantization=whole)


def total(price: Price, factor: Decimal | int = 1) -> Price:
    """`price` times `factor` in every currency; amounts that can't be read are left out."""
    return {
        currency: stored(Decimal(text) * factor, currency)
        for currency, text in price.items()
        if _AMOUNT.fullmatch(text)
    }

"""Checks of amounts and reductions that are written into the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel.numbers import get_currency_symbol

from funnelstudio.checks.lawful import phrases, said
from funnelstudio.checks.problem import NOTICE, WARNING, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.checks.ways import products_of
from funnelstudio.i18n import _
from funnelstudio.model.languages import locale_of, spoken_name
from funnelstudio.model.texts import place_name

_SIGNS = ("€", "£", "$", "¥", "zł")
_AMOUNT = re.compile(r"(?:([€£$¥]|zł|\b[A-Z]{3})\s?\d)|(?:\d\s?([€£$¥]|zł|(?:EUR|GBP|USD|CHF|PLN)\b))")
_CODES = frozenset({"EUR", "GBP", "USD", "CHF", "PLN"})
_REDUCTION = re.compile(r"(?<![\d–-])[-−–]\s?\d{1,2}\s?%")


def mixed_currencies(sheet: Sheet) -> Iterator[Problem]:
    """Amounts in texts that are not in the language's own currency."""
    joined = sheet.joined
    if not any(sign in joined for sign in _SIGNS) and not any(code in joined for code in _CODES):
        return
    own = _own_signs(sheet.language.currency, sheet.tag)
    for key, text in sheet.own.items():
        for found in _AMOUNT.finditer(text.value):
            sign = found[1] or found[2]
            if sign not in own and (sign in _SIGNS or sign in _CODES):
                message = _("{place}: “{amount}” is not in {currency}, the currency of {language}.").format(
                    place=place_name(sheet.funnel, sheet.place),
                    amount=found[0],
                    currency=sheet.language.currency,
                    language=spoken_name(sheet.tag),
                )
                yield Problem("prices.mixed_currencies", WARNING, message, sheet.place, key, sheet.tag)
                break


@lru_cache(maxsize=512)
def _own_signs(currency: str, tag: str) -> frozenset[str]:
    """How the currency may be written in the language: its code, and every sign in its spellings."""
    spelled = f"{get_currency_symbol(currency, locale_of(tag) or 'en')} {get_currency_symbol(currency, 'en')}"
    return frozenset({currency, *(sign for sign in _SIGNS if sign in spelled)})


def mixed_tax(sheet: Sheet) -> Iterator[Problem]:
    """Pages whose words on tax say the reverse of the price note."""
    note = sheet.language.price_note.lower()
    if not note:
        return
    with_tax = phrases("prices", "included", sheet.tag)
    without_tax = phrases("prices", "excluded", sheet.tag)
    if said(note, with_tax):
        other = said(sheet.low, without_tax)
    elif said(note, without_tax):
        other = said(sheet.low, with_tax)
    else:
        return
    if other:
        message = _("{place}: “{words}” is the reverse of the price note “{note}”.").format(
            place=place_name(sheet.funnel, sheet.place), words=other, note=sheet.language.price_note
        )
        yield Problem("prices.mixed_tax", WARNING, message, sheet.place, "", sheet.tag)


def percent_off(sheet: Sheet) -> Iterator[Problem]:
    """Reductions in per cent of products for which no earlier price is noted."""
    if "%" not in sheet.joined:
        return
    found = _REDUCTION.search(sheet.joined)
    words = found[0] if found else _reduced(sheet)
    step = sheet.funnel.steps[sheet.place]
    sold = [sheet.funnel.products.get(key) for key in products_of(step)]
    if words and not any(product is not None and product.price_history for product in sold):
        message = _("{place}: “{words}” refers to the lowest price of 30 days, and none is noted.").format(
            place=place_name(sheet.funnel, sheet.place), words=words
        )
        yield Problem("prices.percent_off", NOTICE, message, sheet.place, "price_history", sheet.tag)


def _reduced(sheet: Sheet) -> str:
    for phrase in phrases("prices", "reduced", sheet.tag):
        found = re.search(rf"\d{{1,2}}\s?%\s{re.escape(phrase)}\b", sheet.low)
        if found:
            return found[0]
    return ""

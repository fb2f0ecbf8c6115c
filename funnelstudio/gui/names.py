"""Names of things for people, where several parts of the window need the same one."""

from __future__ import annotations

import re

from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import isolated, locale_of, own_name
from funnelstudio.model.money import Price, price_in, spelled
from funnelstudio.model.texts import place_name

_QUOTED = re.compile("([“„«‘])([^“”„«»]+)([”“»’])")


def quotes_isolated(sentence: str) -> str:
    """A sentence with all that it quotes isolated: names and texts may be of another direction than it is."""
    return _QUOTED.sub(lambda found: f"{found[1]}{isolated(found[2])}{found[3]}", sentence)


def language_label(funnel: Funnel, tag: str) -> str:
    """A language in its own words, with the region where the funnel has another variant of it."""
    if not tag:
        return ""
    name = own_name(tag)
    plain = tag.split("-", maxsplit=1)[0]
    if sum(language.tag.split("-")[0] == plain for language in funnel.languages) < 2:
        return name
    locale = locale_of(tag)
    region = locale.get_territory_name() if locale is not None and locale.territory else ""
    return f"{name} ({region or tag})"


def currency_of(funnel: Funnel, tag: str) -> str:
    """The currency of a language, else the first one that any language has."""
    own = next((language.currency for language in funnel.languages if language.tag == tag), "")
    return own or next((language.currency for language in funnel.languages if language.currency), "")


def currencies_of(funnel: Funnel, price: Price) -> tuple[str, ...]:
    """The currencies of the languages in their order, then those that only the price has."""
    return tuple(dict.fromkeys((*(x.currency for x in funnel.languages if x.currency), *price)))


def price_words(price: Price, currency: str, tag: str) -> str:
    """A price in a currency as people write it in a language, "" where there is none."""
    amount = price_in(price, currency)
    return spelled(amount, currency, tag) if amount is not None else ""


def all_prices(funnel: Funnel, price: Price, tag: str) -> str:
    """A price in every currency that it has, as people write it in a language."""
    shown = (price_words(price, currency, tag) for currency in currencies_of(funnel, price))
    return " · ".join(words for words in shown if words)


def step_words(funnel: Funnel, step_id: str) -> str:
    """A step's name for people, "" where there is no such step."""
    return place_name(funnel, step_id) if step_id in funnel.steps else ""

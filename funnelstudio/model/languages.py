"""Languages of a funnel: BCP 47 tags with a currency, and what is known of each from CLDR."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from funnelstudio.i18n import language
from funnelstudio.model.value import Value

if TYPE_CHECKING:
    from babel import Locale


class Language(Value, frozen=True):
    """One language that the pages come in.

    `tag` is BCP 47 ("de-AT"), `currency` ISO 4217, `price_note` the line near each price.
    A regional variant names another language's tag as its `base` and stores only the texts that differ.
    `territory` is the market's ISO 3166 code where the tag doesn't say it, `buyers` one of markets.BUYERS.
    """

    tag: str
    currency: str = ""
    price_note: str = ""
    base: str = ""
    territory: str = ""
    buyers: str = "consumer"


@lru_cache(maxsize=1024)
def locale_of(tag: str) -> Locale | None:
    """CLDR's data for a BCP 47 tag, or for its plain language; None for a tag that nothing is known of."""
    from babel import Locale, UnknownLocaleError

    for candidate in (tag, tag.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None


def is_rtl(tag: str) -> bool:
    """Whether the language is written from right to left."""
    locale = locale_of(tag)
    return locale is not None and locale.text_direction == "rtl"


def isolated(words: str) -> str:
    """Words made safe to stand among others: they keep their own direction and turn nothing around them.

    Without it “12 red roses” reads “red roses 12” where all else goes from right to left.
    """
    return f"\u2068{words}\u2069" if words else ""


def own_name(tag: str) -> str:
    """The language's name in itself and without its region, such as "Deutsch"."""
    locale = locale_of(tag)
    if locale is None:
        return tag
    name = locale.languages.get(locale.language) or locale.get_display_name(locale) or tag
    return name[:1].upper() + name[1:]


def spoken_name(tag: str) -> str:
    """The language's name with its region in the language of the program, such as "German (Germany)"."""
    locale = locale_of(tag)
    return tag if locale is None else (locale.get_display_name(locale_of(language())) or tag)

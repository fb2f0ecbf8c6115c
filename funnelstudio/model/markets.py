"""Which market a language's pages are for: its territory, and whether that is in the European Union."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel.core import get_global

from funnelstudio.model.languages import Language

CONSUMER: Final = "consumer"
BUSINESS: Final = "business"
BUYERS: Final = (CONSUMER, BUSINESS)

EU: Final = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
"""Member states of the European Union since 2020-02-01."""


def territory(language: Language) -> str:
    """ISO 3166 code of the market: the language's own, else its tag's region, else the likely one of CLDR."""
    return language.territory or _territory(language.tag)


def in_eu(language: Language) -> bool:
    """Whether the pages in this language are for a member state."""
    return territory(language) in EU


def to_consumers(language: Language) -> bool:
    """Whether the pages are for consumers; only pages said to be for businesses are not."""
    return language.buyers != BUSINESS


@lru_cache(maxsize=1024)
def _territory(tag: str) -> str:
    parts = tag.split("-")
    for part in parts[1:]:
        if len(part) == 1:
            break  # what follows belongs to an extension
        if len(part) == 2 and part.isalpha():
            return part.upper()
    likely: str = get_global("likely_subtags").get(parts[0].lower(), "")
    return likely.rpartition("_")[2]

"""Finds and replaces words in all texts of a language: what would change, shown before it is done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from funnelstudio.model.edits.texts import Address, replace_texts
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.texts import REVIEWED, TRANSLATED, page, places
from funnelstudio.model.value import replace

MOST: Final = 2000
"""Texts that are listed at once; the rest is counted."""


class Hit(NamedTuple):
    """One text in which the words were found; `spans` are the places in `before`."""

    place: str
    field: str
    before: str
    after: str
    spans: tuple[tuple[int, int], ...]


def find(
    funnel: Funnel,
    tag: str,
    words: str,
    by: str = "",
    *,
    match_case: bool = False,
    whole_words: bool = False,
) -> tuple[Hit, ...]:
    """Every text of the language that holds `words`, with what it would be with `by` in their place."""
    if not words:
        return ()
    pattern = _pattern(words, match_case, whole_words)
    found: list[Hit] = []
    for place in places(funnel):
        for field, text in page(funnel, tag, place).items():
            spans = tuple(hit.span() for hit in pattern.finditer(text.value))
            if spans:
                after = pattern.sub(lambda _hit: by, text.value)
                found.append(Hit(place, field, text.value, after, spans))
    return tuple(found)


def replace_hits(funnel: Funnel, tag: str, hits: Iterable[Hit]) -> Funnel:
    """The funnel with these texts changed; texts that were edited since they were found are left alone.

    A reviewed text has to be reviewed again; a stale one stays stale, for nobody looked at its source.
    """
    new: dict[Address, Text] = {}
    for hit in hits:
        text = page(funnel, tag, hit.place).get(hit.field)
        if text is not None and text.value == hit.before and hit.after != hit.before:
            state = TRANSLATED if text.state == REVIEWED else text.state
            new[(tag, hit.place, hit.field)] = replace(text, value=hit.after, state=state)
    return replace_texts(funnel, new) if new else funnel


def _pattern(words: str, match_case: bool, whole_words: bool) -> re.Pattern[str]:
    plain = re.escape(words)
    if whole_words:
        plain = rf"(?<!\w){plain}(?!\w)"
    return re.compile(plain, 0 if match_case else re.IGNORECASE)

"""Translation memory: what was written for the same or a similar source text elsewhere in the funnel."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from funnelstudio.model.funnel import Fields, Funnel, source_tag
from funnelstudio.model.memo import by_identity
from funnelstudio.model.texts import stored

LEAST: Final = 0.75
"""Similarity (0 to 1) from which a text is worth suggesting."""

_MOST_COMPARED: Final = 400
"""Source texts that are compared letter by letter, so that a lookup stays within some milliseconds."""
_LONGEST: Final = 600


class Suggestion(NamedTuple):
    """A translation from elsewhere: how similar its source is (0 to 1), where it stands, and what it says."""

    likeness: float
    place: str
    field: str
    value: str


class _Entry(NamedTuple):
    text: str
    words: frozenset[str]
    where: tuple[tuple[str, str], ...]


@by_identity(size=2)
def _entries(places: Mapping[str, Fields]) -> tuple[_Entry, ...]:
    found: dict[str, list[tuple[str, str]]] = {}
    for place, fields in places.items():
        for field, text in fields.items():
            if 1 < len(text.value) <= _LONGEST:
                found.setdefault(text.value, []).append((place, field))
    return tuple(_Entry(text, _words(text), tuple(where)) for text, where in found.items())


def suggestions(funnel: Funnel, tag: str, place: str, field: str, most: int = 2) -> tuple[Suggestion, ...]:
    """Up to `most` translations of similar source texts, most similar first; not what stands here."""
    source = source_tag(funnel)
    here = stored(funnel, source, place, field)
    if here is None or tag == source or not 1 < len(here.value) <= _LONGEST:
        return ()
    own = stored(funnel, tag, place, field)
    shown = {own.value} if own is not None else set()
    found: list[Suggestion] = []
    for likeness, entry in _alike(here.value, _entries(funnel.texts.get(source, {}))):
        for where in entry.where:
            text = stored(funnel, tag, *where)
            if where != (place, field) and text is not None and text.value not in shown:
                shown.add(text.value)
                found.append(Suggestion(likeness, *where, text.value))
                break
        if len(found) == most:
            break
    return tuple(found)


def _alike(text: str, entries: tuple[_Entry, ...]) -> list[tuple[float, _Entry]]:
    """Entries whose text is at least LEAST alike, best first; a few letters' difference in length at most."""
    words = _words(text)
    near: list[tuple[float, _Entry]] = []
    for entry in entries:
        longest = max(len(text), len(entry.text))
        if min(len(text), len(entry.text)) * 2 >= longest * LEAST:
            shared = len(words & entry.words) / (len(words | entry.words) or 1)
            if shared >= 0.3:
                near.append((shared, entry))
    near.sort(key=lambda pair: -pair[0])
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    found = []
    for _shared, entry in near[:_MOST_COMPARED]:
        matcher.set_seq1(entry.text)
        if matcher.quick_ratio() >= LEAST and (likeness := matcher.ratio()) >= LEAST:
            found.append((likeness, entry))
    found.sort(key=lambda pair: -pair[0])
    return found


def _words(text: str) -> frozenset[str]:
    """Words of a text, or its letters where it has no spaces between words."""
    split = text.casefold().split()
    return frozenset(split) if len(split) > 1 else frozenset(text.casefold())

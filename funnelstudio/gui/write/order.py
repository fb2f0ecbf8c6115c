"""Which text comes next: the filters of the Write workspace, and the search for the next one that fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from funnelstudio.i18n import N_
from funnelstudio.model.fields import Field
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.texts import (
    DRAFT,
    MISSING,
    REVIEWED,
    STALE,
    fields_of,
    needed,
    page,
    state_of,
)

ALL: Final = "all"
FILTERS: Final = {
    ALL: N_("All texts"),
    "missing": N_("Missing"),
    "stale": N_("Source changed"),
    "unreviewed": N_("Not reviewed"),
}
NEXT_WORDS: Final = {
    ALL: N_("Next untranslated"),
    "missing": N_("Next missing"),
    "stale": N_("Next changed"),
    "unreviewed": N_("Next to review"),
}

Wanted = Callable[[str], bool]
"""Whether a text in this state is looked for."""


def wanted_states(chosen: str) -> Wanted:
    """What "next" stops at under a filter: with none, all that still needs a translator's hand."""
    if chosen == "missing":
        return lambda state: state == MISSING
    if chosen == "stale":
        return lambda state: state == STALE
    if chosen == "unreviewed":
        return lambda state: state != REVIEWED
    return lambda state: state in (MISSING, STALE, DRAFT)


def shown_fields(funnel: Funnel, tag: str, place: str, opened: frozenset[str]) -> tuple[Field, ...]:
    """The fields of a place that get a card: needed ones, filled ones, and those the user has `opened`."""
    own, wanted = page(funnel, tag, place), {field.key for field in needed(funnel, tag, place)}
    source = page(funnel, source_tag(funnel), place)
    return tuple(
        field
        for field in fields_of(funnel, place)
        if field.key in wanted or field.key in own or field.key in source or field.key in opened
    )


def addable_fields(funnel: Funnel, place: str, shown: Sequence[Field]) -> list[Field]:
    """The fields of a place that have no card among `shown` yet, and need no other that has none."""
    kept = {field.key for field in shown}
    return [
        field
        for field in fields_of(funnel, place)
        if field.key not in kept and (not field.needs or field.needs in kept)
    ]


def is_shown(state: str, chosen: str) -> bool:
    """Whether a card in this state passes the filter."""
    return chosen == ALL or wanted_states(chosen)(state)


def next_text(
    funnel: Funnel,
    tag: str,
    places: Sequence[str],
    here: tuple[str, str],
    chosen: str = ALL,
    is_done: Callable[[str, str], bool] | None = None,
) -> tuple[str, str] | None:
    """Place and field of the next text that fits after `here`, going round once; None where none is left.

    `is_done(tag, place)` says which pages are written, so that they need not be looked through.
    """
    wanted = wanted_states(chosen)
    if chosen == ALL and tag == source_tag(funnel):
        wanted = wanted_states("missing")
    place, key = here
    at = places.index(place) if place in places else 0
    for step in range(len(places) + 1):
        found = places[(at + step) % len(places)] if places else ""
        if chosen != "unreviewed" and is_done is not None and is_done(tag, found):
            continue
        fields = [field.key for field in needed(funnel, tag, found)]
        if step == 0:
            fields = _after(funnel, found, key, fields)
        for name in fields:
            if (found, name) != here and wanted(state_of(funnel, tag, found, name)):
                return found, name
    return None


def _after(funnel: Funnel, place: str, key: str, fields: list[str]) -> list[str]:
    """Those of `fields` that stand after `key` on the page; all of them where `key` is not on it."""
    order = [field.key for field in fields_of(funnel, place)]
    if key not in order:
        return fields
    later = set(order[order.index(key) + 1 :])
    return [name for name in fields if name in later]

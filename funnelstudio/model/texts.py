"""What stands in each text, and its state: missing, draft, translated, reviewed or stale."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Final

from funnelstudio.i18n import _
from funnelstudio.model.fields import (
    PLAN_CHANGE_PLACE,
    PRODUCT_PLACE,
    SHARED,
    Field,
    fields_of,
    step_fields,
)
from funnelstudio.model.funnel import Fields, Funnel, Places, Text, language, source_tag
from funnelstudio.model.offers import kind_word
from funnelstudio.model.walk import walk

MISSING: Final = "missing"
DRAFT: Final = "draft"
TRANSLATED: Final = "translated"
REVIEWED: Final = "reviewed"
STALE: Final = "stale"
STATES: Final = (MISSING, DRAFT, TRANSLATED, REVIEWED, STALE)

_NOTHING: Final[Mapping[str, Text]] = {}
_NOWHERE: Final[Places] = {}

__all__ = [
    "DRAFT",
    "MISSING",
    "PLAN_CHANGE_PLACE",
    "PRODUCT_PLACE",
    "REVIEWED",
    "SHARED",
    "STALE",
    "STATES",
    "TRANSLATED",
    "Field",
    "fields_of",
    "fingerprint",
    "needed",
    "page",
    "place_name",
    "places",
    "state_of",
    "step_fields",
    "stored",
    "tally",
    "value",
]


def fingerprint(text: str) -> str:
    """Eight hexadecimal digits that tell one source text from another."""
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def page(funnel: Funnel, tag: str, place: str) -> Fields:
    """All texts of a place as stored in exactly this language."""
    return funnel.texts.get(tag, _NOWHERE).get(place, _NOTHING)


def stored(funnel: Funnel, tag: str, place: str, field: str) -> Text | None:
    """What stands in exactly this language."""
    return page(funnel, tag, place).get(field)


def _effective(funnel: Funnel, tag: str, place: str, field: str) -> Text | None:
    """The language's own text, else that of the language it is based on."""
    found = stored(funnel, tag, place, field)
    if found is not None and found.value:
        return found
    own = language(funnel, tag)
    return stored(funnel, own.base, place, field) if own is not None and own.base else None


def value(funnel: Funnel, tag: str, place: str, field: str) -> str:
    """The text that a page in this language shows, "" where it is missing."""
    found = _effective(funnel, tag, place, field)
    return found.value if found is not None else ""


def state_of(funnel: Funnel, tag: str, place: str, field: str) -> str:
    """One of STATES. A translation is stale when the source text is not the one that it was made from."""
    found = _effective(funnel, tag, place, field)
    if found is None or not found.value:
        return MISSING
    source = source_tag(funnel)
    if tag != source and found.source:
        original = stored(funnel, source, place, field)
        if original is not None and fingerprint(original.value) != found.source:
            return STALE
    return found.state


def needed(funnel: Funnel, tag: str, place: str) -> tuple[Field, ...]:
    """The fields that must be written: the required ones, and in a translation those that the source has."""
    source = source_tag(funnel)
    originals = page(funnel, source, place)
    return tuple(
        [
            field
            for field in fields_of(funnel, place)
            if field.required or (field.key in originals and originals[field.key].value)
        ]
    )


def is_done(state: str, *, translation: bool) -> bool:
    """Whether a text in this state counts as written; a draft does in the source language only."""
    return state in (TRANSLATED, REVIEWED) or (state == DRAFT and not translation)


def tally(funnel: Funnel, tag: str, place: str) -> tuple[int, int]:
    """How many of a place's needed texts are done, and how many are needed."""
    fields = needed(funnel, tag, place)
    translation = tag != source_tag(funnel)
    done = sum(is_done(state_of(funnel, tag, place, f.key), translation=translation) for f in fields)
    return done, len(fields)


def places(funnel: Funnel) -> tuple[str, ...]:
    """Every place in working order: steps from the start on, products, plan changes, the shared texts."""
    return (
        *walk(funnel.steps).order,
        *(f"{PRODUCT_PLACE}{key}" for key in funnel.products),
        *(f"{PLAN_CHANGE_PLACE}{change.id}" for change in funnel.plan_changes),
        SHARED,
    )


def place_name(funnel: Funnel, place: str) -> str:
    """A place's name for people."""
    step = funnel.steps.get(place)
    if step is not None:
        product = funnel.products.get(step.product)
        return step.name or (product.name if product is not None else "") or kind_word(step.type)
    if place == SHARED:
        return _("Shared texts")
    kind, _colon, key = place.partition(":")
    if f"{kind}:" == PRODUCT_PLACE and key in funnel.products:
        return funnel.products[key].name or key
    change = next((change for change in funnel.plan_changes if change.id == key), None)
    return (change.title or key) if change is not None else place

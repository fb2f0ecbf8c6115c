"""What the Write workspace calls things: fields, states and languages, in words for people."""

from __future__ import annotations

from typing import Final

from funnelstudio.i18n import N_, _
from funnelstudio.model.cards import outcome_label
from funnelstudio.model.fields import Field
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import option_of
from funnelstudio.model.texts import fields_of, place_name

STATE_WORDS: Final = {
    "missing": N_("Missing"),
    "draft": N_("Draft"),
    "translated": N_("Translated"),
    "reviewed": N_("Reviewed"),
    "stale": N_("Source changed"),
}


def state_word(state: str, *, in_source: bool = False) -> str:
    """The word for a text's state; in the source language a text is written, not translated."""
    if in_source and state == "translated":
        return _("Written")
    return _(STATE_WORDS.get(state, state))


def field_name(funnel: Funnel, place: str, field: Field) -> str:
    """A field's name with its number or its option: "Benefit 2", "Button · 12 more roses"."""
    label = _(field.label)
    if field.number:
        return f"{label} {field.number}"
    step = funnel.steps.get(place)
    if not field.option or step is None:
        return label
    if option_of(step, field.option) is None:
        return label
    # As on the card, so that two options without names can be told apart.
    return f"{label} · {outcome_label(funnel, step, field.option)}"


def text_name(funnel: Funnel, place: str, key: str) -> str:
    """Where a text stands, such as "Add more roses? · Headline"."""
    field = next((field for field in fields_of(funnel, place) if field.key == key), None)
    label = field_name(funnel, place, field) if field is not None else key
    return f"{place_name(funnel, place)} · {label}"

"""Every text of a funnel in one language with its state, for people who approve them on paper."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from funnelstudio.export.choices import choices_of
from funnelstudio.export.context import Wires
from funnelstudio.export.plan import Page
from funnelstudio.export.tongue import Tongue
from funnelstudio.export.whole import tree_context
from funnelstudio.model.fields import PLAN_CHANGE_PLACE, SHARED, Field, fields_of
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.texts import STATES, is_done, needed, place_name, places, state_of, value

_NUMBER: Final = re.compile(r"_\d+$")
_VARIABLE: Final = re.compile(r"\{[a-zA-Z]+\}")

Values = Mapping[str, str]


def texts_context(wires: Wires, page: Page, tongue: Tongue, source: Tongue, reader: Tongue) -> dict[str, Any]:
    """All texts in the language of `page`, beside those of the `source` language.

    `places` are in working order, each with its `name`, its `step` as `tree_context` has it (None where it is
    of no step), and `fields`: each with its `label` in the `reader`'s language, the key of that `word`, its
    `number`, the `option` that it belongs to, its `state`, and as Markup its `text` and its `original`, with
    prices put in. `counts` tells how many are in each state, `open` how many of a place want work. `version`
    changes with any text.
    """
    funnel = wires.funnel
    tree = tree_context(wires, page, tongue, reader)
    steps = {step["id"]: step for step in tree["steps"]}
    found = []
    counts = dict.fromkeys(STATES, 0)
    total = hashlib.blake2b(digest_size=5)
    for number, place in enumerate(places(funnel), 1):
        fields = _fields(funnel, place, tongue, source, reader)
        for field in fields:
            counts[field["state"]] += 1
            total.update(f"{place}\0{field['key']}\0{field['text']}\0".encode("utf-8", "replace"))
        translation = tongue.tag != source.tag
        undone = [field for field in fields if not is_done(field["state"], translation=translation)]
        entry = {
            "place": place,
            "number": number,
            "name": place_name(funnel, place) if place != SHARED else "",
            "kind": steps[place]["kind"] if place in steps else place.partition(":")[0],
            "step": steps.get(place),
            "fields": fields,
            "open": len(undone),
        }
        if fields:
            found.append(entry)
    return {
        **tree,
        "places": found,
        "counts": counts,
        "translated": tongue.tag != source.tag,
        "version": total.hexdigest(),
    }


def _fields(
    funnel: Funnel, place: str, tongue: Tongue, source: Tongue, reader: Tongue
) -> list[dict[str, Any]]:
    """The texts of a place that are written or wanted, in the order of the page."""
    wanted = {field.key for field in needed(funnel, tongue.tag, place)}
    values, originals = _values(funnel, place, tongue), _values(funnel, place, source)
    return [
        {
            "key": field.key,
            "word": word_of(place, field),
            "label": reader.words.word(word_of(place, field)) or field.label,
            "number": field.number,
            "option": field.option,
            "option_name": str(values.get(field.option, {}).get("option", "")) if field.option else "",
            "state": state_of(funnel, tongue.tag, place, field.key),
            "text": _shown(funnel, place, field, tongue, values),
            "original": _shown(funnel, place, field, source, originals),
        }
        for field in fields_of(funnel, place)
        if field.key in wanted or value(funnel, tongue.tag, place, field.key)
    ]


def word_of(place: str, field: Field) -> str:
    """The key of the word for a field: its own without number and option."""
    name = _NUMBER.sub("", field.key.rpartition(".")[2] if field.option else field.key)
    if field.option:
        return f"option_{name}"
    return f"change_{name}" if place.startswith(PLAN_CHANGE_PLACE) else f"field_{name}"


def _values(funnel: Funnel, place: str, tongue: Tongue) -> dict[str, Values]:
    """What stands for the variables of a place's texts: by option, and under "" for all others."""
    step = funnel.steps.get(place)
    if step is None:
        return {"": tongue.values}
    found: dict[str, Values] = {}
    for choice in choices_of(funnel, tongue, step, tongue.texts(place)):
        found.setdefault("", choice.values)
        found[choice.option.id] = choice.values
    return found or {"": tongue.values}


def _shown(funnel: Funnel, place: str, field: Field, tongue: Tongue, values: Mapping[str, Values]) -> Markup:
    """A text of this very language or the one it is based on, with its marks; empty where it is missing."""
    if not value(funnel, tongue.tag, place, field.key):
        return Markup()
    texts = tongue.texts(place)
    own = values.get(field.option) or values[""]
    if field.shape == "rich":
        shown = texts.block(field.key, own)
    elif field.shape == "inline":
        shown = texts.inline(field.key, own)
    else:
        shown = escape(texts.string(field.key, own))
    if not place.startswith(PLAN_CHANGE_PLACE):
        return shown
    # Filled in by the system that bills; here they stay what they are.
    return Markup(_VARIABLE.sub(r"<code>\g<0></code>", str(shown)))  # noqa: S704 - made of escaped text

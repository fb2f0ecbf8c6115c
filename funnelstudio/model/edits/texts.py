"""Edits of what the pages say: write, confirm and mark the texts of every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.edits.rules import clean, one_of
from funnelstudio.model.funnel import Funnel, Text, Texts, source_tag
from funnelstudio.model.texts import (
    DRAFT,
    PLAN_CHANGE_PLACE,
    PRODUCT_PLACE,
    REVIEWED,
    SHARED,
    TRANSLATED,
    fingerprint,
    stored,
)
from funnelstudio.model.value import replace, with_item, without

MAX_TEXT: Final = 20_000
"""Longest text that can be written, in characters. Longer ones in a file are kept as they are."""

STORED_STATES: Final = (DRAFT, TRANSLATED, REVIEWED)

Address = tuple[str, str, str]
"""Language tag, place and field of one text."""


def set_text(
    funnel: Funnel,
    tag: str,
    place: str,
    field: str,
    value: str,
    state: str | None = None,
    minor: bool = False,
) -> Funnel:
    """Write one text; an empty `value` removes it, and a variant then shows that of its base language again.

    In the source language the text becomes a draft, and its translations stale, unless the change is
    `minor`: then those that were current stay so. A translation is kept with the fingerprint of the source
    text that it fits, as "translated" unless `state` says otherwise; a minor change leaves both alone.
    Writing what stands there already, with no state, changes nothing. Raises NotPossible.
    """
    _check_place(funnel, tag, place, field)
    value = clean(value, MAX_TEXT)
    before = stored(funnel, tag, place, field)
    if state is not None:
        one_of(state, STORED_STATES)
    elif value == (before.value if before is not None else ""):
        return funnel
    text = _written(funnel, (tag, place, field), value, state, minor) if value else None
    texts = put(funnel.texts, tag, place, field, text)
    if minor and before is not None and text is not None and tag == source_tag(funnel):
        texts = _kept_current(texts, (tag, place, field), fingerprint(before.value), fingerprint(value))
    return replace(funnel, texts=texts)


def replace_texts(funnel: Funnel, new: Mapping[Address, str | Text], state: str | None = None) -> Funnel:
    """Write many texts at once, as an import does: `{(tag, place, field): value}`.

    A plain value is written as by `set_text`; a `Text` is kept as it stands, with its own state and
    fingerprint. Raises NotPossible at the first text that can't be written, and then writes none.
    """
    if state is not None:
        one_of(state, STORED_STATES)
    texts: dict[str, dict[str, dict[str, Text]]] = {}
    for (tag, place, field), item in new.items():
        _check_place(funnel, tag, place, field)
        value = clean(item if isinstance(item, str) else item.value, MAX_TEXT)
        if isinstance(item, Text):
            one_of(item.state, STORED_STATES)
            text = item if item.value == value else replace(item, value=value)
        else:
            before = stored(funnel, tag, place, field)
            if state is None and before is not None and before.value == value:
                continue
            text = _written(funnel, (tag, place, field), value, state, False, new)
        language = texts.setdefault(tag, {})
        page = language.get(place)
        if page is None:
            page = language[place] = dict(funnel.texts.get(tag, {}).get(place, {}))
        if text.value:
            page[field] = text
        else:
            page.pop(field, None)
    if not texts:
        return funnel
    return replace(funnel, texts=_merged(funnel.texts, texts))


def set_state(funnel: Funnel, tag: str, place: str, field: str, state: str) -> Funnel:
    """Mark a text as draft, translated or reviewed. All but a draft confirms that it fits the source text."""
    one_of(state, STORED_STATES)
    text = stored(funnel, tag, place, field)
    if text is None:
        raise NotPossible(_("There is no text here to mark."), _("Write it first."))
    source = text.source if state == DRAFT else _source_print(funnel, (tag, place, field))
    marked = replace(text, state=state, source=source)
    if marked == text:
        return funnel
    return replace(funnel, texts=put(funnel.texts, tag, place, field, marked))


def confirm_text(funnel: Funnel, tag: str, place: str, field: str) -> Funnel:
    """Say that a stale translation still fits: it counts as translated from the present source text."""
    return set_state(funnel, tag, place, field, TRANSLATED)


def put(texts: Texts, tag: str, place: str, field: str, text: Text | None) -> Texts:
    """`texts` with one of them set, or removed for None; a page or language left empty goes as well."""
    places = texts.get(tag, {})
    fields = places.get(place, {})
    fields = without(fields, field) if text is None else with_item(fields, field, text)
    places = with_item(places, place, fields) if fields else without(places, place)
    return with_item(texts, tag, places) if places else without(texts, tag)


def _check_place(funnel: Funnel, tag: str, place: str, field: str) -> None:
    if not any(language.tag == tag for language in funnel.languages):
        raise NotPossible(_("The funnel has no language “{tag}”.").format(tag=tag[:40]))
    if place in funnel.steps or place == SHARED:
        known = True
    elif place.startswith(PRODUCT_PLACE):
        known = place.removeprefix(PRODUCT_PLACE) in funnel.products
    else:
        key = place.removeprefix(PLAN_CHANGE_PLACE)
        known = key != place and any(change.id == key for change in funnel.plan_changes)
    if not known:
        raise NotPossible(_("The page “{place}” isn't there.").format(place=place[:60]))
    if not field or len(field) > 100 or not field.isprintable():
        raise NotPossible(_("“{field}” is not the name of a text.").format(field=field[:40]))


def _written(
    funnel: Funnel,
    address: Address,
    value: str,
    state: str | None,
    minor: bool,
    beside: Mapping[Address, str | Text] | None = None,
) -> Text:
    tag, place, field = address
    before = stored(funnel, tag, place, field)
    if minor and before is not None:
        return replace(before, value=value, state=state or before.state)
    translation = tag != source_tag(funnel)
    made = Text(
        value=value,
        state=state or (TRANSLATED if translation else DRAFT),
        source=_source_print(funnel, address, beside or {}),
    )
    return made if before is None or not before.extra else replace(made, extra=before.extra)


def _source_print(
    funnel: Funnel, address: Address, beside: Mapping[Address, str | Text] | None = None
) -> str:
    """Fingerprint of the source text of an address; "" in the source language and where there is none.

    A source text that is written in the same go (`beside`) counts before the one that stands there.
    """
    tag, place, field = address
    source = source_tag(funnel)
    if tag == source:
        return ""
    original = (beside or {}).get((source, place, field)) or stored(funnel, source, place, field)
    if original is None:
        return ""
    return fingerprint(clean(original, MAX_TEXT) if isinstance(original, str) else original.value)


def _kept_current(texts: Texts, address: Address, old: str, new: str) -> Texts:
    """`texts` with each translation made from the source text `old` counting as made from `new`."""
    source, place, field = address
    for tag, places in texts.items():
        text = places.get(place, {}).get(field)
        if tag != source and text is not None and text.source == old:
            texts = put(texts, tag, place, field, replace(text, source=new))
    return texts


def _merged(texts: Texts, pages: Mapping[str, Mapping[str, Mapping[str, Text]]]) -> Texts:
    """`texts` with whole `pages` put in; empty pages and languages go."""
    merged = dict(texts)
    for tag, places in pages.items():
        filled = {key: page for key, page in places.items() if page}
        gone = [key for key, page in places.items() if not page]
        together = {**without(merged.get(tag, {}), *gone), **filled}
        if together:
            merged[tag] = together
        else:
            merged.pop(tag, None)
    return merged

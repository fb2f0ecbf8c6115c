"""Edits of a funnel's languages: add, change, rename, reorder, remove, with all that hangs on a tag."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.edits.approvals import tags_renamed
from funnelstudio.model.edits.rules import currency, line, moved, one_of
from funnelstudio.model.funnel import Fields, Funnel, Places, Text, Texts, source_tag
from funnelstudio.model.languages import Language
from funnelstudio.model.markets import BUYERS
from funnelstudio.model.texts import DRAFT, TRANSLATED, fingerprint
from funnelstudio.model.value import replace, with_item

V = TypeVar("V")
Tables = Mapping[str, Mapping[str, str]]

_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"  # language
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"  # private use
)
_LONGEST_TAG = 35
_NO_PLACES: Places = {}
_NO_FIELDS: Fields = {}


def normal_tag(tag: str) -> str:
    """A BCP 47 tag in its usual spelling: "de_de" gives "de-DE". Raises NotPossible for what is no tag."""
    low = tag.strip().replace("_", "-").lower()
    if len(low) > _LONGEST_TAG or _TAG.fullmatch(low) is None:
        raise NotPossible(
            _("“{tag}” is not a language tag.").format(tag=tag[:40]),
            _("Write it like de or de-AT."),
        )
    parts = low.split("-")
    for index, part in enumerate(parts[1:], 1):
        if len(part) == 1:
            break  # what follows an extension's letter stays small
        if len(part) == 2:
            parts[index] = part.upper()
        elif len(part) == 4 and part.isalpha():
            parts[index] = part.title()
    return "-".join(parts)


def add_language(funnel: Funnel, language: Language, copy_from: str = "") -> Funnel:
    """Add a language as the last one; the first of all is the source.

    With `copy_from`, the texts of that language come along as drafts. Raises NotPossible.
    """
    tag = _free_tag(funnel, language.tag)
    language = _checked(funnel.languages, replace(language, tag=tag))
    texts = funnel.texts
    if copy_from:
        _index(funnel, copy_from)
        copied = _drafts(texts.get(copy_from, _NO_PLACES), texts.get(source_tag(funnel), _NO_PLACES))
        texts = with_item(texts, tag, copied) if copied else texts
    return replace(funnel, languages=(*funnel.languages, language), texts=texts)


def set_language(funnel: Funnel, tag: str, **fields: object) -> Funnel:
    """Change a language's `currency`, `price_note`, `base`, `territory` or `buyers`. Raises NotPossible.

    For its tag see `retag`.
    """
    index = _index(funnel, tag)
    before = funnel.languages[index]
    after: Language = replace(before, **fields)
    if after.tag != tag:
        raise NotPossible(_("Rename the language to change its tag."))
    others = (*funnel.languages[:index], *funnel.languages[index + 1 :])
    after = _checked(others, after)
    if after.base and any(other.base == tag for other in others):
        raise NotPossible(_("Other languages are based on this one, so it can't be based on another."))
    if after.base and index == 0:
        raise _source_variant()
    if after == before:
        return funnel
    languages = (*funnel.languages[:index], after, *funnel.languages[index + 1 :])
    return replace(funnel, languages=languages)


def retag(funnel: Funnel, tag: str, new_tag: str) -> Funnel:
    """Give a language another tag; texts, links, platform numbers and variants follow. Raises NotPossible."""
    _index(funnel, tag)
    if normal_tag(new_tag) == tag:
        return funnel
    new = _free_tag(funnel, new_tag, but=tag)

    def renamed(known: str) -> str:
        return new if known == tag else known

    languages = tuple(
        replace(language, tag=renamed(language.tag), base=renamed(language.base))
        if tag in (language.tag, language.base)
        else language
        for language in funnel.languages
    )
    texts = {renamed(known): places for known, places in funnel.texts.items() if known != new}
    export = replace(
        tags_renamed(funnel.export, tag, new), languages=tuple(map(renamed, funnel.export.languages))
    )
    waivers = tuple(
        replace(waiver, language=new) if waiver.language == tag else waiver for waiver in funnel.waivers
    )
    changed = replace(funnel, languages=languages, texts=texts, export=export, waivers=waivers)
    return _tags_mapped(changed, tag, new)


def remove_language(funnel: Funnel, tag: str) -> Funnel:
    """Remove a language with its texts; a variant that was based on it gets those it showed as its own.

    The source can only go as the last language. Raises NotPossible.
    """
    index = _index(funnel, tag)
    if index == 0 and len(funnel.languages) > 1:
        raise NotPossible(
            _("The other languages are translated from this one."),
            _("Move another language to the top first."),
        )
    languages: list[Language] = []
    texts = dict(funnel.texts)
    for language in (*funnel.languages[:index], *funnel.languages[index + 1 :]):
        if language.base == tag:
            languages.append(replace(language, base=""))
            filled = _filled(texts.get(language.tag, _NO_PLACES), texts.get(tag, _NO_PLACES))
            if filled:
                texts[language.tag] = filled
        else:
            languages.append(language)
    texts.pop(tag, None)
    export = replace(
        tags_renamed(funnel.export, tag, ""),
        languages=tuple(known for known in funnel.export.languages if known != tag),
    )
    changed = replace(funnel, languages=tuple(languages), texts=texts, export=export)
    return _tags_mapped(changed, tag, "")


def move_language(funnel: Funnel, tag: str, position: int) -> Funnel:
    """Take a language to another position, counted from 0. The first is the source.

    With a new source, what was up to date stays so, and what was stale stays stale. Raises NotPossible.
    """
    languages = moved(funnel.languages, _index(funnel, tag), position)
    if languages == funnel.languages:
        return funnel
    if languages[0].base:
        raise _source_variant()
    changed = replace(funnel, languages=languages)
    old, new = source_tag(funnel), source_tag(changed)
    return changed if old == new else replace(changed, texts=_with_source(funnel.texts, old, new))


def _source_variant() -> NotPossible:
    return NotPossible(
        _("The source language can't be based on another."), _("Set its base language to none first.")
    )


def _index(funnel: Funnel, tag: str) -> int:
    for index, language in enumerate(funnel.languages):
        if language.tag == tag:
            return index
    raise NotPossible(_("The funnel has no language “{tag}”.").format(tag=tag[:40]))


def _free_tag(funnel: Funnel, tag: str, but: str = "") -> str:
    normal = normal_tag(tag)
    if any(known.tag.lower() == normal.lower() and known.tag != but for known in funnel.languages):
        raise NotPossible(_("The funnel has the language “{tag}” already.").format(tag=normal))
    return normal


def _checked(others: tuple[Language, ...], language: Language) -> Language:
    """The language with a known currency and a base that stands on its own among the `others`."""
    if language.base:
        base = next((other for other in others if other.tag == language.base), None)
        if base is None:
            raise NotPossible(_("The funnel has no language “{tag}”.").format(tag=language.base[:40]))
        if base.base:
            raise NotPossible(
                _("“{tag}” is itself based on another language.").format(tag=base.tag),
                _("Choose “{tag}” instead.").format(tag=base.base),
            )
    one_of(language.buyers, BUYERS)
    if language.territory and re.fullmatch(r"[A-Z]{2}", language.territory) is None:
        raise NotPossible(
            _("“{code}” is not a country.").format(code=language.territory[:40]),
            _("Write its two letters, such as DE."),
        )
    return replace(
        language,
        currency=currency(language.currency) if language.currency else "",
        price_note=line(language.price_note),
    )


def _drafts(places: Places, sources: Places) -> Places:
    """Copies of a language's texts as drafts, each made from the present text of the source language."""

    def draft(place: str, field: str, text: Text) -> Text:
        original = sources.get(place, _NO_FIELDS).get(field)
        return replace(text, state=DRAFT, source=fingerprint(original.value) if original is not None else "")

    return {
        place: {field: draft(place, field, text) for field, text in fields.items()}
        for place, fields in places.items()
    }


def _filled(own: Places, base: Places) -> Places:
    """A variant's own texts, with those of its base where it has none."""
    return {place: {**base.get(place, {}), **own.get(place, {})} for place in {**base, **own}}


def _tags_mapped(funnel: Funnel, tag: str, new: str) -> Funnel:
    """The funnel with the `tag` of each link and platform number made `new`, or taken out for ""."""

    def mapped(tables: Tables) -> Tables:
        if all(tag not in values for values in tables.values()):
            return tables
        found = {
            name: {new if key == tag else key: item for key, item in values.items() if key != tag or new}
            for name, values in tables.items()
        }
        return {name: values for name, values in found.items() if values}

    products = {
        key: replace(product, ids=ids) if (ids := mapped(product.ids)) is not product.ids else product
        for key, product in funnel.products.items()
    }
    steps = {
        key: replace(step, links=links) if (links := mapped(step.links)) is not step.links else step
        for key, step in funnel.steps.items()
    }
    return replace(
        funnel,
        products=_same_if_alike(funnel.products, products),
        steps=_same_if_alike(funnel.steps, steps),
    )


def _same_if_alike(old: Mapping[str, V], new: Mapping[str, V]) -> Mapping[str, V]:
    """`old` where `new` holds the same objects, so that nothing counts as changed that isn't."""
    return new if any(new[key] is not item for key, item in old.items()) else old


def _with_source(texts: Texts, old: str, new: str) -> Texts:
    """`texts` with `new` as the source of all the others instead of `old`.

    Each text belongs to a version of the old source, told by its fingerprint. What belongs to the version
    that the new source text belongs to fits it; everything else keeps its fingerprint and is stale.
    """
    originals, sources = texts.get(old, _NO_PLACES), texts.get(new, _NO_PLACES)

    def rebased(tag: str, place: str, field: str, text: Text) -> Text:
        source = sources.get(place, _NO_FIELDS).get(field)
        if tag == new:
            return replace(text, source="")
        original = originals.get(place, _NO_FIELDS).get(field)
        if source is None or original is None:
            return text
        present = fingerprint(original.value)
        version = present if tag == old else text.source or present
        fits = version == (source.source or present)
        state = TRANSLATED if tag == old and text.state == DRAFT else text.state
        return replace(text, state=state, source=fingerprint(source.value) if fits else version)

    return {
        tag: {
            place: {field: rebased(tag, place, field, text) for field, text in fields.items()}
            for place, fields in places.items()
        }
        for tag, places in texts.items()
    }

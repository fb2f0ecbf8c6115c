"""Checks of the texts: missing, stale, variables unknown or lost, marks that break, buttons without words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Fix, Problem
from funnelstudio.i18n import _, ngettext
from funnelstudio.model import markup
from funnelstudio.model.edits import texts as edits
from funnelstudio.model.fields import Field, fields_of
from funnelstudio.model.funnel import Funnel, Text, source_tag
from funnelstudio.model.languages import english_name
from funnelstudio.model.texts import MISSING, STALE, needed, page, place_name, state_of, value


def field_name(field: Field) -> str:
    """A field's label with its number, such as “Benefit 2”."""
    label = _(field.label)
    return f"{label} {field.number}" if field.number else label


def missing(funnel: Funnel, tag: str, place: str) -> Iterator[Problem]:
    """Texts in the source language without which a page is not whole; buttons have a check of their own."""
    if tag != source_tag(funnel):
        return
    for field in needed(funnel, tag, place):
        if not _is_button(field) and not value(funnel, tag, place, field.key):
            message = _("{place}: “{field}” is not written yet.").format(
                place=place_name(funnel, place), field=field_name(field)
            )
            yield Problem("texts.missing", ERROR, message, step=place, field=field.key, language=tag)


def empty_button(funnel: Funnel, tag: str, place: str) -> Iterator[Problem]:
    """Buttons with no words in the source language, so that no page has any."""
    if tag != source_tag(funnel):
        return
    for field in needed(funnel, tag, place):
        if _is_button(field) and not value(funnel, tag, place, field.key).strip():
            message = _("{place}: a button has no words.").format(place=place_name(funnel, place))
            yield Problem("texts.empty_button", ERROR, message, step=place, field=field.key, language=tag)


def _is_button(field: Field) -> bool:
    return field.key.endswith(".button") or field.key == "decline"


def untranslated(funnel: Funnel, tag: str, place: str) -> Iterator[Problem]:
    """Texts of a page that a translation lacks, counted; the page then shows the source language."""
    yield from _counted(funnel, tag, place, MISSING, "texts.untranslated")


def stale(funnel: Funnel, tag: str, place: str) -> Iterator[Problem]:
    """Translations of a page whose source text has changed since, counted."""
    yield from _counted(funnel, tag, place, STALE, "texts.stale")


def _counted(funnel: Funnel, tag: str, place: str, state: str, check: str) -> Iterator[Problem]:
    if tag == source_tag(funnel):
        return
    found = [
        field.key
        for field in needed(funnel, tag, place)
        if state_of(funnel, tag, place, field.key) == state and _has_source(funnel, place, field.key)
    ]
    if not found:
        return
    if state == STALE:
        sentence = ngettext(
            "{place}: the source of {count} text in {language} has changed.",
            "{place}: the source of {count} texts in {language} has changed.",
            len(found),
        )
    else:
        sentence = ngettext(
            "{place}: {count} text in {language} is not translated.",
            "{place}: {count} texts in {language} are not translated.",
            len(found),
        )
    message = sentence.format(place=place_name(funnel, place), count=len(found), language=english_name(tag))
    yield Problem(check, WARNING, message, step=place, field=found[0], language=tag)


def _has_source(funnel: Funnel, place: str, field: str) -> bool:
    return bool(value(funnel, source_tag(funnel), place, field))


def unknown_variable(funnel: Funnel, tag: str, place: str) -> Iterator[Problem]:
    """Braces around a word that is no variable, or without their other half."""
    for problem, fault in _faulty(funnel, tag, place):
        if fault.kind in ("variable", "brace"):
            yield replace(problem, id="texts.unknown_variable", severity=ERROR)


def markup_breaks(funnel: Funnel, tag: str, place: str) -> Iterator[Problem]:
    """Marks that would be shown as they are, links that no page may hold, and control characters."""
    for problem, fault in _faulty(funnel, tag, place):
        if fault.kind not in ("variable", "brace"):
            yield replace(problem, severity=WARNING if fault.kind == "markup" else ERROR)


def _faulty(funnel: Funnel, tag: str, place: str) -> Iterator[tuple[Problem, markup.Fault]]:
    """What is wrong inside the texts of one page."""
    known = {field.key: field for field in fields_of(funnel, place)}
    for key, text in page(funnel, tag, place).items():
        field = known.get(key)
        if field is None:
            continue
        for fault in markup.faults(text.value, field.shape):
            message = _("{place}, “{field}” in {language}: {fault}").format(
                place=place_name(funnel, place),
                field=field_name(field),
                language=english_name(tag),
                fault=fault.message,
            )
            found = Problem("texts.markup", ERROR, message, step=place, field=key, language=tag)
            yield found, fault


def lost_variable(funnel: Funnel, tag: str, place: str) -> Iterator[Problem]:
    """Variables of the source text that its translation lacks."""
    source = source_tag(funnel)
    if tag == source:
        return
    originals = page(funnel, source, place)
    labels = {field.key: field for field in fields_of(funnel, place)}
    for key, text in page(funnel, tag, place).items():
        if key not in labels or key not in originals or "{" not in originals[key].value or not text.value:
            continue
        lost = [name for name in markup.find(originals[key].value) if name not in markup.find(text.value)]
        for name in lost:
            message = _("{place}, “{field}” in {language}: {variable} is in the source but not here.").format(
                place=place_name(funnel, place),
                field=field_name(labels[key]),
                language=english_name(tag),
                variable=f"{{{name}}}",
            )
            fix = Fix(_("Insert it"), _with_variable, (tag, place, key, name))
            yield Problem(
                "texts.lost_variable", WARNING, message, step=place, field=key, language=tag, fix=fix
            )


def _with_variable(funnel: Funnel, tag: str, place: str, key: str, name: str) -> Funnel:
    old = page(funnel, tag, place).get(key) or Text(value="")
    joined = f"{old.value.rstrip()} {{{name}}}".lstrip()
    return edits.set_text(funnel, tag, place, key, joined)


def orphan(funnel: Funnel) -> Iterator[Problem]:
    """Texts of a step or product that is not there any more, as a merge by hand may leave them."""
    for tag, pages in funnel.texts.items():
        gone = [place for place in pages if not fields_of(funnel, place)]
        if gone:
            message = ngettext(
                "{count} page in {language} belongs to nothing in the funnel; it is kept.",
                "{count} pages in {language} belong to nothing in the funnel; they are kept.",
                len(gone),
            ).format(count=len(gone), language=english_name(tag))
            yield Problem("texts.orphan", NOTICE, message, language=tag)

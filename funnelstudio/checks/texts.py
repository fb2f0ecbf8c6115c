"""Checks of the texts: missing, stale, variables unknown or lost, marks that break, buttons without words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Fix, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.i18n import _, ngettext
from funnelstudio.model import markup
from funnelstudio.model.edits import texts as edits
from funnelstudio.model.fields import Field, fields_of
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.languages import spoken_name
from funnelstudio.model.texts import page, place_name


def field_name(field: Field) -> str:
    """A field's label with its number, such as “Benefit 2”."""
    label = _(field.label)
    return f"{label} {field.number}" if field.number else label


def missing(sheet: Sheet) -> Iterator[Problem]:
    """Texts in the source language without which a page is not whole; buttons have a check of their own."""
    for key in sheet.of.required:
        if not _is_button(key) and not sheet.text(key):
            message = _("{place}: “{field}” is not written yet.").format(
                place=place_name(sheet.funnel, sheet.place), field=field_name(sheet.of.labels[key])
            )
            yield Problem("texts.missing", ERROR, message, sheet.place, key, sheet.tag)


def empty_button(sheet: Sheet) -> Iterator[Problem]:
    """Buttons with no words in the source language, so that no page has any."""
    for key in sheet.of.required:
        if _is_button(key) and not sheet.text(key).strip():
            message = _("{place}: a button has no words.").format(place=place_name(sheet.funnel, sheet.place))
            yield Problem("texts.empty_button", ERROR, message, sheet.place, key, sheet.tag)


def _is_button(key: str) -> bool:
    return key.endswith(".button") or key == "decline"


def untranslated(sheet: Sheet) -> Iterator[Problem]:
    """Texts of a page that a translation lacks, counted; the page then shows the source language."""
    found, _stale = sheet.counted()
    if found:
        sentence = ngettext(
            "{place}: {count} text in {language} is not translated.",
            "{place}: {count} texts in {language} are not translated.",
            len(found),
        )
        yield _counted(sheet, found, "texts.untranslated", sentence)


def stale(sheet: Sheet) -> Iterator[Problem]:
    """Translations of a page whose source text has changed since, counted."""
    _missing, found = sheet.counted()
    if found:
        sentence = ngettext(
            "{place}: the source of {count} text in {language} has changed.",
            "{place}: the source of {count} texts in {language} has changed.",
            len(found),
        )
        yield _counted(sheet, found, "texts.stale", sentence)


def _counted(sheet: Sheet, found: list[str], check: str, sentence: str) -> Problem:
    message = sentence.format(
        place=place_name(sheet.funnel, sheet.place), count=len(found), language=spoken_name(sheet.tag)
    )
    return Problem(check, WARNING, message, sheet.place, found[0], sheet.tag)


def unknown_variable(sheet: Sheet) -> Iterator[Problem]:
    """Braces around a word that is no variable, or without their other half."""
    for problem, fault in _faulty(sheet):
        if fault.kind in ("variable", "brace"):
            yield replace(problem, id="texts.unknown_variable", severity=ERROR)


def markup_breaks(sheet: Sheet) -> Iterator[Problem]:
    """Marks that would be shown as they are, links that no page may hold, and control characters."""
    for problem, fault in _faulty(sheet):
        if fault.kind not in ("variable", "brace"):
            yield replace(problem, severity=WARNING if fault.kind == "markup" else ERROR)


def _faulty(sheet: Sheet) -> Iterator[tuple[Problem, markup.Fault]]:
    """What is wrong inside the texts of one page."""
    if not sheet.is_suspect():
        return
    for key, text in sheet.own.items():
        field = sheet.of.labels.get(key)
        if field is None:
            continue
        for fault in markup.faults(text.value, field.shape):
            message = _at(sheet, key, fault.message)
            yield Problem("texts.markup", ERROR, message, sheet.place, key, sheet.tag), fault


def lost_variable(sheet: Sheet) -> Iterator[Problem]:
    """Variables of the source text that its translation lacks."""
    for key, names in sheet.of.variables.items():
        text = sheet.own.get(key)
        if text is None or not text.value:
            continue
        if "\\" not in text.value and all(f"{{{name}}}" in text.value for name in names):
            continue
        kept = markup.find(text.value)
        for name in names:
            if name not in kept:
                message = _at(
                    sheet,
                    key,
                    _("{variable} is in the source but not here.").format(variable=f"{{{name}}}"),
                )
                fix = Fix(_("Insert it"), _with_variable, (sheet.tag, sheet.place, key, name))
                yield Problem("texts.lost_variable", WARNING, message, sheet.place, key, sheet.tag, fix=fix)


def foreign_variable(sheet: Sheet) -> Iterator[Problem]:
    """Variables that this kind of page has no value for: those of plan changes on a page, or the reverse."""
    if "{" not in sheet.joined:
        return
    changes = sheet.of.kind == "plan_change"
    for key, text in sheet.own.items():
        if "{" not in text.value or key not in sheet.of.labels:
            continue
        for name in markup.find(text.value):
            if (name in markup.PLAN_CHANGE_VARIABLES) != changes and name != "brand":
                fault = (
                    _("{variable} is known on pages only, not in a plan change.")
                    if changes
                    else _("{variable} is known in plan changes only, not on a page.")
                )
                message = _at(sheet, key, fault.format(variable=f"{{{name}}}"))
                yield Problem("texts.foreign_variable", ERROR, message, sheet.place, key, sheet.tag)


def _at(sheet: Sheet, key: str, fault: str) -> str:
    return _("{place}, “{field}” in {language}: {fault}").format(
        place=place_name(sheet.funnel, sheet.place),
        field=field_name(sheet.of.labels[key]),
        language=spoken_name(sheet.tag),
        fault=fault,
    )


def _with_variable(funnel: Funnel, tag: str, place: str, key: str, name: str) -> Funnel:
    old = page(funnel, tag, place).get(key) or Text(value="")
    joined = f"{old.value.rstrip()} {{{name}}}".lstrip()
    return edits.set_text(funnel, tag, place, key, joined)


def orphan(funnel: Funnel) -> Iterator[Problem]:
    """Texts of a step or product that is not there any more, as a merge by hand may leave them."""
    for tag, pages in funnel.texts.items():
        gone = [place for place in pages if place not in funnel.steps and not fields_of(funnel, place)]
        if gone:
            message = ngettext(
                "{count} page in {language} belongs to nothing in the funnel; it is kept.",
                "{count} pages in {language} belong to nothing in the funnel; they are kept.",
                len(gone),
            ).format(count=len(gone), language=spoken_name(tag))
            yield Problem("texts.orphan", NOTICE, message, language=tag)

"""Looks at the words of an exporter: used and defined, translated, with the same gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from funnelstudio import bundled
from funnelstudio.errors import BadInput
from funnelstudio.export.catalogues import parsed
from funnelstudio.export.exporter import Exporter, load_exporter
from funnelstudio.export.folder import MANIFEST
from funnelstudio.export.inspection import LATER
from funnelstudio.export.lint_case import Case, Finding, line_of_key
from funnelstudio.export.manifest import Manifest, Plural
from funnelstudio.export.words import missing_words
from funnelstudio.i18n import _

_WORD: Final = re.compile(r"\bwords\.([a-z_0-9]+|[*])")
_GAP: Final = re.compile(r"\{[a-z_]+\}")


def all_words(manifest: Manifest) -> dict[str, str | Plural]:
    """The words of pages and of files for the funnel's maker."""
    return {**manifest.words, **manifest.maker_words}


def words(case: Case) -> Iterator[Finding]:
    """Words that are used and not there, or there and not used."""
    known = all_words(case.exporter.manifest)
    used = set()
    reached = case.reached()
    for each in case.inspected.values():
        for name in each.fields:
            word = _WORD.search(name.name)
            if word is None:
                continue
            mine = each.template in reached and case.has("templates", each.template)
            if mine or word[1] != LATER:  # what is inherited can't mean a word that is this exporter's own
                used.add(word[1])
            if word[1] not in known and word[1] != LATER and mine:
                message = _("There is no word “{name}” in the manifest.").format(name=word[1])
                yield Finding(
                    "exporter.unknown_word", "error", message, f"templates/{each.template}", name.line
                )
    static = load_exporter(bundled.folder("exporters") / "static")
    for key in all_words(case.own):
        if not {key, LATER} & used and key not in all_words(static.manifest):
            message = _("No template uses the word “{name}”.").format(name=key)
            yield Finding("exporter.unused_word", "notice", message, MANIFEST, line_of_key(case.raw, key))
    missing = [key for key in _words_of_the_program(static) if key not in known]
    if missing:
        message = _("The program puts these words into pages, and they are missing: {names}.")
        yield Finding("exporter.missing_word", "warning", message.format(names=", ".join(missing)), MANIFEST)
    for each in case.own_templates:
        for text in each.texts:
            message = _("“{text}” stands in the template itself, where it can't be translated.")
            file = f"templates/{each.template}"
            yield Finding(
                "exporter.fixed_text", "notice", message.format(text=text.name[:60]), file, text.line
            )


def _words_of_the_program(static: Exporter) -> list[str]:
    """Words that come into pages by way of the program, such as "Save {amount}"."""
    named = {word for text in static.templates.values() for word in _WORD.findall(text)}
    return [key for key in static.manifest.words if key not in named]


def translations(case: Case) -> Iterator[Finding]:
    """Words without a translation, and translations that lost a gap."""
    mine = all_words(case.own)
    elsewhere: dict[str, list[str]] = {}
    for tag in case.exporter.locales:
        missing = ", ".join(key for key in missing_words(case.exporter, tag) if key in mine)
        if not case.has("locales", f"{tag}.po"):
            elsewhere.setdefault(missing, []).append(tag)
            continue
        if missing:
            message = _("Not translated: {names}.").format(names=missing)
            yield Finding("exporter.missing_translation", "warning", message, f"locales/{tag}.po", 0, tag)
        yield from _catalogue(case, tag)
    for missing, tags in elsewhere.items():
        if missing:
            message = _("Not translated into {tags}: {names}.")
            text = message.format(tags=", ".join(sorted(tags)), names=missing)
            yield Finding("exporter.missing_translation", "notice", text, MANIFEST)


def _catalogue(case: Case, tag: str) -> Iterator[Finding]:
    file = f"locales/{tag}.po"
    try:
        catalogue = parsed(case.folder / file)
    except BadInput as error:
        yield Finding("exporter.catalogue", "error", error.message, file, 0, tag)
        return
    for message in catalogue:
        if not message.id or not message.string:
            continue
        key = str(message.context or "")
        english = all_words(case.exporter.manifest).get(key)
        if english is None:
            text = _("There is no word “{name}” in the manifest.").format(name=key or message.id)
            yield Finding("exporter.unused_translation", "notice", text, file, message.lineno or 0, tag)
            continue
        wanted = set(_GAP.findall(english.other if isinstance(english, Plural) else english))
        strings = message.string if isinstance(message.string, list | tuple) else [message.string]
        if any(set(_GAP.findall(string)) - wanted for string in strings) or wanted - set(
            _GAP.findall(strings[-1])
        ):
            text = _("The translation of “{name}” needs the same gaps in braces as the English word.")
            yield Finding("exporter.gap", "error", text.format(name=key), file, message.lineno or 0, tag)

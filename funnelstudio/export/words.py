"""The pages' own words ("Save £6.00"): the funnel's own, the exporter's catalogues, English at last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from funnelstudio.export.catalogues import as_translations, parsed
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.manifest import Plural
from funnelstudio.i18n import Catalogue

PLACE = "shared"
PREFIX = "word."
"""A funnel's own word stands in the text `word.KEY` of the place `shared`."""

_GAP = re.compile(r"\{([a-z]+)\}")


class Words:
    """The words of one exporter in one language; `own` are the funnel's, which come first."""

    def __init__(self, exporter: Exporter, tag: str, own: Mapping[str, str]) -> None:
        self._english = {**exporter.manifest.words, **exporter.manifest.maker_words}
        self._catalogue = catalogue(exporter, tag)
        self._own = own
        self._asked: dict[str, str] = {}

    def word(self, key: str, **values: str) -> str:
        """The word `key` with its gaps filled; plain text."""
        text = self._asked.get(key)
        if text is None:
            text = self._asked[key] = self._word(key)
        return _fill(text, values) if values else text

    def _word(self, key: str) -> str:
        english = self._english.get(key, "")
        own = self._own.get(key)
        if own is not None:
            return own
        return _singular(self._catalogue, key, english if isinstance(english, str) else english.other)

    def counted(self, key: str, count: int, **values: str) -> str:
        """The form of the word `key` that fits `count`."""
        english = self._english.get(key, "")
        text = self._own.get(key)
        if text is None:
            text = _plural(self._catalogue, key, english, count)
        return _fill(text, {"count": str(count), **values})

    def simple(self) -> dict[str, str]:
        """Every word that has no gap, by key, for the templates."""
        return {key: self.word(key) for key, text in self._english.items() if isinstance(text, str)}


def catalogue(exporter: Exporter, tag: str) -> Catalogue | None:
    """The exporter's translations for `tag` or its plain language; None where there are none."""
    paths = _catalogue_paths(exporter, tag)
    return _catalogue(paths, exporter.digest) if paths else None


def _catalogue_paths(exporter: Exporter, tag: str) -> tuple[str, ...]:
    """The exporter's own catalogue, then those that it inherits."""
    found = (exporter.locales.get(candidate, ()) for candidate in (tag, tag.split("-", maxsplit=1)[0]))
    return next(filter(None, found), ())


def missing_words(
    exporter: Exporter, tag: str, own: Mapping[str, str] | None = None, *, maker: bool = False
) -> tuple[str, ...]:
    """Keys of the words that would appear in English on a page in `tag`; `own` are the funnel's by key.

    With `maker` it is about a file for the funnel's maker.
    """
    if tag.split("-", maxsplit=1)[0] == "en":
        return ()
    paths = _catalogue_paths(exporter, tag)
    known = frozenset[str]().union(*(_translated(path, exporter.digest) for path in paths))
    manifest = exporter.manifest
    keys = (*manifest.words, *(manifest.maker_words if maker else ()))
    return tuple(key for key in keys if key not in (own or {}) and key not in known)


@lru_cache(maxsize=128)
def _catalogue(paths: tuple[str, ...], _digest: str) -> Catalogue:
    first, *others = (as_translations(Path(path)) for path in paths)
    for other in others:
        first.add_fallback(other)
    return first


def _singular(catalogue: Catalogue | None, key: str, english: str) -> str:
    return english if catalogue is None else catalogue.pgettext(key, english)


def _plural(catalogue: Catalogue | None, key: str, english: str | Plural, count: int) -> str:
    if isinstance(english, str):
        return _singular(catalogue, key, english)
    if catalogue is None:
        return english.one if count == 1 else english.other
    try:
        return catalogue.npgettext(key, english.one, english.other, count)
    except ArithmeticError:  # the file's own rule for plurals divides by zero
        return english.one if count == 1 else english.other


@lru_cache(maxsize=128)
def _translated(path: str, _digest: str) -> frozenset[str]:
    """Keys that a catalogue has words for; asked of the file, as gettext hides what it made up."""
    found = parsed(Path(path))
    return frozenset(str(message.context) for message in found if message.id and message.string)


def _fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its known gaps filled in one pass, so that a value that looks like a gap stays as it is."""
    if len(values) == 1:
        ((name, value),) = values.items()
        return text.replace(f"{{{name}}}", value)
    return _GAP.sub(lambda found: values.get(found[1], found[0]), text)

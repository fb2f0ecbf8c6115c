"""Reads an exporter's catalogue of words, whoever made it: bounded, and never more than it says it holds."""

from __future__ import annotations

import gettext
import io
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser

from funnelstudio.errors import BadInput
from funnelstudio.export.folder import read_text
from funnelstudio.i18n import Catalogue, _

MAX_CATALOGUE: Final = 500_000
"""Bytes that one language's words may have."""

MOST_PLURALS: Final = 6
"""As many forms as Arabic has, and no language has more."""


class _Bounded(Catalog):
    """Has as many plural forms as a language can have: of each message there would be as many as it says."""

    @property
    def num_plurals(self) -> int:
        return min(super().num_plurals, MOST_PLURALS)


def parsed(path: Path) -> Catalog:
    """The messages in the `.po` file `path`. Raises BadInput, whatever is wrong with it."""
    text = read_text(path, MAX_CATALOGUE)
    found = _Bounded()
    try:
        PoFileParser(found, abort_invalid=True).parse(io.StringIO(text))
    except Exception as error:  # the file is anybody's, and what comes of a wrong one is not documented
        raise _unreadable(path) from error
    found.charset = "utf-8"
    return found


def as_translations(path: Path) -> Catalogue:
    """The translations in the `.po` file `path`. Raises BadInput, whatever is wrong with it."""
    found = parsed(path)
    binary = io.BytesIO()
    try:
        write_mo(binary, found)
        binary.seek(0)
        return gettext.GNUTranslations(binary)
    except Exception as error:  # as above
        raise _unreadable(path) from error


def _unreadable(path: Path) -> BadInput:
    return BadInput(_("The words in {path} can't be read.").format(path=path), place=str(path))

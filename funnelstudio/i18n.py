"""The words of the interface: gettext catalogues, read from `.po` at start, with no build step."""

from __future__ import annotations

import gettext as _gettext
import io
import locale
import os
import re
import sys
from pathlib import Path

from funnelstudio import bundled

Catalogue = _gettext.NullTranslations

_current: Catalogue = _gettext.NullTranslations()
_tag = "en"


def read_catalogue(path: Path) -> Catalogue:
    """The translations in the `.po` file `path`. Raises OSError when it can't be read."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file)
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return _gettext.GNUTranslations(binary)


def interface_languages() -> list[str]:
    """Tags of the languages that the interface speaks, English first."""
    found = {path.parent.parent.name for path in bundled.folder("locales").glob("*/LC_MESSAGES/*.po")}
    return ["en", *sorted(found - {"en"})]


def use_language(tag: str) -> str:
    """Speak `tag` (such as "de" or "de-AT") from now on; returns the tag that was found, "en" if none was."""
    global _current, _tag
    for candidate in dict.fromkeys((tag, tag.replace("_", "-").split("-")[0])):
        path = bundled.folder("locales") / candidate / "LC_MESSAGES" / "funnelstudio.po"
        if path.is_file():
            _current, _tag = read_catalogue(path), candidate
            return _tag
    _current, _tag = _gettext.NullTranslations(), "en"
    return _tag


def language() -> str:
    """The tag of the language in use."""
    return _tag


def system_language() -> str:
    """The tag that the environment or Windows asks for, "en" when neither says anything."""
    asked = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":
        import ctypes

        asked.append(locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), ""))
    name = re.split("[:.@]", next(filter(None, asked), ""))[0]
    return name.replace("_", "-") if name not in ("", "C", "POSIX") else "en"


def _(message: str) -> str:
    """The message in the language in use; of an empty one gettext would give the header of the file."""
    return _current.gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - gettext's usual name for it
    """Marks a message for translation where it is stored; whoever shows it asks `_` for it."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that fits `count`; the caller formats the number in."""
    return _current.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """A message that means different things in different places, told apart by `context`."""
    return _current.pgettext(context, message)

"""Names for files and folders that hold on every file system and in every address."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 60

_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "oe", "ə": "e"}
)
_OTHER: Final = re.compile(r"[^a-z0-9]+")
_FOLDER: Final = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,4}")


def slug(text: str) -> str:
    """`text` as small ASCII letters, digits and hyphens, at most 60; "" when nothing of it is left."""
    small = text[:400].casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", small).encode("ascii", "ignore").decode()
    made = _OTHER.sub("-", re.sub("['’]", "", plain)).strip("-")[:LONGEST].strip("-")
    return f"page-{made}" if made in _DEVICES else made


def language_folder(tag: str) -> str:
    """The folder of a language: its tag where that is one, else a safe name made from it."""
    if _FOLDER.fullmatch(tag) and tag.lower() not in _DEVICES:
        return tag
    return slug(tag) or "language"


def unique(name: str, taken: set[str]) -> str:
    """`name`, with a number if it is taken already; told apart without regard to case, and remembered."""
    made, number = name, 1
    while made.casefold() in taken:
        number += 1
        made = f"{name}-{number}"
    taken.add(made.casefold())
    return made

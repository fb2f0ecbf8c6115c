"""The wordings of `resources/law`: what pages say in which language, each list with its source and date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from funnelstudio.bundled import resource
from funnelstudio.model.checking import Checking, own_words, word_code

_NOTHING: Final[tuple[str, ...]] = ()


@lru_cache(maxsize=8)
def _file(name: str) -> Mapping[str, Any]:
    with resource("law", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def languages(name: str) -> tuple[str, ...]:
    """The languages that a file knows, such as "de"."""
    return tuple(key for key, item in _file(name).items() if isinstance(item, dict))


@lru_cache(maxsize=4096)
def phrases(name: str, kind: str, tag: str) -> tuple[str, ...]:
    """A list of a language in small letters; empty where the language is not known."""
    lists = _file(name).get(word_code(tag), {})
    return tuple(phrase.lower() for phrase in lists.get(kind, _NOTHING))


def own_phrases(checking: Checking, kind: str, tag: str) -> tuple[str, ...]:
    """The funnel's own phrases of a list, spelled as texts are compared."""
    return tuple(plain(phrase) for phrase in own_words(checking, kind, tag))


def plain(text: str) -> str:
    """`text` in small letters, with plain apostrophes and single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def usual_note(tag: str) -> str:
    """The price note that a fix writes in a language; "" where none is known."""
    lists = _file("prices").get(word_code(tag), {})
    return str(lists.get("note", ""))


def origin(name: str) -> str:
    """Where a file's words come from, with the date."""
    found = _file(name)
    return f"{found['source']} ({found['date']})"


def said(low: str, wanted: Sequence[str]) -> str:
    """The first of the wanted phrases that stands as whole words in a text in small letters, else ""."""
    for phrase in wanted:
        if phrase in low and _whole(phrase).search(low):
            return phrase
    return ""


def begun(low: str, stems: tuple[str, ...]) -> bool:
    """Whether some word of a text in small letters begins with one of the stems."""
    return _beginning(stems).search(low) is not None


@lru_cache(maxsize=256)
def _beginning(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, stems))})")


@lru_cache(maxsize=4096)
def _whole(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(phrase)}(?!['’]?\w)")

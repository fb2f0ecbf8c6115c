"""What every page must hold: links that resolve, nothing from outside, unique ids, no leftovers."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Container
from html.parser import HTMLParser
from typing import Final

from funnelstudio.export.plan import PICTURES
from funnelstudio.i18n import _

_LEFTOVER: Final = re.compile(r"\{[a-zA-Z_]{1,30}\}")
_TAG: Final = re.compile(r"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_LINK: Final = re.compile(r"\s(href|src)=\"([^\"]*)\"")
_ID: Final = re.compile(r"\sid=\"([^\"]*)\"")
_ACTIVE: Final = re.compile(
    r"<(?:script|iframe|object|embed|base|form)\b|\s(?:on[a-z]+|style|srcdoc)=", re.IGNORECASE
)
_OUTSIDE: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def faults(text: str, path: str, tag: str, known: Container[str], given: Container[str]) -> list[str]:
    """What is wrong with a page, in sentences. `known` are the site's paths, `given` the user's addresses.

    Looks at the tags alone with a few patterns, as a parser would take longer than the rendering.
    """
    start = text.find("</style>")
    body = text[start:] if start > 0 else text
    tags = _TAG.findall(body)
    found = _faults_of_tags("".join([each for each in tags if "=" in each]), path, known, given)
    if any(_ACTIVE.match(each) for each in tags):
        found.append(_("{path}: an element that a page may not have.").format(path=path))
    if _LEFTOVER.search(body):
        names = set(_LEFTOVER.findall(_TAG.sub("", body)))
        found += [
            _("{path}: {name} was left as it is.").format(path=path, name=name) for name in sorted(names)
        ]
    if tag and f'<html lang="{html.escape(tag)}"' not in text[:200]:
        found.append(_("{path}: the page does not name its language.").format(path=path))
    return found


def _faults_of_tags(tags: str, path: str, known: Container[str], given: Container[str]) -> list[str]:
    found = []
    for kind, written in _LINK.findall(tags):
        address = html.unescape(written) if "&" in written else written
        if kind == "src":
            if _resolved(path, address) not in known and not _resolved(path, address).startswith(
                f"{PICTURES}/"
            ):
                found.append(_("{path}: “{address}” is not in the site.").format(path=path, address=address))
        elif not (_OUTSIDE.match(address) or address in given or _resolved(path, address) in known):
            found.append(_("{path}: the link “{address}” leads nowhere.").format(path=path, address=address))
    ids = _ID.findall(tags)
    if len(ids) != len(set(ids)):
        found.append(_("{path}: an id stands twice.").format(path=path))
    return found


def _resolved(path: str, address: str) -> str:
    target = re.split("[#?]", address, maxsplit=1)[0]
    if not target:
        return path
    folder = posixpath.dirname(path)
    if target.startswith("../"):
        folder, target = posixpath.dirname(folder), target[3:]
    return f"{folder}/{target}" if folder else target


class _Structure(HTMLParser):
    """Reads a page as a browser would, and notes what the patterns above can't see."""

    VOID: Final = frozenset({"meta", "link", "img", "br", "hr", "wbr", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in ("script", "iframe", "object", "embed", "base", "form"):
            self.active.append(tag)
        self.active += [
            name for name, _value in attrs if name.startswith("on") or name in ("style", "srcdoc")
        ]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def structure_faults(text: str, path: str) -> list[str]:
    """A slower look with a parser, for a sample of the pages: elements that don't close, active content."""
    parser = _Structure()
    parser.feed(text)
    parser.close()
    found = []
    if parser.wrong or parser.open:
        first = (parser.wrong or parser.open)[0]
        found.append(_("{path}: <{tag}> is not closed rightly.").format(path=path, tag=first))
    if parser.active:
        found.append(_("{path}: an element that a page may not have.").format(path=path))
    return found

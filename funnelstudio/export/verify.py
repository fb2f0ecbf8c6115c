"""What every page must hold: links that resolve, nothing from outside, unique ids, no leftovers."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Container, Iterable
from html.parser import HTMLParser
from typing import Final, NamedTuple

from funnelstudio.export.plan import PICTURES, to_root
from funnelstudio.i18n import _

_LEFTOVER: Final = re.compile(r"\{[a-zA-Z_]{1,30}\}")
_HREF: Final = re.compile(r"href=\"([^\"]*)\"")
_SRC: Final = re.compile(r"src=\"([^\"]*)\"")
_ID: Final = re.compile(r"id=\"([^\"]*)\"")
_ACTIVE: Final = re.compile(r"<(?:script|iframe|object|embed|base|form|link)")
_OUTSIDE: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_FORBIDDEN: Final = frozenset({"script", "iframe", "object", "embed", "base", "form"})
_PIECE: Final = 16_000
_LEFT_OVER: Final = 256_000
"""Characters that the parser gets at once, and may keep for later: no element's start is that long."""

MOST: Final = 40
"""Faults that are told of one page."""

_VOID: Final = frozenset({"meta", "link", "img", "source", "br", "hr", "wbr", "input"})


class Site(NamedTuple):
    """What a page may lead to: the `paths` of the site, and the `addresses` that its user gave."""

    paths: Container[str]
    addresses: Container[str]


def faults(
    text: str,
    path: str,
    tag: str,
    site: Site,
    known: Iterable[str] = (),
    *,
    head: str = "",
    thorough: bool = False,
) -> list[str]:
    """What is wrong with a page, in sentences; what stands before its style sheet may be given as its `head`.

    A few patterns look at what follows the style sheet of every page, as a parser would take longer than the
    rendering. What they suspect is looked at again without the pieces that are `known` to be good, and then
    with a parser, and so is a page that is asked to be looked at thoroughly. A fragment, which goes into a
    page of another system, has no `tag`.
    """
    found = []
    if tag and f'<html lang="{html.escape(tag)}"' not in (head or text)[:200]:
        found.append(_("{path}: the page does not name its language.").format(path=path))
    if thorough or _is_suspect(text, path, site):
        text = head + text
        for piece in known:
            text = text.replace(piece, "")
        if thorough or _is_suspect(text, path, site):
            found += _parsed_faults(text, path, site)
    return found


def is_sound(links: Iterable[str], texts: str, path: str, site: Site) -> bool:
    """Whether nothing is wrong with some links and texts, escaped as they stand in the page at `path`.

    All else in it is known to be right.
    """
    return _lead(links, path, site) and 'id="' not in texts and not _is_suspect(texts, path, site)


def _is_suspect(text: str, path: str, site: Site) -> bool:
    """Whether anything after the style sheet may be wrong. Each pattern begins with its rarest letters, which
    are found at once, and so it finds more than the parser will."""
    start = max(0, text.find("</style>"))
    if not _lead(_HREF.findall(text, start), path, site):
        return True
    if text.find('src="', start) >= 0:
        for address in _SRC.findall(text, start):
            if not _resolves("src", address, path, site):
                return True
    ids = _ID.findall(text, start)
    if len(ids) != len(set(ids)):
        return True
    if text.find("{", start) >= 0 and _LEFTOVER.search(text, start) is not None:
        return True
    return _ACTIVE.search(text, start) is not None or text.find(" style=", start) >= 0


def _lead(links: Iterable[str], path: str, site: Site) -> bool:
    """Whether links lead somewhere, escaped as they stand in a page. Most lead to another page."""
    up, folder = to_root(path), path[: path.rfind("/") + 1]
    return all(
        _target(link, up, folder) in site.paths or _resolves("href", link, path, site) for link in links
    )


def _target(link: str, up: str, folder: str) -> str:
    """The path that a link leads to, such as this program writes, from a file in `folder` that is `up` below
    the site's own."""
    return link[len(up) :] if up and link.startswith(up) else folder + link


def _resolves(kind: str, address: str, path: str, site: Site) -> bool:
    plain = html.unescape(address) if "&" in address else address
    if plain.startswith(f"{to_root(path)}{PICTURES}/"):
        return True
    if kind == "src":
        return False
    if _OUTSIDE.match(plain) is not None or plain in site.addresses:
        return True
    target = re.split("[#?]", plain, maxsplit=1)[0]
    return not target or _target(target, to_root(path), path[: path.rfind("/") + 1]) in site.paths


def data_faults(text: str, path: str) -> list[str]:
    """What is wrong with a file that is no page: JSON that is none."""
    if path.endswith(".json"):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return [_("{path}: this is no JSON.").format(path=path)]
    return []


class _Reader(HTMLParser):
    """Reads a page as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.active: list[str] = []
        self.forms: list[str] = []
        self.names: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "form":
            self.forms.append(dict(attrs).get("action") or "")
        elif tag in _FORBIDDEN:
            self.active.append(tag)
        for name, value in attrs:
            if name in ("href", "src", "id"):
                self.names.append((name, value or ""))
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.active.append(name)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "code"):
            self.words.append(data)


def _fed(reader: _Reader, text: str) -> bool:
    """Whether `reader` could read all of `text`.

    In pieces, and not to the end where a lot is left over, as the parser looks for the end of each of many
    things that have none.
    """
    for start in range(0, len(text), _PIECE):
        reader.feed(text[start : start + _PIECE])
        if len(reader.rawdata) > _LEFT_OVER:
            return False
    reader.close()
    return True


def _parsed_faults(text: str, path: str, site: Site) -> list[str]:
    reader = _Reader()
    if not _fed(reader, text):
        return [_("{path}: something in the page is not closed.").format(path=path)]
    found = []
    for tag in [*reader.wrong, *reader.open][:1]:
        found.append(_("{path}: <{tag}> is not closed rightly.").format(path=path, tag=tag))
    # A form may go where a link goes, to an address that is known.
    forms = ["form" for action in reader.forms if action not in site.addresses]
    for name in [*reader.active, *forms][:1]:
        found.append(_("{path}: “{name}” may not stand in a page.").format(path=path, name=name))
    for kind, address in reader.names:
        if kind != "id" and not _resolves(kind, address, path, site):
            found.append(_("{path}: the link “{address}” leads nowhere.").format(path=path, address=address))
    ids = [name for kind, name in reader.names if kind == "id"]
    if len(ids) != len(set(ids)):
        found.append(_("{path}: an id stands twice.").format(path=path))
    for name in sorted(set(_LEFTOVER.findall(" ".join(reader.words)))):
        found.append(_("{path}: {name} was left as it is.").format(path=path, name=name))
    return list(dict.fromkeys(found))[:MOST]

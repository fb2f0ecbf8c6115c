"""HTML of a platform's that a user pasted: what a page's policy must let in of it, and its faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Final, NamedTuple

from funnelstudio.export.style import allowed
from funnelstudio.i18n import _

LONGEST: Final = 20_000
_ORIGIN: Final = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?(?=[/?#]|$)", re.IGNORECASE)
_OPEN_END: Final = re.compile(r"<!--(?!.*-->)|<[A-Za-z/!?][^>]*$", re.DOTALL)
"""A comment or a tag that nothing ends: it would swallow the rest of the page."""

_VOID: Final = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"})


class Embed(NamedTuple):
    """`html` as it goes into the page; `scripts` and `sources` are lists for a Content-Security-Policy."""

    html: str
    scripts: str
    sources: str
    faults: tuple[str, ...] = ()


def embed(code: str, hosts: Iterable[str] = ()) -> Embed:
    """What to make of pasted code: `sources` are the places that it names and the platform's `hosts`."""
    html = code.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(html) > LONGEST:
        return Embed("", "", "", (_("the pasted code is too long"),))
    reader = _Reader()
    reader.feed(html)
    reader.close()
    sources = " ".join(dict.fromkeys([*reader.origins, *hosts]))
    hashes = " ".join(dict.fromkeys(allowed(script) for script in reader.scripts))
    faults = []
    if reader.open or reader.wrong or _OPEN_END.search(html):
        return Embed("", "", "", (_("the pasted code is not whole: an element is not closed"),))
    if reader.handlers:
        faults.append(_("the pasted code has event attributes, which the page does not run"))
    return Embed(html, f"{hashes} {sources}".strip(), sources, tuple(faults))


class _Reader(HTMLParser):
    """Gathers the texts of scripts, the origins of addresses, and elements that are not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong = False
        self.handlers = False
        self.scripts: list[str] = []
        self.origins: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append("")
        for name, value in attrs:
            self.handlers = self.handlers or name.startswith("on")
            found = _ORIGIN.match((value or "").strip()) if name in ("src", "href", "action") else None
            if found is not None:
                self.origins.append(found[0].lower())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong = True

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts[-1] += data

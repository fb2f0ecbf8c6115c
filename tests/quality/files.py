"""What the files of a site tell by themselves: languages, links, weight, policy, valid HTML, JSON and CSV."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from funnelstudio.model.languages import is_rtl
from tests.quality.sites import CHOOSER, INDEXED, Finding, PageFile, Site, own_address
from tests.quality.tools import html_problems

MAX_WEIGHT: Final = 14 * 1024
"""Bytes of a page for buyers, compressed, before its pictures."""

NO_ADDRESS: Final = "Resource violates Content Security Policy (meta tag): image"
"""The Nu checker can't tell that a picture beside a page on the disk is from `'self'`; Chromium can."""

_AT_ONCE: Final = 500
_OUTSIDE: Final = re.compile(r"(?:https?:|mailto:|tel:|sms:|#)", re.IGNORECASE)
_STYLE: Final = re.compile(r"(<style[^>]*>)(.*?)(</style>)", re.DOTALL)
_URL: Final = re.compile(r"url\(\s*['\"]?(?!data:)([^)'\"]+)", re.IGNORECASE)


class Read(HTMLParser):
    """What a page says of itself: its language, its links, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root: dict[str, str] = {}
        self.ids: set[str] = set()
        self.links: list[dict[str, str]] = []
        self.loads: list[tuple[str, str]] = []
        self.metas: list[dict[str, str]] = []
        self._in_style = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "html":
            self.root = found
        elif tag == "meta":
            self.metas.append(found)
        elif tag in ("a", "link", "area"):
            self.links.append({**found, "element": tag})
        if "src" in found:
            self.loads.append((tag, found["src"]))
        for candidate in filter(None, map(str.strip, found.get("srcset", "").split(","))):
            self.loads.append((tag, candidate.split()[0]))
        if "style" in found:
            self.loads += [("style", address) for address in _URL.findall(found["style"])]

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.loads += [("style", address) for address in _URL.findall(data)]

    def meta(self, key: str) -> str:
        """The content of the meta element with this name."""
        named = (meta for meta in self.metas if key in (meta.get("name"), meta.get("http-equiv")))
        return next((meta.get("content", "") for meta in named), "")


def file_findings(site: Site) -> list[Finding]:
    """All that is wrong with the site's files but what the Nu checker says."""
    texts = {page.path: (site.root / page.path).read_text(encoding="utf-8") for page in site.pages}
    reads = {page.path: Read(texts[page.path]) for page in site.html}
    found: list[Finding] = []
    for page in site.pages:
        text = texts[page.path]
        if page.is_html:
            read = reads[page.path]
            wrong = [*_languages(page, read), *_links(site, page, reads), *_loads(site, page, read)]
            if page.for_buyers:
                wrong += [*_weight(text), *_policy(page, read), *_partners(site, page, reads)]
        else:
            wrong = [("data", message) for message in data_problems(page.path, text)]
        found += [site.finding(check, page.path, message) for check, message in wrong]
    return found


Wrong = Iterator[tuple[str, str]]


def _weight(text: str) -> Wrong:
    weight = len(gzip.compress(text.encode(), 6))
    if weight > MAX_WEIGHT:
        yield "weight", f"{weight} bytes compressed, {MAX_WEIGHT} at most"


def weight_of(site: Site) -> int:
    """The heaviest page for buyers in bytes, compressed."""
    pages = [site.root / page.path for page in site.pages if page.for_buyers]
    return max((len(gzip.compress(page.read_bytes(), 6)) for page in pages), default=0)


def _languages(page: PageFile, read: Read) -> Wrong:
    if not page.whole:
        return
    tag, direction = read.root.get("lang", ""), read.root.get("dir", "ltr")
    if not tag:
        yield "languages", "the page names no language"
    if page.tag and not page.internal and tag != page.tag:
        yield "languages", f"the page is in {page.tag} and says {tag}"
    if tag and (direction == "rtl") != is_rtl(tag):
        yield "languages", f"{tag} runs the other way than {direction}"


def _policy(page: PageFile, read: Read) -> Wrong:
    policy = read.meta("Content-Security-Policy")
    if "default-src 'none'" not in policy:
        yield "policy", "no Content-Security-Policy that begins with nothing allowed"
    if "'unsafe-inline'" in policy.replace("style-src-attr 'unsafe-inline'", "") or "'unsafe-eval'" in policy:
        yield "policy", "the policy lets any script or style in"
    hidden = "noindex" in read.meta("robots")
    if hidden == (page.kind in INDEXED) and page.kind != CHOOSER:
        yield "policy", "search engines may have it" if not hidden else "search engines may not have it"


def _loads(site: Site, page: PageFile, read: Read) -> Wrong:
    for tag, address in read.loads:
        if address.startswith(own_address()):
            if not (site.root / _inside(page, address)).is_file():
                yield "links", f"<{tag}> shows {address}, which is not there"
        elif _OUTSIDE.match(address) or address.startswith("//"):
            if address not in site.scripts:
                yield "outside", f"<{tag}> asks {address}"
        elif not address.startswith("data:") and not _target(site, page, address).is_file():
            yield "links", f"<{tag}> shows {address}, which is not there"


def _links(site: Site, page: PageFile, reads: Mapping[str, Read]) -> Wrong:
    for link in reads[page.path].links:
        address = link.get("href", "")
        if link["element"] == "a" and "href" not in link:
            yield "links", "a link leads nowhere"
        elif address.startswith("#"):
            if address != "#" and unquote(address[1:]) not in reads[page.path].ids:
                yield "links", f"there is no {address} on the page"
        elif not address.startswith("data:") and not _OUTSIDE.match(address):
            if page.mail and address.startswith("example-"):
                continue  # what the user entered stands for an address that the mail platform puts in
            if not _target(site, page, address).is_file():
                yield "links", f"{address} leads to nothing"


def _partners(site: Site, page: PageFile, reads: Mapping[str, Read]) -> Wrong:
    """Links to other languages lead to the same step in the language that they name, and back."""
    by_path = {each.path: each for each in site.pages}
    for link in reads[page.path].links:
        tag = link.get("hreflang", "")
        if not tag or tag == "x-default" or page.kind == CHOOSER:
            continue
        path = _inside(page, link.get("href", ""))
        partner = by_path.get(path)
        if partner is None:
            yield "languages", f"the page in {tag} is not there: {link.get('href')}"
        elif (partner.step, partner.tag) != (page.step, tag):
            yield "languages", f"{path} is not this page in {tag}"
        elif page.path != path and page.path not in {
            _inside(partner, back.get("href", "")) for back in reads[path].links if back.get("hreflang")
        }:
            yield "languages", f"{path} does not lead back"


def _inside(page: PageFile, address: str) -> str:
    """The path in the site that a link of a page leads to."""
    if address.startswith(own_address()):
        return unquote(address.removeprefix(own_address()))
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(address)))


def _target(site: Site, page: PageFile, address: str) -> Path:
    path = re.split("[?#]", html.unescape(address), maxsplit=1)[0]
    if not path:
        return site.root / page.path
    target = site.root / posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(path)))
    return target / "index.html" if target.is_dir() else target


def data_problems(path: str, text: str) -> list[str]:
    """What is wrong with a file that is no page: JSON or CSV that can't be read, leftovers in any."""
    found = []
    if path.endswith(".json"):
        try:
            json.loads(text)
        except ValueError as error:
            found.append(f"this is no JSON: {error}")
    if path.endswith(".csv"):
        rows = [row for row in csv.reader(io.StringIO(text), strict=True) if row]
        if len({len(row) for row in rows}) > 1:
            found.append("its rows have different numbers of columns")
        elif any(cell[:1] in "=+@\t\r" and cell for row in rows[1:] for cell in row):
            found.append("a cell begins as a formula does")
    found += [f"{mark} was left in it" for mark in ("{{", "{%", "Markup(", "&amp;amp;") if mark in text]
    return found


def wrapped(text: str, tag: str = "en") -> str:
    """A block to be pasted, in a page as it may stand in."""
    return (
        f'<!doctype html>\n<html lang="{tag}"><head><meta charset="utf-8"><title>Wrapped</title></head>'
        f"<body><main>\n{text}\n</main></body></html>"
    )


def nu_findings(sites: Sequence[Site], aside: Path) -> list[Finding]:
    """What the Nu checker says of every page, or of copies in the folder `aside`.

    Blocks are put into pages there. A style sheet that was checked with another page is left out: most of the
    checker's time goes into those, and hundreds of pages share each.
    """
    whose: dict[str, tuple[Site, str]] = {}
    styles: set[str] = set()
    for site in sites:
        for page in site.html:
            text = (site.root / page.path).read_text(encoding="utf-8")
            text = text if page.whole else wrapped(text, page.tag or "en")
            path = aside / site.name / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_without_known(text, styles), encoding="utf-8")
            whose[path.as_uri()] = (site, page.path)
    found = []
    for problem in _nu(list(whose)):
        if NO_ADDRESS in problem:
            continue
        place = next((uri for uri in _ways_to_say(problem) if uri in whose), "")
        site, page_path = whose.get(place, (sites[0], ""))
        found.append(site.finding("nu", page_path, problem.removeprefix(place)))
    return found


def _without_known(text: str, styles: set[str]) -> str:
    """The page with style sheets that are in `styles` emptied; others are added there."""

    def emptied(sheet: re.Match[str]) -> str:
        known = sheet[2] in styles
        styles.add(sheet[2])
        return sheet[1] + sheet[3] if known else sheet[0]

    return _STYLE.sub(emptied, text)


def _ways_to_say(problem: str) -> Iterator[str]:
    """The address that a message begins with, as the checker spells it and as Python does."""
    match = re.match(r"file:/+(.*?\.html?):", problem)
    if match is not None:
        yield f"file:///{match[1]}"
        yield Path(f"/{unquote(match[1])}").as_uri()


def _nu(uris: Iterable[str]) -> Iterator[str]:
    paths = [Path(unquote(uri.removeprefix("file://"))) for uri in uris]
    for at in range(0, len(paths), _AT_ONCE):
        yield from html_problems(paths[at : at + _AT_ONCE])

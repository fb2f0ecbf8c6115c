"""What only Chromium can tell of a page: wide and narrow, light and dark, on paper, with scripts off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, ViewportSize

from tests.quality.files import wrapped
from tests.quality.sites import CHOOSER, Finding, PageFile, Site, own_address
from tests.quality.tools import axe_problems
from tests.quality.walking import PLANS

WIDE: Final[ViewportSize] = {"width": 1280, "height": 900}
NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
ZOOMED: Final[ViewportSize] = {"width": 640, "height": 450}
"""What is left of WIDE at 200 %."""
PAPER: Final[ViewportSize] = {"width": 718, "height": 1047}
"""A4 within its margins, in CSS pixels."""

EMPTY: Final = """
const anything = new Proxy(function () {}, { get: () => anything, apply: () => anything });
var digistoreUpsell = anything, checkoutElements = anything;
"""
"""Stands for a platform's script: what pages call of it is there and does nothing."""

Scheme = Literal["light", "dark"]
Wrong = Iterator[tuple[str, str]]


class Looked:
    """A page of a browser with what it asked for and what it said since the last look."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        # A picture that was still on its way when the page changed its size or was left.
        if request.failure != "net::ERR_ABORTED":
            self.said.append(f"{request.url}: {request.failure}")

    def open(self, address: str) -> None:
        self.asked.clear()
        self.said.clear()
        self.page.goto(address)


@contextmanager
def looking(browser: Browser, site: Site, scheme: Scheme, size: ViewportSize) -> Iterator[Looked]:
    """A fresh page of the browser, in which the platform's own scripts are empty ones."""
    context = browser.new_context(color_scheme=scheme, viewport=size)
    _route(context, site)
    try:
        yield Looked(context.new_page())
    finally:
        context.close()


def _route(context: BrowserContext, site: Site) -> None:
    """The platform's scripts are empty ones, and the site's own address is its folder."""
    for script in site.scripts:
        context.route(script, _empty_script)
    context.route(
        f"{own_address()}**",
        lambda route: route.fulfill(path=site.root / route.request.url.removeprefix(own_address())),
    )


def _empty_script(route: Route) -> None:
    route.fulfill(body=EMPTY, content_type="text/javascript")


@cache
def _probes() -> str:
    return Path(__file__).with_name("probes.js").read_text(encoding="utf-8")


def probe(page: Page, name: str) -> list[str]:
    """What one of the probes finds on the open page."""
    found: list[str] = page.evaluate(f"({_probes()}).{name}()")
    return found


def shifts(page: Page) -> list[str]:
    """What jumps each of three times that the page comes up.

    A browser that is kept waiting also paints a page of which it has read half: what moves then is no fault
    of the page, and is something else the next time.
    """
    for _ in range(2):
        if not probe(page, "shift"):
            return []
        page.reload()
    return probe(page, "shift")


def address_of(page: PageFile, base: str) -> str:
    """Where a page is below the address of its site."""
    return f"{base}/{quote(page.path)}"


def visit_findings(
    browser: Browser, site: Site, pages: Iterable[PageFile], base: str, *, dark: bool = True
) -> list[Finding]:
    """What is wrong with the pages: wide and light from the server at `base`, then narrow and dark from disk.

    Without `dark` every other page is looked at the one way, and the rest the other.
    """
    pages = list(pages)
    found: list[Finding] = []
    with looking(browser, site, "light", WIDE) as looked:
        for page in pages if dark else pages[::2]:
            found += _told(site, page, _in_the_light(looked, site, page, base))
    with looking(browser, site, "dark", NARROW) as looked:
        for page in pages if dark else pages[1::2]:
            found += _told(site, page, _in_the_dark(looked, site, page))
    return found


def _told(site: Site, page: PageFile, wrong: Wrong) -> list[Finding]:
    return [
        site.finding(check, page.path, message)
        for check, message in wrong
        if not (page.mail and _is_of_no_matter(check, message))
    ]


def _is_of_no_matter(check: str, message: str) -> bool:
    """Whether a finding says nothing of a mail: it is no page with landmarks, and a picture that is blocked
    shall leave no hole, so none has a height."""
    return check == "shift" or message.removeprefix("dark: ").startswith(("landmark-one-main ", "region "))


def _open(looked: Looked, page: PageFile, address: str, site: Site) -> None:
    if page.whole:
        looked.open(address)
    else:
        looked.page.set_content(
            wrapped((site.root / page.path).read_text(encoding="utf-8"), page.tag or "en")
        )


def _in_the_light(looked: Looked, site: Site, page: PageFile, base: str) -> Wrong:
    shown = looked.page
    shown.set_viewport_size(WIDE)
    shown.emulate_media(media="screen", forced_colors="none", reduced_motion="no-preference")
    _open(looked, page, address_of(page, base), site)
    if page.whole:
        yield from _alone(looked, site, base)
        yield from _each("shift", shifts(shown))
        if shown.context.cookies() or shown.evaluate("document.cookie"):
            yield "cookies", "the page sets a cookie"
    yield from _each("axe", axe_problems(shown))
    yield from _each("overflow", probe(shown, "overflow"))
    if page.for_buyers:
        yield from _each("reach", probe(shown, "reach"))
        yield from _other_plan(shown)
    shown.set_viewport_size(ZOOMED)
    yield from _each("overflow", [f"at 200 %: {message}" for message in probe(shown, "overflow")])
    if page.whole:
        yield from _otherwise(shown)


def _other_plan(shown: Page) -> Wrong:
    """What shows only once another plan was chosen."""
    labels = shown.locator(PLANS)
    if labels.count():
        labels.last.click()
        yield from _each("axe", [f"other plan: {problem}" for problem in axe_problems(shown)])
        yield from _each("overflow", probe(shown, "overflow"))
        yield from _each("reach", probe(shown, "reach"))


def _otherwise(shown: Page) -> Wrong:
    """With the system's colours, with rest, and on paper."""
    shown.emulate_media(forced_colors="active")
    yield from _each("forced colours", probe(shown, "forced"))
    shown.emulate_media(forced_colors="none", reduced_motion="reduce")
    yield from _each("motion", probe(shown, "motion"))
    shown.set_viewport_size(PAPER)
    shown.emulate_media(media="print", reduced_motion="no-preference")
    yield from _each("print", probe(shown, "paper"))


def _in_the_dark(looked: Looked, site: Site, page: PageFile) -> Wrong:
    _open(looked, page, address_of(page, site.root.as_uri()), site)
    if page.whole:
        yield from _alone(looked, site, site.root.as_uri())
    yield from _each("axe", [f"dark: {problem}" for problem in axe_problems(looked.page)])
    yield from _each("overflow", probe(looked.page, "overflow"))
    if page.for_buyers:
        yield from _each("reach", probe(looked.page, "reach"))
        looked.page.emulate_media(media="print")
        yield from _each("print", [f"dark: {message}" for message in probe(looked.page, "paper")])
        looked.page.emulate_media(media="screen")


def _alone(looked: Looked, site: Site, base: str) -> Wrong:
    """No request outside but for the platform's scripts, and nothing in the console."""
    for url in looked.asked:
        if (
            not url.startswith((f"{base}/", own_address()))
            and url not in site.scripts
            and not url.startswith("data:")
        ):
            yield "outside", f"the page asks {url}"
    for message in looked.said:
        yield "console", message


def _each(check: str, messages: Iterable[str]) -> Wrong:
    return ((check, message) for message in messages)


def scriptless_findings(browser: Browser, site: Site, pages: Iterable[PageFile]) -> list[Finding]:
    """Pages that have scripts say the same without them."""
    with_scripts = [page for page in pages if page.whole and _has_script(site.root / page.path)]
    if not with_scripts:
        return []
    said: list[list[str]] = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        _route(context, site)
        said.append(_texts(context, site, with_scripts))
        context.close()
    return [
        site.finding("scripts off", page.path, "the page says something else without scripts")
        for page, on, off in zip(with_scripts, *said, strict=True)
        if on != off
    ]


def _has_script(path: Path) -> bool:
    return "<script" in path.read_text(encoding="utf-8").lower()


def _texts(context: BrowserContext, site: Site, pages: list[PageFile]) -> list[str]:
    shown: Any = context.new_page()
    found = []
    for page in pages:
        shown.goto(address_of(page, site.root.as_uri()))
        found.append(shown.locator("body").inner_text())
    return found


def looked_at(site: Site) -> list[PageFile]:
    """The pages of a site that are pages for anybody: those for buyers first."""
    return sorted(site.html, key=lambda page: (page.internal, page.kind != CHOOSER, page.path))

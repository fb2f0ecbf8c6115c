"""Every path of a buyer, walked by clicking through the exported pages from the disk, with scripts off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

import msgspec
from playwright.sync_api import Browser, Error, Locator, Page

from funnelstudio.model import tree
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.offers import outcomes
from tests.quality.sites import CHOOSER, Site

ANSWERS: Final = "main a.button, main a.decline"
"""What a buyer can press, in the order of the page: the options, then the decline."""

PLANS: Final = "main .switch label:visible"
"""What shows one plan or the other, in the order of the options."""

NO_PICTURES: Final = "--blink-settings=imagesEnabled=false"
"""For a browser that only walks: pictures keep their place without being decoded on every page."""

Answers = tuple[tuple[str, str], ...]


class Walked(msgspec.Struct, frozen=True):
    """What walking a site in one language came to: paths clicked, paths that the funnel has, and faults."""

    language: str
    clicked: frozenset[Answers]
    wanted: frozenset[Answers]
    clicks: int
    faults: tuple[str, ...]

    @property
    def problems(self) -> list[str]:
        """What is wrong, a line each."""
        missing = [f"not walked: {_spell(path)}" for path in sorted(self.wanted - self.clicked)]
        more = [f"not in the funnel: {_spell(path)}" for path in sorted(self.clicked - self.wanted)]
        return [f"{self.language}: {message}" for message in (*self.faults, *missing, *more)]


def _spell(path: Answers) -> str:
    return " > ".join(f"{step}={outcome}" for step, outcome in path)


def paths_of(funnel: Funnel) -> frozenset[Answers]:
    """Every path to an ending as the model has it."""
    return frozenset(path.answers for path in tree.paths(funnel) if path.ending)


def walk_site(browser: Browser, site: Site, funnel: Funnel, tag: str) -> Walked:
    """Walk all paths in one language of a site of plain pages."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 812})
    try:
        return _Walker(context.new_page(), site, funnel, tag).walk()
    finally:
        context.close()


class _Walker:
    """Walks the pages in one language depth first: click an answer, walk what follows, go back."""

    def __init__(self, page: Page, site: Site, funnel: Funnel, tag: str) -> None:
        self.page, self.site, self.funnel, self.tag = page, site, funnel, tag
        self.step_at: Mapping[str, str] = {each.path: each.step for each in site.pages if each.tag == tag}
        self.clicked: set[Answers] = set()
        self.clicks = 0
        self.faults: list[str] = []

    def walk(self) -> Walked:
        self._come_in()
        self._walk_on(())
        wanted = paths_of(self.funnel)
        return Walked(self.tag, frozenset(self.clicked), wanted, self.clicks, tuple(self.faults))

    def _come_in(self) -> None:
        """Through the chooser of languages where there is one, else straight to the first page."""
        root = self.site.root.as_uri()
        chooser = next((each for each in self.site.pages if each.kind == CHOOSER), None)
        if chooser is not None:
            self.page.goto(f"{root}/{chooser.path}")
            self.page.locator(f'main a[hreflang="{self.tag}"]').click()
            self.clicks += 1
        else:
            first = next(path for path, step in self.step_at.items() if step == start_id(self.funnel))
            self.page.goto(f"{root}/{first}")

    def _walk_on(self, so_far: Answers) -> None:
        here = self._here()
        step = self.funnel.steps.get(here)
        if step is None:
            self.faults.append(f"{_spell(so_far)} leads to {self.page.url}")
            return
        answers = outcomes(step)
        if not answers:
            self.clicked.add(so_far)
            return
        links = self.page.locator(ANSWERS)
        if links.count() != len(answers):
            self.faults.append(f"{here} has {links.count()} answers to press, the funnel {len(answers)}")
            return
        url = self.page.url
        for number, outcome in enumerate(answers):
            if not links.nth(number).is_visible():  # plans with a switch between them
                self.page.locator(".tabs label").nth(number).click()
            self._press(links.nth(number), number)
            after = (*so_far, (here, outcome))
            if self._here() != step.next.get(outcome, ""):
                self.faults.append(f"{_spell(after)} leads to {self.page.url}")
            else:
                self._walk_on(after)
            if self.page.url != url:
                self._go_back()
            assert self.page.url == url, f"back leads to {self.page.url} and not to {url}"

    def _go_back(self) -> None:
        """Back to the page before. A busy browser refuses while it still puts up the one that is left."""
        try:
            self.page.go_back()
        except Error:
            self.page.wait_for_load_state()
            self.page.go_back()

    def _press(self, link: Locator, number: int) -> None:
        """Click an answer; one of a plan that is not shown yet is shown first, as a buyer would."""
        if not link.is_visible():
            self.page.locator(PLANS).nth(number).click()
            self.clicks += 1
        link.click()
        self.clicks += 1

    def _here(self) -> str:
        """The step whose page is open; "" where it is another page."""
        path = unquote(urlsplit(self.page.url).path)
        return self.step_at.get(path.removeprefix(f"{self.site.root.as_posix()}/"), "")

"""A phone paints a page before all of it has come. What it shows then stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quality.pictures import with_every_kind
from tests.quality.serving import PAUSE, served
from tests.quality.sites import BASE, Choice, all_themes, make_from, one_of_each_kind
from tests.quality.visits import NARROW, looking, shifts

HALTS = ("</strong>", "</h1>", "</picture>")
"""Where a page may stop: in the middle of its languages, before its picture, after it."""


@pytest.mark.parametrize("theme", all_themes())
def test_nothing_jumps_while_a_page_arrives(theme: str, tmp_path: Path, chromium_browser: Browser) -> None:
    funnel, assets = with_every_kind()
    site = make_from(Choice(BASE, theme, "kinds"), funnel, assets, tmp_path, quick=True)
    for halt in HALTS:
        pages = [page for page in one_of_each_kind(site) if page.for_buyers and page.tag == "en-GB"]
        with (
            served(site.root, halt.encode()) as base,
            looking(chromium_browser, site, "light", NARROW) as looked,
        ):
            for page in pages:
                looked.open(f"{base}/{page.path}")
                waited = looked.page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
                assert waited > PAUSE * 1000 or halt not in (site.root / page.path).read_text("utf-8")
                assert (halt, page.path, shifts(looked.page)) == (halt, page.path, [])

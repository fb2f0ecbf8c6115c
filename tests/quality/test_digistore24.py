"""The pages and checklists for Digistore24: valid, accessible, light, and asking only the platform."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from funnelstudio.export import export
from tests.export.platform import PICTURES, roses, with_settings
from tests.quality.tools import axe_problems, html_problems

SCRIPT = "https://www.digistore24-scripts.com/service/digistore.js"
BUTTON = '<button type="button" style="min-height:44px">Buy now</button><script>window.bought = 1</script>'
NO_ADDRESS = "Resource violates Content Security Policy (meta tag): image"
MAX_WEIGHT = 14 * 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Red Roses with the platform's own button, here a harmless one, on one page in German."""
    folder = tmp_path_factory.mktemp("digistore24") / "site"
    funnel = with_settings(roses(), use_buy_button="yes", **{"buy_button:small:de-DE": BUTTON})
    assert export(funnel, PICTURES, folder, exporter="digistore24").warnings == ()
    yield folder


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_the_nu_checker_has_nothing_to_say(site: Path) -> None:
    assert [problem for problem in html_problems(_pages(site)) if NO_ADDRESS not in problem] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_has_nothing_to_say(site: Path, chromium_browser: Browser, scheme: str, width: int) -> None:
    size: ViewportSize = {"width": width, "height": 900}
    dark = scheme == "dark"
    context = chromium_browser.new_context(color_scheme="dark" if dark else "light", viewport=size)
    page = context.new_page()
    found = []
    for path in [*sorted((site / "setup").rglob("*.html")), *sorted((site / "de-DE").glob("*.html"))]:
        page.goto(path.as_uri())
        found += [f"{path.relative_to(site)}: {problem}" for problem in axe_problems(page)]
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            found.append(f"{path.relative_to(site)}: {wider} pixels too wide for {width}")
    context.close()
    assert found == []


def test_pages_ask_for_the_platforms_script_alone(site: Path, chromium_browser: Browser) -> None:
    context = chromium_browser.new_context()
    asked: list[str] = []
    said: list[str] = []
    context.route(
        SCRIPT, lambda route: route.fulfill(body="function digistoreUpsell() { window.called = 1 }")
    )
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in _pages(site):
        asked.clear()
        assert len(gzip.compress(path.read_bytes())) < MAX_WEIGHT or path.name == "index.html"
        page.goto(path.as_uri())
        upsell = path.name in ("more-roses.html", "rose-club.html", "small-bunch.html")
        outside = [url for url in asked if not url.startswith(site.as_uri())]
        assert outside == ([SCRIPT] if upsell else []), path
        assert page.evaluate("window.called") == (1 if upsell else None), path
        bought = path.name == "small-bunch.html" and path.parent.name == "de-DE"
        assert page.evaluate("window.bought") == (1 if bought else None), path
    context.close()
    assert said == []


@pytest.mark.parametrize("scripts", [True, False])
def test_language_links_carry_the_session_along(site: Path, chromium_browser: Browser, scripts: bool) -> None:
    context = chromium_browser.new_context(java_script_enabled=scripts)
    context.route(SCRIPT, lambda route: route.fulfill(body="function digistoreUpsell() {}"))
    page = context.new_page()
    page.goto((site / "en-GB/more-roses.html").as_uri() + "?order_id=A1&x=%C3%A4")
    page.locator(".languages a").first.click()
    address, _, query = page.url.partition("?")
    assert address == (site / "de-DE/more-roses.html").as_uri()
    assert query == ("order_id=A1&x=%C3%A4" if scripts else "")
    context.close()

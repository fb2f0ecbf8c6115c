"""The switch between plans: by mouse and keyboard without a script, in every theme; all plans on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from funnelstudio.export import export, find_exporter
from funnelstudio.export.style import themes
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace
from tests.export.conftest import small_funnel

STATIC = find_exporter("static")


def _two_plans() -> Funnel:
    funnel = small_funnel()
    club = funnel.steps["club"]
    month, year, _parts = club.options
    assert month.plan is not None
    plain = replace(month, plan=replace(month.plan, trial_days=0))
    return replace(funnel, steps={**funnel.steps, "club": replace(club, options=(plain, year))})


@pytest.fixture(scope="module")
def browser_page(chromium_browser: Browser) -> Iterator[Page]:
    context = chromium_browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=themes(STATIC))
def club(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page with the two plans, in one theme."""
    funnel = _two_plans()
    folder: Path = tmp_path_factory.mktemp(request.param)
    export(replace(funnel, brand=replace(funnel.brand, theme=request.param)), None, folder / "site")
    return (folder / "site" / "en-GB" / "club.html").as_uri()


def _prices(page: Page) -> list[str]:
    return [text for text in page.locator(".card:visible .price").all_inner_texts() if text]


def test_the_choice_shows_its_plan(club: str, browser_page: Page) -> None:
    browser_page.goto(club)
    browser_page.emulate_media(media="screen")
    assert _prices(browser_page) == ["£12.00"]
    browser_page.get_by_text("Yearly").first.click()
    assert _prices(browser_page) == ["£120.00"]
    assert browser_page.get_by_role("group", name="Your choice").is_visible()


def test_the_keyboard_reaches_every_plan_and_its_button(club: str, browser_page: Page) -> None:
    browser_page.goto(club)
    browser_page.get_by_role("radio", name="Monthly").focus()
    browser_page.keyboard.press("ArrowRight")
    assert browser_page.get_by_role("radio", name="Yearly").is_checked()
    assert _prices(browser_page) == ["£120.00"]
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/thank-you.html")


def test_all_plans_are_on_paper(club: str, browser_page: Page) -> None:
    browser_page.goto(club)
    browser_page.emulate_media(media="print")
    assert _prices(browser_page) == ["£12.00", "£120.00"]
    assert not browser_page.locator(".tabs").is_visible()
    browser_page.emulate_media(media="screen")


def test_without_styles_all_plans_are_there(club: str, browser_page: Page, tmp_path: Path) -> None:
    text = Path(club.removeprefix("file://")).read_text(encoding="utf-8")
    start, end = text.index("<style>"), text.index("</style>")
    bare = tmp_path / "bare.html"
    bare.write_text(text[:start] + text[end + len("</style>") :], encoding="utf-8")
    browser_page.goto(bare.as_uri())
    assert _prices(browser_page) == ["£12.00", "£120.00"]

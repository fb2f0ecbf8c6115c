"""The call script walked by clicking, documents on paper, and mails without their pictures, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from funnelstudio import bundled
from funnelstudio.export import export
from funnelstudio.model.funnel import Funnel
from tests.export.documents import sample, with_settings

PICTURES = Path(bundled.resource("samples")) / "agency.assets"
SITE = "https://shop.example/offers"


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The call script, the mails and the texts of the sample that is sold by phone and e-mail."""
    folder = tmp_path_factory.mktemp("documents")
    funnel: Funnel = with_settings(sample("agency"), "email", address=SITE, unsubscribe="{{ link }}")
    for name in ("call_script", "email", "texts"):
        export(funnel, PICTURES, folder / name, exporter=name, languages=["en-GB"], quick=True)
    return folder


@pytest.fixture
def page(chromium_browser: Browser) -> Page:
    context = chromium_browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    return context.new_page()


def test_a_call_goes_from_answer_to_answer_and_back(agency: Path, page: Page) -> None:
    page.goto((agency / "call_script/en-GB/call-script.html").as_uri())
    sections = page.locator("section.turn:visible")
    expect(sections).to_have_count(1)
    expect(sections.locator("h2")).to_have_text("Visibility base package")
    sections.locator("a.yes").click()
    expect(sections).to_have_count(1)
    expect(sections.locator("h2")).to_contain_text("Two months in")
    expect(sections.locator(".say")).to_contain_text("Do you have ten minutes")
    sections.get_by_text("We have no budget left this year.").click()
    expect(sections.get_by_text("Each step stands on its own, and you can begin")).to_be_visible()
    sections.locator("a.no").click()
    expect(sections.locator("h2")).to_have_text("Three fixes in a day")
    sections.locator("nav.back a").click()
    expect(sections.locator("h2")).to_contain_text("Two months in")
    page.get_by_role("link", name="All steps").click()
    expect(sections.locator("h2")).to_have_text("All steps")
    page.get_by_role("link", name="Start again").click()
    expect(sections.locator("h2")).to_have_text("Visibility base package")


def test_every_step_is_reached_with_the_keyboard(agency: Path, page: Page) -> None:
    page.goto((agency / "call_script/en-GB/call-script.html").as_uri())
    page.locator("section.turn:visible a.yes").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("it => it.closest('section').id") == "step-2"


def test_a_list_opens_one_offer_and_closes_it(agency: Path, page: Page) -> None:
    page.goto((agency / "call_script/en-GB/all-offers.html").as_uri())
    inside = page.locator(".inside:visible")
    expect(inside).to_have_count(0)
    page.get_by_role("link", name="Care plan", exact=True).first.click()
    expect(inside).to_have_count(1)
    expect(inside).to_contain_text("Minimum term 3 months")
    inside.get_by_role("link", name="Close").click()
    expect(inside).to_have_count(0)


@pytest.mark.parametrize("name", ["call-script", "all-offers"])
def test_on_paper_every_step_is_there_and_open(agency: Path, page: Page, name: str) -> None:
    page.goto((agency / f"call_script/en-GB/{name}.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator(".say:visible").count() == 8
    assert page.locator(".reply:visible").count() == page.locator(".reply").count() > 0


@pytest.mark.parametrize("width", [375, 600, 1280])
def test_a_mail_without_its_pictures_reads_as_well(
    agency: Path, chromium_browser: Browser, width: int
) -> None:
    page = chromium_browser.new_page(viewport={"width": width, "height": 800})
    page.route("**/*", lambda route: route.continue_() if route.request.url[:5] == "file:" else route.abort())
    page.goto((agency / "email/en-GB/team-training.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    card = page.locator("table.card").bounding_box()
    assert card is not None
    assert card["width"] <= 600
    assert page.locator("img").count() == 1
    heading = page.get_by_role("heading", level=1).bounding_box()
    assert heading is not None
    assert heading["y"] < 300
    button = page.get_by_role("link", name="See the offer").bounding_box()
    assert button is not None
    assert button["height"] >= 44
    page.close()


def test_texts_stay_within_a_phone(agency: Path, page: Page) -> None:
    page.goto((agency / "texts/en-GB/texts.html").as_uri())
    tables = page.locator("table")
    assert all(
        (box := tables.nth(at).bounding_box()) is not None and box["width"] <= 375
        for at in range(tables.count())
    )

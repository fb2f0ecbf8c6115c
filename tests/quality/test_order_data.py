"""What a platform adds to the address of a thank-you page is shown as text, in its language, and bounded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from funnelstudio.export import export, find_exporter
from tests.export.conftest import small_funnel
from tests.export.filled import filled
from tests.quality.tools import axe_problems

WHOLE = {
    "order_id": "A1B2C3",
    "product_name": "Rosenstrauß & Vase",
    "quantity": "2",
    "buyer_first_name": "Zoë",
    "amount": "1234.50",
    "currency": "EUR",
}


@pytest.fixture(scope="module")
def ending(chromium_browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str]]:
    """A browser's page, and the address of a German thank-you page without its query."""
    folder: Path = tmp_path_factory.mktemp("order") / "site"
    digistore = find_exporter("digistore24")
    export(filled(small_funnel(), digistore), None, folder, exporter=digistore)
    context = chromium_browser.new_context()
    yield context.new_page(), (folder / "de-DE" / "thank-you.html").as_uri()
    context.close()


def _shown(page: Page) -> dict[str, str]:
    rows = page.locator("[data-shows]:visible")
    found = {}
    for number in range(rows.count()):
        row = rows.nth(number)
        found[row.get_attribute("data-shows") or ""] = row.locator("bdi").inner_text()
    return found


def test_the_order_is_told(ending: tuple[Page, str]) -> None:
    page, address = ending
    page.goto(f"{address}?{urlencode(WHOLE)}")
    assert _shown(page) == {
        "order": "A1B2C3",
        "product": "2 × Rosenstrauß & Vase",
        "amount": "1.234,50\xa0€",
        "first_name": "Zoë",
    }
    assert page.get_by_role("heading", name="Bestelldaten").is_visible()
    assert axe_problems(page) == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"order_id": "<img src=x onerror=alert(1)>", "product_name": "Call us at //evil.example"},
        {"amount": "1e9", "currency": "EUR"},
        {"amount": "12.00", "currency": "Euro"},
        {"amount": "12.00"},
        {"quantity": "3", "buyer_first_name": "Ring 0900 123"},
        {"order_id": "\u202e\u2066 ", "product_name": "\n\t"},
    ],
)
def test_what_is_odd_is_left_out(ending: tuple[Page, str], query: dict[str, str]) -> None:
    page, address = ending
    page.goto(f"{address}?{urlencode(query)}")
    assert _shown(page) == {}
    assert not page.locator("#details").is_visible()


def test_markup_is_text_and_long_names_are_cut(ending: tuple[Page, str]) -> None:
    page, address = ending
    page.goto(f"{address}?{urlencode({'product_name': '<b>Rose</b' + 'x' * 300})}")
    assert _shown(page) == {}
    page.goto(f"{address}?{urlencode({'product_name': '<b>Rose' + 'x' * 300})}")
    assert _shown(page)["product"] == "<b>Rose" + "x" * 73
    assert page.locator("[data-shows] b").count() == 0

"""The palette: kinds added by click and key, products found, priced, opened and dragged out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from funnelstudio.gui.add import open_place
from funnelstudio.gui.inspector.product import ProductSection
from funnelstudio.gui.products.drag import KIND, card, carried
from funnelstudio.gui.products.list import PRICE_ROLE
from funnelstudio.gui.products.panel import PalettePanel
from tests.gui.conftest import OpenStudio
from tests.studio import Driver


@pytest.fixture
def driver(studio: OpenStudio) -> Driver:
    return studio(sample="red-roses")


def palette(driver: Driver) -> PalettePanel:
    found = driver.window.parts["palette"]
    assert isinstance(found, PalettePanel)
    return found


def names(driver: Driver) -> list[str]:
    model = palette(driver).products.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_click_adds_a_step_at_the_open_end(studio: OpenStudio) -> None:
    driver = studio()
    driver.press("Ctrl+N")
    driver.click(palette(driver).kinds["quantities"])
    added = driver.window.session.focus.step
    assert driver.funnel.steps[added].type == "quantities"
    start = next(step for step in driver.funnel.steps.values() if step.type == "start")
    assert start.next == {"yes": added}
    QTest.keyClick(palette(driver).kinds["ending"], Qt.Key.Key_Return)
    ending = driver.window.session.focus.step
    assert ending in driver.funnel.steps[added].next.values()


def test_where_nothing_is_open_it_says_so(driver: Driver) -> None:
    before = driver.funnel
    driver.click(palette(driver).kinds["product"])
    assert driver.funnel is before
    assert driver.messages


def test_products_show_the_price_of_the_language(driver: Driver) -> None:
    model = palette(driver).products.model
    assert model.index(0, 0).data(PRICE_ROLE) == "£7.50"
    driver.window.session.go(language="de-DE")
    assert model.index(0, 0).data(PRICE_ROLE) == "9,00\u00a0€"


def test_products_are_found_by_name_and_tag(driver: Driver) -> None:
    finder = palette(driver).products.finder
    driver.enter("rose", finder)
    assert set(names(driver)) == {
        "Rose club",
        "12 red roses",
        "Red roses, single stem",
        "3 red roses, small bunch",
    }
    driver.enter("shop", finder)
    assert set(names(driver)) == {"Chocolates", "Flower food, 1 year", "Crystal vase"}
    driver.enter("", finder)
    assert len(names(driver)) == len(driver.funnel.products)


def test_a_product_opens_in_the_inspector(driver: Driver) -> None:
    view = palette(driver).products.view
    row = view.visualRect(palette(driver).products.model.index(3, 0))
    driver.click(view.viewport(), row.center())
    assert driver.window.session.focus.product == "roses"
    section = driver.window.parts["inspector"].section(ProductSection)  # type: ignore[attr-defined]
    assert section.name.value() == "12 red roses"
    driver.enter("25", section.prices.fields["GBP"].line)
    assert driver.funnel.products["roses"].price["GBP"] == "25.00"
    driver.enter("55555", section.numbers.fields[("digistore24", "*")].line)
    assert driver.funnel.products["roses"].ids == {"digistore24": {"*": "55555"}}


def test_a_new_product_is_ready_to_be_named(driver: Driver) -> None:
    driver.click(palette(driver).products.add_button)
    added = driver.window.session.focus.product
    section = driver.window.parts["inspector"].section(ProductSection)  # type: ignore[attr-defined]
    driver.enter("Tulips", section.name.line)
    assert driver.funnel.products[added].name == "Tulips"
    assert "Tulips" in names(driver)


def test_what_is_dragged_out_says_what_it_is(driver: Driver) -> None:
    mime = carried(KIND, "plans", "Payment plans")
    assert bytes(mime.data(KIND).data()) == b"plans"
    assert mime.text() == "Payment plans"
    assert card("plans", "Payment plans", 2.0).width() == 336


def test_open_places(driver: Driver) -> None:
    funnel = driver.funnel
    assert open_place(funnel, "start") == ("", "")
    assert open_place(funnel, "thanks") == ("", "")

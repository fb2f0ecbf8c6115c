"""The price history of a product: noted, corrected and removed and what the check then says."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from funnelstudio.gui import going
from funnelstudio.gui.inspector.history_section import HistorySection
from funnelstudio.gui.inspector.noted_price import NotedPriceForm
from funnelstudio.gui.inspector.panel import InspectorPanel
from funnelstudio.gui.inspector.price_history import PriceHistory
from funnelstudio.gui.inspector.product import ProductSection
from funnelstudio.model.edits import texts
from funnelstudio.model.products import DatedPrice
from tests.gui.conftest import OpenStudio
from tests.gui.inspector.conftest import section
from tests.studio import Driver

FIRST, SECOND = "2026-05-01", "2026-06-01"


@pytest.fixture
def driver(studio: OpenStudio) -> Driver:
    found = studio(sample="red-roses")
    found.checked()
    found.window.session.go(product="vase", step="")
    found.do("price_history")
    return found


def history(driver: Driver) -> HistorySection:
    return section(driver, ProductSection).history


def form(driver: Driver) -> PriceHistory:
    body = history(driver).fold.body
    assert isinstance(body, PriceHistory) and body.isVisible()
    return body


def entry(driver: Driver, since: str) -> NotedPriceForm:
    found = form(driver).list.form(since)
    assert isinstance(found, NotedPriceForm)
    return found


def focused() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def noted(driver: Driver) -> tuple[DatedPrice, ...]:
    return driver.funnel.products["vase"].price_history


def said(driver: Driver) -> list[str]:
    """What the check of former prices says now."""
    driver.checked()
    return [problem.message for problem in driver.window.session.problems if problem.id == "prices.strike"]


def note(driver: Driver, day: str, pounds: str) -> None:
    """Choose the button, type the day, go on with Tab, type the price."""
    driver.click(form(driver).add_button)
    driver.enter(day, focused())
    driver.press("Tab")
    driver.enter(pounds, focused())


def test_a_former_price_is_proved_by_what_is_noted(driver: Driver) -> None:
    driver.enter("30", form(driver).former.fields["GBP"].line)
    assert "no price before the present one is noted" in said(driver)[0]
    note(driver, SECOND, "18")
    assert "no price before the present one is noted" in said(driver)[0]
    note(driver, FIRST, "30")
    assert said(driver) == []
    assert [(entry.since, entry.price["GBP"]) for entry in noted(driver)] == [
        (FIRST, "30.00"),
        (SECOND, "18.00"),
    ]
    rows = [fold.header.accessibleName() for fold in form(driver).list.folds.values()]
    assert [words[:10] for words in rows] == [SECOND, FIRST]  # the newest first
    assert rows[1] == f"{FIRST} · £30.00"
    driver.enter("26", entry(driver, FIRST).prices.fields["GBP"].line)
    assert "more than the lowest price of the last 30 days, 26.00 GBP" in said(driver)[0]
    driver.press("Ctrl+Z")
    assert said(driver) == []


def test_a_price_that_changes_is_noted_with_one_click(driver: Driver) -> None:
    section = history(driver)
    assert section.note_button.isHidden()  # nobody asked for a history of this product
    note(driver, FIRST, "30")
    note(driver, SECOND, "18")
    driver.enter("30", form(driver).former.fields["GBP"].line)
    panel = driver.window.parts["inspector"]
    assert isinstance(panel, InspectorPanel)
    product = panel.section(ProductSection)
    assert isinstance(product, ProductSection)
    driver.enter("15", product.prices.fields["GBP"].line)
    assert "£15.00" in section.unnoted.text()
    assert "today's price is not in its price history" in said(driver)[0]
    driver.click(section.note_button)
    today = date.today().isoformat()
    assert noted(driver)[-1].since == today and noted(driver)[-1].price["GBP"] == "15.00"
    assert section.note_button.isHidden() and "18.00 GBP" in said(driver)[0]
    driver.press("Ctrl+Z")
    assert [entry.since for entry in noted(driver)] == [FIRST, SECOND]
    assert not section.note_button.isHidden()


def test_what_is_no_day_or_no_price_is_said_at_its_field(driver: Driver) -> None:
    note(driver, FIRST, "30")
    before = noted(driver)
    opened = entry(driver, FIRST)
    driver.enter("1.6.2026", opened.since.line)
    driver.press("Return")
    assert opened.since.fault() == "“1.6.2026” is not a date. Write it like 2026-12-31."
    driver.enter("thirty", opened.prices.fields["GBP"].line)
    assert "is not an amount" in opened.prices.fields["GBP"].fault()
    assert noted(driver) == before
    driver.enter(SECOND, opened.since.line)
    driver.press("Return")
    assert opened.since.fault() == "" and [entry.since for entry in noted(driver)] == [SECOND]
    assert entry(driver, SECOND) is opened and opened.isVisible()
    note(driver, FIRST, "28")
    driver.enter(SECOND, entry(driver, FIRST).since.line)
    driver.press("Return")
    assert "is noted already" in entry(driver, FIRST).since.fault()


def test_an_entry_is_removed_and_comes_back(driver: Driver) -> None:
    note(driver, FIRST, "30")
    before = noted(driver)
    driver.click(entry(driver, FIRST).remove_button)
    assert noted(driver) == () and form(driver).list.folds == {}
    driver.press("Ctrl+Z")
    assert noted(driver) == before and list(form(driver).list.folds) == [FIRST]
    driver.enter(SECOND, entry(driver, FIRST).since.line)
    driver.click(entry(driver, FIRST).remove_button)  # while the day is being typed
    assert noted(driver) == () and form(driver).list.folds == {}


def test_each_product_has_its_own(driver: Driver) -> None:
    note(driver, FIRST, "30")
    driver.window.session.go(product="food", step="")
    assert form(driver).list.folds == {}
    driver.enter("9", form(driver).former.fields["GBP"].line)
    assert driver.funnel.products["food"].strike == {"GBP": "9.00"}
    assert driver.funnel.products["vase"].strike == {}
    driver.window.session.go(product="vase", step="")
    assert list(form(driver).list.folds) == [FIRST]


def test_the_problem_leads_to_the_former_price(driver: Driver) -> None:
    driver.enter("30", form(driver).former.fields["GBP"].line)
    assert said(driver)
    history(driver).fold.unfold(False)
    driver.window.session.go(product="", step="start")
    while driver.window.session.problem is None or driver.window.session.problem.id != "prices.strike":
        driver.press("F8")
    assert focused() is form(driver).former.fields["GBP"].line


def test_a_reduction_in_a_text_leads_to_the_history_of_what_is_sold(driver: Driver) -> None:
    session = driver.window.session
    session.edit("write", texts.set_text, "en-GB", "small", "lead", "Today 20 % off")
    driver.checked()
    problem = next(problem for problem in session.problems if problem.id == "prices.percent_off")
    going.lead(session, problem)
    driver.settle()
    assert session.focus.product == driver.funnel.steps["small"].product
    note(driver, FIRST, "6")
    driver.checked()
    assert all(problem.id != "prices.percent_off" for problem in session.problems)


def test_the_history_of_what_the_selected_step_sells(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.toggle_panel("inspector")
    driver.window.session.go(step="start")
    driver.press("Ctrl+K")
    palette = QApplication.activePopupWidget()
    assert palette is not None
    driver.type("price history", palette.focusWidget())
    driver.press("Return", palette.focusWidget())
    assert driver.window.session.focus.product == driver.funnel.steps["start"].product
    assert form(driver).isVisible()

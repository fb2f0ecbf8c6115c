"""A new product is named at once, and Tab goes through its fields from top to bottom."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from funnelstudio.gui.inspector.product import ProductSection
from tests.gui.conftest import OpenStudio
from tests.gui.inspector.conftest import section


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_a_new_product_is_named_by_typing(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.press("Alt+P")
    line = focused()
    assert isinstance(line, QLineEdit) and line is section(driver, ProductSection).name.line
    driver.enter("Tulips", line)
    assert driver.funnel.products[driver.window.session.focus.product].name == "Tulips"


def test_tab_goes_from_the_prices_to_what_follows_them(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.press("Alt+P")
    part = section(driver, ProductSection)
    last = list(part.prices.fields.values())[-1].line
    last.setFocus()
    driver.press("Tab", last)
    history = part.history.fold.header
    assert focused() is history
    driver.press("Tab", history)
    assert focused() is part.tags.line
    driver.press("Shift+Tab", part.tags.line)
    driver.press("Shift+Tab", history)
    assert focused() is last

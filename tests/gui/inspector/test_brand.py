"""How the pages look: themes at one glance, and colours that tell how they can be read."""

from __future__ import annotations

from PySide6.QtCore import Qt

from funnelstudio.export import find_exporter
from funnelstudio.export.style import SCALES, SPACINGS, themes
from funnelstudio.gui.inspector import labels
from funnelstudio.gui.inspector.brand import BrandSection
from tests.gui.conftest import OpenStudio
from tests.gui.inspector.conftest import section
from tests.studio import Driver


def shown(driver: Driver) -> BrandSection:
    driver.window.session.go(workspace="draw", step="", product="", place="")
    return section(driver, BrandSection)


def test_what_is_offered_is_what_the_pages_know() -> None:
    assert {name for name, _words in labels.THEMES} == set(themes(find_exporter("static")))
    assert {name for name, _words in labels.SCALES} == set(SCALES)
    assert {name for name, _words in labels.SPACINGS} == set(SPACINGS)


def test_a_theme_is_chosen_by_a_click_and_undone(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    part = shown(driver)
    assert part.page_theme.buttons["classic"].isChecked()
    driver.click(part.page_theme.buttons["bold"])
    assert driver.funnel.brand.theme == "bold"
    driver.press("Ctrl+Z")
    assert driver.funnel.brand.theme == "classic"
    assert part.page_theme.buttons["classic"].isChecked()


def test_the_arrows_go_from_theme_to_theme(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    buttons = shown(driver).page_theme.buttons
    buttons["classic"].setFocus(Qt.FocusReason.TabFocusReason)
    driver.press("Right", buttons["classic"])
    assert buttons["editorial"].hasFocus()


def test_a_colour_tells_as_it_is_typed_how_it_can_be_read(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    field = shown(driver).colours["accent"]
    assert field.note().startswith("Reads well")
    assert field.instead.isHidden()
    driver.enter("#FFD43B", field.line)
    assert "Too weak for text, 1.4 to 1" in field.note()
    assert not field.instead.isHidden()
    assert field.instead.colour().name().upper() in field.note()
    driver.enter("#111111", field.line)
    assert field.note() == "Reads well, 18.3 to 1."


def test_size_and_space_are_of_the_brand(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    part = shown(driver)
    part.choices["scale"].chosen.emit("large")
    part.choices["spacing"].chosen.emit("airy")
    assert (driver.funnel.brand.scale, driver.funnel.brand.spacing) == ("large", "airy")

"""The window as a whole: start page, workspaces, panels, titles, themes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from funnelstudio.gui import settings, theme
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.session import WORKSPACES
from funnelstudio.gui.shell.start_page import StartPage
from tests.gui.conftest import OpenStudio


def test_an_empty_window_offers_every_sample(studio: OpenStudio) -> None:
    driver = studio()
    page = driver.window.parts["start"]
    assert isinstance(page, StartPage)
    driver.wait_until(lambda: page.cards)
    titles = [card.sample.title for card in page.cards]
    assert "Red Roses" in titles
    driver.click(page.cards[titles.index("Red Roses")])
    assert driver.funnel.title == "Red Roses"
    assert driver.window.body.stack.currentWidget() is driver.window.parts["draw"]
    assert driver.window.top_bar.state.text() == "Not saved yet"


def test_a_new_funnel_has_a_start_and_a_language(studio: OpenStudio) -> None:
    driver = studio()
    driver.press("Ctrl+N")
    assert [step.type for step in driver.funnel.steps.values()] == ["start"]
    assert len(driver.funnel.languages) == 1
    assert driver.close()
    assert driver.answers.asked == []


def test_every_workspace_opens_by_its_key(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    for number, workspace in reversed(list(enumerate(WORKSPACES, 1))):
        if workspace == "preview":
            continue  # the live page has tests of its own
        driver.press(f"Ctrl+{number}")
        assert driver.window.session.focus.workspace == workspace
        assert driver.window.top_bar.segments.buttons[workspace].isChecked()
        assert driver.window.body.stack.currentWidget() is driver.window.parts[workspace]


def test_panels_hide_and_stay_hidden(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    assert driver.window.is_panel_shown("inspector")
    driver.press("Ctrl+Shift+3")
    assert not driver.window.is_panel_shown("inspector")
    assert not driver.window.is_panel_shown("outline")
    driver.press("Ctrl+Shift+2")
    assert driver.window.is_panel_shown("outline")
    again = studio(sample="course")
    assert not again.window.is_panel_shown("inspector")
    assert again.window.is_panel_shown("outline")


def test_problems_are_counted_and_toggled(studio: OpenStudio) -> None:
    driver = studio()
    driver.press("Ctrl+N")
    driver.checked()
    count = len(driver.window.session.problems)
    assert count > 0
    assert driver.window.top_bar.problems.text().startswith(f"{count} to do")
    assert driver.window.is_panel_shown("problems")
    driver.click(driver.window.top_bar.problems)
    assert not driver.window.is_panel_shown("problems")


def test_the_title_shows_what_is_typed_and_whether_it_is_saved(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.session.go(step="")
    field = driver.window.parts["inspector"].pages["funnel"].sections[0].name  # type: ignore[attr-defined]
    driver.enter("Tulips & <b>more</b>", field.line)
    assert driver.funnel.title == "Tulips & <b>more</b>"
    assert driver.window.top_bar.name.words() == "Tulips & <b>more</b>"
    assert driver.window.top_bar.state.text() == "Edited"
    assert driver.window.isWindowModified()
    for _letter in range(40):
        driver.press("Ctrl+Z")
    assert driver.funnel.title == "Red Roses"
    assert driver.window.session.is_saved


def test_themes_switch_live_and_follow_the_setting(studio: OpenStudio, qapp: QApplication) -> None:
    driver = studio(sample="red-roses")
    light = driver.window.grab().toImage().pixelColor(700, 8).lightness()
    settings.write(settings.THEME, "dark")
    assert theme.palette() is theme.DARK
    dark = driver.window.grab().toImage().pixelColor(700, 8).lightness()
    assert light > 200
    assert dark < 60
    settings.write(settings.THEME, "system")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Light)
    QTest.qWait(1)
    assert theme.palette() is theme.LIGHT


def test_language_is_chosen_in_the_top_bar(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    bar = driver.window.top_bar
    assert bar.language.text() == "English"
    bar.language_menu.aboutToShow.emit()
    names = [action.text() for action in bar.language_menu.actions() if action.isCheckable()]
    assert names == ["English", "Deutsch", "Polski", "العربية"]
    bar.language_menu.actions()[1].trigger()
    assert driver.window.session.focus.language == "de-DE"
    driver.press("Ctrl+2")
    assert bar.language.text() == "English → Deutsch"


def test_a_small_window_keeps_the_name_and_leaves_out_what_repeats(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    window = driver.window
    window.resize(880, 560)
    driver.wait_until(lambda: window.top_bar.width() == 880)
    canvas = window.canvas()
    assert isinstance(canvas, CanvasView)
    assert window.top_bar.name.text() == "Red Roses"
    driver.wait_until(lambda: not window.top_bar.state.isVisible())  # once the problems are counted
    assert not canvas.minimap.isVisible()
    window.resize(1440, 900)
    driver.wait_until(lambda: window.top_bar.width() == 1440)
    assert window.top_bar.state.isVisible()
    assert canvas.minimap.isVisible()

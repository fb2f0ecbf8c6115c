"""The action table: complete, without clashes, and the same in menus, palette and shortcut page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from funnelstudio.gui.actions import ACTIONS, MENUS
from funnelstudio.gui.dialogs.palette import CommandPalette
from funnelstudio.gui.dialogs.search import search
from tests.gui.conftest import OpenStudio
from tests.studio import Driver


def test_no_two_actions_share_an_id_or_a_shortcut() -> None:
    assert max(Counter(action.id for action in ACTIONS).values()) == 1
    keys = Counter(QKeySequence(key).toString() for action in ACTIONS for key in action.shortcut)
    assert [key for key, count in keys.items() if count > 1] == []
    assert "" not in keys


def test_every_action_is_in_a_menu_that_is_there() -> None:
    menus = {menu for menu, _label in MENUS} | {""}
    assert {action.menu for action in ACTIONS} <= menus


def test_every_action_can_say_what_it_is_in_an_empty_window(studio: OpenStudio) -> None:
    driver = studio()
    for action in ACTIONS:
        assert driver.window.commands[action.id].text()
    possible = {action.id for action in ACTIONS if driver.window.commands.is_possible(action)}
    assert {"new", "open", "settings", "about", "palette"} <= possible
    assert not possible & {"save", "undo", "delete", "insert_product", "zoom_fit", "workspace_write"}


def test_undo_names_the_edit(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.session.go(step="more")
    driver.do("delete")
    assert "more" not in driver.funnel.steps
    assert driver.window.commands["undo"].text() == "Undo: Delete branch"
    driver.do("undo")
    assert "more" in driver.funnel.steps
    assert driver.window.commands["redo"].text() == "Redo: Delete branch"


def palette_of(driver: Driver) -> CommandPalette:
    driver.press("Ctrl+K")
    return next(child for child in driver.window.findChildren(CommandPalette) if child.isVisible())


def test_the_palette_finds_steps_actions_and_texts(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    palette = palette_of(driver)
    driver.type("rose club", palette.field)
    hits = search(driver.window.session, "rose club", driver.window.commands.is_possible, print)
    assert hits[0].words == "Join the rose club" or hits[0].words == "Rose club"
    step = next(number for number, hit in enumerate(hits) if hit.words == "Join the rose club")
    for _down in range(step):
        driver.press("Down", palette.field)
    driver.press("Return", palette.field)
    assert driver.window.session.focus.step == "club"


def test_the_palette_does_actions_and_closes(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    palette = palette_of(driver)
    driver.type("forecast", palette.field)
    driver.press("Return", palette.field)
    assert driver.window.session.focus.workspace == "forecast"
    assert not any(child.isVisible() for child in driver.window.findChildren(CommandPalette))


def test_the_palette_searches_texts_of_the_language(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    text = driver.funnel.texts["en-GB"]["more"]["headline"].value
    hits = search(driver.window.session, text[:18], driver.window.commands.is_possible, print)
    assert any(hit.words.startswith(text[:18]) for hit in hits)
    next(hit for hit in hits if hit.words.startswith(text[:18])).choose()
    focus = driver.window.session.focus
    assert (focus.workspace, focus.place, focus.field) == ("write", "more", "headline")


def test_dialogs_open_and_show_plain_text(studio: OpenStudio, qapp: QApplication) -> None:
    driver = studio(sample="red-roses")
    for name in ("settings", "shortcuts", "about"):
        driver.do(name)
        dialog = qapp.activeModalWidget()
        assert dialog is not None, name
        for label in dialog.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        driver.settle()


def test_the_folder_of_own_exporters_is_made_and_shown(
    studio: OpenStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUNNELSTUDIO_DATA", str(tmp_path))
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda address: shown.append(address.toLocalFile()))
    studio().do("own_exporters")
    assert shown == [str(tmp_path / "exporters")]
    assert (tmp_path / "exporters").is_dir()


def test_alt_shows_the_menu_bar_and_hides_it(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    bar = driver.window.menuBar()
    assert not bar.isVisible()
    QTest.keyClick(driver.window, Qt.Key.Key_Alt)
    assert bar.isVisible()
    assert len(bar.actions()) == len(MENUS)
    QTest.keyClick(driver.window, Qt.Key.Key_Alt)
    assert not bar.isVisible()

"""The window in each language that it speaks: every word has room, and Qt's own words follow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton, QWidget

from funnelstudio import i18n
from funnelstudio.gui import app
from funnelstudio.gui.session import WORKSPACES
from tests.gui.conftest import OpenStudio


@pytest.fixture(params=i18n.interface_languages())
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    tag = str(request.param)
    direction = qapp.layoutDirection()
    app.speak(qapp, tag)
    yield tag
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    i18n.use_language("en")
    qapp.setLayoutDirection(direction)


def cut_off(window: QWidget) -> list[str]:
    """The words of buttons and one-line labels that have less room than they need."""
    labels = [
        label for label in window.findChildren(QLabel) if type(label) is QLabel and not label.wordWrap()
    ]
    shown: list[QPushButton | QLabel] = [*window.findChildren(QPushButton), *labels]
    return [
        widget.text()
        for widget in shown
        if widget.isVisible()
        and widget.width() < widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
    ]


@pytest.mark.parametrize("workspace", WORKSPACES)
def test_every_word_has_room(language: str, workspace: str, studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.resize(1440, 900)
    driver.window.session.go(workspace=workspace, step="more", language="de-DE")
    driver.settle()
    assert cut_off(driver.window) == []


def test_qt_speaks_the_same_language(language: str, qapp: QApplication) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    said = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
    assert said == {"en": "Cancel", "de": "Abbrechen"}.get(language, said)
    box.deleteLater()

"""In a window from right to left, names with digits still read as they are written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from funnelstudio.checks.problem import Problem
from funnelstudio.gui.canvas.outline import OutlinePanel
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.controls.buttons import Button
from funnelstudio.gui.controls.fields import QuietComboBox
from funnelstudio.gui.names import quotes_isolated
from funnelstudio.gui.session import Session
from funnelstudio.model.edits import branches, steps
from funnelstudio.model.languages import isolated
from tests.gui.conftest import OpenStudio
from tests.painted import painted_lines
from tests.studio import Driver

NAME = "12 red roses"


@pytest.fixture
def mirrored(qapp: QApplication, own_settings: None) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def driver(mirrored: None, studio: OpenStudio) -> Driver:
    found = studio(sample="red-roses")
    found.window.resize(1280, 860)
    found.checked()
    return found


def lines(widget: QWidget) -> str:
    return "\n".join(painted_lines(widget))


@pytest.mark.parametrize("part", ["palette", "inspector", "problems"])
def test_a_panel_shows_names_as_they_are_written(driver: Driver, part: str) -> None:
    session = driver.window.session
    session.go(step="start")
    session.set_problems((Problem("tree.no_product", "error", f"“{NAME}” is not sold.", "start"),))
    driver.settle()
    shown = lines(driver.window.parts[part])
    assert NAME in shown and "roses 12" not in shown


@pytest.mark.parametrize("workspace", ["write", "publish"])
def test_a_workspace_shows_names_as_they_are_written(driver: Driver, workspace: str) -> None:
    shown = lines(driver.go(workspace))
    assert "roses 12" not in shown


def test_a_sentence_reads_in_its_own_direction(driver: Driver) -> None:
    sentence = f"{NAME}: the answer “6 more” leads nowhere."
    driver.window.session.set_problems((Problem("tree.dangling", "error", sentence, "start"),))
    driver.settle()
    assert sentence in lines(driver.window.parts["problems"])


def test_the_outline_and_the_canvas(driver: Driver) -> None:
    session = Session(branches.connect(driver.funnel, "small", "yes", "club"))
    session.edit("rename", steps.rename_step, "club", "3 cards")
    session.edit("rename", steps.rename_step, "thanks", "2 thanks")
    outline, canvas = OutlinePanel(session), CanvasView(session)
    try:
        for widget in (outline, canvas.surface):
            widget.window().resize(1400, 900)
            widget.window().show()
            canvas.fit()
            shown = lines(widget)
            assert "2 thanks" in shown and "3 cards" in shown
            assert "thanks 2" not in shown and "cards 3" not in shown
    finally:
        canvas.forecasting.stop()
        outline.close()
        canvas.close()


def test_buttons_and_lists_of_choices(mirrored: None) -> None:
    button, combo = Button(NAME), QuietComboBox()
    combo.addItems([NAME, "3 small ones"])
    for widget in (button, combo):
        widget.resize(300, 40)
        assert painted_lines(widget) == [NAME]
    combo.show()
    combo.showPopup()
    assert painted_lines(combo.view()) == [NAME, "3 small ones"]
    combo.hidePopup()
    combo.close()
    assert combo.itemText(0) == NAME and button.text() == NAME, "what is typed to find it has no marks"


def test_isolates_stand_around_names_and_quotes() -> None:
    assert isolated("a") == "\u2068a\u2069" and isolated("") == ""
    assert quotes_isolated("“a 1” and „b“ – «c»") == (
        "“\u2068a 1\u2069” and „\u2068b\u2069“ – «\u2068c\u2069»"
    )

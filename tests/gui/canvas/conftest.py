"""A canvas on the Red Roses funnel, without motion, and what the mouse does on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio.gui import settings, theme
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.session import Message, Session
from funnelstudio.model.cards import row_middle
from funnelstudio.model.offers import outcomes
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples

ShowCanvas = Callable[[Session], CanvasView]


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Session:
    settings.keep_in(tmp_path / "settings.ini")
    settings.write(settings.REDUCED_MOTION, True)
    settings.write(settings.SHOW_FORECAST, False)
    theme.start(qapp, "light")
    roses = next(sample for sample in list_samples() if sample.id == "red-roses")
    made = Session()
    made.load(load(roses.path).funnel)
    return made


@pytest.fixture
def canvas(session: Session, qtbot: QtBot) -> Iterator[CanvasView]:
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(1100, 760)
    view.show()
    qtbot.waitExposed(view)
    view.zoom_to_one()
    view.camera.look_at(450, 0)
    yield view
    view.forecasting.stop()


@pytest.fixture
def told(session: Session) -> list[Message]:
    """Every sentence that the session was told."""
    heard: list[Message] = []
    session.told.connect(heard.append)
    return heard


class Mouse:
    """Points at things of the canvas, by step and outcome."""

    def __init__(self, canvas: CanvasView, qtbot: QtBot) -> None:
        self.canvas, self.qtbot = canvas, qtbot

    def pixel(self, x: float, y: float) -> QPoint:
        left, top = self.canvas.stage.view.to_screen(x, y)
        return QPoint(round(left), round(top))

    def head(self, step: str) -> QPoint:
        x, y, width, _height = self.canvas.stage.box_of(step) or (0, 0, 0, 0)
        return self.pixel(x + width / 2, y + 14)

    def shown(self, step: str) -> QPoint:
        """Where a card's corner is painted now, also while it glides."""
        index, places = self.canvas.stage.scene.arranged.index[step], self.canvas.stage.places
        return self.pixel(places.x[index], places.y[index])

    def port(self, step: str, outcome: str) -> QPoint:
        x, y, width, _height = self.canvas.stage.box_of(step) or (0, 0, 0, 0)
        card = self.canvas.stage.scene.cards[step]
        row = outcomes(self.canvas.session.funnel.steps[step]).index(outcome)
        return self.pixel(x + width - 1, y + row_middle(card, row))

    def row(self, step: str, outcome: str) -> QPoint:
        return self.port(step, outcome) - QPoint(60, 0)

    def click(self, at: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.mouseClick(self.canvas.surface, Qt.MouseButton.LeftButton, keys, at)

    def drag(self, start: QPoint, end: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        surface = self.canvas.surface
        self.qtbot.mousePress(surface, button, pos=start)
        for share in (0.2, 0.5, 0.8, 1.0):
            self.qtbot.mouseMove(surface, start + (end - start) * share)
        self.qtbot.mouseRelease(surface, button, pos=end)


@pytest.fixture
def mouse(canvas: CanvasView, qtbot: QtBot) -> Mouse:
    return Mouse(canvas, qtbot)

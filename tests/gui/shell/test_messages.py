"""Messages: shown whole, plain, at most three, gone by themselves unless they are errors."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QTimer
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from funnelstudio.gui.messages import MessageCard
from funnelstudio.gui.session import Message
from tests.gui.conftest import OpenStudio
from tests.studio import Driver

LONG = "Another program has changed this file, and what it wrote differs from what you see here. " * 3


def cards(driver: Driver) -> list[MessageCard]:
    return [card for card in driver.window.messages.findChildren(MessageCard) if card.isVisible()]


def test_a_long_message_is_shown_whole_inside_the_window(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.session.tell(LONG, "Undo brings back what you see now.", "error")
    driver.settle()
    (card,) = cards(driver)
    words = next(found for found in card.findChildren(QLabel) if found.text() == LONG)
    assert words.height() >= words.heightForWidth(words.width())
    area = driver.window.messages
    assert area.geometry().bottom() <= driver.window.height()
    assert card.geometry().bottom() <= area.height()


@pytest.mark.parametrize("width", [880, 1280])
@pytest.mark.parametrize("workspace", ["draw", "write", "forecast", "publish"])
def test_nothing_that_can_be_clicked_is_covered(studio: OpenStudio, workspace: str, width: int) -> None:
    driver = studio(sample="red-roses")
    driver.window.resize(width, 640)
    driver.window.session.go(workspace=workspace)
    driver.settle()
    driver.window.session.tell("The export was cancelled. The last pages are as they were.")
    driver.settle()
    (card,) = cards(driver)
    for clicked in driver.window.findChildren(QAbstractButton):
        if clicked.isVisible() and not driver.window.messages.isAncestorOf(clicked):
            seen = clicked.visibleRegion().boundingRect()
            place = card.mapFromGlobal(clicked.mapToGlobal(seen.topLeft()))
            assert seen.isEmpty() or not card.rect().intersects(QRect(place, seen.size())), clicked.text()


def test_one_that_comes_below_a_resting_pointer_goes_all_the_same(qtbot: QtBot) -> None:
    def enters(at: QPoint) -> bool:
        card = MessageCard(Message("Done."))
        qtbot.addWidget(card)
        place = QPointF(at)
        QApplication.sendEvent(card, QEnterEvent(QPointF(), place, place))
        return any(timer.isActive() for timer in card.findChildren(QTimer))

    assert enters(QCursor.pos())
    assert not enters(QCursor.pos() + QPoint(3, 0))


def test_markup_stays_text(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.session.tell("<img src='file:///etc/passwd'>")
    driver.settle()
    (card,) = cards(driver)
    assert any(found.text() == "<img src='file:///etc/passwd'>" for found in card.findChildren(QLabel))


def test_the_newest_three_stay_and_none_stands_twice(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    for number in (1, 2, 3, 4, 4):
        driver.window.session.tell(f"Message {number}")
    assert driver.messages == ["Message 2", "Message 3", "Message 4"]


def test_an_action_is_done_once_and_closes_its_message(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    done: list[int] = []
    driver.window.session.told.emit(Message("Changed.", "", "warning", "Reload", lambda: done.append(1)))
    driver.settle()
    driver.click(
        next(
            b
            for b in cards(driver)[0].findChildren(type(driver.window.top_bar.export))
            if b.text() == "Reload"
        )
    )
    assert done == [1]
    assert driver.messages == []

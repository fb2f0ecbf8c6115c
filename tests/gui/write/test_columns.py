"""The live page beside the texts: made when it is seen, put away and remembered, gone in narrow windows."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from funnelstudio.gui.session import Session
from funnelstudio.gui.write.workspace import WriteWorkspace


def test_the_page_is_made_when_there_is_room_and_stays_away_when_closed(
    session: Session, qtbot: QtBot
) -> None:
    made: list[QWidget] = []

    def make() -> QWidget:
        made.append(QLabel("the page"))
        return made[-1]

    write = WriteWorkspace(session, make)
    qtbot.addWidget(write)
    write.resize(900, 600)
    write.show()
    assert not made
    write.resize(1400, 800)
    assert len(made) == 1
    assert made[0].isVisible()
    write.resize(900, 600)
    assert not made[0].isVisible()
    write.resize(1400, 800)
    write.toolbar.page.click()
    assert not made[0].isVisible()

    another = WriteWorkspace(session, make)
    qtbot.addWidget(another)
    another.resize(1400, 800)
    another.show()
    assert len(made) == 1
    another.toolbar.page.click()
    assert len(made) == 2

"""A Write workspace on the Red Roses funnel in German, and what fingers do in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio.gui import jobs, settings, theme
from funnelstudio.gui.session import Message, Session
from funnelstudio.gui.write.card import FieldCard
from funnelstudio.gui.write.workspace import WriteWorkspace
from funnelstudio.model.texts import state_of, value
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Session:
    settings.keep_in(tmp_path / "settings.ini")
    theme.start(qapp, "light")
    roses = next(sample for sample in list_samples() if sample.id == "red-roses")
    made = Session()
    made.load(load(roses.path).funnel)
    made.go(workspace="write", step="more", language="de-DE")
    return made


@pytest.fixture
def write(session: Session, qtbot: QtBot) -> Iterator[WriteWorkspace]:
    workspace = WriteWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1200, 900)
    workspace.show()
    workspace.activateWindow()
    qtbot.waitActive(workspace)
    yield workspace
    qtbot.waitUntil(lambda: jobs.running() == 0)


@pytest.fixture
def told(session: Session) -> list[Message]:
    """Every sentence that the session was told."""
    heard: list[Message] = []
    session.told.connect(heard.append)
    return heard


class Writer:
    """Types into the fields of the shown page."""

    def __init__(self, workspace: WriteWorkspace, session: Session, qtbot: QtBot) -> None:
        self.workspace, self.session, self.qtbot = workspace, session, qtbot

    def card(self, key: str) -> FieldCard:
        found = self.workspace.cards.card(key)
        assert found is not None, f"{key} is not shown"
        return found

    def go_into(self, key: str) -> FieldCard:
        card = self.card(key)
        card.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        assert card.editor.hasFocus()
        return card

    def type(self, key: str, words: str) -> FieldCard:
        """Type as an input method does: any script, one piece a word."""
        card = self.go_into(key)
        for number, piece in enumerate(words.split(" ")):
            event = QInputMethodEvent()
            event.setCommitString(f" {piece}" if number else piece)
            QApplication.sendEvent(card.editor, event)
        return card

    def clear(self, key: str) -> FieldCard:
        card = self.go_into(key)
        card.editor.selectAll()
        self.qtbot.keyClick(card.editor, Qt.Key.Key_Delete)
        return card

    def rewrite(self, key: str, words: str) -> FieldCard:
        self.clear(key)
        return self.type(key, words)

    def value(self, key: str, tag: str = "de-DE", place: str = "more") -> str:
        return value(self.session.funnel, tag, place, key)

    def state(self, key: str, tag: str = "de-DE", place: str = "more") -> str:
        return state_of(self.session.funnel, tag, place, key)


@pytest.fixture
def writer(write: WriteWorkspace, session: Session, qtbot: QtBot) -> Writer:
    return Writer(write, session, qtbot)


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[], None]:
    """Let timers of no length and jobs come through."""

    def wait() -> None:
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
        qtbot.waitUntil(lambda: jobs.running() == 0)

    return wait

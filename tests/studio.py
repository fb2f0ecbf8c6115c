"""Drives the whole window in tests as a user does: clicks, typing, dragging, shortcuts."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from funnelstudio.gui import jobs
from funnelstudio.gui.app import Studio, open_file
from funnelstudio.gui.asker import Asker
from funnelstudio.gui.document import Document
from funnelstudio.gui.main_window import MainWindow
from funnelstudio.model.funnel import Funnel

WAIT_SECONDS = 20.0


class Answers:
    """What the user answers to the few questions: set the attributes before what asks."""

    def __init__(self) -> None:
        self.open: Path | None = None
        self.save: Path | None = None
        self.share: Path | None = None
        self.unsaved: str | None = "discard"
        self.asked: list[str] = []

    def asker(self) -> Asker:
        return Asker(
            lambda: self._answer("open", self.open),
            lambda _suggested: self._answer("save", self.save),
            lambda _suggested: self._answer("share", self.share),
            self._unsaved,
        )

    def _answer(self, question: str, path: Path | None) -> Path | None:
        self.asked.append(question)
        return path

    def _unsaved(self, _title: str) -> str | None:
        self.asked.append("unsaved")
        return self.unsaved


class Driver:
    """One window and a hand on it. Everything goes through events, as a user's input would."""

    def __init__(self, studio: Studio, answers: Answers, window: MainWindow) -> None:
        self.studio = studio
        self.answers = answers
        self.window = window
        self.settle()

    @property
    def funnel(self) -> Funnel:
        return self.window.session.funnel

    @property
    def messages(self) -> list[str]:
        """What the window tells now."""
        return [message.text for message in self.window.messages.messages()]

    def settle(self) -> None:
        """Let everything that is under way arrive: jobs, timers of 0 ms, deferred deletes."""
        self.wait_until(lambda: not jobs.running())
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def wait_until(self, ready: Callable[[], object]) -> None:
        """Wait for something to become true, with the event loop going."""
        until = time.monotonic() + WAIT_SECONDS
        QTest.qWait(1)
        while not ready():
            if time.monotonic() > until:
                raise AssertionError("this did not come about in time")
            QTest.qWait(5)
        QTest.qWait(1)

    def checked(self) -> None:
        """Wait until the problems shown are those of the funnel shown."""
        self.wait_until(self.window.is_checked)

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        """The visible widget with this accessible name or these words."""
        for widget in self.window.findChildren(kind):
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            if widget.isVisible() and name in (widget.accessibleName(), words):
                return widget
        raise AssertionError(f"there is no visible {kind.__name__} called {name!r}")

    def activate(self) -> None:
        """Bring the window to the front: shortcuts reach only the one that is."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            QTest.qWaitForWindowActive(self.window)

    def click(self, widget: QWidget, at: QPoint | None = None, *, twice: bool = False) -> None:
        """Click a widget, in its middle or at a place."""
        where = at if at is not None else widget.rect().center()
        click = QTest.mouseDClick if twice else QTest.mouseClick
        click(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        self.settle()

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Press a key or shortcut, such as "Ctrl+Z", where the focus is."""
        self.activate()
        target = widget or self.window.focusWidget() or self.window
        QTest.keySequence(target, QKeySequence(keys))
        self.settle()

    def type(self, words: str, widget: QWidget | None = None) -> None:
        """Type words where the focus is, letter by letter; any script."""
        target = widget or self.window.focusWidget()
        assert target is not None, "nothing has the focus"
        for letter in words:
            # An input method's commit: QTest's own keys abort on what Latin-1 lacks.
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(target, event)
        self.settle()

    def enter(self, words: str, widget: QWidget) -> None:
        """Replace all that stands in a field."""
        widget.setFocus()
        self.press("Ctrl+A", widget)
        if words:
            self.type(words, widget)
        else:
            self.press("Del", widget)

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Drag with the left button inside a widget."""
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, none, start)
        for share in (0.1, 0.4, 0.7, 1.0):
            QTest.mouseMove(widget, start + (end - start) * share)
            QTest.qWait(1)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, none, end)
        self.settle()

    def drop(self, widget: QWidget, mime: QMimeData, at: QPoint) -> bool:
        """Drop something that was dragged in from elsewhere; says whether it was taken."""
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(at, copy, mime, left, none)
        QApplication.sendEvent(widget, enter)
        if not enter.isAccepted():
            return False
        QApplication.sendEvent(widget, QDragMoveEvent(at, copy, mime, left, none))
        event = QDropEvent(QPointF(at), copy, mime, left, none)
        event.setAccepted(False)
        QApplication.sendEvent(widget, event)
        self.settle()
        return event.isAccepted()

    def do(self, action: str) -> None:
        """Choose an action from the menu."""
        made = self.window.commands[action]
        self.window.commands.refresh()
        assert made.isEnabled(), f"{action} can't be done now"
        made.trigger()
        self.settle()

    def go(self, workspace: str) -> QWidget:
        """Show a workspace by its button."""
        self.click(self.window.top_bar.segments.buttons[workspace])
        shown = self.window.body.stack.currentWidget()
        assert shown is not None
        return shown

    def save_as(self, path: Path) -> None:
        """Save under a name."""
        self.answers.save = path
        self.do("save_as")
        self.wait_until(lambda: self.window.session.is_saved)

    def close(self) -> bool:
        """Close the window; says whether it went."""
        closed = self.window.close()
        self.settle()
        return closed


def open_studio(application: QApplication, path: Path | None = None) -> Driver:
    """A program with one window: empty, or on the file at `path`."""
    answers = Answers()
    studio = Studio(application, answers.asker())
    window = open_file(studio, path) if path is not None else studio.open_window()
    QTest.qWaitForWindowExposed(window)
    return Driver(studio, answers, window)


def open_sample(application: QApplication, sample: str = "red-roses") -> Driver:
    """A program with one window on a sample, not yet saved."""
    answers = Answers()
    studio = Studio(application, answers.asker())

    def begin(document: Document) -> None:
        document.new_from_sample(sample)

    window = studio.open_window(begin)
    QTest.qWaitForWindowExposed(window)
    return Driver(studio, answers, window)

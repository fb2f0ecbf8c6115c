"""Renaming in place: a line to type into over a card's title or an option's row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from funnelstudio.gui.canvas.look import Look, font

Done = Callable[[str], object]


class NameEditor(QLineEdit):
    """Enter or leaving it takes the name, Escape leaves the old one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._done: Done | None = None
        self._before = ""
        self.hide()

    def begin(self, place: QRect, words: str, role: str, scale: float, look: Look, done: Done) -> None:
        """Edit `words` at `place`; `done` is called with what was typed, if it is another name."""
        self._done = None
        self._before = words
        colours = look.palette
        self.setStyleSheet(
            f"QLineEdit {{ background: {colours.panel}; color: {colours.text};"
            f" border: 2px solid {colours.accent};"
            " border-radius: 6px; padding: 0 4px; selection-background-color:"
            f" {colours.accent}; selection-color: {colours.on_accent}; }}"
        )
        shown = QFont(font(role))  # a copy: the cards are written in the same one
        shown.setPixelSize(max(11, round(shown.pixelSize() * scale)))
        self.setFont(shown)
        self.setText(words)
        self.selectAll()
        self.setGeometry(place)
        self._done = done
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self, *, keep: bool) -> None:
        """End editing; without `keep` nothing is renamed."""
        done, self._done = self._done, None
        if done is None:
            return
        words = self.text().strip()
        had_focus = self.hasFocus()
        self.hide()
        owner = self.parentWidget()
        if had_focus and owner is not None:
            owner.setFocus(Qt.FocusReason.OtherFocusReason)
        if keep and words != self._before:
            done(words)

    def event(self, event: QEvent) -> bool:
        # The window's shortcuts must not take Escape or Enter away from the name that is being typed.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.finish(keep=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.finish(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish(keep=True)

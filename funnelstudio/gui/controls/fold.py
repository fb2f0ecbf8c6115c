"""A row that unfolds what can be edited in it; the body is made when it is first unfolded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from funnelstudio.gui.controls.buttons import Button
from funnelstudio.gui.controls.words import note, set_state, tooltip


class Fold(QFrame):
    """A header button and a body below it."""

    toggled = Signal(bool)

    def __init__(self, make_body: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_body = make_body
        self._words = ""
        self.body: QWidget | None = None
        self.header = Button("", "row")
        self.header.setLayoutDirection(self.layoutDirection())
        self.header.clicked.connect(lambda _checked=False: self.unfold(not self.is_open))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._rows.addWidget(self.header)
        self._note = note()
        self._note.hide()
        self._rows.addWidget(self._note)

    @property
    def is_open(self) -> bool:
        return self.body is not None and not self.body.isHidden()

    def show_words(self, words: str) -> None:
        """Show what the row is about, shortened to its room."""
        self._words = words
        self._fit()

    def show_note(self, sentence: str, severity: str = "") -> None:
        """Show what the checks say of the fields within, as long as these are not to be seen."""
        if self._note.text() != sentence:
            self._note.setText(sentence)
            self._note.setVisible(bool(sentence) and not self.is_open)
        set_state(self._note, severity)

    def note(self) -> str:
        """What the checks say here, "" for nothing or where the fields within say it."""
        return "" if self.is_open else self._note.text()

    def unfold(self, shown: bool = True) -> None:
        if shown and self.body is None:
            self.body = self._make_body()
            self._rows.addWidget(self.body)
        if self.body is not None:
            self.body.setVisible(shown)
        self._note.setVisible(bool(self._note.text()) and not shown)
        self.toggled.emit(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(60, self.width() - 28)
        shown = self.header.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.header.setText(shown.replace("&", "&&"))
        self.header.setAccessibleName(self._words)
        tooltip(self.header, self._words if shown != self._words else "")

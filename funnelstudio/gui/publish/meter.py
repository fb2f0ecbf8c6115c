"""A line that tells how far a long piece of work is, with a button that stops it or goes on with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import ElidedLabel
from funnelstudio.i18n import _

_TURNS = 1000


class Meter(QWidget):
    """Hidden until there is something to tell."""

    stop_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel("", "caption")
        self.stop = button(_("Stop"), self.stop_wanted.emit, "link")
        self.go_on = button(_("Go on"), self.go_on_wanted.emit, "link")
        self.bar = QProgressBar()
        self.bar.setRange(0, _TURNS)
        self.bar.setTextVisible(False)
        told = row(self.words, self.stop, self.go_on, spacing=8)
        told.setStretch(0, 1)
        self.setLayout(column(told, self.bar, spacing=4, margins=(14, 8, 14, 10)))
        self.hide()

    def show_running(self, words: str, done: float = 0.0) -> None:
        """Tell what is under way, and how much of it is done, 0 to 1."""
        self.bar.setValue(round(done * _TURNS))
        self.bar.setAccessibleName(words)
        self._show(words, running=True)

    def show_stopped(self, words: str) -> None:
        """Tell what is left."""
        self._show(words, running=False)

    def _show(self, words: str, *, running: bool) -> None:
        self.words.show_words(words)
        self.stop.setVisible(running)
        self.bar.setVisible(running)
        self.go_on.setVisible(not running)
        self.show()

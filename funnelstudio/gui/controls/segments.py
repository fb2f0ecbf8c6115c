"""A row of choices of which one holds, as in the title bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import Button


class Segments(QFrame):
    """Shows `words` by key and calls `choose` with the key that was clicked."""

    def __init__(
        self, words: Mapping[str, str], choose: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._choose = choose
        self._group = QButtonGroup(self)
        self._row = row(spacing=2, margins=(2, 2, 2, 2))
        self.setLayout(self._row)
        self.buttons: dict[str, Button] = {}
        self.show_words(words)

    def show_words(self, words: Mapping[str, str]) -> None:
        """Offer these choices."""
        if {key: button.text() for key, button in self.buttons.items()} == dict(words):
            return
        for button in self.buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for key, word in words.items():
            made = Button(word, "segment")
            made.setCheckable(True)
            # The chosen one is bolder: room for that in all of them keeps the row from moving.
            bold = QFontMetrics(theme.font(weight=QFont.Weight.DemiBold))
            made.setMinimumWidth(bold.horizontalAdvance(word) + 30)
            made.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            self._group.addButton(made)
            self._row.addWidget(made)
            self.buttons[key] = made

    def show_chosen(self, key: str) -> None:
        """Mark the choice that holds."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

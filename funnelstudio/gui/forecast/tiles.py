"""The figures at the top of the forecast, each on a card of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.words import label


class Tile(QFrame):
    """One figure: what it is, the figure itself, and what it rests on."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.name = label(name, "caption")
        self.figure = label("–", "heading")
        self.figure.setFont(theme.money_font(20))
        self.note = label("", "caption", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(2)
        for part in (self.name, self.figure, self.note):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_figure(self, figure: str, note: str = "") -> None:
        """Show a figure with its note."""
        self.figure.setText(figure)
        self.note.setText(note)
        self.setAccessibleName(f"{self.name.text()}: {figure}. {note}")

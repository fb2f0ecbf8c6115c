"""A field for a colour: its digits, and a swatch that opens a picker."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QColorDialog, QToolButton, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.fields import TextField
from funnelstudio.gui.controls.words import tooltip
from funnelstudio.i18n import _


class Swatch(QToolButton):
    """A round patch of a colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "icon")
        self.setFixedSize(24, 24)
        self._colour = QColor("#FFFFFF")

    def show_colour(self, colour: str) -> None:
        self._colour = QColor(colour)
        self.update()

    def colour(self) -> QColor:
        return self._colour

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = theme.palette().accent if self.hasFocus() else theme.palette().line
        painter.setPen(QColor(ring))
        painter.setBrush(self._colour)
        painter.drawEllipse(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5))


class ColourField(TextField):
    """A colour as #RRGGBB; the picker's choice counts as typed."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(caption, "#RRGGBB", parent)
        self.swatch = Swatch(self.line)
        self.swatch.setAccessibleName(_("Pick the colour"))
        tooltip(self.swatch, _("Pick the colour"))
        self.swatch.clicked.connect(self._pick)
        self.swatch.move(5, 4)
        self.line.setTextMargins(24, 0, 0, 0)

    def show_value(self, value: str) -> None:
        super().show_value(value)
        self.swatch.show_colour(value)

    def _pick(self) -> None:
        dialog = QColorDialog(self.swatch.colour(), self.window())
        dialog.setWindowTitle(_("Pick the colour"))
        dialog.colorSelected.connect(self._picked)
        dialog.open()

    def _picked(self, colour: QColor) -> None:
        name = colour.name().upper()
        self.line.setText(name)
        self.edited.emit(name)
        self.swatch.show_colour(name)

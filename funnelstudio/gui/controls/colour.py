"""A field for a colour: its digits, and a swatch that opens a picker."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
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
    """A colour as #RRGGBB; what is looked at in the picker counts as typed, and its Cancel takes it back."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(caption, "#RRGGBB", parent, whole=True)
        self.swatch = Swatch(self.line)
        self.swatch.setAccessibleName(_("Pick the colour"))
        tooltip(self.swatch, _("Pick the colour"))
        self.swatch.clicked.connect(self._pick)
        self.swatch.move(5, 4)
        self.line.setTextMargins(24, 0, 0, 0)
        self.instead = Swatch(self.line)
        self.instead.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.instead.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.instead.hide()

    def show_value(self, value: str) -> None:
        super().show_value(value)
        self.swatch.show_colour(value)

    def show_instead(self, colour: str, sentence: str) -> None:
        """Show in words how the colour can be read, and beside it the one that is used instead, if any."""
        self.instead.setVisible(bool(colour))
        self.instead.show_colour(colour or self.value())
        self._place()
        self.show_note(sentence, "warning" if colour else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.instead.move(self.line.width() - self.instead.width() - 5, 4)

    def _pick(self) -> None:
        before = self.swatch.colour()
        dialog = QColorDialog(before, self.window())
        dialog.setWindowTitle(_("Pick the colour"))
        dialog.currentColorChanged.connect(self._picked)
        dialog.colorSelected.connect(self._picked)
        dialog.rejected.connect(lambda: self._picked(before))
        dialog.open()

    def _picked(self, colour: QColor) -> None:
        name = colour.name().upper()
        self.line.setText(name)
        self.edited.emit(name)
        self.swatch.show_colour(name)

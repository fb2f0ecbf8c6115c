"""A label that wraps and shows variables as chips, for sentences that quote a text."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.write import ink
from funnelstudio.gui.write.marks import VARIABLE, marks


class ChipLabel(QWidget):
    """Plain text in a palette colour, wrapped to the width it has."""

    def __init__(self, role: str = "secondary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._words = ""
        self._layout = QTextLayout()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, words: str, role: str | None = None) -> None:
        """Show `words`; screen readers read them too."""
        self._words, self._role = words, role or self._role
        self.setAccessibleName(words)
        self._arrange(max(80, self.width()))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What is shown."""
        return self._words

    def natural_width(self) -> int:
        """Width of the words on one line."""
        return ceil(self._metrics_width()) + 10

    def sizeHint(self) -> QSize:
        return QSize(self.natural_width(), self.heightForWidth(self.natural_width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 18)

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._arrange(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spans = [(m.start, m.end) for m in marks(self._words) if m.kind == VARIABLE]
        ink.paint_chips(painter, self._layout, QPointF(4, 3), spans)
        painter.setPen(ink.ink_on(self._role, ink.colour("panel")))
        self._layout.draw(painter, QPointF(4, 3))
        painter.end()

    def _metrics_width(self) -> float:
        self._arrange(100_000)
        return self._layout.maximumWidth()

    def _arrange(self, width: int) -> int:
        layout = QTextLayout(self._words, theme.font(12))
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        layout.setTextOption(option)
        layout.setFormats(_formats(self._words))
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width - 8))
            line.setPosition(QPointF(0, top))
            top += line.height() + 2
        layout.endLayout()
        self._layout = layout
        return int(top) + 4


def _formats(words: str) -> list[QTextLayout.FormatRange]:
    made = []
    for mark in marks(words):
        if mark.kind == VARIABLE:
            shape, wide = QTextCharFormat(), QTextCharFormat()
            shape.setForeground(QColor(ink.ink_on("accent", ink.wash("accent"))))
            wide.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            wide.setFontLetterSpacing(3)
            made.append(_span(mark.start, mark.end - mark.start, shape))
            # Room for the chip's edges, after the letter before it and after its last one.
            made.extend(_span(at, 1, wide) for at in (mark.start - 1, mark.end - 1) if at >= 0)
    return made


def _span(start: int, length: int, shape: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, shape
    return made

"""The level headings over the canvas: they follow the columns of the tree and stay at the top."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from funnelstudio.gui.canvas.look import font, metrics
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.i18n import _
from funnelstudio.model.offers import MAX_LEVELS

HEIGHT = 30
INSET = 16.0
"""A heading begins so far left of its column, in units of the tree."""


def heading(column: int) -> str:
    """The words over a column: the start has number 0, levels count from 1; behind the last are endings."""
    if column == 0:
        return _("Main product")
    return _("Level {number}").format(number=column) if column <= MAX_LEVELS else _("Endings")


def fitting(words: str, room: float) -> str:
    """The heading as far as `room` pixels go: whole, else a level's number alone, else cut short."""
    measure = metrics("kind")
    number = "".join(filter(str.isdigit, words))
    if measure.horizontalAdvance(words) <= room:
        return words
    return number or measure.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(room)))


class Headings(QWidget):
    """A strip that paints the headings of the columns in view."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.setFixedHeight(HEIGHT)

    def show_stage(self, stage: Stage) -> None:
        self._stage = stage
        self.update()

    def columns(self) -> list[tuple[float, float, str]]:
        """Left edge and width in pixels, and words, of each heading in view."""
        stage = self._stage
        if stage.scene.down:
            return []
        view = stage.view
        found = []
        placed = stage.scene.arranged.columns
        for number, (begin, _width) in enumerate(placed):
            left = (begin - INSET - view.x) * view.across
            right = self.width() + 1.0
            if number + 1 < len(placed):
                right = (placed[number + 1][0] - INSET - view.x) * view.across
            if right > 0 and left < self.width():
                found.append((left, right - left, heading(number)))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._stage.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.heading)
        painter.setPen(QPen(look.edge, 1))
        painter.drawLine(QLineF(0, HEIGHT - 0.5, self.width(), HEIGHT - 0.5))
        painter.setFont(font("kind"))
        baseline = HEIGHT / 2 + metrics("kind").capHeight() / 2
        for index, (left, width, words) in enumerate(self.columns()):
            painter.setPen(QPen(look.edge, 1))
            if index:
                painter.drawLine(QLineF(round(left) + 0.5, 0, round(left) + 0.5, HEIGHT - 1))
            painter.setPen(QColor(look.palette.secondary))
            # A heading whose column begins left of the view stays in sight as long as there is room.
            start = max(left, 0.0) + 12
            painter.save()
            painter.setClipRect(QRectF(max(left, 0.0), 0, width - max(0.0, -left) - 6, HEIGHT))
            painter.drawText(QPointF(round(start), baseline), fitting(words, left + width - start - 4))
            painter.restore()

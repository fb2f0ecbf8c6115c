"""Dragging a kind or a product out of the palette: what is carried, and the card that follows the pointer."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.words import paint_tile
from funnelstudio.model.languages import isolated

KIND = "application/x-funnelstudio-kind"
PRODUCT = "application/x-funnelstudio-product"


def carried(mime_type: str, value: str, words: str) -> QMimeData:
    """What a drag carries: a kind of step or a product's id, and its name for other programs."""
    made = QMimeData()
    made.setData(mime_type, QByteArray(value.encode()))
    made.setText(words)
    return made


def start_drag(source: QWidget, mime: QMimeData, step_type: str, words: str) -> None:
    """Drag `mime` with a small card under the pointer."""
    drag = QDrag(source)
    drag.setMimeData(mime)
    drag.setPixmap(card(step_type, words, source.devicePixelRatioF()))
    drag.setHotSpot(QPoint(24, 18))
    drag.exec(Qt.DropAction.CopyAction)


def card(step_type: str, words: str, scale: float) -> QPixmap:
    """A card with the kind's tile and a name."""
    colours = theme.palette()
    width, height = 168, 40
    image = QPixmap(round(width * scale), round(height * scale))
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colours.accent))
    painter.setBrush(QColor(colours.panel))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 8, 8)
    paint_tile(painter, QRectF(10, 9, 22, 22), step_type)
    painter.setPen(QColor(colours.text))
    painter.setFont(theme.font())
    room = QRectF(42, 0, width - 52, height)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, isolated(shown))
    painter.end()
    return image

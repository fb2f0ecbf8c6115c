"""Paints what lies under the tree: the dotted grid, which fades as the view zooms out, and shadows."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from funnelstudio.gui.canvas.look import Look, font
from funnelstudio.gui.canvas.viewport import Viewport
from funnelstudio.i18n import _

GRID = 20.0
FADE_FROM, FADE_TO = 0.85, 0.45
"""Above the first zoom the dots are at their strongest, below the second they are gone."""


def paint_ground(painter: QPainter, look: Look, view: Viewport, part: QRect) -> None:
    """Fill `part` of the screen with the ground and its dots."""
    painter.fillRect(part, look.ground)
    strength = min(1.0, (view.scale - FADE_TO) / (FADE_FROM - FADE_TO))
    if strength <= 0:
        return
    ratio = painter.device().devicePixelRatioF()
    pitch = max(4, round(GRID * view.scale * ratio))
    dot = QColor(look.dots)
    dot.setAlphaF(strength)
    tile = _dot_tile(pitch, dot.name(QColor.NameFormat.HexArgb), ratio)
    step = pitch / ratio
    left = (part.left() + view.x * view.scale) % step
    top = (part.top() + view.y * view.scale) % step
    painter.drawTiledPixmap(
        QRectF(part), tile, QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)
    )


@lru_cache(maxsize=32)
def _dot_tile(pitch: int, colour: str, ratio: float) -> QPixmap:
    """One dot in the middle of a cell, `pitch` device pixels wide."""
    tile = QPixmap(pitch, pitch)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    middle = pitch // 2 + 0.5 * (round(ratio * 2) % 2)
    painter.drawEllipse(QPointF(middle, middle), 0.95 * ratio, 0.95 * ratio)
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return tile


SHADOW = 10.0
"""How far a card's shadow reaches."""


def paint_shadow(painter: QPainter, look: Look, width: float, height: float, corner: float) -> None:
    """A soft shadow for a card with its corner at the origin: translucent layers, each a little smaller."""
    painter.setPen(Qt.PenStyle.NoPen)
    colour = QColor(look.shadow)
    colour.setAlphaF(0.05 if look.palette.dark else 0.011)
    painter.setBrush(colour)
    for layer in range(6):
        reach = 6.5 - layer * 1.3
        painter.drawRoundedRect(
            QRectF(-reach, 2.5 - reach, width + 2 * reach, height + 2 * reach), corner + reach, corner + reach
        )


def paint_empty(painter: QPainter, look: Look, area: QRect) -> None:
    """What an empty canvas says."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, 340, 116)
    box.moveCenter(QRectF(area).center())
    painter.setPen(QPen(look.faint, 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(look.ground)
    painter.drawRoundedRect(box, 16, 16)
    centred = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
    painter.setPen(look.text)
    painter.setFont(font("title"))
    painter.drawText(box.adjusted(20, 18, -20, -62), centred, _("Begin with your main product"))
    painter.setPen(look.secondary)
    painter.setFont(font("row"))
    painter.drawText(box.adjusted(20, 48, -20, -14), centred, _("Drag a product here, or double click."))

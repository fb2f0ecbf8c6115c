"""Paints one card, pill or chip at 100 % with its corner at the origin; the caller sets place and scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from funnelstudio.gui import icons
from funnelstudio.gui.canvas.look import Look, font, measure, metrics
from funnelstudio.gui.canvas.status import Status
from funnelstudio.gui.problem_places import TODO
from funnelstudio.gui.theme import kind_icon
from funnelstudio.model.cards import FOOT, HEAD, PAD, PORT, ROW, TILE, Card, Row, row_middle
from funnelstudio.model.languages import isolated

CORNER = 12.0
_ELIDE = Qt.TextElideMode.ElideRight
_NO_BRUSH = Qt.BrushStyle.NoBrush
_NO_PEN = Qt.PenStyle.NoPen


def write(
    painter: QPainter, role: str, colour: QColor, x: float, middle: float, words: str, room: float = 1e6
) -> None:
    """Write one line whose middle is at `middle`, cut to `room` pixels with an ellipsis."""
    shapes = metrics(role)
    painter.setFont(font(role))
    painter.setPen(colour)
    if measure(words, role) > room:
        words = shapes.elidedText(words, _ELIDE, room)
    painter.drawText(QPointF(x, middle + (shapes.capHeight() / 2)), isolated(words))


def paint_card(painter: QPainter, look: Look, card: Card, status: Status) -> None:
    """The whole card with its ports; shadow and selection lie underneath and are painted by others."""
    if card.is_pill:
        _paint_pill(painter, look, card, status)
        return
    painter.setBrush(look.card)
    painter.setPen(QPen(look.edge, 1))
    painter.drawRoundedRect(QRectF(0.5, 0.5, card.width - 1, card.height - 1), CORNER, CORNER)
    _paint_head(painter, look, card, status)
    for index, row in enumerate(card.rows):
        _paint_row(painter, look, card, index, row)
    if card.foot:
        _paint_foot(painter, look, card, status)
    for index, row in enumerate(card.rows):
        paint_port(
            painter,
            look,
            card.width,
            row_middle(card, index),
            accepts=row.accepts,
            is_open=row.outcome in status.open,
        )


def _paint_head(painter: QPainter, look: Look, card: Card, status: Status) -> None:
    paint_tile(painter, look, card.kind, PAD, 11)
    middle = 11 + TILE / 2
    right = card.width - PAD
    if card.strategy:
        width = measure(card.strategy, "tag") + 18
        ground, ink = look.strategies.get(status.strategy, look.strategies[""])
        painter.setPen(_NO_PEN)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(right - width, middle - 9.5, width, 19), 9.5, 9.5)
        write(painter, "tag", ink, right - width + 9, middle, card.strategy)
        right -= width + 8
    if status.severity and not card.foot:
        paint_warning(painter, look, status.severity, right - 11, middle)
        right -= 18
    write(painter, "kind", look.secondary, PAD + TILE + 8, middle, card.word, right - PAD - TILE - 8)
    write(painter, "title", look.text, PAD, 47, card.title, card.width - 2 * PAD)


def paint_tile(painter: QPainter, look: Look, kind: str, x: float, y: float, size: float = TILE) -> None:
    """The small coloured square with the icon of a kind."""
    known = kind if kind in look.kinds else ""
    painter.setPen(_NO_PEN)
    painter.setBrush(look.kinds[known])
    painter.drawRoundedRect(QRectF(x, y, size, size), size * 0.27, size * 0.27)
    scale = max(1.0, abs(painter.transform().m11()) * painter.device().devicePixelRatioF())
    inner = size * 0.64
    image = icons.pixmap(kind_icon(kind), look.ink, 14, min(8.0, round(scale * 4) / 4))
    painter.drawPixmap(
        QRectF(x + (size - inner) / 2, y + (size - inner) / 2, inner, inner), image, QRectF(image.rect())
    )


def _paint_row(painter: QPainter, look: Look, card: Card, index: int, row: Row) -> None:
    top = HEAD + ROW * index
    painter.setPen(QPen(look.divider, 1))
    painter.drawLine(QPointF(1, top + 0.5), QPointF(card.width - 1, top + 0.5))
    middle = top + ROW / 2 + 0.5
    room = card.width - 2 * PAD
    if row.price:
        width = measure(row.price, "row")
        write(painter, "row", look.secondary, card.width - PAD - width, middle, row.price)
        room -= width + 10
    write(painter, "row", look.text if row.accepts else look.secondary, PAD, middle, row.label, room)


def _paint_foot(painter: QPainter, look: Look, card: Card, status: Status) -> None:
    top = card.height - FOOT
    painter.setPen(QPen(look.divider, 1))
    painter.drawLine(QPointF(1, top + 0.5), QPointF(card.width - 1, top + 0.5))
    middle = top + FOOT / 2
    right = card.width - PAD
    painter.setPen(_NO_PEN)
    colours = {"done": look.done, "partly": look.partly, "none": look.nothing}
    for state in reversed(status.languages):
        painter.setBrush(colours[state])
        painter.drawEllipse(QRectF(right - 6, middle - 3, 6, 6))
        right -= 9
    if status.severity:
        paint_warning(painter, look, status.severity, right - 13, middle)
        right -= 22
    write(painter, "foot", look.secondary, PAD, middle, status.revenue, right - PAD - 6)


def paint_warning(painter: QPainter, look: Look, severity: str, x: float, middle: float) -> None:
    """A small filled triangle for the worst problem, 11 pixels wide; a notice is a small ring, and what is
    to do an empty box.
    """
    if severity in ("notice", TODO):
        painter.setBrush(_NO_BRUSH)
        painter.setPen(QPen(look.secondary if severity == TODO else look.notice, 1.6))
        corner = 2 if severity == TODO else 4
        painter.drawRoundedRect(QRectF(x + 1.5, middle - 4, 8, 8), corner, corner)
        return
    painter.setPen(_NO_PEN)
    painter.setBrush(look.error if severity == "error" else look.warning)
    path = QPainterPath()
    path.addPolygon(
        QPolygonF([QPointF(x + 5.5, middle - 5), QPointF(x + 11, middle + 4.5), QPointF(x, middle + 4.5)])
    )
    path.closeSubpath()
    painter.drawPath(path)


def paint_port(
    painter: QPainter, look: Look, x: float, y: float, *, accepts: bool, is_open: bool = False
) -> None:
    """The ring where an outcome's wire leaves; with a plus in it while it leads nowhere."""
    colour = look.accepted if accepts else look.declined
    painter.setBrush(look.card)
    painter.setPen(QPen(colour, 2))
    radius = PORT + (1.5 if is_open else 0)
    painter.drawEllipse(QPointF(x - 1, y), radius, radius)
    if is_open:
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(x - 3.75, y), QPointF(x + 1.75, y))
        painter.drawLine(QPointF(x - 1, y - 2.75), QPointF(x - 1, y + 2.75))


def _paint_pill(painter: QPainter, look: Look, card: Card, status: Status) -> None:
    painter.setBrush(look.pill)
    painter.setPen(QPen(look.pill_edge, 1))
    radius = (card.height - 1) / 2
    painter.drawRoundedRect(QRectF(0.5, 0.5, card.width - 1, card.height - 1), radius, radius)
    middle = card.height / 2
    painter.setPen(QPen(look.pill_text, 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(_NO_BRUSH)
    painter.drawPolyline(
        [QPointF(14.5, middle + 0.3), QPointF(17.3, middle + 3.1), QPointF(22.3, middle - 3.2)]
    )
    write(painter, "ending", look.pill_text, 28, middle, card.title, card.width - 28 - 13)
    if status.severity:
        paint_warning(painter, look, status.severity, card.width - 12, 2)


def paint_chip(painter: QPainter, look: Look, width: float, height: float, name: str) -> None:
    """A jump: a small chip that names the step it leads to."""
    painter.setBrush(look.card)
    painter.setPen(QPen(look.edge, 1))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), height / 2, height / 2)
    painter.setBrush(_NO_BRUSH)
    painter.setPen(QPen(look.secondary, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    middle = height / 2
    arrow = QPainterPath(QPointF(10, middle - 3.5))
    arrow.cubicTo(QPointF(10, middle + 2.5), QPointF(11, middle + 2.5), QPointF(18, middle + 2.5))
    arrow.moveTo(15.6, middle)
    arrow.lineTo(18.2, middle + 2.5)
    arrow.lineTo(15.6, middle + 5)
    painter.drawPath(arrow)
    write(painter, "chip", look.secondary, 23, middle, name, width - 23 - 9)

"""Paints what lies over the tree while the mouse works: what is dragged, its target, the rubber band."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from funnelstudio.gui.canvas.hits import NOTHING, Hit
from funnelstudio.gui.canvas.look import measure
from funnelstudio.gui.canvas.paint_cards import CORNER, write
from funnelstudio.gui.canvas.paint_wires import curve
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.model.cards import row_middle

Point = tuple[float, float]


@dataclass(frozen=True)
class Ghost:
    """What follows the mouse, in pixels of the screen.

    `what` is "wire", "card", "band" or "drop"; `words` says what letting go would do, `fits` whether it can.
    """

    what: str
    start: Point
    end: Point
    target: Hit = NOTHING
    words: str = ""
    fits: bool = True
    accepts: bool = True
    grip: Point = (0.0, 0.0)
    step: str = ""


def paint_ghost(painter: QPainter, stage: Stage, ghost: Ghost) -> None:
    """Paint the ghost with the mark on its target."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look = stage.look
    colour = look.accent if ghost.fits else look.error
    if ghost.what == "band":
        wash = QColor(look.accent)
        wash.setAlphaF(0.10)
        painter.setBrush(wash)
        painter.setPen(QPen(look.accent, 1))
        painter.drawRect(QRectF(QPointF(*ghost.start), QPointF(*ghost.end)).normalized())
        return
    if ghost.what == "wire":
        _paint_loose_wire(painter, stage, ghost)
    elif ghost.what == "card":
        _paint_card_ghost(painter, stage, ghost)
    _paint_target(painter, stage, ghost.target, colour)
    if ghost.words:
        _paint_words(painter, stage, ghost)


def _paint_target(painter: QPainter, stage: Stage, target: Hit, colour: QColor) -> None:
    box = stage.box_of(target.step)
    if box is None:
        return
    view = stage.view
    painter.setPen(QPen(colour, 2))
    wash = QColor(colour)
    wash.setAlphaF(0.14)
    if target.what in ("port", "row", "wire") and stage.is_near:
        card = stage.scene.cards[target.step]
        row = next((i for i, shown in enumerate(card.rows) if shown.outcome == target.outcome), 0)
        x, y = view.to_screen(box[0] + box[2] - 1, box[1] + row_middle(card, row))
        painter.setBrush(wash)
        painter.drawEllipse(QPointF(x, y), 11 * view.scale, 11 * view.scale)
        return
    x, y = view.to_screen(box[0], box[1])
    reach = 4.0
    painter.setBrush(wash)
    painter.drawRoundedRect(
        QRectF(x - reach, y - reach, box[2] * view.across + 2 * reach, box[3] * view.scale + 2 * reach),
        (CORNER + 3) * view.scale,
        (CORNER + 3) * view.scale,
    )


def _paint_loose_wire(painter: QPainter, stage: Stage, ghost: Ghost) -> None:
    look = stage.look
    colour = (look.accepted if ghost.accepts else look.declined) if ghost.fits else look.error
    painter.setPen(QPen(colour, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(curve((*ghost.start, *ghost.end)))
    painter.setBrush(look.card)
    painter.drawEllipse(QPointF(*ghost.end), 5, 5)


def ghost_box(stage: Stage, ghost: Ghost) -> QRectF:
    """Where the ghost of a card is on the screen; nowhere for what is no card."""
    box = stage.box_of(ghost.step) if ghost.what == "card" else None
    if box is None:
        return QRectF()
    view = stage.view
    width, height = box[2] * view.across, min(box[3] * view.scale, 64 * view.scale)
    return QRectF(ghost.end[0] - ghost.grip[0], ghost.end[1] - min(ghost.grip[1], height - 6), width, height)


def _paint_card_ghost(painter: QPainter, stage: Stage, ghost: Ghost) -> None:
    place = ghost_box(stage, ghost)
    if place.isEmpty():
        return
    look, view = stage.look, stage.view
    card = stage.scene.cards[ghost.step]
    painter.setOpacity(0.75)
    painter.setBrush(look.card)
    painter.setPen(QPen(look.accent if ghost.fits else look.error, 1.5))
    painter.drawRoundedRect(place, CORNER * view.scale, CORNER * view.scale)
    painter.setOpacity(1)
    if stage.is_near:
        painter.save()
        painter.setClipRect(place)
        write(painter, "title", look.text, place.x() + 12, place.center().y(), card.title, place.width() - 24)
        painter.restore()


def words_box(stage: Stage, ghost: Ghost) -> QRectF:
    """Where the words stand: beside the mouse, and below a card that hangs on it."""
    view = stage.view
    width = measure(ghost.words, "kind") + 18
    x = min(max(4.0, ghost.end[0] + 14), view.width - width - 4)
    y = max(ghost.end[1] + 16, ghost_box(stage, ghost).bottom() + 6)
    return QRectF(x, min(y, view.height - 30.0), width, 24)


def _paint_words(painter: QPainter, stage: Stage, ghost: Ghost) -> None:
    look, box = stage.look, words_box(stage, ghost)
    painter.setBrush(look.text if ghost.fits else look.error)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box, 7, 7)
    write(painter, "kind", look.ground, box.x() + 9, box.center().y(), ghost.words)

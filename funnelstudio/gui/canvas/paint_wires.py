"""Paints wires: curves from an outcome's own row to the card, or the chip, that it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from funnelstudio.gui.canvas.look import Look, font, measure, metrics
from funnelstudio.gui.canvas.scene import Scene, Wire
from funnelstudio.gui.canvas.viewport import Box
from funnelstudio.model.cards import PORT
from funnelstudio.model.languages import isolated

Ends = tuple[float, float, float, float]
"""x and y of a wire's beginning, then of its end"""
Piece = tuple[float, float, float, float, float, float]

LANE = 24.0
"""So far beside its card a wire of a top-down tree goes down."""

SHARE_HEIGHT, SHARE_PAD = 17.0, 5.0
THINNEST, THICKEST = 1.6, 8.5
_ROUND = Qt.PenCapStyle.FlatCap


@dataclass(frozen=True)
class Places:
    """Where the cards' corners are now: the arrangement's own, or on their way while the layout glides."""

    x: Sequence[float]
    y: Sequence[float]


def ends_of(scene: Scene, places: Places, index: int, wire: Wire) -> Ends:
    """Where a wire begins and ends."""
    placed = scene.arranged
    start_x, start_y = places.x[index] + placed.w[index], places.y[index] + wire.offset
    if wire.chip >= 0:
        x, y, width, height = chip_box(scene, places, index, wire)
        return (start_x, start_y, x + width / 2, y) if scene.down else (start_x, start_y, x, y + height / 2)
    child = wire.child
    if scene.down:
        return start_x, start_y, places.x[child] + placed.w[child] / 2, places.y[child]
    return start_x, start_y, places.x[child], places.y[child] + placed.h[child] / 2


def chip_box(scene: Scene, places: Places, index: int, wire: Wire) -> Box:
    """Where the chip at the end of a wire stands; it belongs to its card, and glides with it."""
    _step, _outcome, _target, x, y, width, height = scene.arranged.chips[wire.chip]
    placed = scene.arranged
    return x + places.x[index] - placed.x[index], y + places.y[index] - placed.y[index], width, height


def bottom_of(scene: Scene, places: Places, index: int) -> float | None:
    """Where a card ends, for its wires in a top-down tree; None in one that grows to the right."""
    return places.y[index] + scene.arranged.h[index] if scene.down else None


def curve(ends: Ends, below: float | None = None) -> QPainterPath:
    """The curve between two ends: it leaves and arrives level.

    In a top-down tree, where the card that it leaves ends at `below`, it arrives from above.
    """
    path = QPainterPath(QPointF(ends[0], ends[1]))
    for x1, y1, x2, y2, x3, y3 in pieces(ends, below):
        path.cubicTo(QPointF(x1, y1), QPointF(x2, y2), QPointF(x3, y3))
    return path


def pieces(ends: Ends, below: float | None = None) -> list[Piece]:
    """The curve as Bézier pieces: two points that it leans to, then its end."""
    x0, y0, x1, y1 = ends
    if below is None:
        reach = (x1 - x0) * 0.5 if x1 > x0 else max(40.0, (x0 - x1) * 0.5)
        return [(x0 + reach, y0, x1 - reach, y1, x1, y1)]
    if x1 > x0 + LANE:
        return [(x0 + 34, y0, x1, y1 - 60, x1, y1)]
    # What it leads to lies under its own card: it goes down beside the card before it turns.
    lane, turn = x0 + LANE, max(y0 + LANE, below)
    lean = max(24.0, (y1 - turn) * 0.7)
    return [
        (lane, y0, lane, y0, lane, y0 + LANE),
        (lane, turn, lane, turn, lane, turn),
        (lane, turn + lean, x1, y1 - lean, x1, y1),
    ]


def thickness(share: float | None) -> float:
    """How thick a wire is for its share (0 to 1) of all buyers; None where no forecast is shown."""
    return THINNEST if share is None else THINNEST + (THICKEST - THINNEST) * min(1.0, max(0.0, share)) ** 0.8


def colour_of(look: Look, wire: Wire) -> QColor:
    return look.accepted if wire.accepts else look.declined


def paint_wire(
    painter: QPainter, look: Look, ends: Ends, wire: Wire, share: float | None, below: float | None
) -> None:
    """One wire as a curve; `share` of all buyers gives its thickness."""
    painter.setPen(QPen(colour_of(look, wire), thickness(share), Qt.PenStyle.SolidLine, _ROUND))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(curve(ends, below))


def meets(ends: Ends, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a wire's surroundings reach into a part of the tree."""
    x0, y0, x1, y1 = ends
    return (
        min(x0, x1) - 44 <= right
        and max(x0, x1) + 44 >= left
        and min(y0, y1) - 12 <= bottom
        and max(y0, y1) + 12 >= top
    )


def share_box(ends: Ends, words: str) -> QRectF:
    """Where the share of a wire stands: on it, right behind its port.

    The rows of a card are further apart than it is high, and there is room for it beside the card, so that
    no two meet however the wires run together.
    """
    width = max(SHARE_HEIGHT, measure(words, "share") + 2 * SHARE_PAD)
    return QRectF(ends[0] + PORT + 3, ends[1] - SHARE_HEIGHT / 2, width, SHARE_HEIGHT)


def paint_share(painter: QPainter, look: Look, ends: Ends, words: str) -> None:
    """The share of a wire on a small ground of its own; wires that cross it pass behind."""
    box, opacity = share_box(ends, words), painter.opacity()
    painter.setOpacity(1)
    painter.setPen(QPen(look.edge, 1))
    painter.setBrush(look.ground)
    painter.drawRoundedRect(box, SHARE_HEIGHT / 2, SHARE_HEIGHT / 2)
    painter.setOpacity(opacity)
    painter.setFont(font("share"))
    painter.setPen(look.secondary)
    start = box.center().x() - measure(words, "share") / 2
    painter.drawText(QPointF(start, box.center().y() + metrics("share").capHeight() / 2), isolated(words))


def paint_curves(
    painter: QPainter, look: Look, ends: dict[bool, list[Ends]], width: float, *, down: bool
) -> None:
    """Some wires at once as thin curves, keyed by whether they accept; top-down ones leave downwards."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for accepts in (False, True):
        painter.setPen(QPen(look.accepted if accepts else look.declined, width))
        for one in ends[accepts]:
            painter.drawPath(_drop(one) if down else curve(one))


def _drop(ends: Ends) -> QPainterPath:
    """The curve between two ends that leaves downwards and arrives from above."""
    x0, y0, x1, y1 = ends
    path = QPainterPath(QPointF(x0, y0))
    middle = (y0 + y1) / 2
    path.cubicTo(QPointF(x0, middle), QPointF(x1, middle), QPointF(x1, y1))
    return path


def paint_lines(painter: QPainter, look: Look, lines: dict[bool, list[QLineF]], width: float) -> None:
    """Many wires at once as straight lines, for a tree seen from afar; keyed by whether they accept."""
    for accepts in (False, True):
        if lines[accepts]:
            colour = QColor(look.accepted if accepts else look.declined)
            colour.setAlphaF(0.75)
            painter.setPen(QPen(colour, width))
            painter.drawLines(lines[accepts])

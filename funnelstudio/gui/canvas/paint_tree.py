"""Paints the tree into a part of the screen, at whichever level of detail the zoom asks for."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from funnelstudio.gui.canvas.look import Look
from funnelstudio.gui.canvas.paint_cards import CORNER, paint_card, paint_chip, paint_port
from funnelstudio.gui.canvas.paint_far import paint_far
from funnelstudio.gui.canvas.paint_ground import SHADOW, paint_shadow
from funnelstudio.gui.canvas.paint_wires import (
    Ends,
    bottom_of,
    chip_box,
    curve,
    ends_of,
    meets,
    paint_share,
    paint_wire,
    thickness,
)
from funnelstudio.gui.canvas.scene import Wire
from funnelstudio.gui.canvas.sight import Sight, sight
from funnelstudio.gui.canvas.sprites import Sprites
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.gui.canvas.viewport import Box
from funnelstudio.model.cards import Card, rate_words, row_middle, title_of
from funnelstudio.model.offers import ENDING

DIM = 0.62
RING = 4.0

Drawn = tuple[int, Wire, Ends]


def part_of_tree(stage: Stage, part: QRect) -> Box:
    """What a part of the screen shows of the tree."""
    view = stage.view
    x, y = view.to_tree(part.x(), part.y())
    return x, y, part.width() / view.across, part.height() / view.scale


def paint_tree(
    painter: QPainter, stage: Stage, part: QRect, sprites: Sprites | None, shown: Sight | None = None
) -> None:
    """Paint what `part` of the screen shows; without `sprites` every card is drawn afresh, as on paper.

    `shown` says what to paint where the arrangement does not know: while the layout glides.
    """
    box = part_of_tree(stage, part)
    scale = stage.view.across if stage.scene.down else stage.view.scale
    shown = shown or sight(stage.scene, box, scale)
    if stage.is_near:
        _paint_near(painter, stage, box, sprites, shown)
        return
    lit = stage.lit
    names = stage.scene.arranged.order
    shining = None if lit is None else frozenset(names[i] for i in shown.cards if lit.shines(i, names[i]))
    paint_far(painter, stage.look, stage.scene, stage.view, stage.places, shown, shining)
    _paint_far_selection(painter, stage)


def _paint_near(painter: QPainter, stage: Stage, box: Box, sprites: Sprites | None, shown: Sight) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view = stage.view
    painter.scale(view.scale, view.scale)
    painter.translate(QPointF(-view.x, -view.y))
    drawn = list(_wires_in(stage, box, shown))
    for item in drawn:
        _paint_wire(painter, stage, *item)
    painter.setOpacity(1)
    for item in drawn:
        _paint_mark(painter, stage, *item)
    painter.setOpacity(1)
    painter.restore()
    for index in shown.cards:
        _place_card(painter, stage, index, sprites)
    painter.setOpacity(1)


def _wires_in(stage: Stage, box: Box, shown: Sight) -> Iterator[Drawn]:
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    scene, places = stage.scene, stage.places
    for index in shown.wired:
        for wire in scene.wires(index):
            ends = ends_of(scene, places, index, wire)
            if wire.chip >= 0 or meets(ends, left, top, right, bottom):
                yield index, wire, ends


def _paint_wire(painter: QPainter, stage: Stage, index: int, wire: Wire, ends: Ends) -> None:
    scene, lit, flow = stage.scene, stage.lit, stage.flow
    step_id, below = scene.arranged.order[index], bottom_of(scene, stage.places, index)
    share = None if flow is None else flow.shares.get((step_id, wire.outcome), 0.0)
    painter.setOpacity(1)
    if lit is not None:
        if (step_id, wire.outcome) in lit.wires:
            glow = QColor(stage.look.accent)
            glow.setAlphaF(0.20)
            painter.setPen(QPen(glow, thickness(share) + 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(curve(ends, below))
        elif not lit.first <= index < lit.last:
            painter.setOpacity(DIM)
    paint_wire(painter, stage.look, ends, wire, share, below)


def _paint_mark(painter: QPainter, stage: Stage, index: int, wire: Wire, ends: Ends) -> None:
    """The share beside a wire, or the chip at its end."""
    scene, lit = stage.scene, stage.lit
    step_id = scene.arranged.order[index]
    shines = lit is None or (step_id, wire.outcome) in lit.wires or lit.first <= index < lit.last
    painter.setOpacity(1 if shines else DIM)
    if stage.flow is not None:
        words = rate_words(stage.flow, step_id, wire.outcome)
        if words:
            paint_share(painter, stage.look, ends, words)
    if wire.chip >= 0:
        goal = scene.arranged.chips[wire.chip][2]
        target = scene.funnel.steps[goal]
        x, y, width, height = chip_box(scene, stage.places, index, wire)
        painter.save()
        painter.translate(QPointF(x, y))
        if target.type == ENDING:
            paint_card(painter, stage.look, scene.cards[goal], stage.status(goal))
        else:
            paint_chip(painter, stage.look, width, height, title_of(scene.funnel, target))
        painter.restore()


def _place_card(painter: QPainter, stage: Stage, index: int, sprites: Sprites | None) -> None:
    scene, view, look, lit = stage.scene, stage.view, stage.look, stage.lit
    step_id = scene.arranged.order[index]
    card, status = scene.cards[step_id], stage.status(step_id)
    x, y = view.to_screen(stage.places.x[index], stage.places.y[index])
    painter.setOpacity(1 if lit is None or lit.shines(index, step_id) else DIM)
    if sprites is None:
        painter.save()
        painter.translate(QPointF(x, y))
        painter.scale(view.scale, view.scale)
        if not card.is_pill:
            paint_shadow(painter, look, card.width, card.height, CORNER)
        paint_card(painter, look, card, status)
        painter.restore()
        return
    ratio = painter.device().devicePixelRatioF()
    # On whole device pixels, or the copied letters would blur.
    x, y = round(x * ratio) / ratio, round(y * ratio) / ratio
    if step_id in stage.selected:
        _paint_ring(painter, look, card, x, y, view.scale)
    picture = sprites.picture(step_id, card, status, look, view.scale, ratio)
    painter.drawPixmap(QPointF(x - SHADOW * view.scale, y - SHADOW * view.scale), picture)
    if stage.hover is not None and stage.hover[0] == step_id:
        _paint_hover(painter, stage, card, x, y, stage.hover[1])


def _paint_ring(painter: QPainter, look: Look, card: Card, x: float, y: float, scale: float) -> None:
    corner = (card.height / 2 if card.is_pill else CORNER) + RING - 1
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.accent, 2))
    painter.setBrush(look.card)
    reach = RING * scale
    painter.drawRoundedRect(
        QRectF(x - reach, y - reach, card.width * scale + 2 * reach, card.height * scale + 2 * reach),
        corner * scale,
        corner * scale,
    )


def _paint_hover(painter: QPainter, stage: Stage, card: Card, x: float, y: float, outcome: str) -> None:
    """The port under the mouse, larger, to say that a wire can be drawn from here."""

    for index, row in enumerate(card.rows):
        if row.outcome == outcome:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scale = stage.view.scale
            painter.translate(QPointF(x + (card.width - 1) * scale, y + row_middle(card, index) * scale))
            painter.scale(scale * 1.35, scale * 1.35)
            paint_port(painter, stage.look, 1, 0, accepts=row.accepts, is_open=True)
            painter.restore()


def _paint_far_selection(painter: QPainter, stage: Stage) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(stage.look.accent, 2))
    view, places, placed = stage.view, stage.places, stage.scene.arranged
    for step_id in stage.selected:
        index = placed.index[step_id]
        x, y = view.to_screen(places.x[index], places.y[index])
        width, height = placed.w[index] * view.across, placed.h[index] * view.scale
        painter.drawRoundedRect(QRectF(x - 2, y - 2, width + 4, max(height, 1) + 4), 4, 4)

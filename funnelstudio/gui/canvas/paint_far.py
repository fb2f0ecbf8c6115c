"""Paints the tree from afar: blocks with a title, plain blocks, and bars for the thinnest branches."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from funnelstudio.gui.canvas.look import Look, font
from funnelstudio.gui.canvas.paint_wires import Ends, Places, chip_box, ends_of, paint_curves, paint_lines
from funnelstudio.gui.canvas.scene import Scene
from funnelstudio.gui.canvas.sight import Sight
from funnelstudio.gui.canvas.viewport import Viewport

TITLE_HEIGHT = 15
MOST_CURVES = 150
"""With more cards than this in view, wires are straight lines."""
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_ONE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_NO_PEN = Qt.PenStyle.NoPen


def paint_far(
    painter: QPainter,
    look: Look,
    scene: Scene,
    view: Viewport,
    places: Places,
    shown: Sight,
    lit: frozenset[str] | None,
) -> None:
    """Everything that shows, in pixels of the screen; `lit` are the steps that stand out, None for all."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_bars(painter, look, scene, view, shown.bars)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, view.scale > 0.02)
    chips = _paint_far_wires(painter, look, scene, view, places, shown.wired)
    blocks = _blocks(scene, view, places, shown.cards)
    for index, box in chips:
        blocks.setdefault(scene.card(index).kind, []).append((index, box))
    painter.setPen(_NO_PEN)
    round_corners = view.scale >= 0.12
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, round_corners)
    for kind, placed in blocks.items():
        painter.setBrush(look.kinds.get(kind, look.kinds[""]))
        if round_corners:
            radius = 12 * view.scale
            for _index, box in placed:
                painter.drawRoundedRect(box, radius, radius)
        else:
            painter.drawRects([box for _index, box in placed])
    if lit is not None:
        _veil(painter, look, scene, blocks, lit)
    _paint_titles(painter, look, scene, blocks)


def _blocks(
    scene: Scene, view: Viewport, places: Places, cards: list[int]
) -> dict[str, list[tuple[int, QRectF]]]:
    across, scale, left, top = view.across, view.scale, view.x, view.y
    placed, names, shown = scene.arranged, scene.arranged.order, scene.cards
    least = 3.0
    blocks: dict[str, list[tuple[int, QRectF]]] = {}
    for index in cards:
        box = QRectF(
            (places.x[index] - left) * across,
            (places.y[index] + placed.h[index] / 2 - top) * scale - max(least, placed.h[index] * scale) / 2,
            placed.w[index] * across,
            max(least, placed.h[index] * scale),
        )
        blocks.setdefault(shown[names[index]].kind, []).append((index, box))
    return blocks


def _paint_bars(painter: QPainter, look: Look, scene: Scene, view: Viewport, bars: list[int]) -> None:
    if not bars:
        return
    across, scale, left, top = view.across, view.scale, view.x, view.y
    placed, roots = scene.arranged, []
    bodies = []
    for index in bars:
        x, y, width, height = scene.branch_box(index)
        start, own = (x - left) * across, placed.w[index] * across
        above, thick = (y - top) * scale, max(1.0, height * scale - 0.5)
        roots.append(QRectF(start, above, own, thick))
        if width > placed.w[index] + 1:
            bodies.append(QRectF(start + own, above, width * across - own, thick))
    painter.setPen(_NO_PEN)
    pale = QColor(look.branch)
    pale.setAlphaF(0.4)
    painter.setBrush(pale)
    painter.drawRects(bodies)
    by_kind: dict[str, list[QRectF]] = {}
    for index, box in zip(bars, roots, strict=True):
        by_kind.setdefault(scene.cards[placed.order[index]].kind, []).append(box)
    for kind, found in by_kind.items():
        painter.setBrush(look.kinds.get(kind, look.kinds[""]))
        painter.drawRects(found)


def _paint_far_wires(
    painter: QPainter, look: Look, scene: Scene, view: Viewport, places: Places, wired: list[int]
) -> list[tuple[int, QRectF]]:
    """Paint the wires; returns the chips at their ends: the index of what stands there, and where."""
    found: dict[bool, list[Ends]] = {True: [], False: []}
    chips: list[tuple[int, QRectF]] = []
    across, scale, left, top = view.across, view.scale, view.x, view.y
    for index in wired:
        for wire in scene.wires(index):
            x0, y0, x1, y1 = ends_of(scene, places, index, wire)
            if scene.down:
                x0, y0 = (
                    places.x[index] + scene.arranged.w[index] / 2,
                    places.y[index] + scene.arranged.h[index],
                )
            ends = (x0 - left) * across, (y0 - top) * scale, (x1 - left) * across, (y1 - top) * scale
            if max(ends[1], ends[3]) < 0 or min(ends[1], ends[3]) > view.height:
                continue
            found[wire.accepts].append(ends)
            if wire.chip >= 0:
                x, y, width, height = chip_box(scene, places, index, wire)
                tall = max(2.0, height * scale)
                middle = (y + height / 2 - top) * scale
                box = QRectF((x - left) * across, middle - tall / 2, width * across, tall)
                chips.append((scene.arranged.index[scene.arranged.chips[wire.chip][2]], box))
    if len(wired) <= MOST_CURVES:
        paint_curves(painter, look, found, max(1.2, 3 * scale), down=scene.down)
    else:
        lines = {accepts: [QLineF(*ends) for ends in all_ends] for accepts, all_ends in found.items()}
        paint_lines(painter, look, lines, max(1.0, 3 * scale))
    return chips


def _veil(
    painter: QPainter,
    look: Look,
    scene: Scene,
    blocks: dict[str, list[tuple[int, QRectF]]],
    lit: frozenset[str],
) -> None:
    veil = QColor(look.ground)
    veil.setAlphaF(0.45)
    painter.setBrush(veil)
    painter.setPen(_NO_PEN)
    names = scene.arranged.order
    painter.drawRects([box for placed in blocks.values() for index, box in placed if names[index] not in lit])


def _paint_titles(
    painter: QPainter, look: Look, scene: Scene, blocks: dict[str, list[tuple[int, QRectF]]]
) -> None:
    small = QFont(font("kind"))
    small.setWeight(QFont.Weight.DemiBold)
    painter.setFont(small)
    painter.setPen(QColor(look.ink))
    for placed in blocks.values():
        for index, box in placed:
            if box.height() >= TITLE_HEIGHT - 3 and box.width() >= 30:
                _paint_title(painter, scene.card(index).title, box)


def _paint_title(painter: QPainter, title: str, box: QRectF) -> None:
    inner = box.adjusted(5, 0, -4, 0)
    lines = int(box.height() // TITLE_HEIGHT)
    if lines >= 2:
        painter.drawText(inner.adjusted(0, 3, 0, -3), _WRAP, title)
        return
    painter.drawText(
        inner, _ONE, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(inner.width()))
    )

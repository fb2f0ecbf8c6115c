"""Cards as ready-made pictures: a card is drawn once for each size and state, and then only copied."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from funnelstudio.gui.canvas.look import Look
from funnelstudio.gui.canvas.paint_cards import CORNER, paint_card
from funnelstudio.gui.canvas.paint_ground import SHADOW, paint_shadow
from funnelstudio.gui.canvas.status import Status
from funnelstudio.model.cards import Card

MOST_PIXELS = 48_000_000
"""Beyond so many pixels (four bytes each) all sprites are forgotten; a full screen needs a tenth of it."""

Key = tuple[Card, Status, str, float]


class Sprites:
    """The pictures of cards that were shown lately, by the step's id."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Key, QPixmap]] = {}
        self._pixels = 0

    def clear(self) -> None:
        self._kept.clear()
        self._pixels = 0

    def picture(
        self, step_id: str, card: Card, status: Status, look: Look, scale: float, ratio: float
    ) -> QPixmap:
        """The card's picture with its shadow, which reaches `SHADOW` units beyond it on every side."""
        kept = self._kept.get(step_id)
        key = (card, status, look.palette.name, scale)
        if kept is not None and kept[1].devicePixelRatioF() == ratio:
            known = kept[0]
            # Identity first: comparing two cards field by field is the slow way to the same answer.
            if known[0] is card and known[1] is status and known[2:] == key[2:]:
                return kept[1]
            if known == key:
                self._kept[step_id] = (key, kept[1])
                return kept[1]
        picture = _drawn(card, status, look, scale, ratio)
        self._keep(step_id, key, picture)
        return picture

    def _keep(self, step_id: str, key: Key, picture: QPixmap) -> None:
        old = self._kept.pop(step_id, None)
        if old is not None:
            self._pixels -= old[1].width() * old[1].height()
        self._pixels += picture.width() * picture.height()
        if self._pixels > MOST_PIXELS:
            self._kept.clear()
            self._pixels = picture.width() * picture.height()
        self._kept[step_id] = (key, picture)


def _drawn(card: Card, status: Status, look: Look, scale: float, ratio: float) -> QPixmap:
    width = ceil((card.width + 2 * SHADOW) * scale * ratio)
    height = ceil((card.height + 2 * SHADOW) * scale * ratio)
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(QPointF(SHADOW, SHADOW))
    if not card.is_pill:
        paint_shadow(painter, look, card.width, card.height, CORNER)
    paint_card(painter, look, card, status)
    painter.end()
    return picture

"""The small map of the whole tree; a click or drag in it moves the view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from funnelstudio.gui import settings
from funnelstudio.gui.canvas.scene import Scene
from funnelstudio.gui.canvas.sight import sight
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.i18n import _
from funnelstudio.model.offers import ENDING

WIDTH, HEIGHT = 150, 84
PADDING = 9.0
MANY = 500
LATER_MS = 60
"""With more cards than MANY, the map follows an edit after so long."""

Moved = Callable[[float, float], object]


class Minimap(QWidget):
    """Paints every card as a block, from a picture that is made anew only when the layout changes."""

    def __init__(self, stage: Stage, look_at: Moved, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._look_at = look_at
        self._picture: QPixmap | None = None
        self._of: tuple[object, str, float] | None = None
        self._due = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._make_anew)
        self.setFixedSize(WIDTH, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Overview map"))

    def show_where_it_fits(self) -> None:
        """Show the map where it is wanted and leaves most of the room to the canvas."""
        canvas = self.parentWidget()
        room = canvas.size() if canvas is not None else QSize()
        fits = room.width() >= 3 * WIDTH and room.height() >= 3 * HEIGHT
        self.setVisible(settings.read(settings.MINIMAP) and fits)

    def show_stage(self, stage: Stage) -> None:
        self._stage = stage
        self.update()

    def _make_anew(self) -> None:
        self._due = True
        self.update()

    def _scales(self) -> tuple[float, float, float, float]:
        """Scales across and down, and where the tree's upper left corner is drawn."""
        left, top, width, height = self._stage.bounds()
        room_x, room_y = WIDTH - 2 * PADDING, HEIGHT - 2 * PADDING
        down = min(room_y / max(1.0, height), 0.12)
        across = min(room_x / max(1.0, width), 0.12)
        # As on the canvas itself, a very high tree is not squeezed into a thread.
        if down > 0.02:
            across = down = min(across, down)
        return (
            across,
            down,
            (WIDTH - width * across) / 2 - left * across,
            (HEIGHT - height * down) / 2 - top * down,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        stage, look = self._stage, self._stage.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.edge, 1))
        painter.setBrush(QColor(look.palette.panel))
        painter.drawRoundedRect(QRectF(0.5, 0.5, WIDTH - 1, HEIGHT - 1), 9, 9)
        painter.drawPixmap(QPointF(0, 0), self._blocks())
        across, down, dx, dy = self._scales()
        x, y, width, height = stage.view.seen()
        frame = QRectF(x * across + dx, y * down + dy, width * across, height * down)
        frame = frame.intersected(QRectF(3, 3, WIDTH - 6, HEIGHT - 6))
        if frame.isValid():
            painter.setPen(QPen(look.accent, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 4, 4)

    def _blocks(self) -> QPixmap:
        stage = self._stage
        ratio = self.devicePixelRatioF()
        key = (stage.scene.arranged, stage.look.palette.name, ratio)
        if self._picture is not None and self._of is not None:
            of = self._of
            if of[0] is key[0] and of[1:] == key[1:]:
                return self._picture
            if of[1:] == key[1:] and not self._due and len(stage.scene.cards) > MANY:
                # A moment later is soon enough, and the edit itself is on the screen at once.
                self._later.start()
                return self._picture
        self._due = False
        picture = QPixmap(round(WIDTH * ratio), round(HEIGHT * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        across, down, dx, dy = self._scales()
        offers, endings = _boxes(stage.scene, across, down, dx, dy)
        painter.setBrush(stage.look.faint)
        painter.drawRects(offers)
        painter.setBrush(stage.look.done)
        painter.drawRects(endings)
        painter.end()
        self._picture, self._of = picture, key
        return picture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._look(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event)

    def _look(self, event: QMouseEvent) -> None:
        across, down, dx, dy = self._scales()
        at = event.position()
        self._look_at((at.x() - dx) / across, (at.y() - dy) / down)


def _boxes(
    scene: Scene, across: float, down: float, dx: float, dy: float
) -> tuple[list[QRectF], list[QRectF]]:
    """Every card as a block on the map: the offers, then the endings with chips that stand for them."""
    placed = scene.arranged
    left, top, right, bottom = placed.bounds
    shown = sight(scene, (left, top, right - left, bottom - top), across if scene.down else down)
    offers: list[QRectF] = []
    endings: list[QRectF] = []

    def block(x: float, y: float, width: float, height: float) -> QRectF:
        tall = max(2.0, height * down)
        return QRectF(
            x * across + dx, (y + height / 2) * down + dy - tall / 2, max(2.0, width * across), tall
        )

    for index in shown.cards:
        kind = scene.cards[placed.order[index]].kind
        (endings if kind == ENDING else offers).append(block(*scene.box(index)))
    for index in shown.bars:
        x, y, width, height = scene.branch_box(index)
        kind = scene.cards[placed.order[index]].kind
        (endings if kind == ENDING else offers).append(block(x, y, width, height))
    for chip in placed.chips[:400]:
        if scene.funnel.steps[chip[2]].type == ENDING:
            endings.append(block(chip[3], chip[4], chip[5], chip[6]))
    return offers, endings

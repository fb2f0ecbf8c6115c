"""The widget that shows the tree: paints what is due, scrolls what is painted, and hands events on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from funnelstudio.gui.canvas.edges import EdgePan
from funnelstudio.gui.canvas.gestures import Hand
from funnelstudio.gui.canvas.hits import Hit, hit
from funnelstudio.gui.canvas.keys import Keys
from funnelstudio.gui.canvas.paint_ground import paint_empty, paint_ground
from funnelstudio.gui.canvas.paint_marks import Ghost, paint_ghost
from funnelstudio.gui.canvas.paint_tree import paint_tree
from funnelstudio.gui.canvas.sight import Sight
from funnelstudio.gui.canvas.sprites import Sprites
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.gui.canvas.tips import tip
from funnelstudio.gui.canvas.viewport import Viewport, moved, zoomed
from funnelstudio.gui.session import Session

Key = Qt.Key
_WHEEL_STEP = 120


class Surface(QWidget):
    """Shows a stage. Asks for what it can't do itself by signals."""

    viewed = Signal()
    """The view is another one: zoomed, panned or resized."""
    resized = Signal()
    kind_wanted = Signal(QPoint, str, str)
    """A step is to be added: where the menu belongs, behind which step and outcome."""
    menu_wanted = Signal(QPoint)
    rename_wanted = Signal(QPoint)
    reveal_wanted = Signal(str)

    def __init__(self, stage: Stage, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.session = session
        self.sprites = Sprites()
        self.keys: Keys | None = None
        self.hand = Hand(self)
        self.edges = EdgePan(self)
        self.space_held = False
        self.shown: Sight | None = None
        self.dropping: Ghost | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # Painting and the view

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for part in cast(Iterable[QRect], event.region()):
            painter.setClipRect(part)
            paint_ground(painter, self.stage.look, self.stage.view, part)
            paint_tree(painter, self.stage, part, self.sprites, self.shown)
        painter.setClipping(False)
        if not self.stage.scene.funnel.steps:
            paint_empty(painter, self.stage.look, self.rect())
        for ghost in (self.hand.ghost, self.dropping):
            if ghost is not None:
                paint_ghost(painter, self.stage, ghost)

    def show_view(self, view: Viewport) -> None:
        """Look at the tree another way."""
        self.stage.view = view
        self.update()
        self.viewed.emit()

    def pan(self, dx: int, dy: int) -> None:
        """Move the content by whole pixels; what is painted is scrolled and only the rest painted."""
        if not (dx or dy):
            return
        self.stage.view = moved(self.stage.view, dx, dy)
        self.hand.slide(dx, dy)
        if self.shown is None and self.dropping is None and self.hand.ghost is None:
            self.scroll(dx, dy, self.rect())
            for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
                if child.isVisible():
                    # The child's own pixels were scrolled along, and are painted over where they went.
                    self.update(child.geometry().adjusted(-abs(dx), -abs(dy), abs(dx), abs(dy)))
        else:
            self.update()
        self.viewed.emit()

    def zoom_at(self, factor: float, x: float, y: float) -> None:
        self.show_view(zoomed(self.stage.view, self.stage.view.scale * factor, x, y))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    # What the hand asks for

    def hover(self, under: Hit) -> None:
        port = (under.step, under.outcome) if under.what == "port" else None
        if port != self.stage.hover:
            self.stage.hover = port
            self.update()
        self.show_cursor(under)

    def show_cursor(self, under: Hit | None = None) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.hand.panning:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self.space_held:
            shape = Qt.CursorShape.OpenHandCursor
        elif under is not None and under.what in ("port", "chip", "wire"):
            shape = Qt.CursorShape.CrossCursor if under.what == "port" else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.hand.cancel()
            self.rename_wanted.emit(event.position().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.hand.cancel()
        at, box = event.pos(), self.stage.box_of(self.stage.step)
        if event.reason() == QContextMenuEvent.Reason.Keyboard and box is not None:
            x, y = self.stage.view.to_screen(box[0] + box[2] / 2, box[1] + min(box[3] / 2, 20))
            at = QPoint(round(x), round(y))
        self.menu_wanted.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        fine, coarse = event.pixelDelta(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turns = coarse.y() / _WHEEL_STEP
            self.zoom_at(1.2**turns, event.position().x(), event.position().y())
        elif not fine.isNull():
            self.pan(fine.x(), fine.y())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(round((coarse.y() or coarse.x()) * 0.5), 0)
        else:
            self.pan(round(coarse.x() * 0.5), round(coarse.y() * 0.5))
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_at(1 + event.value(), event.position().x(), event.position().y())
            return True
        if event.type() == QEvent.Type.Leave:
            self.hover(Hit())
        if isinstance(event, QHelpEvent) and self.hand.ghost is None:
            under = hit(self.stage, event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), tip(self.session, under), self)
            return True
        done = super().event(event)
        if event.type() == QEvent.Type.Show:
            self.resized.emit()
        return done

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab adds a step while one is selected; Shift+Tab and an empty selection leave the canvas."""
        if forward and self.session.focus.step:
            return False
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Space and not event.isAutoRepeat():
            self.space_held = True
            self.show_cursor()
        elif event.key() == Key.Key_Escape:
            if self.hand.ghost is not None:
                self.hand.cancel()
            else:
                self.session.go(step="", outcome="", selected=())
        elif event.key() == Key.Key_Space:
            return
        elif self.keys is None or not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Space and not event.isAutoRepeat():
            self.space_held = False
            self.show_cursor()
        else:
            super().keyReleaseEvent(event)


def place_over(surface: QWidget, child: QWidget, corner: Qt.Corner, margin: int = 14) -> None:
    """Put a floating child into a corner of the surface."""
    area: QRect = surface.rect()
    x = margin if corner == Qt.Corner.BottomLeftCorner else area.width() - child.width() - margin
    child.move(x, area.height() - child.height() - margin)

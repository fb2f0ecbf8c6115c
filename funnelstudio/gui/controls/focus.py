"""Chooses the point of a picture that stays in sight: by a click, by dragging, or with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from funnelstudio.export.crops import crop_box
from funnelstudio.gui import theme
from funnelstudio.gui.controls.words import tooltip
from funnelstudio.i18n import _
from funnelstudio.model.focus import CENTRE, Focus, bounded

_HIGHEST: Final = 170
_RING: Final = 9.0
_STEP: Final = 5
_SMALL_STEP: Final = 1
_KEYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class FocusPicker(QWidget):
    """The whole picture with a ring at its focus, and an outline of each part that pages show of it."""

    chosen = Signal(object)
    """Focus, at every step of a drag."""
    finished = Signal()
    """The mouse was released, or another field is edited now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Focus of the picture"))
        tooltip(self, _("Click or drag to what must stay in sight, or use the arrow keys. Home centres it."))
        self._picture = QPixmap()
        self._focus = CENTRE
        self._shapes: tuple[tuple[int, int], ...] = ()
        theme.signals.changed.connect(self.update)
        self._tell()

    def show_picture(self, picture: QPixmap) -> None:
        self._picture = picture
        self._fit()

    def show_focus(self, focus: Focus) -> None:
        self._focus = bounded(focus)
        self._tell()
        self.update()

    def show_shapes(self, shapes: Sequence[tuple[int, int]]) -> None:
        """Outline the parts that have these ratios."""
        self._shapes = tuple(shapes)
        self.update()

    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def focus(self) -> Focus:
        """The point that is shown."""
        return self._focus

    def area(self) -> QRectF:
        """Where the picture is drawn."""
        if self._picture.isNull():
            return QRectF()
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - size.width() if backwards else 0, 0, size.width(), size.height())

    def sizeHint(self) -> QSize:
        return QSize(240, _HIGHEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self._choose(CENTRE)
            return
        way = _KEYS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        small = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        by = _SMALL_STEP if small else _STEP
        self._choose((self._focus[0] + by * way[0], self._focus[1] + by * way[1]))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()

    def event(self, event: QEvent) -> bool:
        # The arrows are ours, though the window has shortcuts with them.
        if event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        area = self.area()
        if area.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(area, 8, 8)
        painter.setClipPath(outline)
        painter.drawPixmap(area, self._picture, QRectF(self._picture.rect()))
        _paint_crops(painter, area, self._picture.size(), self._shapes, self._focus)
        painter.setClipping(False)
        edge = theme.palette().accent if self.hasFocus() else theme.palette().line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.drawPath(outline)
        _paint_ring(painter, area, self._focus)

    def _choose_at(self, place: QPointF) -> None:
        area = self.area()
        if area.isEmpty():
            return
        across = round(100 * (place.x() - area.x()) / area.width())
        down = round(100 * (place.y() - area.y()) / area.height())
        self._choose((across, down))

    def _choose(self, focus: Focus) -> None:
        if self._picture.isNull() or bounded(focus) == self._focus:
            return
        self.show_focus(focus)
        self.chosen.emit(self._focus)

    def _fit(self) -> None:
        """As high as the picture is in this width."""
        if not self._picture.isNull() and self.width() > 0:
            high = round(self.width() * self._picture.height() / self._picture.width())
            self.setFixedHeight(max(40, min(_HIGHEST, high)))
        self.update()

    def _tell(self) -> None:
        across, down = self._focus
        told = _("{across} % from the left, {down} % from the top").format(across=across, down=down)
        self.setAccessibleDescription(told)


def _paint_crops(
    painter: QPainter, area: QRectF, size: QSize, shapes: Sequence[tuple[int, int]], focus: Focus
) -> None:
    """What no page shows is dark; each part that one shows has a fine outline."""
    scale = area.width() / size.width()
    parts = []
    for shape in shapes:
        left, top, wide, high = crop_box(size.width(), size.height(), shape, focus)
        parts.append(QRectF(area.x() + left * scale, area.y() + top * scale, wide * scale, high * scale))
    hidden = QPainterPath()
    hidden.addRect(area)
    for part in parts:
        kept = QPainterPath()
        kept.addRect(part)
        hidden = hidden.subtracted(kept)
    painter.fillPath(hidden, QColor(0, 0, 0, 130))
    for part in parts:
        inner = part.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(0, 0, 0, 90), 1))
        painter.drawRect(inner.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(QColor(255, 255, 255, 200), 1))
        painter.drawRect(inner)


def _paint_ring(painter: QPainter, area: QRectF, focus: Focus) -> None:
    at = QPointF(area.x() + area.width() * focus[0] / 100, area.y() + area.height() * focus[1] / 100)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 140), 5))
    painter.drawEllipse(at, _RING, _RING)
    painter.setPen(QPen(QColor("#FFFFFF"), 2.5))
    painter.drawEllipse(at, _RING, _RING)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.palette().accent))
    painter.drawEllipse(at, 3.0, 3.0)


def _is_ours(event: QEvent) -> bool:
    keys = (*_KEYS, Qt.Key.Key_Home)
    return isinstance(event, QKeyEvent) and event.key() in keys and not event.modifiers() & _OTHERS


_OTHERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

"""The frame around a page: as wide as a phone or tablet, or a desktop scaled to fit, with round corners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from funnelstudio.gui import theme

if TYPE_CHECKING:
    from funnelstudio.gui.preview.web import WebView

WIDTHS: Final = {"phone": 375, "tablet": 768, "desktop": 1280}
"""Widths of the page in CSS pixels."""

_RADIUS: Final = 12


class Device(QWidget):
    """Holds the web view in the middle, scaled so that the page has the chosen width."""

    def __init__(self, width: str = "phone", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self._web: WebView | None = None
        self._corners = _Corners(self)
        theme.signals.changed.connect(self._corners.update)

    def set_width(self, width: str) -> None:
        """Show the page "phone", "tablet" or "desktop" wide."""
        self._width = width
        self._place()

    def hold(self, web: WebView) -> None:
        """Take the web view in."""
        self._web = web
        web.setParent(self)
        web.show()
        self._corners.raise_()
        self._place()

    def page_box(self) -> tuple[QRect, float]:
        """Where the page stands, and how much it is zoomed."""
        wanted = WIDTHS.get(self._width, 375)
        shown = min(self.width(), wanted)
        return QRect((self.width() - shown) // 2, 0, shown, self.height()), shown / wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        box, zoom = self.page_box()
        if self._web is not None:
            self._web.setGeometry(box)
            self._web.setZoomFactor(max(0.25, zoom))
            self._web.show_scroll_bars(self._width == "desktop")
        self._corners.setGeometry(box)
        self._corners.update()


class _Corners(QWidget):
    """Paints the panel's colour over the corners of the page, and a line around it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, inner = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        inner.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.fillPath(whole.subtracted(inner), QColor(theme.palette().panel))
        painter.setPen(QPen(QColor(theme.palette().line), 1))
        painter.drawPath(inner)
        painter.end()

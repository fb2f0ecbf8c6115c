"""Icons from the bundled SVG outlines, tinted in a colour and drawn sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from funnelstudio import bundled

_SCALES = (1, 2, 3)


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    path = bundled.resource("icons", f"{name}.svg")
    return path.read_bytes()


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int = 16, scale: float = 1.0) -> QPixmap:
    """The icon `name` in `colour` (#RRGGBB), `size` logical pixels square, for a screen of this scale."""
    # Bytes, not a path: QtSvg would resolve references in a file against its folder.
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))
    image = QPixmap(round(size * scale), round(size * scale))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    image.setDevicePixelRatio(scale)
    return image


@lru_cache(maxsize=1024)
def tinted(name: str, colour: str, disabled: str, size: int = 16, gap: int = 0) -> QIcon:
    """The icon `name` in `colour`, and in `disabled` where its button can't be used.

    `gap` adds empty pixels between icon and words: after it, or before it where `gap` is negative.
    """
    icon = QIcon()
    for scale in _SCALES:
        icon.addPixmap(_beside(pixmap(name, colour, size, scale), gap), QIcon.Mode.Normal)
        icon.addPixmap(_beside(pixmap(name, disabled, size, scale), gap), QIcon.Mode.Disabled)
    return icon


def _beside(image: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return image
    scale = image.devicePixelRatio()
    wide = QPixmap(image.width() + round(abs(gap) * scale), image.height())
    wide.setDevicePixelRatio(scale)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(QPointF(max(0, -gap), 0), image)
    painter.end()
    return wide


def forget() -> None:
    """Drop every drawn icon: pixmaps must not outlive the application that they belong to."""
    pixmap.cache_clear()
    tinted.cache_clear()

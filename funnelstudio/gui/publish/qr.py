"""A QR code, dark on white in every theme: that is what cameras expect."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from funnelstudio.i18n import _

_QUIET: Final = 3
"""Modules of white around the code; the rounded ground adds the fourth."""
_DARK: Final = "#10151C"
_LIGHT: Final = "#FFFFFF"


def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """The dark and light squares of an address's code, row by row."""
    import segno

    code = segno.make(address, error="m", micro=False)
    return tuple(tuple(bool(cell) for cell in line) for line in code.matrix)


class QrCode(QWidget):
    """Draws the code of an address, in a square of about `size` pixels."""

    def __init__(self, size: int = 220, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = size
        self.address = ""
        self._side = 2
        self._modules: tuple[tuple[bool, ...], ...] = ()

    def show_address(self, address: str) -> None:
        """Draw another address; an empty one draws nothing."""
        if address != self.address:
            self.address = address
            self._modules = modules(address) if address else ()
            # Whole pixels: blurred edges cost a camera time.
            count = len(self._modules) + 2 * _QUIET
            self._side = max(2, round(self._wanted / count))
            self.setFixedSize(self._side * count, self._side * count)
            self.setAccessibleName(_("QR code of {address}").format(address=address) if address else "")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._modules:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_LIGHT))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        side, start = self._side, self._side * _QUIET
        painter.setBrush(QColor(_DARK))
        for row, line in enumerate(self._modules):
            for column, dark in enumerate(line):
                if dark:
                    painter.drawRect(QRect(start + column * side, start + row * side, side, side))

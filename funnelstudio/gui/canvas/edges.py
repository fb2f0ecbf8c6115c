"""Dragging near an edge of the canvas moves the view that way, to reach what is out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from funnelstudio.gui.canvas.surface import Surface

REACH = 28.0
FASTEST = 18.0
TICK_MS = 16


def speed(at: float, room: float) -> int:
    """Pixels a tick that the content moves with the mouse at `at` of `room` pixels; 0 away from the edges."""
    if at < REACH:
        return round(FASTEST * min(1.0, (REACH - at) / REACH))
    if at > room - REACH:
        return -round(FASTEST * min(1.0, (at - room + REACH) / REACH))
    return 0


class EdgePan(QObject):
    """Pans the surface for as long as a drag stays near an edge."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._pace = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def follow(self, x: float, y: float) -> None:
        """The drag is at a pixel now."""
        self._pace = speed(x, self._surface.width()), speed(y, self._surface.height())
        if any(self._pace) and not self._timer.isActive():
            self._timer.start()
        elif not any(self._pace):
            self._timer.stop()

    def stop(self) -> None:
        self._timer.stop()

    def tick(self) -> None:
        """Pan once; the drag goes on where the mouse is."""
        self._surface.pan(*self._pace)
        self._surface.hand.stay()

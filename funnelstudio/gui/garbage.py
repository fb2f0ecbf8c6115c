"""Collects cyclic garbage in idle moments on the gui thread, so that it never delays what the user sees.

Laying out thousands of cards makes so many small objects that Python would collect several times in one edit,
which was measured to more than double its time; and Qt's objects must not be freed in a worker thread.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 3000
FULL_EVERY = 20
"""Every so many pauses old objects are looked at too."""


class IdleCollection(QObject):
    """As long as this lives, Python collects only when it is told to."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pauses = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        gc.disable()
        parent.destroyed.connect(gc.enable)

    def collect(self) -> None:
        """Collect young objects, and now and then all."""
        self._pauses += 1
        gc.collect(2 if self._pauses % FULL_EVERY == 0 else 1)

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()

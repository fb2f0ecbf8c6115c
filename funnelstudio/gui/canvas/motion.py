"""Movement: runs a short animation from 0 to 1, or jumps to its end where less motion is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QAccessibilityHints, QGuiApplication

from funnelstudio.gui import settings

GLIDE_MS = 150

OnShare = Callable[[float], None]


def wants_less_motion() -> bool:
    """Whether the user, here or in the system, asked for less motion."""
    if settings.read(settings.REDUCED_MOTION):
        return True
    if not hasattr(QAccessibilityHints, "motionPreference"):  # Qt tells it from 6.12 on
        return False
    hints: Any = QGuiApplication.styleHints().accessibility()
    return "Reduce" in str(hints.motionPreference())


class Motion(QObject):
    """One movement at a time; a new one first completes the last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running = QVariantAnimation(self)
        self._running.setDuration(GLIDE_MS)
        self._running.setStartValue(0.0)
        self._running.setEndValue(1.0)
        self._running.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._running.valueChanged.connect(self._at)
        self._running.finished.connect(self.finish)
        self._step: OnShare | None = None
        self._done: Callable[[], None] | None = None

    @property
    def is_running(self) -> bool:
        return self._step is not None

    def run(self, step: OnShare, done: Callable[[], None]) -> None:
        """Call `step` with shares that grow from 0 to 1, then `done`."""
        self.finish()
        if wants_less_motion():
            step(1.0)
            done()
            return
        self._step, self._done = step, done
        step(0.0)  # or the end would be painted once before the way begins
        self._running.start()

    def finish(self) -> None:
        """Go to the end of the movement now, if there is one."""
        step, done = self._step, self._done
        self._step = self._done = None
        self._running.stop()
        if step is not None and done is not None:
            step(1.0)
            done()

    def _at(self, share: object) -> None:
        if self._step is not None:
            self._step(float(share))  # type: ignore[arg-type]  # the animation runs between two floats

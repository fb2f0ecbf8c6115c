"""What comes to a window from outside its widgets: files dropped on it, and the Alt key alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

SUFFIXES = (".funnel", ".funnelz")


class Incoming(QObject):
    """Takes dropped files and tells of keys; lives as long as its window."""

    def __init__(
        self, window: QWidget, open_file: Callable[[Path], object], follow_key: Callable[[QKeyEvent], object]
    ) -> None:
        super().__init__(window)
        self._open_file = open_file
        self._follow_key = follow_key
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._follow_key(event)
        elif isinstance(event, QDropEvent) and kind in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            path = dropped_file(event)
            if path is not None:
                event.acceptProposedAction()
                if kind == QEvent.Type.Drop:
                    self._open_file(path)
                return True
        return False


def dropped_file(event: QDropEvent) -> Path | None:
    """The funnel file that is being dropped, None for anything else."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix in SUFFIXES:
            return path
    return None

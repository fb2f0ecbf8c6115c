"""Notices when another program changes the document's file: by its content, never by its time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from funnelstudio.gui import jobs
from funnelstudio.storage import files

_SETTLE_MS = 400
"""Programs write in several steps: look when they are done."""


class Outside(QObject):
    """Watches the folder of a file (a watched file goes silent after one atomic replace)."""

    def __init__(self, on_change: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_change = on_change
        self._path: Path | None = None
        self._known = ""
        self._paused = False
        self._job: jobs.Job[str] | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._soon)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, path: Path, digest: str) -> None:
        """Follow this file from now on; `digest` is its content as known here."""
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._path, self._known, self._paused = path, digest, False
        if path.parent.is_dir():
            self._watcher.addPath(str(path.parent))

    def look(self) -> None:
        """Compare the file with what is known of it; each new content is told once."""
        path = self._path
        if path is None or self._paused or self._job is not None:
            return

        def done(digest: str) -> None:
            self._job = None
            if path == self._path and not self._paused and digest != self._known:
                self._known = digest
                self._on_change(digest)

        def failed(_error: Exception) -> None:
            self._job = None

        self._job = jobs.run(lambda _progress: files.digest_of(path), done, failed)

    def pause(self, paused: bool = True) -> None:
        """Don't look while the file is being written here."""
        self._paused = paused

    def stop(self) -> None:
        """Look no more."""
        self._path = None
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())

    def _soon(self, _folder: str) -> None:
        self._timer.start()

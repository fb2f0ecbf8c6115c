"""Keeps unsaved work through a crash: each pause in editing is journalled in the user's state folder."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs
from funnelstudio.gui.session import Message, Session
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress
from funnelstudio.storage.lock import InUse, Lock, lock
from funnelstudio.storage.recovery import Journal

PAUSE_MS = 800
"""So long after an edit it is journalled; at the latest after as long again."""

_log = logging.getLogger(__name__)


class Safety(QObject):
    """The journal and the lock of one document."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._journal: Journal | None = None
        self._lock: Lock | None = None
        self._one_at_a_time = threading.Lock()
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._record)
        session.changed.connect(self._later)

    def begin(self, saved: Funnel, path: Path | None, digest: str) -> None:
        """Another document: `saved` is what its file holds. Takes the file's lock, else it is only read."""
        self.end(keep=False)
        self._journal = Journal(saved, path, digest)
        self._session.read_only = False
        if path is None:
            return
        try:
            self._lock = lock(path)
        except InUse as error:
            self._session.read_only = True
            hint = _("You can look at it here; saving asks for another name.")
            self._session.told.emit(Message(error.message, hint, "warning"))

    def saved(self, funnel: Funnel, path: Path, digest: str) -> None:
        """`funnel` is safe in the file at `path`."""
        if path != self._session.path or self._lock is None:
            self._release()
            try:
                self._lock = lock(path)
            except InUse:
                _log.info("Saved over a file that another window has open")
        journal = self._journal
        if journal is not None:
            self._timer.stop()
            self._run(journal, lambda: journal.saved(funnel, path, digest))
            self._later()

    def end(self, *, keep: bool) -> None:
        """The document closes; `keep` leaves the journal to be found, else its work is done with."""
        self._timer.stop()
        self._release()
        journal, self._journal = self._journal, None
        if journal is not None:
            with self._one_at_a_time:
                if keep:
                    journal.close()
                else:
                    journal.discard()

    def _later(self, _changes: object = None) -> None:
        if self._journal is not None and not self._timer.isActive():
            self._timer.start()

    def _record(self) -> None:
        journal, funnel = self._journal, self._session.funnel
        if journal is None or self._session.is_saved:
            return
        self._run(journal, lambda: journal.record(funnel))

    def _run(self, journal: Journal, work: Callable[[], None]) -> None:
        def locked(_progress: Progress) -> None:
            with self._one_at_a_time:
                # The document may have been closed since: what was given up must not come back.
                if journal is self._journal:
                    work()

        jobs.run(locked, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if self._failed:
            return
        self._failed = True
        if isinstance(error, UserError):
            message = _("Your work can’t be kept safe against a crash: {reason}")
            self._session.told.emit(Message(message.format(reason=error.message), error.hint, "warning"))
        else:
            _log.error("The journal failed", exc_info=error)

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

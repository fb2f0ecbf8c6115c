"""Keeps the session's problems up to date: the checks run off the gui thread, one run at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs
from funnelstudio.gui.session import Session
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.limits import NO_LIMITS, Limits
from funnelstudio.progress import Progress

if TYPE_CHECKING:
    from funnelstudio.checks.checker import Checker
    from funnelstudio.checks.problem import Problem
    from funnelstudio.model.checking import Waiver

    Found = tuple[tuple[Problem, ...], tuple[tuple[Problem, Waiver], ...]]


class Checking(QObject):
    """Checks the session's funnel after every change; changes during a run lead to one more run."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self._session = session
        self._checker: Checker | None = None
        self._exporter = ""
        self._job: jobs.Job[Found] | None = None
        self._checked: Funnel | None = None
        # After the paint that shows the edit: the checks must not delay what the user looks at.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._start)
        session.changed.connect(self._later)
        self._later()

    @property
    def is_current(self) -> bool:
        """Whether the session's problems are those of its present funnel."""
        return self._job is None and self._checked is self._session.funnel

    def stop(self) -> None:
        """Forget the run under way; for a window that closes."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()

    def _later(self, _changes: object = None) -> None:
        if self._job is None:
            self._soon.start()

    def _start(self) -> None:
        funnel = self._session.funnel
        if self._job is not None or funnel is self._checked:
            return

        def work(_progress: Progress) -> Found:
            if self._checker is None or self._exporter != funnel.export.exporter:
                from funnelstudio.checks import Checker

                self._exporter = funnel.export.exporter
                self._checker = Checker(limits_of_exporter(self._exporter))
            return self._checker.update(funnel), self._checker.waived

        def done(found: Found) -> None:
            self._job, self._checked = None, funnel
            if funnel is self._session.funnel:
                self._session.set_problems(*found)
            self._later()

        def failed(error: Exception) -> None:
            self._job, self._checked = None, funnel
            raise error

        self._job = jobs.run(work, done, failed)


def limits_of_exporter(name: str) -> Limits:
    """What the exporter that a funnel names allows; no limits where it is another computer's."""
    from funnelstudio.export import find_exporter, limits_of
    from funnelstudio.storage.folders import data_folder

    try:
        return limits_of(find_exporter(name, data_folder() / "exporters"))
    except UserError:
        return NO_LIMITS

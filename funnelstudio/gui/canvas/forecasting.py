"""Keeps the canvas's forecast up to date: worked out off the gui thread when the hand rests for a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from funnelstudio.gui import jobs
from funnelstudio.gui.names import currency_of
from funnelstudio.gui.session import Focus, Session
from funnelstudio.model.diff import Changes
from funnelstudio.progress import Progress

if TYPE_CHECKING:
    from funnelstudio.forecast.flow import Forecast

PAUSE_MS = 120


class Forecasting(QObject):
    """Calls `show` with a new forecast after edits that may change it; `wanted` says whether any is shown."""

    def __init__(
        self,
        session: Session,
        show: Callable[[Forecast], object],
        wanted: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._show = show
        self._wanted = wanted
        self._job: jobs.Job[Forecast] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._start)
        self._currency = ""
        session.changed.connect(self._follow)
        session.focused.connect(self._follow_language)

    def ask(self) -> None:
        """Have a forecast worked out soon."""
        self._soon.start()

    def stop(self) -> None:
        """Forget what is under way; for a canvas that goes away."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _follow(self, changes: Changes) -> None:
        if (
            changes.everything
            or changes.steps
            or changes.products
            or changes.assumptions
            or changes.languages
        ):
            self._soon.start()

    def _follow_language(self, focus: Focus) -> None:
        """The cards show the prices of a language, so what a step brings is told in its currency."""
        if self._currency and currency_of(self._session.funnel, focus.language) != self._currency:
            self._soon.start()

    def _start(self) -> None:
        if not self._wanted() or not self._session.funnel.steps:
            return
        self.stop()
        funnel = self._session.funnel
        currency = self._currency = currency_of(funnel, self._session.focus.language)

        def work(_progress: Progress) -> Forecast:
            # Imported here: the first paint of a window need not wait for it.
            from funnelstudio.forecast.flow import forecast

            return forecast(funnel, currency)

        def done(found: Forecast) -> None:
            self._job = None
            if funnel is self._session.funnel:
                self._show(found)

        self._job = jobs.run(work, done, owner=self)

"""Looks up translations of similar texts, off the gui thread, once the cursor rests in a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from funnelstudio.gui import jobs
from funnelstudio.gui.session import Session
from funnelstudio.gui.write.memory import Suggestion, suggestions
from funnelstudio.model.edits.texts import Address

_PAUSE_MS: Final = 120

Found = Callable[[Address, tuple[Suggestion, ...]], object]


class Lookup(QObject):
    """Answers the last question only; `found` gets it with what was found."""

    def __init__(self, session: Session, found: Found, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._found = session, found
        self._address: Address = ("", "", "")
        self._job: jobs.Job[tuple[Suggestion, ...]] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._work)

    def ask(self, address: Address) -> None:
        """Look for translations of texts like the one at `address`, soon."""
        self._address = address
        self._soon.start()

    def _work(self) -> None:
        if self._job is not None:
            self._job.cancel()
        address, funnel = self._address, self._session.funnel

        def done(answer: tuple[Suggestion, ...]) -> None:
            self._job = None
            self._found(address, answer)

        self._job = jobs.run(lambda _progress: suggestions(funnel, *address), done, owner=self)

"""The file's earlier versions: what has changed since each, to bring one back or open it as a copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple, Protocol, cast

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.dialogs.frame import dialog
from funnelstudio.gui.document import Document
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.differences import differences
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress
from funnelstudio.storage import files
from funnelstudio.storage.versions import Version, list_versions, read_version

MOST_SHOWN: Final = 500
"""Sentences on what differs that are listed."""


class Past(NamedTuple):
    """A funnel as it was: when, in words, and how it is read."""

    words: str
    read: Callable[[], Funnel]


class Holder(Protocol):
    """A window with a document."""

    session: Session
    document: Document


def make(parent: QWidget) -> QDialog:
    """The dialog on the versions of the file of `parent`, a window with a document."""
    holder = cast(Holder, parent)
    body = Versions(holder.session, holder.document)
    made = dialog(parent, _("Earlier versions"), body, 640)
    body.chosen.connect(made.accept)
    made.resize(780, 540)
    return made


class Versions(QWidget):
    """A list of versions, newest first, and beside it what has changed since the one that is chosen.

    The file as it is now is the first of them, for when another program has changed it.
    """

    chosen = Signal()
    """One was brought back or opened: there is nothing more to ask."""

    def __init__(self, session: Session, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._document = session, document
        self._pasts = _pasts(session)
        self._past: Funnel | None = None
        self._job: jobs.Job[tuple[Funnel, list[str]]] | None = None
        self.list = _list(_("Versions"))
        self.list.addItems([past.words for past in self._pasts])
        self.list.setMaximumWidth(260)
        self.changes = _list(_("What has changed since then"))
        self.title = label(_("What has changed since then"), "section")
        self.copy = button(_("Open as a copy"), self._open_copy)
        self.back = button(_("Bring this version back"), self._bring_back)
        layout = column(
            row(
                column(label(_("Versions"), "section"), self.list),
                column(self.title, self.changes),
                spacing=16,
            ),
            row(label(_("Undo takes it back."), "caption"), None, self.copy, self.back),
            spacing=12,
        )
        self.setLayout(layout)
        self._show(None, [])
        self.list.currentRowChanged.connect(self._read)
        self.list.setCurrentRow(0)

    def _read(self, number: int) -> None:
        if self._job is not None:
            self._job.cancel()
        self._show(None, [])
        if not 0 <= number < len(self._pasts):
            return
        now = self._session.funnel

        def work(_progress: Progress) -> tuple[Funnel, list[str]]:
            past = self._pasts[number].read()
            return past, differences(past, now)

        def done(found: tuple[Funnel, list[str]]) -> None:
            self._show(*found)

        self._job = jobs.run(work, done, self._failed)

    def _show(self, past: Funnel | None, changes: list[str]) -> None:
        self._past = past
        self.changes.clear()
        self.changes.addItems(changes[:MOST_SHOWN])
        left = len(changes) - MOST_SHOWN
        if left > 0:
            self.changes.addItem(ngettext("and {count} more", "and {count} more", left).format(count=left))
        if past is not None and not changes:
            self.changes.addItem(_("Nothing: this is what you see."))
        self.copy.setEnabled(past is not None)
        self.back.setEnabled(bool(changes) and not self._session.read_only)

    def _failed(self, error: Exception) -> None:
        words = error.message if isinstance(error, UserError) else str(error)
        self.changes.addItem(words)

    def _bring_back(self) -> None:
        if self._past is not None:
            self._session.apply(_("Bring back an earlier version"), self._past)
            self.chosen.emit()

    def _open_copy(self) -> None:
        if self._past is not None:
            self._document.open_copy(self._past, self._session.assets)
            self.chosen.emit()


def _pasts(session: Session) -> list[Past]:
    path = session.path
    if path is None:
        return []
    first = Past(_("The file as it is now"), lambda: files.load(path).funnel)
    return [first, *(Past(_when(version), partial(read_version, version)) for version in list_versions(path))]


def _when(version: Version) -> str:
    moment = QDateTime.fromMSecsSinceEpoch(version.when)
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setTextElideMode(Qt.TextElideMode.ElideNone)
    return made

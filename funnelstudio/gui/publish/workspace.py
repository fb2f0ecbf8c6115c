"""The Publish workspace: choose, see what blocks, export with progress, and open what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from funnelstudio.errors import UserError
from funnelstudio.export import export, load_exporters
from funnelstudio.gui import jobs
from funnelstudio.gui.controls.boxes import column, line, row, scrolling
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import label, tooltip
from funnelstudio.gui.publish.blocks import Blocks, blocking, concerning
from funnelstudio.gui.publish.form import PublishForm
from funnelstudio.gui.publish.report import ExportReport
from funnelstudio.gui.publish.scope import Scope
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.diff import Changes
from funnelstudio.progress import Progress
from funnelstudio.storage.folders import data_folder

if TYPE_CHECKING:
    from funnelstudio.export.run import ExportResult

_TURNS = 1000


class PublishWorkspace(QWidget):
    """Exports the session's funnel."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: jobs.Job[ExportResult] | None = None
        self._exporters = load_exporters(data_folder() / "exporters")
        self.form = PublishForm(session, self._exporters)
        self.blocks = Blocks(session)
        self.scope = Scope(session)
        self.report = ExportReport()
        self.report.hide()
        self.draft = QCheckBox(_("Write a draft"))
        tooltip(self.draft, _("Pages are written in spite of problems, with what is not finished marked."))
        self.start = button(_("Export pages"), self.export_pages, "primary", "upload")
        self.cancel = button(_("Cancel"), self.cancel_export)
        self.progress = QProgressBar()
        self.progress.setRange(0, _TURNS)
        self.progress.setTextVisible(False)
        self.doing = label("", "caption", wrap=True)
        self._build()
        self._show_running(False)
        self.form.changed.connect(self.follow)
        self.draft.toggled.connect(lambda _on: self.follow())
        session.changed.connect(self._on_changed)
        session.checked.connect(lambda _problems: self._follow_if_shown())
        session.path_changed.connect(self._forget_result)

    def _build(self) -> None:
        left = QFrame()
        left.setProperty("role", "panel")
        buttons = row(self.start, self.cancel)
        buttons.setStretch(0, 1)
        foot = column(
            line(), self.draft, buttons, self.progress, self.doing, spacing=10, margins=(20, 0, 20, 18)
        )
        holder = QWidget()
        holder.setProperty("role", "panel")
        holder.setLayout(column(self.form, None, margins=(20, 20, 20, 12)))
        left.setLayout(column(scrolling(holder), foot, spacing=0))
        left.setFixedWidth(380)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(left)
        layout.addWidget(_stacked(self.report, self.blocks, self.scope), 1)

    def follow(self) -> None:
        """Show the settings and the problems of what would be exported now."""
        self.form.follow()
        problems = concerning(self._session.problems, self.form.tags())
        self.blocks.show_problems(problems, draft=self.draft.isChecked())
        may = self.draft.isChecked() or not blocking(problems)
        self.start.setEnabled(self._job is None and may and self.form.target() is not None)
        if self._job is None:
            self.doing.setText(self._why_not(may))
            self.doing.setVisible(bool(self.doing.text()))
        exporter, folder = self._exporters.get(self.form.exporter_name()), self.form.target()
        if exporter is not None:
            self.scope.show_scope(exporter, self.form.tags(), str(folder) if folder is not None else "")

    def export_pages(self) -> None:
        """Write the pages into the chosen folder, off the gui thread."""
        folder = self.form.target()
        if folder is None or self._job is not None:
            return
        funnel, assets = self._session.funnel, self._session.assets
        name, tags, draft = self.form.exporter_name(), self.form.tags(), self.draft.isChecked()

        def work(progress: Progress) -> ExportResult:
            return export(
                funnel, assets, folder, exporter=name, languages=tags, draft=draft, progress=progress
            )

        self._show_running(True)
        self._job = jobs.run(
            work, lambda result: self._done(result, folder), self._failed, self._on_progress, owner=self
        )

    def cancel_export(self) -> None:
        """Stop; the last pages stay as they were."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._show_running(False)
            self._session.tell(_("The export was cancelled. The last pages are as they were."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _why_not(self, may: bool) -> str:
        if self.form.target() is None:
            return _("Choose a folder first.")
        return "" if may else _("Problems block the export.")

    def _done(self, result: ExportResult, folder: Path) -> None:
        self._job = None
        self._show_running(False)
        self.report.show_result(result, folder)
        self.report.show()
        count = len(result.pages)
        self._session.tell(
            ngettext("{count} page is in {folder}", "{count} pages are in {folder}", count).format(
                count=count, folder=folder
            )
        )

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._show_running(False)
        if isinstance(error, UserError):
            self.report.show_failure(error.message, error.hint)
        elif isinstance(error, OSError):
            self.report.show_failure(_("The pages can't be written: {why}").format(why=error.strerror), "")
        else:
            self.report.show_failure(_("An error in the program stopped the export."), "")
        self.report.show()
        if not isinstance(error, UserError | OSError):
            raise error

    def _on_progress(self, fraction: float, message: str) -> None:
        self.progress.setValue(round(fraction * _TURNS))
        if message:
            self.doing.setText(message)

    def _show_running(self, running: bool) -> None:
        self.progress.setValue(0)
        self.doing.setText("")
        for part in (self.cancel, self.progress, self.doing):
            part.setVisible(running)
        self.form.setEnabled(not running)
        if not running:
            QTimer.singleShot(0, self, self._follow_if_shown)
        else:
            self.start.setEnabled(False)

    def _forget_result(self) -> None:
        self.report.hide()

    def _on_changed(self, changes: Changes) -> None:
        if changes.everything:
            self.report.hide()
        self._follow_if_shown()

    def _follow_if_shown(self) -> None:
        if self.isVisible():
            self.follow()


def _stacked(*cards: QFrame) -> QFrame:
    """Cards one below the other on the window's ground, scrolling when there are many."""
    content = QWidget()
    content.setProperty("role", "window")
    rows = QVBoxLayout(content)
    rows.setContentsMargins(24, 20, 24, 24)
    rows.setSpacing(14)
    for card in cards:
        card.setMaximumWidth(860)
        rows.addWidget(card)
    rows.addStretch(1)
    made = QFrame()
    made.setProperty("role", "window")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(column(scrolling(content)))
    return made

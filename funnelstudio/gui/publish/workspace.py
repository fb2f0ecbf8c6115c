"""The Publish workspace: choose, see what blocks and what would change, export, and show what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QProgressBar, QWidget

from funnelstudio.errors import UserError
from funnelstudio.export import export, load_exporters
from funnelstudio.gui import jobs
from funnelstudio.gui.controls.boxes import column, line, row, scrolling
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import label, tooltip
from funnelstudio.gui.publish.blocks import blocking, concerning
from funnelstudio.gui.publish.form import PublishForm
from funnelstudio.gui.publish.looking import Wish
from funnelstudio.gui.publish.sections import Sections
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.diff import Changes
from funnelstudio.progress import Progress
from funnelstudio.storage.folders import data_folder

if TYPE_CHECKING:
    from funnelstudio.export.run import ExportResult

_TURNS: Final = 1000
_WIDEST: Final = 360
_NARROWEST: Final = 276
_AROUND: Final = 52
"""Margins, and room for the scroll bar."""


class PublishWorkspace(QWidget):
    """Exports the session's funnel."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: jobs.Job[ExportResult] | None = None
        self._exporters = load_exporters(data_folder() / "exporters")
        self.form = PublishForm(session, self._exporters)
        self.sections = Sections(session, self.form)
        self.report = self.sections.report
        self.blocks = self.sections.blocks
        self.draft = QCheckBox(_("Write a draft"))
        tooltip(self.draft, _("Pages are written in spite of problems, with what is not finished marked."))
        self.start = button(_("Export pages"), self.export_pages, "primary", "upload")
        self.as_zip = button(_("Export as .zip…"), self.ask_zip, icon="package")
        self.cancel = button(_("Cancel"), self.cancel_export)
        self.progress = QProgressBar()
        self.progress.setRange(0, _TURNS)
        self.progress.setTextVisible(False)
        self.doing = label("", "caption", wrap=True)
        self._left = QFrame()
        self._build()
        self._show_running(False)
        self.form.changed.connect(self.follow)
        self.draft.toggled.connect(lambda _on: self.follow())
        self.sections.looked.connect(self._show_start)
        session.changed.connect(self._on_changed)
        session.checked.connect(lambda _problems: self._follow_if_shown())
        session.path_changed.connect(self.sections.forget_report)

    def _build(self) -> None:
        self._left.setProperty("role", "panel")
        buttons = row(self.start, self.cancel)
        buttons.setStretch(0, 1)
        foot = column(
            line(),
            self.draft,
            buttons,
            self.as_zip,
            self.progress,
            self.doing,
            spacing=8,
            margins=(20, 0, 20, 18),
        )
        holder = QWidget()
        holder.setProperty("role", "panel")
        holder.setLayout(column(self.form, None, margins=(20, 20, 20, 12)))
        self._left.setLayout(column(scrolling(holder), foot, spacing=0))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._left)
        edge = QFrame()
        edge.setProperty("role", "column-line")
        layout.addWidget(edge)
        layout.addWidget(self.sections, 1)

    def follow(self) -> None:
        """Show the settings and the problems of what would be exported now."""
        self.form.follow()
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # what was built just now tells its width only then
        wish = self.wish()
        if wish is not None and self._job is None:
            self.sections.follow(wish, concerning(self._session.problems, wish.tags))
        self._show_start()

    def wish(self) -> Wish | None:
        """What would be exported now; None without any exporter."""
        exporter = self._exporters.get(self.form.exporter_name())
        if exporter is None:
            return None
        funnel, assets = self._session.funnel, self._session.assets
        return Wish(funnel, assets, exporter, self.form.tags(), self.form.target(), self.draft.isChecked())

    def export_pages(self) -> None:
        """Write the pages into the chosen folder, off the gui thread."""
        wish = self.wish()
        if wish is None or wish.folder is None or self._job is not None:
            return
        folder = wish.folder

        def work(progress: Progress) -> ExportResult:
            return wish.of(export, folder, progress=progress)

        self._show_running(True)
        self._job = jobs.run(
            work, lambda result: self._done(result, folder), self._failed, self._on_progress, owner=self
        )

    def ask_zip(self) -> None:
        """Let the user name a .zip file, and write it."""
        folder = self.form.target()
        path = self._session.path
        stem = path.stem if path is not None else _("pages")
        beside = (folder.parent if folder is not None else Path.home()) / f"{stem}.zip"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Export as .zip"), str(beside), _("Zip files (*.zip)")
        )
        if chosen:
            file = Path(chosen)
            self.export_zip(file if file.suffix else file.with_suffix(".zip"))

    def export_zip(self, file: Path) -> None:
        """Write all of the site into one .zip file, off the gui thread."""
        wish = self.wish()
        if wish is None or self._job is not None:
            return

        def work(progress: Progress) -> ExportResult:
            from funnelstudio.export.archive import export_zip

            return wish.of(export_zip, file, progress=progress)

        def done(result: ExportResult) -> None:
            self._end()
            self.report.show_archive(result, file)
            self.report.show()
            self.sections.status.hide()

        self._show_running(True)
        self._job = jobs.run(work, done, self._failed, self._on_progress, owner=self)

    def cancel_export(self) -> None:
        """Stop; the last pages stay as they were."""
        if self._job is not None:
            self._job.cancel()
            self._end()
            self._session.tell(_("The export was cancelled. The last pages are as they were."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The left is as wide as its share of the window, and never cuts what stands in it."""
        needed = self.form.minimumSizeHint().width() + _AROUND
        share = max(_NARROWEST, min(_WIDEST, self.width() * 3 // 10))
        self._left.setFixedWidth(max(share, min(needed, _WIDEST)))

    def _show_start(self) -> None:
        """What can't be done can't be clicked, and says why. A .zip needs no folder of its own."""
        idle = self._job is None
        problems = concerning(self._session.problems, self.form.tags())
        may = self.draft.isChecked() or not blocking(problems)
        why = self._why_not(may) if idle else ""
        self.start.setEnabled(idle and not why)
        tooltip(self.start, why)
        self.start.setAccessibleDescription(why)
        self.as_zip.setEnabled(idle and may)
        if idle:
            self.doing.setText(why)
            self.doing.setVisible(bool(why))

    def _why_not(self, may: bool) -> str:
        if self.form.target() is None:
            return _("Choose a folder first.")
        return self.sections.refusal() or ("" if may else _("Problems block the export."))

    def _done(self, result: ExportResult, folder: Path) -> None:
        self._end()
        self.report.show_result(result, folder, self.sections.pages.model.run.files)
        self.sections.show_report(result.written)

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, UserError):
            self.report.show_failure(error.message, error.hint)
        elif isinstance(error, OSError):
            self.report.show_failure(_("The pages can't be written: {why}").format(why=error.strerror), "")
        else:
            self.report.show_failure(_("An error in the program stopped the export."), "")
        self.sections.show_report(())
        if not isinstance(error, UserError | OSError):
            raise error

    def _end(self) -> None:
        self._job = None
        self._show_running(False)

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
        self.as_zip.setVisible(not running)
        if not running:
            QTimer.singleShot(0, self, self._follow_if_shown)
        else:
            self.start.setEnabled(False)
            self.sections.forget_report()
            self.sections.status.say("upload", "accent", _("Exporting…"))

    def _on_changed(self, changes: Changes) -> None:
        if changes:
            self.sections.forget_report()
        self._follow_if_shown()

    def _follow_if_shown(self) -> None:
        if self.isVisible():
            self.follow()

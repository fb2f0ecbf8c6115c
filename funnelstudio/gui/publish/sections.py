"""The right of Publish: how things stand, and below it the pages, what is to fill in, or the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from funnelstudio.checks.problem import WARNING, Problem
from funnelstudio.export import setting_key
from funnelstudio.export.changes import DryRun, Planned
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.segments import Segments
from funnelstudio.gui.names import language_label
from funnelstudio.gui.problem_places import TODO, shown_as
from funnelstudio.gui.publish.approving import Approving, approve_file, marks
from funnelstudio.gui.publish.blocks import Blocks, blocking
from funnelstudio.gui.publish.codes import Codes
from funnelstudio.gui.publish.form import PublishForm
from funnelstudio.gui.publish.groups import file_name
from funnelstudio.gui.publish.lacks import EMPTY, lacks_of, nothing_made
from funnelstudio.gui.publish.looking import Failure, Looking, Wish
from funnelstudio.gui.publish.numbers import Numbers, lacking
from funnelstudio.gui.publish.page_list import PageList
from funnelstudio.gui.publish.phone import PhonePanel
from funnelstudio.gui.publish.showing import Showing
from funnelstudio.gui.publish.status import ExportReport, Status
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _

PAGES: Final = "pages"
NUMBERS: Final = "numbers"
CODES: Final = "codes"
PROBLEMS: Final = "problems"


class Sections(QFrame):
    """Follows what is chosen at the left."""

    looked = Signal()
    """What is known of the folder is new."""

    def __init__(self, session: Session, form: PublishForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "window")
        self._session, self._form = session, form
        self._wish: Wish | None = None
        self._run: DryRun | None = None
        self._failure: Failure | None = None
        self._problems: tuple[Problem, ...] = ()
        self._written: tuple[str, ...] = ()
        self.status = Status()
        self.report = ExportReport()
        self.report.hide()
        self.blocks = Blocks(session)
        self.pages = PageList()
        self.numbers = Numbers(session)
        self.codes = Codes(session, form.keep_setting)
        self.parts: dict[str, QWidget] = {
            PAGES: self.pages,
            NUMBERS: self.numbers,
            CODES: self.codes,
            PROBLEMS: self.blocks,
        }
        self.segments = Segments({}, self.show_part)
        self.stack = QStackedWidget()
        for part in self.parts.values():
            self.stack.addWidget(part)
        self.looking = Looking(self.pages.working_out, self)
        self.showing = Showing(session, self)
        self.approving = Approving(session, self.pages.approving, self)
        self.phone = PhonePanel(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.status)
        layout.addWidget(self.report)
        layout.addLayout(row(self.segments, None))
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.looking.found.connect(self._on_found)
        self.looking.failed.connect(self._on_failed)
        self.status.to_problems.clicked.connect(lambda: self.show_part(PROBLEMS))
        self.blocks.numbers_wanted.connect(lambda: self.show_part(NUMBERS))
        self.blocks.setting_wanted.connect(self._show_setting)
        pages, showing, approve = self.pages, self.showing, partial(approve_file, self._session)
        pages.open_wanted.connect(lambda file: self._with_wish(showing.open, file))
        pages.copy_wanted.connect(lambda file: self._with_wish(showing.copy, file))
        pages.folder_wanted.connect(lambda file: self._with_wish(showing.show_in_folder, file))
        pages.approve_wanted.connect(lambda file: self._with_wish(approve, file))
        pages.approve_all_wanted.connect(self.approve_all)
        pages.phone_wanted.connect(lambda file: self._with_wish(self._show_phone, file))

    def follow(self, wish: Wish, problems: tuple[Problem, ...]) -> None:
        """Show what an export of this would do, and what stands against it."""
        problems = (*lacks_of(wish.funnel, wish.exporter, wish.tags), *problems)
        self._wish, self._problems = wish, problems
        if self._failure is not None and not self._failure.wish.goes_where(wish):
            self._failure = None
            self.pages.show_none("")
        self.blocks.show_problems(problems)
        self.numbers.follow(wish.exporter, wish.tags)
        self.codes.follow(wish.exporter, wish.tags)
        self.pages.show_marks(marks(wish, problems))
        self.looking.ask(wish)
        self._show_state()

    def refusal(self) -> str:
        """Why no page can be written to where they would go; empty while nothing is known against it."""
        return self._failure.sentence if self._failure is not None and self._failure.refuses else ""

    def show_part(self, name: str) -> None:
        """Show one of the parts."""
        self.stack.setCurrentWidget(self.parts[name])
        self.segments.show_chosen(name)

    def show_report(self, written: Iterable[str]) -> None:
        """Show what the export did in place of what it would do; the files are looked at again."""
        self._written = tuple(written)
        self.report.show()
        self.status.hide()
        self.looking.ask_again()

    def approve_all(self) -> None:
        """Approve every page that is listed as it is."""
        if self._wish is not None:
            self.approving.approve(self._wish, self.pages.model.run.files)

    def forget_report(self) -> None:
        """Something is different now: what the last export did is no news any more."""
        self._written = ()
        self.report.hide()
        self.status.show()

    def _show_state(self) -> None:
        errors, warnings = self._severities()
        draft = self._wish is not None and self._wish.draft
        todo = sum(shown_as(problem) == TODO for problem in blocking(self._problems))
        empty = sum(problem.id == EMPTY for problem in self._problems)
        idle = nothing_made(self._wish.funnel, self._wish.exporter) if self._wish is not None else ("", "")
        if self._failure is not None:
            self.status.show_failure(self._failure.sentence, self._failure.hint)
        else:
            placed = self._wish is not None and self._wish.folder is not None
            self.status.show_ready(
                self._run,
                errors,
                warnings - empty,
                todo=todo,
                empty=empty,
                idle=idle,
                draft=draft,
                placed=placed,
            )
        words = self._words()
        current = self.stack.currentWidget()
        shown = next(name for name, part in self.parts.items() if part is current)
        self.segments.show_words(words)
        self.show_part(shown if shown in words else PAGES)

    def _show_setting(self, problem: Problem) -> None:
        """Go to the field of what the exporter lacks."""
        settings = self._wish.exporter.manifest.settings if self._wish is not None else ()
        setting = next((each for each in settings if each.key == problem.field), None)
        if setting is None or setting.per == "funnel":
            self._form.show_field(problem.field)
            return
        self.show_part(CODES)
        key = setting_key(setting, problem.step, problem.language, problem.outcome)
        self.codes.show_slot(problem.step, problem.language, key)

    def _severities(self) -> tuple[int, int]:
        """How many problems block, and how many only warn."""
        warnings = sum(problem.severity == WARNING for problem in self._problems)
        return len(blocking(self._problems)), warnings

    def _words(self) -> dict[str, str]:
        """The parts that there are now, each with how much of it is still to be done."""
        found = {PAGES: _("Pages")}
        wish = self._wish
        if wish is not None and wish.exporter.manifest.limits.platform:
            limits = wish.exporter.manifest.limits
            missing = len(lacking(wish.funnel, limits.platform, wish.tags)) if limits.numbers else 0
            found[NUMBERS] = _counted(_("Numbers"), missing)
        if self.codes.model.keys:
            found[CODES] = _counted(_("Links and codes"), self.codes.model.missing())
        found[PROBLEMS] = _counted(_("Problems"), sum(self._severities()))
        return found

    def _on_found(self, wish: Wish, run: DryRun) -> None:
        self._run, self._failure = run, None
        self.pages.show_run(wish.funnel, run, self._written)
        self.pages.show_marks(marks(self._wish or wish, self._problems))
        self._show_state()
        self.looked.emit()
        if not self.phone.isHidden():
            self.showing.make_site(wish, lambda _site: self.phone.renew())

    def _on_failed(self, failure: Failure) -> None:
        self._run, self._failure = None, failure
        self.status.show_failure(failure.sentence, failure.hint)
        self.pages.show_none(failure.sentence)
        self.looked.emit()

    def _look_anew(self) -> None:
        """What stood against the folder may have been put right elsewhere meanwhile."""
        if self._failure is not None:
            self.looking.ask_again()

    def _with_wish(self, show: Callable[[Wish, Planned], object], file: Planned) -> None:
        if self._wish is not None:
            show(self._wish, file)

    def _show_phone(self, wish: Wish, file: Planned) -> None:
        name = file_name(wish.funnel, file)
        said = f"{name} · {language_label(wish.funnel, file.tag)}" if file.tag else name
        self.showing.make_site(wish, lambda site: self.phone.show_page(site, file.path, said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window that closes takes the pages for phones along; the one that is back looks again."""
        if event.type() == QEvent.Type.Close:
            self.phone.close_panel()
        elif event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self._look_anew()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window()
        window.removeEventFilter(self)
        window.installEventFilter(self)
        self._look_anew()


def _counted(words: str, count: int) -> str:
    return f"{words} · {count}" if count else words

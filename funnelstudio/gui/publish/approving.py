"""Approving pages: which are approved, which have drifted since, and the edits behind the buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from funnelstudio.checks.problem import Problem
from funnelstudio.errors import UserError
from funnelstudio.export.changes import REMOVED, Planned
from funnelstudio.gui import jobs
from funnelstudio.gui.publish.looking import Wish
from funnelstudio.gui.publish.meter import Meter
from funnelstudio.gui.publish.pages import APPROVED, DRIFTED
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.approval import approval_key, approval_of, drift, page_of
from funnelstudio.model.edits.approvals import approve, disapprove
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress

Page = tuple[str, str]


def marks(wish: Wish, problems: Iterable[Problem]) -> Mapping[Page, str]:
    """The approved pages by step and language, each APPROVED or, as the checks have found, DRIFTED."""
    drifted = {(problem.step, problem.language) for problem in problems if problem.id == "target.approved"}
    known = map(page_of, wish.funnel.export.approvals.get(wish.exporter.name, {}))
    return {page: DRIFTED if page in drifted else APPROVED for page in known}


def approve_file(session: Session, wish: Wish, file: Planned) -> None:
    """Approve the page of this file as it is; one that is approved already is no longer."""
    name, platform = wish.exporter.name, wish.exporter.manifest.limits.platform
    for page in _pages((file,)):
        if _is_approved(wish, page, platform):
            session.edit(_("Take back the approval"), disapprove, name, (page,))
        else:
            session.edit(_("Approve the page"), approve, name, (page,), platform)


class Approving(QObject):
    """Approves many pages at once, off the gui thread; `meter` tells how far it is."""

    def __init__(self, session: Session, meter: Meter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._meter = session, meter
        self._job: jobs.Job[Funnel] | None = None
        meter.stop_wanted.connect(self.stop)

    def approve(self, wish: Wish, files: Iterable[Planned]) -> None:
        """Approve the pages of these files as one undo step, unless the funnel is another by then."""
        pages = _pages(files)
        if self._job is not None or not pages:
            return
        words = ngettext("Approving {count} page…", "Approving {count} pages…", len(pages))
        words = words.format(count=len(pages))
        name, platform = wish.exporter.name, wish.exporter.manifest.limits.platform

        def work(progress: Progress) -> Funnel:
            return approve(wish.funnel, name, pages, platform, progress)

        self._job = jobs.run(
            work,
            lambda approved: self._done(wish, approved),
            self._failed,
            lambda done, _said: self._meter.show_running(words, done),
            owner=self,
        )

    def stop(self) -> None:
        """Leave it; no page is approved."""
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _end(self) -> None:
        self._job = None
        self._meter.hide()

    def _done(self, wish: Wish, approved: Funnel) -> None:
        self._end()
        if self._session.funnel is wish.funnel:
            self._session.apply(_("Approve the pages"), approved)
        else:
            self._session.tell(
                _("The funnel was changed meanwhile, so no page was approved."),
                _("Look at the pages again, then approve them."),
                "warning",
            )

    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, UserError):
            raise error
        self._session.tell(error.message, error.hint, "warning")


def _pages(files: Iterable[Planned]) -> tuple[Page, ...]:
    """The steps' pages among these files."""
    return tuple(dict.fromkeys((file.step, file.tag) for file in files if file.step and file.fate != REMOVED))


def _is_approved(wish: Wish, page: Page, platform: str) -> bool:
    known = wish.funnel.export.approvals.get(wish.exporter.name, {}).get(approval_key(*page))
    return known is not None and not drift(
        known, approval_of(wish.funnel, *page, wish.exporter.name, platform)
    )

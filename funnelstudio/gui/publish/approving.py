"""Approving pages: which are approved, which have drifted since, and the edits behind the buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from funnelstudio.checks.problem import Problem
from funnelstudio.export.changes import REMOVED, Planned
from funnelstudio.gui.publish.looking import Wish
from funnelstudio.gui.publish.pages import APPROVED, DRIFTED
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.approval import approval_key, approval_of, drift, page_of
from funnelstudio.model.edits.approvals import approve, disapprove

Page = tuple[str, str]


def marks(wish: Wish, problems: Iterable[Problem]) -> Mapping[Page, str]:
    """The approved pages by step and language, each APPROVED or, as the checks have found, DRIFTED."""
    drifted = {(problem.step, problem.language) for problem in problems if problem.id == "target.approved"}
    known = map(page_of, wish.funnel.export.approvals.get(wish.exporter.name, {}))
    return {page: DRIFTED if page in drifted else APPROVED for page in known}


def approve_files(session: Session, wish: Wish, files: Iterable[Planned]) -> None:
    """Approve the pages of these files as they are; a single one that is approved already is no longer."""
    pages = tuple(
        dict.fromkeys((file.step, file.tag) for file in files if file.step and file.fate != REMOVED)
    )
    name, platform = wish.exporter.name, wish.exporter.manifest.limits.platform
    if len(pages) == 1 and _is_approved(wish, pages[0], platform):
        session.edit(_("Take back the approval"), disapprove, name, pages)
    elif pages:
        label = _("Approve the page") if len(pages) == 1 else _("Approve the pages")
        session.edit(label, approve, name, pages, platform)


def _is_approved(wish: Wish, page: Page, platform: str) -> bool:
    known = wish.funnel.export.approvals.get(wish.exporter.name, {}).get(approval_key(*page))
    return known is not None and not drift(
        known, approval_of(wish.funnel, *page, wish.exporter.name, platform)
    )

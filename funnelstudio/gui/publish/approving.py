"""Approving pages: which are approved, which have drifted since, and the edits behind the buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from funnelstudio.export.changes import REMOVED, Planned
from funnelstudio.gui.publish.looking import Wish
from funnelstudio.gui.publish.pages import APPROVED, DRIFTED
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.approval import approval_of, drift, page_of
from funnelstudio.model.edits.approvals import approve, disapprove

Page = tuple[str, str]


def marks(wish: Wish) -> Mapping[Page, str]:
    """The approved pages by step and language, each APPROVED or DRIFTED."""
    funnel, exporter = wish.funnel, wish.exporter
    platform = exporter.manifest.limits.platform
    tags = {language.tag for language in funnel.languages}
    found = {}
    for key, known in funnel.export.approvals.get(exporter.name, {}).items():
        step, tag = page_of(key)
        if step in funnel.steps and tag in tags:
            now = approval_of(funnel, step, tag, exporter.name, platform)
            found[step, tag] = DRIFTED if drift(known, now) else APPROVED
    return found


def approve_files(session: Session, wish: Wish, files: Iterable[Planned]) -> None:
    """Approve the pages of these files as they are; a single one that is approved already is no longer."""
    pages = tuple(
        dict.fromkeys((file.step, file.tag) for file in files if file.step and file.fate != REMOVED)
    )
    known = marks(wish)
    name = wish.exporter.name
    if len(pages) == 1 and known.get(pages[0]) == APPROVED:
        session.edit(_("Take back the approval"), disapprove, name, pages)
        return
    wanted = tuple(page for page in pages if known.get(page) != APPROVED)
    if wanted:
        label = _("Approve the page") if len(wanted) == 1 else _("Approve the pages")
        session.edit(label, approve, name, wanted, wish.exporter.manifest.limits.platform)

"""Mends all problems of one kind at once: says first what would change, then does it as one undo step."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from funnelstudio.checks.mending import effect, mended
from funnelstudio.checks.problem import Problem
from funnelstudio.gui import jobs
from funnelstudio.gui.controls.boxes import column, line, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import ElidedLabel
from funnelstudio.gui.problems.words import title
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.diff import diff
from funnelstudio.model.fields import PRODUCT_PLACE
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.texts import place_name, places
from funnelstudio.progress import Progress

_NAMED = 4
"""So many places are named, the others are counted."""


class Outlook(msgspec.Struct, frozen=True):
    """What mending all of a kind would do."""

    before: Funnel
    after: Funnel
    fixes: int
    places: tuple[str, ...]
    gone: int
    new: int


def outlook(funnel: Funnel, check_id: str) -> Outlook:
    """Mend a copy and see; takes as long as the checks do."""
    after, fixes = mended(funnel, (check_id,))
    gone, new = effect(funnel, after)
    return Outlook(funnel, after, fixes, touched(funnel, after), len(gone), len(new))


def touched(before: Funnel, after: Funnel) -> tuple[str, ...]:
    """The places that differ, in working order; new ones last."""
    changes = diff(before, after)
    found = {place for changed in changes.texts.values() for place in changed}
    found |= changes.steps | {f"{PRODUCT_PLACE}{key}" for key in changes.products}
    known = [place for place in places(before) if place in found]
    return (*known, *sorted(found.difference(known)))


def outlook_words(found: Outlook) -> str:
    """What would change, in one or two sentences."""
    if not found.fixes:
        return _("There is nothing of this kind left to fix.")
    names = [place_name(found.after, place) for place in found.places[:_NAMED]]
    if len(found.places) > _NAMED:
        names.append("…")
    fixes = ngettext("{count} fix", "{count} fixes", found.fixes).format(count=found.fixes)
    number = len(found.places)
    words = ngettext("{fixes} in {count} place", "{fixes} in {count} places", number)
    told = words.format(fixes=fixes, count=number) + (f": {', '.join(names)}" if names else "") + "."
    if found.new:
        more = ngettext("It brings {count} other problem.", "It brings {count} other problems.", found.new)
        told = f"{told} {more.format(count=found.new)}"
    return told


class FixAll(QFrame):
    """Below the list: what would change, and the button that does it."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._check = ""
        self._found: Outlook | None = None
        self._job: jobs.Job[Outlook] | None = None
        self.told = ElidedLabel()
        self.accept = button(_("Fix all"), self.fix, "primary")
        self.cancel = button(_("Cancel"), self.close_strip)
        content = row(self.told, self.cancel, self.accept, spacing=10, margins=(15, 6, 15, 8))
        content.setStretchFactor(self.told, 1)
        self.setLayout(column(line(), content, spacing=0))
        self.hide()
        session.changed.connect(self._look_again)

    def open_for(self, problem: Problem) -> None:
        """Work out what mending all problems of this one's kind would change."""
        self._check = problem.id
        self.show()
        self.cancel.setFocus()
        self._look()

    def fix(self) -> None:
        """Do what was shown, as one undo step."""
        found = self._found
        if found is None or found.before is not self._session.funnel:
            return
        check = self._check
        self.close_strip()
        self._session.apply(_("Fix all: {kind}").format(kind=title(check)), found.after)

    def close_strip(self) -> None:
        self._check, self._found = "", None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.close_strip if self.cancel.hasFocus() else self.fix)()
        else:
            super().keyPressEvent(event)

    def _look_again(self, _changes: object = None) -> None:
        if self._check:
            self._look()

    def _look(self) -> None:
        funnel, check = self._session.funnel, self._check
        self._found = None
        self.accept.setEnabled(False)
        self.told.show_words(_("Working out what changes…"))
        if self._job is not None:
            self._job.cancel()

        def work(_progress: Progress) -> Outlook:
            return outlook(funnel, check)

        self._job = jobs.run(work, self._show, owner=self)

    def _show(self, found: Outlook) -> None:
        self._job = None
        self._found = found
        self.told.show_words(outlook_words(found))
        self.accept.setText(ngettext("Fix {count}", "Fix all {count}", found.fixes).format(count=found.fixes))
        self.accept.setEnabled(found.fixes > 0)
        if found.fixes and self.isVisible():
            self.accept.setFocus()

"""The line below the list: where the rule of the chosen problem comes from, and what else can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from funnelstudio.gui.controls.boxes import column, line, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import ElidedLabel
from funnelstudio.gui.problems.rows import Entry
from funnelstudio.gui.problems.words import button_words, may_be_set_aside, source_words, title
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _


class Details(QFrame):
    """Tells of one problem; the buttons ask for more than its own button does."""

    fix_all_wanted = Signal()
    set_aside_wanted = Signal()
    accept_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.source = ElidedLabel("", "caption")
        self.fix_all = button("", self.fix_all_wanted.emit, "link")
        self.set_aside = button(_("Set aside…"), self.set_aside_wanted.emit, "link")
        self.accept = button(_("Accept these words"), self.accept_wanted.emit, "link")
        content = row(
            self.source, self.accept, self.fix_all, self.set_aside, spacing=16, margins=(15, 3, 15, 5)
        )
        content.setStretchFactor(self.source, 1)
        self.setLayout(column(line(), content, spacing=0))

    def show_entry(self, entry: Entry | None) -> None:
        """Tell of this one; there is nothing to see where none is chosen."""
        self.setVisible(entry is not None)
        if entry is None:
            return
        problem = entry.problem
        told = (f"{title(problem.id)}.", source_words(problem))
        self.source.show_words("  ".join(part for part in told if part))
        count = fixable(self._session, problem.id) if entry.waiver is None else 0
        self.fix_all.setVisible(count > 1)
        self.fix_all.setText(_("Fix all {count} of this kind…").format(count=count))
        self.accept.setVisible(entry.waiver is None and bool(button_words(self._session.funnel, problem)))
        self.set_aside.setVisible(entry.waiver is None and may_be_set_aside(self._session.funnel, problem))


def fixable(session: Session, check_id: str) -> int:
    """How many problems of a check have a fix."""
    return sum(problem.id == check_id and problem.fix is not None for problem in session.problems)

"""The form that sets a problem aside: why, by whom, and when to look again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from funnelstudio.checks.problem import Problem
from funnelstudio.checks.waiving import waive
from funnelstudio.errors import UserError
from funnelstudio.gui import settings
from funnelstudio.gui.controls.boxes import column, line, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import TextField
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _

USUAL_DAYS: Final = 182
"""After so many days one looks again, unless another day is typed."""


class AsideForm(QFrame):
    """Below the list, not over it: Enter sets aside, Escape leaves."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._problem: Problem | None = None
        self.reason = TextField(_("Why this may stay as it is"))
        self.by = TextField(_("Who decides"))
        self.until = TextField(_("Look again on"), _("Never"))
        self.fault = label("", "fault")
        self.accept = button(_("Set aside"), self.set_aside, "primary")
        self.cancel = button(_("Cancel"), self.closed.emit)
        for field in (self.reason, self.by, self.until):
            field.line.returnPressed.connect(self.set_aside)
        self.by.setMaximumWidth(190)
        self.until.setMaximumWidth(120)
        fields = row(self.reason, self.by, self.until, self.cancel, self.accept, spacing=10)
        fields.setStretchFactor(self.reason, 1)
        for made in (self.cancel, self.accept):
            fields.setAlignment(made, Qt.AlignmentFlag.AlignBottom)
        content = column(fields, self.fault, spacing=4, margins=(15, 6, 15, 10))
        self.setLayout(column(line(), content, spacing=0))
        self.hide()

    def open_for(self, problem: Problem) -> None:
        """Ask about this one; who decided last is likely to decide again."""
        self._problem = problem
        self.reason.show_value("")
        self.by.show_value(settings.read(settings.OWN_NAME))
        self.until.show_value((date.today() + timedelta(days=USUAL_DAYS)).isoformat())
        self._show_fault("")
        self.show()
        self.reason.line.setFocus()

    def set_aside(self) -> None:
        """Do it as one undo step; what is missing is said below the fields."""
        problem, session = self._problem, self._session
        if problem is None:
            return
        by = self.by.value().strip()
        try:
            made = waive(session.funnel, problem, self.reason.value(), by, self.until.value().strip())
        except UserError as error:
            self._show_fault(str(error))
            return
        settings.write(settings.OWN_NAME, by)
        session.apply(_("Set a problem aside"), made)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

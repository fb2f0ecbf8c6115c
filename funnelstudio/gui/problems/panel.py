"""The problems panel: worst first, each with its place, and a button that fixes it or leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from funnelstudio.checks.problem import ERROR, NOTICE, SEVERITIES, WARNING, Problem
from funnelstudio.errors import UserError
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import Button
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.problems.list import ProblemModel, ProblemView
from funnelstudio.gui.session import Message, Session
from funnelstudio.i18n import N_, _

FILTERS = {ERROR: N_("Errors"), WARNING: N_("Warnings"), NOTICE: N_("Notices")}
FILTER_ICONS = {
    ERROR: ("circle-alert", "error"),
    WARNING: ("triangle-alert", "warning"),
    NOTICE: ("info", "accent"),
}


class ProblemsPanel(QFrame):
    """All problems of the funnel with a filter by severity."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "panel")
        self.setMinimumHeight(72)
        self.count = label("", "secondary")
        self.filters: dict[str, Button] = {}
        head = row(label(_("Problems"), "strong"), self.count, None, spacing=5, margins=(15, 7, 15, 3))
        for severity, words in FILTERS.items():
            icon, colour = FILTER_ICONS[severity]
            made = Button(_(words), "filter", icon, colour)
            made.setCheckable(True)
            made.setChecked(True)
            made.toggled.connect(self._filter)
            self.filters[severity] = made
            head.addWidget(made)
        self.model = ProblemModel(session, self)
        self.view = ProblemView(self.go_to, self.act)
        self.view.setModel(self.model)
        self.none = label(_("Nothing to mend."), "secondary")
        self.none.setContentsMargins(15, 8, 15, 8)
        layout = column(head, self.none, self.view, spacing=0)
        layout.setStretchFactor(self.none, 1)
        layout.setStretchFactor(self.view, 1)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        session.checked.connect(self.refresh)
        self.refresh()

    def refresh(self, _problems: object = None) -> None:
        """Show what the checks found last."""
        problems = self._session.problems
        self.model.refresh()
        self.count.setText(str(len(problems)) if problems else "")
        self.none.setVisible(not problems)
        self.view.setVisible(bool(problems))
        for severity in SEVERITIES:
            number = sum(problem.severity == severity for problem in problems)
            self.filters[severity].setText(str(number))
            self.filters[severity].setAccessibleName(f"{_(FILTERS[severity])}: {number}")
            self.filters[severity].setToolTip(_(FILTERS[severity]))
            self.filters[severity].setVisible(number > 0 and number < len(problems))

    def go_to(self, problem: Problem) -> None:
        """Show the problem's place in the workspace that is shown."""
        goes: dict[str, str] = {"place": problem.step, "field": problem.field, "outcome": problem.outcome}
        if problem.step in self._session.funnel.steps:
            goes["step"] = problem.step
        elif problem.step.startswith("product:"):
            goes |= {"product": problem.step.removeprefix("product:"), "step": ""}
        if problem.language:
            goes["language"] = problem.language
        self._session.go(**goes)

    def act(self, problem: Problem) -> None:
        """Fix the problem as one undo step, or open its text."""
        if problem.fix is None:
            if problem.field:
                self._session.go(workspace="write")
            self.go_to(problem)
            return
        try:
            after = problem.fix.apply(self._session.funnel)
        except UserError as error:
            self._session.told.emit(Message(error.message, error.hint, "warning"))
        else:
            self._session.apply(problem.fix.label, after)

    def _filter(self, _checked: bool) -> None:
        hidden = frozenset(
            severity
            for severity, made in self.filters.items()
            if not made.isChecked() and not made.isHidden()
        )
        self.model.hide_severities(hidden)

"""What stands between the funnel and its pages: problems that block, and those that only warn."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from funnelstudio.checks.problem import ERROR, NOTICE, Problem
from funnelstudio.gui import going
from funnelstudio.gui.controls.boxes import column, empty, line, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import IconLabel, label
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import Funnel

_MOST: Final = 60
"""Problems that get a row of their own here; the panel of problems lists all of them."""

_ICONS: Final = {ERROR: ("circle-alert", "error"), "warning": ("triangle-alert", "warning")}


def concerning(problems: tuple[Problem, ...], tags: tuple[str, ...]) -> tuple[Problem, ...]:
    """The problems of pages in the languages `tags`, notices left out."""
    return tuple(
        problem
        for problem in problems
        if problem.severity != NOTICE and (not problem.language or not tags or problem.language in tags)
    )


def blocking(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those that keep pages from being written."""
    return tuple(problem for problem in problems if problem.severity == ERROR)


class Blocks(QFrame):
    """Lists the problems of what is about to be exported, each with a way there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "card")
        self.icon = IconLabel("circle-check", "ending", 20)
        self.title = label("", "title")
        self.told = label("", "secondary", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._shown: tuple[object, ...] | None = None
        head = row(self.icon, column(self.title, self.told, spacing=2), spacing=12)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(self._rows)

    def show_problems(self, problems: tuple[Problem, ...], *, draft: bool) -> None:
        """Show what blocks, then what warns."""
        if self._shown == (problems, draft):
            return
        self._shown = (problems, draft)
        errors = len(blocking(problems))
        warnings = len(problems) - errors
        self._head(errors, warnings, draft)
        empty(self._rows)
        for problem in problems[:_MOST]:
            self._rows.addWidget(line())
            self._rows.addLayout(self._row(problem))
        if len(problems) > _MOST:
            more = len(problems) - _MOST
            said = ngettext("… and {count} more", "… and {count} more", more).format(count=more)
            self._rows.addWidget(line())
            self._rows.addWidget(label(said, "secondary"))

    def _head(self, errors: int, warnings: int, draft: bool) -> None:
        if errors:
            self.icon.show_icon("circle-alert", "error")
            words = ngettext("{count} problem blocks", "{count} problems block", errors)
            self.title.setText(words.format(count=errors))
            self.told.setText(
                _("A draft is written all the same; don't publish it.")
                if draft
                else _("Solve these, or write a draft.")
            )
        elif warnings:
            self.icon.show_icon("triangle-alert", "warning")
            self.title.setText(_("Ready to export"))
            words = ngettext(
                "{count} warning that you may want to look at", "{count} warnings to look at", warnings
            )
            self.told.setText(words.format(count=warnings))
        else:
            self.icon.show_icon("circle-check", "ending")
            self.title.setText(_("Ready to export"))
            self.told.setText(_("Nothing blocks and nothing warns in these languages."))

    def _row(self, problem: Problem) -> QVBoxLayout:
        icon, colour = _ICONS.get(problem.severity, ("info", "accent"))
        words = label(problem.message, wrap=True)
        parts = row(IconLabel(icon, colour, 16), words, spacing=10)
        parts.setStretch(1, 1)
        if problem.fix is not None:
            parts.addWidget(button(problem.fix.label, partial(self._mend, problem)))
        parts.addWidget(button(_("Go there"), partial(going.lead, self._session, problem)))
        return column(parts, margins=(0, 7, 0, 7))

    def _mend(self, problem: Problem) -> None:
        if problem.fix is not None:
            self._session.edit(problem.fix.label, _fixed, problem)


def _fixed(funnel: Funnel, problem: Problem) -> Funnel:
    return problem.fix.apply(funnel) if problem.fix is not None else funnel

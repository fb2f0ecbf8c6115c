"""The line above the list: how many problems there are, how they are grouped, and what of them is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from funnelstudio.checks.problem import Problem
from funnelstudio.gui import settings
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import Button
from funnelstudio.gui.controls.words import label, tooltip
from funnelstudio.gui.problem_places import LOUDEST_FIRST, TODO, loudness, shown_as
from funnelstudio.gui.problems.rows import GROUPINGS, SEVERITY, Wanted
from funnelstudio.gui.problems.words import SEVERITIES_WORDS, SEVERITY_ICONS
from funnelstudio.i18n import _, ngettext

HEIGHT = 34
_MANY = 6
"""From so many problems on there is a field to look through them."""


class Head(QWidget):
    """Counts and chooses."""

    changed = Signal()
    """Other problems are wanted, or in other groups."""
    waived_chosen = Signal(bool)
    """Whether what is set aside is to be listed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.count = label("", "secondary")
        self.none = label(_("Nothing to mend."), "secondary")
        self.by = Button(_(GROUPINGS[SEVERITY]), "filter", "list")
        self.grouping = settings.read(settings.PROBLEMS_BY)
        if self.grouping not in GROUPINGS:
            self.grouping = SEVERITY
        self.by.setProperty("state", "choice")
        self.by.setMenu(self._groupings())
        self.search = QLineEdit()
        self.search.setProperty("role", "bare")
        self.search.setPlaceholderText(_("Find…"))
        self.search.setAccessibleName(_("Find a problem"))
        self.search.setMaximumWidth(120)
        self.search.textChanged.connect(self.changed)
        self.filters = {severity: self._filter(severity) for severity in LOUDEST_FIRST}
        self.waived = Button("", "filter")
        self.waived.setProperty("state", "choice")
        self.waived.setCheckable(True)
        self.waived.toggled.connect(self.waived_chosen)
        tooltip(self.waived, _("List what is set aside, with its reasons"))
        self.title = label(_("Problems"), "strong")
        words = (self.title, self.count, 6, self.none, None)
        self.setLayout(
            row(
                *words,
                self.search,
                self.by,
                *self.filters.values(),
                self.waived,
                spacing=5,
                margins=(15, 4, 15, 2),
            )
        )
        self._show_grouping()

    def wanted(self) -> Wanted:
        """What is to be listed."""
        hidden = frozenset(
            severity
            for severity, made in self.filters.items()
            if not made.isChecked() and not made.isHidden()
        )
        words = "" if self.search.isHidden() else self.search.text()
        return Wanted(hidden, words, self.grouping)

    def show_counts(self, problems: Sequence[Problem], waived: int) -> None:
        """Show how many there are of each; what has nothing to choose from is hidden."""
        self.count.setText(str(len(problems)) if problems else "")
        self.none.setVisible(not problems)
        loudest = min(map(loudness, problems), default=-1)
        self.title.setText(_("To do") if loudest == LOUDEST_FIRST.index(TODO) else _("Problems"))
        self.by.setVisible(len(problems) > 1)
        self.search.setVisible(len(problems) >= _MANY)
        for severity, made in self.filters.items():
            number = sum(shown_as(problem) == severity for problem in problems)
            made.setText(str(number))
            made.setAccessibleName(f"{_(SEVERITIES_WORDS[severity])}: {number}")
            made.setVisible(0 < number < len(problems))
        self.waived.setText(ngettext("{count} set aside", "{count} set aside", waived).format(count=waived))
        self.waived.setVisible(waived > 0)
        if not waived and self.waived.isChecked():
            self.waived.setChecked(False)

    def group(self, by: str) -> None:
        """Group in another way and remember it."""
        self.grouping = by
        settings.write(settings.PROBLEMS_BY, by)
        self._show_grouping()
        self.changed.emit()

    def _show_grouping(self) -> None:
        self.by.setText(_(GROUPINGS[self.grouping]))
        for action in self.by.menu().actions():
            action.setChecked(action.data() == self.grouping)

    def _groupings(self) -> QMenu:
        menu = QMenu(self)
        choices = QActionGroup(menu)
        for by, words in GROUPINGS.items():
            action = menu.addAction(_(words))
            action.setData(by)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, by=by: self.group(by))
            choices.addAction(action)
        return menu

    def _filter(self, severity: str) -> Button:
        icon, colour = SEVERITY_ICONS[severity]
        made = Button("0", "filter", icon, colour)
        made.setCheckable(True)
        made.setChecked(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tooltip(made, _(SEVERITIES_WORDS[severity]))
        made.toggled.connect(self.changed)
        return made

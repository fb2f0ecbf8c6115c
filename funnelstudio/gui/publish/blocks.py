"""What stands between the funnel and its pages: problems that block, then those that only warn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Problem
from funnelstudio.gui import going
from funnelstudio.gui.controls.boxes import column, empty, line, row, scrolling
from funnelstudio.gui.controls.buttons import Button, button
from funnelstudio.gui.controls.words import IconLabel, chip, label
from funnelstudio.gui.names import language_label
from funnelstudio.gui.problem_places import TODO, loudness, shown_as
from funnelstudio.gui.publish.lacks import HERE
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import Funnel

_MOST: Final = 60
"""Problems that get a row of their own here; the panel of problems lists all of them."""

_INDENT: Final = 26
"""Pixels from the edge of a row to its words."""

_NUMBER: Final = "target.number"
"""The check of what is filled in right here, under the numbers."""

_ICONS: Final = {
    ERROR: ("circle-alert", "error"),
    WARNING: ("triangle-alert", "warning"),
    TODO: ("circle", "secondary"),
}


def concerning(problems: tuple[Problem, ...], tags: tuple[str, ...]) -> tuple[Problem, ...]:
    """The problems of pages in the languages `tags`."""
    return tuple(
        problem for problem in problems if not problem.language or not tags or problem.language in tags
    )


def blocking(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those that keep pages from being written."""
    return tuple(problem for problem in problems if problem.severity == ERROR)


def gathered(problems: Iterable[Problem]) -> list[list[Problem]]:
    """The problems that say the same about the same step together; each that has a fix alone."""
    found: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        same = (problem.id, problem.step, problem.message) if problem.fix is None else number
        found.setdefault(same, []).append(problem)
    return list(found.values())


class Blocks(QFrame):
    """Lists the problems of what is about to be exported by severity, each with a way there and its fix."""

    numbers_wanted = Signal()
    """The user wants to fill in the products' numbers."""
    setting_wanted = Signal(object)
    """The user wants to fill in the setting that a problem is about."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "card")
        self._shown: tuple[object, ...] | None = None
        content = QWidget()
        content.setProperty("role", "panel")
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(18, 12, 14, 14)
        self._rows.setSpacing(0)
        self.area = scrolling(content)
        self.setLayout(column(self.area, margins=(2, 4, 2, 4)))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what blocks, then what warns."""
        if self._shown == problems:
            return
        self._shown = problems
        empty(self._rows)
        room, told = _MOST, 0
        for severity, words in (
            (ERROR, _("Keeps the pages from being written")),
            (WARNING, _("Worth a look before you publish")),
            (NOTICE, _("Good to know")),
        ):
            found = sorted((each for each in problems if each.severity == severity), key=loudness)
            if found:
                self._rows.addLayout(_heading(words, severity, len(found)))
            alike = gathered(found)[:room]
            for each in alike:
                self._rows.addWidget(line())
                self._rows.addWidget(self._row(each))
            room -= len(alike)
            told += sum(map(len, alike))
        if len(problems) > told:
            more = len(problems) - told
            said = ngettext("… and {count} more", "… and {count} more", more).format(count=more)
            self._rows.addWidget(line())
            self._rows.addWidget(label(said, "secondary"))
        if all(problem.severity == NOTICE for problem in problems):
            self._rows.insertWidget(0, _nothing())
        # Not an alignment, with which words that wrap get the height of one line.
        self._rows.addStretch(1)

    def _row(self, alike: Sequence[Problem]) -> QWidget:
        problem = alike[0]
        icon, colour = _ICONS.get(shown_as(problem), ("info", "accent"))
        words = column(label(problem.message, wrap=True), spacing=2)
        where = self._where(alike)
        if where:
            words.addWidget(label(where, "caption", wrap=True))
        parts = row(IconLabel(icon, colour, 16), words, spacing=10)
        parts.setStretch(1, 1)
        return _Row(parts, self._acts(problem))

    def _acts(self, problem: Problem) -> list[Button]:
        """The buttons of a problem: its fix, and the way to where it is mended."""
        acts = []
        if problem.fix is not None:
            fix = button(problem.fix.label, partial(self._mend, problem))
            fix.setAccessibleName(f"{problem.fix.label}: {problem.message}")
            acts.append(fix)
        here = problem.id == _NUMBER or problem.id in HERE
        way = _("Fill in") if here else going.way_words(self._session.funnel, problem)
        if here:
            fill = button(way, partial(self._fill_in, problem))
            fill.setAccessibleName(f"{way}: {problem.message}")
            acts.append(fill)
        elif way:
            go = button(
                way, partial(going.lead, self._session, problem), "" if problem.fix is None else "quiet"
            )
            go.setAccessibleName(f"{way}: {problem.message}")
            acts.append(go)
        return acts

    def _where(self, alike: Sequence[Problem]) -> str:
        """In which languages these problems are, or how many they are; nothing for one in all of them."""
        funnel = self._session.funnel
        tags = dict.fromkeys(problem.language for problem in alike if problem.language)
        if any(tag in alike[0].message for tag in tags):
            return ""
        if len(tags) < len(funnel.languages) and tags:
            return ", ".join(language_label(funnel, tag) for tag in tags)
        if tags and len(funnel.languages) > 1:
            return _("in every language")
        count = len(alike)
        return ngettext("{count} time", "{count} times", count).format(count=count) if count > 1 else ""

    def _fill_in(self, problem: Problem) -> None:
        if problem.id in HERE:
            self.setting_wanted.emit(problem)
        else:
            self.numbers_wanted.emit()

    def _mend(self, problem: Problem) -> None:
        if problem.fix is not None:
            self._session.edit(problem.fix.label, _fixed, problem)


class _Row(QWidget):
    """Words, and buttons beside them; several stand below the words where there is little room."""

    def __init__(self, words: QHBoxLayout, acts: Sequence[Button]) -> None:
        super().__init__()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(0, 7, 0, 7)
        self._parts.setSpacing(10)
        self._parts.addLayout(words, 1)
        self._acts = row(*acts, spacing=8)
        self._parts.addLayout(self._acts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self._acts.count() > 1 and self._acts.sizeHint().width() > self.width() // 2
        ways = QBoxLayout.Direction
        wanted = ways.TopToBottom if below else ways.LeftToRight
        if self._parts.direction() != wanted:
            self._parts.setDirection(wanted)
            self._acts.setContentsMargins(_INDENT if below else 0, 0, 0, 0)
            self._parts.setAlignment(
                self._acts, Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag(0)
            )


def _heading(words: str, severity: str, count: int) -> QVBoxLayout:
    number = chip(str(count), severity if severity != NOTICE else "quiet")
    return column(row(label(words, "strong"), number, None, spacing=8), margins=(0, 10, 0, 8))


def _nothing() -> QWidget:
    made = QWidget()
    words = label(_("Nothing blocks and nothing warns in these languages."), "secondary", wrap=True)
    parts = row(IconLabel("circle-check", "ending", 16), words, spacing=10, margins=(0, 12, 0, 12))
    parts.setStretch(1, 1)
    made.setLayout(parts)
    return made


def _fixed(funnel: Funnel, problem: Problem) -> Funnel:
    return problem.fix.apply(funnel) if problem.fix is not None else funnel

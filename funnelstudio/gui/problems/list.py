"""The list of problems: a model over the session's tuples and a view, so that thousands cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from funnelstudio.checks.problem import Problem
from funnelstudio.gui.names import quotes_isolated
from funnelstudio.gui.problem_places import shown_as
from funnelstudio.gui.problems.paint import ENTRY_ROLE, HEADING_ROLE, ProblemRow, button_area
from funnelstudio.gui.problems.rows import SEVERITY, STEP, Entry, Heading, Row, Wanted, rows_of
from funnelstudio.gui.problems.words import (
    SEVERITY_WORDS,
    action_words,
    place_words,
    sentence,
    source_words,
    waiver_words,
)
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.languages import isolated

PROBLEM_ROLE: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class ProblemModel(QAbstractListModel):
    """The session's problems that are looked for, or those that are set aside."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: tuple[Row, ...] = ()
        self.wanted = Wanted()
        self.shows_waived = False

    def refresh(self) -> bool:
        """Follow the session; says whether other rows are shown now."""
        session = self._session
        if self.shows_waived:
            entries = [Entry(problem, waiver) for problem, waiver in session.waived]
        else:
            entries = [Entry(problem) for problem in session.problems]
        rows = rows_of(session.funnel, entries, self.wanted)
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def entry(self, index: Index) -> Entry | None:
        """What stands in a row, None for a heading."""
        row = self._row(index)
        return row if isinstance(row, Entry) else None

    def problem(self, index: Index) -> Problem | None:
        found = self.entry(index)
        return found.problem if found is not None else None

    def index_of(self, problem: Problem) -> QModelIndex:
        """The row of a problem, an invalid index where it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Entry) and row.problem == problem:
                return self.index(number)
        return QModelIndex()

    def near(self, number: int) -> QModelIndex:
        """The row with this number or the next one that is no heading, else the last."""
        for at in (*range(number, len(self._rows)), *range(min(number, len(self._rows)) - 1, -1, -1)):
            if isinstance(self._rows[at], Entry):
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._row(index), Heading):
            return Qt.ItemFlag.NoItemFlags  # so that the arrows pass over it
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._row(index)
        if isinstance(row, Heading):
            return self._of_heading(row, role)
        return self._of_entry(row, role) if row is not None else None

    def _row(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def _of_heading(self, heading: Heading, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{heading.words} ({heading.count})"
        return heading if role == HEADING_ROLE else None

    def _of_entry(self, entry: Entry, role: int) -> object:
        problem = entry.problem
        if role == PROBLEM_ROLE:
            return problem
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            place = place_words(self._session.funnel, problem)
            words = self._words(entry)
            return quotes_isolated(words.replace(place, isolated(place), 1) if place else words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(SEVERITY_WORDS[shown_as(problem)])}. {self._words(entry)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (self._words(entry), source_words(problem)) if part)
        return None

    def _words(self, entry: Entry) -> str:
        problem, is_placed = entry.problem, self.wanted.by == STEP
        words = problem.message if is_placed else sentence(self._session, problem)
        return f"{words} – {waiver_words(entry.waiver)}" if entry.waiver is not None else words


class ProblemView(QListView):
    """Shows the problems; a click shows the place, Enter goes there, the button or Space fixes it.

    `hands` does what is wanted with an entry, by name: show, go, act, fix_all, set_aside, menu.
    """

    def __init__(
        self, session: Session, hands: Mapping[str, Callable[[Entry], object]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._hands = session, hands
        self._delegate = ProblemRow(self, self.button_words)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Problems"))

    def show_grouping(self, by: str) -> None:
        """Headings are lower than rows, so rows have one height only where there are none."""
        self.setUniformItemSizes(by == SEVERITY)

    def button_words(self, entry: Entry) -> str:
        return action_words(self._session.funnel, entry.problem, entry.waiver)

    def button_area(self, index: QModelIndex) -> QRect:
        """Where the button of a row is."""
        entry = index.data(ENTRY_ROLE)
        words = self.button_words(entry) if isinstance(entry, Entry) else ""
        return button_area(self.visualRect(index), words, self)

    def is_on_button(self, at: QPoint) -> bool:
        index = self.indexAt(at)
        return index.isValid() and self.button_area(index).contains(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        entry = self.indexAt(at).data(ENTRY_ROLE)
        if event.button() == Qt.MouseButton.LeftButton and isinstance(entry, Entry):
            self._hands["act" if self.is_on_button(at) else "show"](entry)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry = self.indexAt(event.position().toPoint()).data(ENTRY_ROLE)
        if isinstance(entry, Entry) and not self.is_on_button(event.position().toPoint()):
            self._hands["go"](entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        entry = self.currentIndex().data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            self._hands["menu"](entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.currentIndex().data(ENTRY_ROLE)
        hand = _hand_of(event)
        if isinstance(entry, Entry) and hand:
            self._hands[hand](entry)
        elif event.key() == Qt.Key.Key_Home and isinstance(model := self.model(), ProblemModel):
            # The list's own Home stops at a heading.
            self.setCurrentIndex(model.near(0))
            self.scrollToTop()
        else:
            super().keyPressEvent(event)


def _hand_of(event: QKeyEvent) -> str:
    """What a key asks for, "" where the list has a use for it itself."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return "fix_all" if control and shift else "act" if control else "go"
    if event.key() == Qt.Key.Key_Space:
        return "act"
    return "set_aside" if event.key() == Qt.Key.Key_Delete else ""

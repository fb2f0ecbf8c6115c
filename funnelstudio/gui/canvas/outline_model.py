"""The funnel as rows of a tree view: every answer is a row, with the step that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from funnelstudio.gui import theme
from funnelstudio.gui.canvas import commands
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.cards import outcome_label, title_of
from funnelstudio.model.diff import Changes
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Step, kind_word, outcomes
from funnelstudio.model.walk import Wire, path_to, walk

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

ANSWER = Role.UserRole + 1
"""Role of the answer's words, which stand before the step's name."""
QUIET = Role.UserRole + 2
"""Role that says whether a row is no step of its own: a jump, or an answer that leads nowhere."""


@dataclass(slots=True)
class Node:
    """A row. `wire` is the step and outcome it belongs to, None for the start and loose steps.

    `step` is the step that stands here; for a jump it is "" and `target` names where it leads.
    """

    parent: int
    row: int
    wire: Wire | None
    step: str
    target: str = ""
    children: list[int] | None = None


class OutlineModel(QAbstractItemModel):
    """Rows are made when the view first asks for them, so a large funnel costs what is unfolded."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._nodes: list[Node] = []
        self._at: dict[str, int] = {}
        self._roots: list[int] = []
        self.rebuild()

    def rebuild(self) -> None:
        """Read the funnel anew."""
        self.beginResetModel()
        self._nodes, self._at = [], {}
        funnel = self._session.funnel
        walked = walk(funnel.steps)
        roots = [key for key in walked.order if key not in walked.home]
        self._roots = [self._add(-1, row, None, key) for row, key in enumerate(roots)]
        self.endResetModel()

    def follow(self, changes: Changes) -> bool:
        """Follow an edit; returns whether all rows are new ones."""
        if changes.everything or changes.structure or changes.languages:
            self.rebuild()
            return True
        touched = changes.steps
        if changes.products:
            touched = frozenset(self._at)
        for key in touched:
            number = self._at.get(key)
            if number is not None:
                self._changed(number)
        return False

    def _changed(self, number: int) -> None:
        index = self._index(number)
        self.dataChanged.emit(index, index)
        for child in self._nodes[number].children or ():
            below = self._index(child)
            self.dataChanged.emit(below, below)

    def _add(self, parent: int, row: int, wire: Wire | None, step: str, target: str = "") -> int:
        self._nodes.append(Node(parent, row, wire, step, target))
        number = len(self._nodes) - 1
        if step:
            self._at[step] = number
        return number

    def _children(self, number: int) -> list[int]:
        node = self._nodes[number]
        if node.children is None:
            node.children = self._made_children(number, node.step)
        return node.children

    def _made_children(self, number: int, step_id: str) -> list[int]:
        step = self._session.funnel.steps.get(step_id)
        if step is None:
            return []
        walked = walk(self._session.funnel.steps)
        hanging = dict(walked.children.get(step_id, ()))
        made = []
        for row, outcome in enumerate(outcomes(step)):
            wire = (step_id, outcome)
            child, jump = hanging.get(outcome, ""), walked.jumps.get(wire, "")
            made.append(self._add(number, row, wire, child, "" if child else jump))
        return made

    def _index(self, number: int) -> QModelIndex:
        return self.createIndex(self._nodes[number].row, 0, number)

    def node(self, index: Index) -> Node | None:
        """The row behind an index."""
        return self._nodes[int(index.internalId())] if index.isValid() else None

    def index_of(self, step_id: str, outcome: str = "") -> QModelIndex:
        """Where a step stands, or one of its answers that is no step; makes the rows on the way."""
        for above, _answer in path_to(walk(self._session.funnel.steps), step_id):
            if above in self._at:
                self._children(self._at[above])
        number = self._at.get(step_id)
        if number is None:
            return QModelIndex()
        for child in self._children(number) if outcome else ():
            node = self._nodes[child]
            if node.wire == (step_id, outcome) and not node.step:
                return self._index(child)
        return self._index(number)

    # What Qt asks

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        above = parent if parent is not None else QModelIndex()
        rows = self._children(int(above.internalId())) if above.isValid() else self._roots
        if column != 0 or not 0 <= row < len(rows):
            return QModelIndex()
        return self.createIndex(row, 0, rows[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # the other `parent` has no argument
        node = self.node(index)
        return self._index(node.parent) if node is not None and node.parent >= 0 else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._roots)
        return len(self._children(int(parent.internalId())))

    def columnCount(self, _parent: Index | None = None) -> int:
        return 1

    def hasChildren(self, parent: Index | None = None) -> bool:
        if parent is None or not parent.isValid():
            return bool(self._roots)
        step = self._session.funnel.steps.get(self._nodes[int(parent.internalId())].step)
        return step is not None and bool(outcomes(step))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        node = self.node(index)
        if node is not None and node.step and not self._session.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        steps = self._session.funnel.steps
        step = steps.get(node.step or node.target)
        found: Any = None
        match role:
            case Role.DisplayRole:
                found = self._words(node, step)
            case Role.EditRole:
                found = step.name if step is not None else ""
            case Role.DecorationRole:
                found = _icon(node, step)
            case Role.AccessibleTextRole:
                found = _spoken(self._session.funnel, self._answer(node), node, step)
            case _ if role == ANSWER:
                found = self._answer(node)
            case _ if role == QUIET:
                found = not node.step
        return found

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        node = self.node(index)
        if node is None or not node.step or role != Role.EditRole:
            return False
        return commands.rename(self._session, node.step, str(value))

    def _words(self, node: Node, step: Step | None) -> str:
        if step is None:
            return _("Nothing follows yet")
        return title_of(self._session.funnel, step)

    def _answer(self, node: Node) -> str:
        if node.wire is None:
            return ""
        above = self._session.funnel.steps.get(node.wire[0])
        return outcome_label(self._session.funnel, above, node.wire[1]) if above is not None else ""


def _icon(node: Node, step: Step | None) -> Any:
    if step is None:
        return theme.icon("plus")
    if not node.step:
        return theme.icon("corner-down-right")
    return theme.icon(theme.kind_icon(step.type), theme.kind_colour(step.type))


def _spoken(funnel: Funnel, answer: str, node: Node, step: Step | None) -> str:
    """What a screen reader says: the answer, what follows, and which kind it is."""
    if step is None:
        return _("{answer}: nothing follows yet").format(answer=answer)
    name = title_of(funnel, step)
    if not node.step:
        return _("{answer}: leads to {step}").format(answer=answer, step=name)
    kind = kind_word(step.type)
    if not answer:
        return _("{step}, {kind}").format(step=name, kind=kind)
    return _("{answer}: {step}, {kind}").format(answer=answer, step=name, kind=kind)

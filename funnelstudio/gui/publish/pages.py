"""The files of an export as a tree that can be narrowed and sorted: groups, and below them their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from funnelstudio.export.changes import (
    CHANGED,
    FOREIGN,
    NEW,
    REMOVED,
    SAME,
    UNSURE,
    DryRun,
    Planned,
)
from funnelstudio.gui import theme
from funnelstudio.gui.names import language_label
from funnelstudio.gui.publish.groups import (
    PICTURES,
    WRITTEN,
    Group,
    by_width,
    counted,
    file_name,
    groups_of,
    size_name,
    sizes_words,
    things,
)
from funnelstudio.i18n import N_, _
from funnelstudio.model.figures import size_words
from funnelstudio.model.funnel import Funnel

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

NAME, PATH, STATE, SIZE, PACKED = range(5)
FILE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
GROUP_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
MARK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3
"""Of an approved page: APPROVED, or DRIFTED since then."""
FATE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 4
"""What becomes of a file, or of a picture in all its sizes."""
TOP_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 5
"""Whether a group is not itself part of one."""

APPROVED: Final = "approved"
DRIFTED: Final = "drifted"

FATES: Final = {
    WRITTEN: N_("Written"),
    NEW: N_("New"),
    CHANGED: N_("Changed"),
    SAME: N_("Unchanged"),
    REMOVED: N_("Will go"),
    FOREIGN: N_("In the way"),
    UNSURE: N_("Maybe changed"),
}
"""What becomes of a file, in the order in which files are sorted by it; message ids."""

_WORST_FIRST: Final = (FOREIGN, WRITTEN, NEW, CHANGED, UNSURE, REMOVED, SAME)
_RANKS: Final = {fate: rank for rank, fate in enumerate(_WORST_FIRST)}
_TOP: Final = -1
"""The parent of what has none."""


class Node(NamedTuple):
    """A row of the tree: what it shows, where it hangs, and where its own rows begin in the list of all."""

    item: Planned | Group
    parent: int
    row: int
    first: int = 0
    below: int = 0


def nodes_of(groups: Sequence[Group]) -> list[Node]:
    """Every row: the groups first, then level by level, those of one parent together."""
    found = [Node(group, _TOP, row) for row, group in enumerate(groups)]
    for number, node in enumerate(found):  # which grows on the way
        if isinstance(node.item, Group):
            members = node.item.members
            found[number] = node._replace(first=len(found), below=len(members))
            found += [Node(member, number, row) for row, member in enumerate(members)]
    return found


class Pages(QAbstractItemModel):
    """The groups and, below them, their files; narrowed by what is typed and by fate, sorted by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[Group, ...] = ()
        self._nodes: list[Node] = []
        self.run = DryRun(())
        self.typed = ""
        self.only: frozenset[str] = frozenset()
        self.marks: Mapping[tuple[str, str], str] = {}
        """Which pages, by step and language, are approved or have drifted since."""
        self._funnel = Funnel()
        self._written: frozenset[str] = frozenset()
        self._order: tuple[int, bool] = (-1, False)

    def show_run(self, funnel: Funnel, run: DryRun, written: Iterable[str] = ()) -> None:
        """List what an export would do; `written` are the paths that the last one has just written."""
        self._funnel, self._written = funnel, frozenset(written)
        files = by_width(run.files)
        if self._written:
            files = [
                msgspec.structs.replace(file, fate=WRITTEN)
                if file.fate == SAME and file.path in self._written
                else file
                for file in files
            ]
        self.run = msgspec.structs.replace(run, files=tuple(files))
        self.refresh()

    def refresh(self) -> None:
        """Narrow and sort again."""
        typed = self.typed.strip().casefold()
        shown = [file for file in self.run.files if self._is_wanted(file, typed)]
        column, down = self._order
        if column >= 0:
            shown.sort(key=self._key(column), reverse=down)
        groups = groups_of(self._funnel, shown)
        if groups == self.groups:
            return
        self.beginResetModel()
        self.groups, self._nodes = groups, nodes_of(groups)
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """How many pages, pictures and others there are of each fate, worst first."""
        found: dict[str, list[Planned]] = {fate: [] for fate in _RANKS}
        for file in self.run.files:
            found[file.fate].append(file)
        return {fate: things(files) for fate, files in found.items()}

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self.refresh()

    def show_marks(self, marks: Mapping[tuple[str, str], str]) -> None:
        """Mark the pages that are approved, or have drifted since then."""
        if marks != self.marks:
            self.marks = marks
            for at in range(len(self.groups)):
                group = self.index(at, NAME)
                last = self.rowCount(group) - 1
                self.dataChanged.emit(self.index(0, NAME, group), self.index(last, NAME, group))

    def find(self, path: str) -> QModelIndex:
        """The row of a file, an invalid index where it is not listed."""
        for number, node in enumerate(self._nodes):
            if isinstance(node.item, Planned) and node.item.path == path:
                return self.createIndex(node.row, NAME, number)
        return QModelIndex()

    def item(self, index: Index) -> Planned | Group | None:
        """What a row shows."""
        return self._nodes[index.internalId()].item if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        first = self._nodes[parent.internalId()].first if parent.isValid() else 0
        return self.createIndex(row, column, first + row)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # Qt has two of this name
        above = self._nodes[index.internalId()].parent if index.isValid() else _TOP
        return self.createIndex(self._nodes[above].row, NAME, above) if above != _TOP else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self.groups)
        return self._nodes[parent.internalId()].below if parent.column() == NAME else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return PACKED + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        if isinstance(node.item, Group):
            return self._of_group(node.item, index.column(), role, is_top=node.parent == _TOP)
        return self._of_file(node, node.item, index.column(), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("Page"), _("File"), _("State"), _("Size"), _("Compressed"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= SIZE else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and section == PACKED:
            return _("What a browser loads when the web server compresses, as nearly all do")
        return None

    def _of_group(self, group: Group, column: int, role: int, *, is_top: bool) -> Any:
        if role in (GROUP_ROLE, TOP_ROLE):
            return group if role == GROUP_ROLE else is_top
        words = {
            NAME: group.words,
            PATH: "" if is_top else sizes_words(len(group.files)),
            STATE: group.fates if is_top else _(FATES[_worst(group.files)]),
            SIZE: size_words(group.size) if group.size else "",
            PACKED: size_words(group.packed) if group.packed else "",
        }
        if role == FATE_ROLE and not is_top:
            return _worst(group.files)
        if role == Qt.ItemDataRole.DisplayRole:
            return words.get(column, "")
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            held = counted(group.files) if group.key == PICTURES or is_top else words[PATH]
            return ", ".join(part for part in (group.words, held, words[STATE]) if part)
        return None

    def _of_file(self, node: Node, file: Planned, column: int, role: int) -> Any:
        if role in (FILE_ROLE, MARK_ROLE, FATE_ROLE):
            return {FILE_ROLE: file, FATE_ROLE: file.fate}.get(role, self._mark(file))
        is_size = node.parent != _TOP and self._nodes[node.parent].parent != _TOP
        group = self._nodes[node.parent].item
        name = size_name(file) if is_size else file_name(self._funnel, file)
        tag = file.tag or file.path.partition("/")[0]  # a file that will go is no page of a language any more
        spoken = any(language.tag == tag for language in self._funnel.languages)
        if spoken and isinstance(group, Group) and group.key != tag:
            name = f"{name} · {language_label(self._funnel, tag)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return name if column == NAME else self._words(file, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            strong = column == NAME and file.fate not in (SAME, REMOVED)
            return QColor(theme.palette().text if strong else theme.palette().secondary)
        if role == Qt.ItemDataRole.ToolTipRole:
            return file.path.replace("&", "&amp;").replace("<", "&lt;")
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            marks = {APPROVED: _("approved"), DRIFTED: _("differs from what was approved")}
            said = [name, *(self._words(file, each) for each in (PATH, STATE, SIZE))]
            return ", ".join([*said, *([marks[mark]] if (mark := self._mark(file)) else [])])
        return None

    def _mark(self, file: Planned) -> str:
        return self.marks.get((file.step, file.tag), "") if file.step else ""

    def _words(self, file: Planned, column: int) -> str:
        if column == PATH:
            return file.path
        if column == STATE:
            return _(FATES[file.fate])
        size = file.size if column == SIZE else file.packed
        return size_words(size) if size >= 0 else ""

    def _is_wanted(self, file: Planned, typed: str) -> bool:
        if self.only and file.fate not in self.only:
            return False
        return not typed or typed in file.path.casefold() or typed in file_name(self._funnel, file).casefold()

    def _key(self, column: int) -> Callable[[Planned], Any]:
        return {
            NAME: lambda file: file_name(self._funnel, file).casefold(),
            STATE: lambda file: _RANKS[file.fate],
            SIZE: lambda file: file.size,
            PACKED: lambda file: file.packed,
        }.get(column, lambda file: file.path)


def _worst(files: Iterable[Planned]) -> str:
    return min((file.fate for file in files), key=lambda fate: _RANKS[fate])

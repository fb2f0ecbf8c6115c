"""The files of an export as a tree: a group for each language, for all of them, pictures, the maker's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from funnelstudio.export.changes import (
    CHANGED,
    FOREIGN,
    NEW,
    PAGE,
    PICTURE,
    REMOVED,
    SAME,
    DryRun,
    Planned,
)
from funnelstudio.gui import theme
from funnelstudio.gui.names import language_label
from funnelstudio.i18n import N_, _, ngettext
from funnelstudio.model.figures import size_words
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.texts import place_name

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

NAME, PATH, STATE, SIZE, PACKED = range(5)
FILE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
GROUP_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
MARK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3
"""Of an approved page: APPROVED, or DRIFTED since then."""

APPROVED: Final = "approved"
DRIFTED: Final = "drifted"

WRITTEN: Final = "written"
FATES: Final = {
    WRITTEN: N_("Written"),
    NEW: N_("New"),
    CHANGED: N_("Changed"),
    SAME: N_("Unchanged"),
    REMOVED: N_("Will go"),
    FOREIGN: N_("In the way"),
}
"""What becomes of a file, in the order in which files are sorted by it; message ids."""

_RANKS: Final = {fate: rank for rank, fate in enumerate((FOREIGN, WRITTEN, NEW, CHANGED, REMOVED, SAME))}
_TOP: Final = 0


class Group(msgspec.Struct, frozen=True):
    """Files that belong together; `key` is a language's tag or one of the words below."""

    key: str
    words: str
    files: tuple[Planned, ...]


ALL: Final = "all"
PICTURES: Final = "pictures"
MAKER: Final = "maker"
GONE: Final = "gone"


def groups_of(funnel: Funnel, files: Iterable[Planned]) -> tuple[Group, ...]:
    """The files by language in the funnel's order, then what is for all, pictures, and the maker's own."""
    found: dict[str, list[Planned]] = {language.tag: [] for language in funnel.languages}
    found |= {ALL: [], PICTURES: [], MAKER: [], GONE: []}
    for file in files:
        found.setdefault(group_of(file), []).append(file)
    words = {
        ALL: _("For all languages"),
        PICTURES: _("Pictures"),
        MAKER: _("For you, not for buyers"),
        GONE: _("Left from the last export"),
    }
    return tuple(
        Group(key, words.get(key) or language_label(funnel, key), tuple(members))
        for key, members in found.items()
        if members
    )


def group_of(file: Planned) -> str:
    """The key of a file's group."""
    if file.internal or file.fate == REMOVED:
        return MAKER if file.internal else GONE
    if file.kind == PICTURE:
        return PICTURES
    return file.tag or ALL


def file_name(funnel: Funnel, file: Planned) -> str:
    """What a file is called: its step's name, else the end of its path."""
    return place_name(funnel, file.step) if file.step in funnel.steps else file.path.rpartition("/")[2]


def count_words(run: DryRun) -> str:
    """What an export holds, counted apart, such as "25 pages, 12 pictures, 3 files for you"."""
    pages, pictures = run.count(kind=PAGE), run.count(kind=PICTURE)
    own = run.for_maker()
    rest = sum(file.fate != REMOVED for file in run.files) - pages - pictures - own
    said = []
    if pages or not (rest or own):
        said.append(ngettext("{count} page", "{count} pages", pages).format(count=pages))
    if pictures:
        said.append(
            ngettext("{count} picture file", "{count} picture files", pictures).format(count=pictures)
        )
    if rest:
        said.append(ngettext("{count} other file", "{count} other files", rest).format(count=rest))
    if own:
        said.append(ngettext("{count} file for you", "{count} files for you", own).format(count=own))
    return ", ".join(said)


class Pages(QAbstractItemModel):
    """The groups and, below them, their files; narrowed by what is typed and by fate, sorted by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[Group, ...] = ()
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
        files = run.files
        if self._written:
            files = tuple(
                msgspec.structs.replace(file, fate=WRITTEN)
                if file.fate == SAME and file.path in self._written
                else file
                for file in files
            )
        self.run = DryRun(files)
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
        self.groups = groups
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """How many files there are of each fate, worst first."""
        found = dict.fromkeys(_RANKS, 0)
        for file in self.run.files:
            found[file.fate] += 1
        return found

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self.refresh()

    def show_marks(self, marks: Mapping[tuple[str, str], str]) -> None:
        """Mark the pages that are approved, or have drifted since then."""
        if marks != self.marks:
            self.marks = marks
            for at in range(len(self.groups)):
                group = self.index(at, 0)
                last = self.rowCount(group) - 1
                self.dataChanged.emit(self.index(0, 0, group), self.index(last, 0, group))

    def find(self, path: str) -> QModelIndex:
        """The row of a file, an invalid index where it is not listed."""
        for at, group in enumerate(self.groups):
            for row, file in enumerate(group.files):
                if file.path == path:
                    return self.index(row, 0, self.index(at, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not parent.isValid():
            fits = 0 <= row < len(self.groups)
            return self.createIndex(row, column, _TOP) if fits else QModelIndex()
        fits = parent.internalId() == _TOP and 0 <= row < len(self.groups[parent.row()].files)
        return self.createIndex(row, column, parent.row() + 1) if fits else QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # Qt has two of this name
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self.groups)
        is_group = parent.internalId() == _TOP and parent.column() == 0
        return len(self.groups[parent.row()].files) if is_group else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return PACKED + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            return self._of_group(self.groups[index.row()], index.column(), role)
        return self._of_file(self.groups[index.internalId() - 1].files[index.row()], index.column(), role)

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

    def _of_group(self, group: Group, column: int, role: int) -> Any:
        if role == GROUP_ROLE:
            return group
        words = {
            NAME: group.words,
            STATE: _fates_of(group),
            SIZE: _sum(file.size for file in group.files if file.fate != REMOVED),
            PACKED: _sum(file.packed for file in group.files if file.fate != REMOVED),
        }
        if role == Qt.ItemDataRole.DisplayRole:
            return words.get(column, "")
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            return f"{group.words}, {_files(len(group.files))}"
        return None

    def _of_file(self, file: Planned, column: int, role: int) -> Any:
        if role in (FILE_ROLE, MARK_ROLE):
            return file if role == FILE_ROLE else self._mark(file)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(file, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            strong = column == NAME and file.fate not in (SAME, REMOVED)
            return QColor(theme.palette().text if strong else theme.palette().secondary)
        if role == Qt.ItemDataRole.ToolTipRole:
            return file.path.replace("&", "&amp;").replace("<", "&lt;")
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            marks = {APPROVED: _("approved"), DRIFTED: _("differs from what was approved")}
            said = [self._words(file, each) for each in (NAME, PATH, STATE, SIZE)]
            return ", ".join([*said, *([marks[mark]] if (mark := self._mark(file)) else [])])
        return None

    def _mark(self, file: Planned) -> str:
        return self.marks.get((file.step, file.tag), "") if file.step else ""

    def _words(self, file: Planned, column: int) -> str:
        if column == NAME:
            return file_name(self._funnel, file)
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


def _files(count: int) -> str:
    return ngettext("{count} file", "{count} files", count).format(count=count)


def _fates_of(group: Group) -> str:
    """How many files of a group an export touches, "" for none."""
    touched = [file.fate for file in group.files if file.fate not in (SAME, WRITTEN)]
    if set(touched) == {NEW}:
        return _("{count} new").format(count=len(touched))
    words = ngettext("{count} change", "{count} changes", len(touched))
    return words.format(count=len(touched)) if touched else ""


def _sum(sizes: Iterable[int]) -> str:
    total = sum(max(0, size) for size in sizes)
    return size_words(total) if total else ""

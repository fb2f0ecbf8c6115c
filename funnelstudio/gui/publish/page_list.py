"""The list of an export's files: filters above, the tree, and what can be done with the chosen file below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from funnelstudio.export.changes import CHANGED, FOREIGN, REMOVED, SAME, DryRun, Planned
from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import column, empty, line, row
from funnelstudio.gui.controls.buttons import Button, button
from funnelstudio.gui.controls.words import ElidedLabel, label, tooltip
from funnelstudio.gui.publish.groups import WRITTEN, Group
from funnelstudio.gui.publish.meter import Meter
from funnelstudio.gui.publish.page_rows import PageRows
from funnelstudio.gui.publish.pages import (
    APPROVED,
    DRIFTED,
    FATES,
    FILE_ROLE,
    GROUP_ROLE,
    MARK_ROLE,
    NAME,
    PATH,
    SIZE,
    STATE,
    TOP_ROLE,
    Pages,
)
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel

Index = QModelIndex | QPersistentModelIndex

_NARROW: Final = 660
"""Pixels below which the column of paths goes, which the line below tells of the chosen file anyway."""


class Tree(QTreeView):
    """The files; Enter opens one or unfolds a group, Ctrl+C copies a file's code."""

    opened = Signal()
    copied = Signal()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(TOP_ROLE):
            painter.fillRect(option.rect, QColor(theme.palette().field))
        super().drawRow(painter, option, index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        here = self.currentIndex().siblingAtColumn(NAME)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.data(GROUP_ROLE) is not None:
            self.setExpanded(here, not self.isExpanded(here))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif control and event.key() == Qt.Key.Key_C:
            self.copied.emit()
        else:
            super().keyPressEvent(event)


class PageList(QFrame):
    """Lists, narrows, sorts; what is to be done with a file is told by signals."""

    open_wanted = Signal(object)
    copy_wanted = Signal(object)
    folder_wanted = Signal(object)
    phone_wanted = Signal(object)
    approve_wanted = Signal(object)
    approve_all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.model = Pages(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a page…"))
        self.search.setAccessibleName(_("Find a page"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.filters: dict[str, Button] = {}
        self._turned: set[str] = set()
        self._filter_row = row(spacing=4)
        self.none = label("", "secondary", wrap=True)
        self.tree = _tree(self.model)
        self.working_out = Meter()
        self.approving = Meter()
        self.chosen = ElidedLabel("", "secondary")
        self.open_page = button(_("Open"), lambda: self._with_file(self.open_wanted), icon="external-link")
        self.copy_code = button(_("Copy the code"), lambda: self._with_file(self.copy_wanted), icon="copy")
        self.show_folder = button(
            _("Show in the folder"), lambda: self._with_file(self.folder_wanted), icon="folder-open"
        )
        self.phone = button(_("On the phone"), lambda: self._with_file(self.phone_wanted), icon="qr-code")
        self.approve = button(_("Approve"), lambda: self._with_file(self.approve_wanted), icon="circle-check")
        self._side_acts = {made: made.text() for made in (self.copy_code, self.show_folder, self.phone)}
        self.approve_all = button(_("Approve all pages"), self.approve_all_wanted.emit, "link")
        tooltip(
            self.approve,
            _("Note that this page is approved as it is: when it changes later, a warning tells so."),
        )
        self._build()
        self._follow_choice()

    def _build(self) -> None:
        head = row(self.search, self._filter_row, None, spacing=8, margins=(12, 12, 12, 10))
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(200)
        acts = row(
            self.open_page, self.copy_code, self.show_folder, self.phone, None, self.approve, spacing=6
        )
        named = row(self.chosen, self.approve_all, spacing=8)
        named.setStretch(0, 1)
        foot = column(named, acts, spacing=8, margins=(14, 10, 14, 12))
        self.none.setContentsMargins(16, 24, 16, 24)
        self.none.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.none.hide()
        meters = column(self.working_out, self.approving, spacing=0)
        layout = column(
            head, line(), self.none, self.tree, line(), meters, foot, spacing=0, margins=(1, 0, 1, 0)
        )
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.tree.selectionModel().currentChanged.connect(lambda _now, _before: self._follow_choice())
        self.tree.doubleClicked.connect(lambda _index: self._with_file(self.open_wanted))
        self.tree.opened.connect(lambda: self._with_file(self.open_wanted))
        self.tree.copied.connect(lambda: self._with_file(self.copy_wanted))
        self.tree.customContextMenuRequested.connect(self._open_menu)
        self.tree.collapsed.connect(lambda index: self._fold(index, folded=True))
        self.tree.expanded.connect(lambda index: self._fold(index, folded=False))

    def show_run(self, funnel: Funnel, run: DryRun, written: Iterable[str] = ()) -> None:
        """List what an export would do."""
        kept = self.file()
        self.model.show_run(funnel, run, written)
        self._show_filters()
        self._unfold()
        if kept is not None:
            self.choose(kept.path)
        self._follow_choice()

    def show_marks(self, marks: Mapping[tuple[str, str], str]) -> None:
        """Mark the pages that are approved, or have drifted since then."""
        self.model.show_marks(marks)
        pages = {(file.step, file.tag) for file in self.model.run.files if file.step}
        self.approve_all.setVisible(bool(pages) and any(marks.get(page) != APPROVED for page in pages))
        self._follow_choice()

    def show_none(self, sentence: str) -> None:
        """Show why there is nothing to list."""
        self.model.show_run(Funnel(), DryRun(()))
        self.approve_all.hide()
        self._show_filters()
        self._follow_choice()
        self.none.setText(sentence)
        self.none.setVisible(bool(sentence))
        self.tree.setVisible(not sentence)

    def file(self) -> Planned | None:
        """The chosen file."""
        found = self.tree.currentIndex().siblingAtColumn(0).data(FILE_ROLE)
        return found if isinstance(found, Planned) else None

    def choose(self, path: str) -> None:
        """Choose a file by its path."""
        index = self.model.find(path)
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.tree.setColumnHidden(PATH, narrow)
        for made, words in self._side_acts.items():
            made.setText("" if narrow else words)
            made.setAccessibleName(words)
            tooltip(made, words if narrow else "")

    def menu(self) -> QMenu:
        """What can be done with the chosen file."""
        menu = QMenu(self)
        for made in (self.open_page, self.copy_code, self.show_folder, self.phone, self.approve):
            if made.isEnabled() and not made.isHidden():
                menu.addAction(made.icon(), self._side_acts.get(made, made.text()), made.click)
        return menu

    def _open_menu(self, at: QPoint) -> None:
        if self.file() is not None:
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.tree.viewport().mapToGlobal(at))

    def _with_file(self, signal: SignalInstance) -> None:
        file = self.file()
        if file is not None:
            signal.emit(file)

    def _narrow(self, _typed: str = "") -> None:
        self.model.typed = self.search.text()
        self.model.only = frozenset(fate for fate, made in self.filters.items() if made.isChecked())
        self.model.refresh()
        self._unfold()

    def _unfold(self) -> None:
        found = bool(self.model.groups)
        self.none.setText("" if found else _("No file is like that."))
        self.none.setVisible(not found)
        self.tree.setVisible(found)
        # Groups are unfolded unless the user folded them; a picture's sizes the other way round.
        for index in self._group_rows():
            key, is_top = index.data(GROUP_ROLE).key, bool(index.data(TOP_ROLE))
            self.tree.setExpanded(index, is_top != (key in self._turned) or bool(self.search.text()))

    def _group_rows(self) -> Iterator[QModelIndex]:
        for at, group in enumerate(self.model.groups):
            top = self.model.index(at, NAME)
            yield top
            for number, member in enumerate(group.members if group.members != group.files else ()):
                if isinstance(member, Group):
                    yield self.model.index(number, NAME, top)

    def _fold(self, index: QModelIndex, *, folded: bool) -> None:
        """Remember which groups the user has turned: the tree forgets it when the files are listed anew."""
        group = index.data(GROUP_ROLE)
        if isinstance(group, Group) and not self.search.text():
            turned = folded == bool(index.data(TOP_ROLE))
            (self._turned.add if turned else self._turned.discard)(group.key)

    def _show_filters(self) -> None:
        """A filter for each fate that some files have, where there is more than one."""
        counts = {fate: count for fate, count in self.model.counts().items() if count}
        kept = {fate for fate, made in self.filters.items() if made.isChecked()}
        empty(self._filter_row)
        self.filters = {}
        for fate, count in counts.items() if len(counts) > 1 else ():
            made = Button(f"{_(FATES[fate])} {count}", "filter")
            made.setProperty("state", "choice")
            made.setCheckable(True)
            made.setChecked(fate in kept)
            made.toggled.connect(self._narrow)
            self.filters[fate] = made
            self._filter_row.addWidget(made)
        self._narrow()

    def _words(self) -> str:
        """What is told in place of a file's path."""
        said = self.tree.currentIndex().siblingAtColumn(NAME).data(Qt.ItemDataRole.AccessibleTextRole)
        return str(said or _("Choose a page to see what can be done."))

    def _follow_choice(self) -> None:
        file = self.file()
        there = file is not None and file.fate in (SAME, WRITTEN, CHANGED, REMOVED, FOREIGN)
        self.chosen.show_words(file.path if file is not None else self._words())
        is_made = file is not None and file.fate != REMOVED
        shown = (
            is_made and file is not None and file.path.endswith((".html", ".txt", ".json", ".csv", ".svg"))
        )
        self.open_page.setEnabled(is_made)
        self.copy_code.setEnabled(bool(shown))
        self.show_folder.setEnabled(there)
        self.phone.setEnabled(is_made and file is not None and file.path.endswith(".html"))
        mark = str(self.tree.currentIndex().siblingAtColumn(0).data(MARK_ROLE) or "")
        self.approve.setEnabled(is_made and file is not None and bool(file.step))
        words = {APPROVED: _("Approved"), DRIFTED: _("Approve anew")}
        self.approve.setText(words.get(mark, _("Approve")))
        self.approve.show_icon("circle-check", "ending" if mark == APPROVED else "")


def _tree(model: Pages) -> Tree:
    made = Tree()
    made.setModel(model)
    made.setItemDelegate(PageRows(made))
    made.setAccessibleName(_("Files of the export"))
    made.setUniformRowHeights(True)
    made.setSortingEnabled(True)
    made.setAllColumnsShowFocus(True)
    made.setMouseTracking(True)
    made.setIndentation(14)
    made.setMinimumHeight(160)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = made.header()
    header.setStretchLastSection(False)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(PATH, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Fixed)
    header.setHighlightSections(False)
    header.resizeSection(STATE, 104)
    header.setMinimumSectionSize(72)
    for size in (SIZE, SIZE + 1):
        header.setSectionResizeMode(size, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(size, 92)
    return made

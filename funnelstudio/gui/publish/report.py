"""What an export did: the counts, every file with its size, and the ways to the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import IconLabel, label
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.figures import size_words

if TYPE_CHECKING:
    from funnelstudio.export.run import ExportResult

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW: Final = 28
_MOST_ROWS: Final = 12


class Files(QAbstractTableModel):
    """Every file of an export: what became of it, and its size once it is looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, str], ...] = ()
        self._folder = Path()

    def show_result(self, result: ExportResult, folder: Path) -> None:
        """List the files that were written, then those removed, then those that stayed the same."""
        self.beginResetModel()
        self._folder = folder
        self.rows = (
            *((path, "written") for path in sorted(result.written)),
            *((path, "removed") for path in sorted(result.removed)),
            *((path, "unchanged") for path in sorted(result.unchanged)),
        )
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        path, fate = self.rows[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole:
            name = "text" if index.column() == 0 and fate != "unchanged" else "secondary"
            return QColor(getattr(theme.palette(), name))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == 0:
            return path
        if index.column() == 1:
            return {"written": _("written"), "removed": _("removed")}.get(fate, _("unchanged"))
        return "" if fate == "removed" else size_of(self._folder / path)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("File"), _("State"), _("Size"))[section]
        return None


class ExportReport(QFrame):
    """The card that follows an export."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._first = Path()
        self._folder = Path()
        self.icon = IconLabel("circle-check", "ending", 20)
        self.title = label("", "title")
        self.told = label("", "secondary", wrap=True)
        self.open_result = button(_("Open the pages"), self._open_first, "primary", "external-link")
        self.open_folder = button(_("Open the folder"), self._open_folder, icon="folder-open")
        self.model = Files(self)
        self.table = _table(self.model)
        head = row(
            self.icon,
            column(self.title, self.told, spacing=2),
            self.open_folder,
            self.open_result,
            spacing=10,
        )
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.table)

    def show_result(self, result: ExportResult, folder: Path) -> None:
        """Show what was written into `folder`."""
        self._folder, self._first = folder, folder / first_page(result)
        written = len(result.written)
        self.title.setText(
            ngettext("{count} file written", "{count} files written", written).format(count=written)
            if written
            else _("Everything was up to date")
        )
        said = []
        if result.unchanged:
            said.append(_("{count} unchanged").format(count=len(result.unchanged)))
        if result.removed:
            said.append(_("{count} removed").format(count=len(result.removed)))
        self.told.setText("\n".join([", ".join([*said, str(folder)]), *result.warnings[:5]]))
        self.icon.show_icon("circle-check", "ending")
        self.open_result.setVisible(self._first.is_file())
        self.model.show_result(result, folder)
        self.table.setFixedHeight(_ROW * min(_MOST_ROWS, max(1, len(self.model.rows))) + 34)
        for part in (self.table, self.open_folder):
            part.show()

    def show_failure(self, sentence: str, hint: str) -> None:
        """Show why nothing was written."""
        self.title.setText(sentence)
        self.told.setText("\n".join(part for part in (hint, _("The last pages are as they were.")) if part))
        self.icon.show_icon("circle-alert", "error")
        for part in (self.table, self.open_result, self.open_folder):
            part.hide()

    def _open_first(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._first)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def first_page(result: ExportResult) -> str:
    """The page to look at first: the overview, else the entry, else any."""
    ranks = {"funnel": 0, "start": 1, "language": 2}
    pages = sorted(result.pages, key=lambda page: ranks.get(page.per, 3))
    return pages[0].path if pages else ""


def size_of(path: Path) -> str:
    """A file's size for people, "" where it can't be read."""
    try:
        return size_words(path.stat().st_size)
    except OSError:
        return ""


def _table(model: Files) -> QTableView:
    made = QTableView()
    made.setModel(model)
    made.setShowGrid(False)
    made.setAccessibleName(_("Files"))
    made.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(_ROW)
    header = made.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
    header.setHighlightSections(False)
    return made

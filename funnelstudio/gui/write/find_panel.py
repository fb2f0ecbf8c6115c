"""Find and replace as a panel above the cards: the words, the list of what changes, one button to do it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import button, icon_button
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.names import language_label
from funnelstudio.gui.session import Session
from funnelstudio.gui.write.find import MOST, Hit, find, replace_hits
from funnelstudio.gui.write.words import text_name
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.languages import isolated

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_AROUND = 42


class Hits(QAbstractTableModel):
    """What was found, one text a row; unticked rows are left as they are."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.hits: tuple[Hit, ...] = ()
        self._left: set[int] = set()
        self.replacing = False

    def show_hits(self, hits: tuple[Hit, ...], *, replacing: bool) -> None:
        """List these, all ticked."""
        self.beginResetModel()
        self.hits, self.replacing, self._left = hits, replacing, set()
        self.endResetModel()

    def ticked(self) -> tuple[Hit, ...]:
        """The texts that are to change."""
        return tuple(hit for number, hit in enumerate(self.hits) if number not in self._left)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else min(MOST, len(self.hits))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 and self.replacing else usual

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and self.replacing:
            ticked = index.row() not in self._left
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole:
            name = ("secondary", "text", "accent")[index.column()]
            return QColor(getattr(theme.palette(), name))
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return text_name(self._session.funnel, hit.place, hit.field)
            start = hit.spans[0][0]
            return _around(hit.before if index.column() == 1 else hit.after, start)
        return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._left.discard(index.row())
        else:
            self._left.add(index.row())
        self.dataChanged.emit(index, index)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Where"), _("Now"), _("Then"))[section]
        return None


class FindPanel(QFrame):
    """Finds words in the texts of the shown language."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "card")
        self.words, self.by = QLineEdit(), QLineEdit()
        self.words.setPlaceholderText(_("Find"))
        self.by.setPlaceholderText(_("Replace with"))
        for line in (self.words, self.by):
            line.setAccessibleName(line.placeholderText())
        self.match_case, self.whole_words = QCheckBox(_("Match case")), QCheckBox(_("Whole words"))
        self.told = label("", "secondary")
        self.replace_button = button(_("Replace"), self.replace_now, "primary")
        self.model = Hits(session, self)
        self.table = _table(self.model)
        self.table.doubleClicked.connect(self._open)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        self._soon.timeout.connect(self.look)
        self._build()

    def _build(self) -> None:
        close = icon_button("x", _("Close"), self.closed.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(row(self.words, self.by, close))
        layout.addLayout(
            row(self.match_case, self.whole_words, None, self.told, self.replace_button, spacing=12)
        )
        layout.addWidget(self.table)
        self.words.textChanged.connect(lambda _text: self._soon.start())
        self.by.textChanged.connect(lambda _text: self._soon.start())
        self.match_case.toggled.connect(lambda _on: self.look())
        self.whole_words.toggled.connect(lambda _on: self.look())
        self.model.dataChanged.connect(lambda *_: self._tell())
        self.words.returnPressed.connect(self.look)
        self.by.returnPressed.connect(self.look)

    def open(self) -> None:
        """Show the panel, ready to type."""
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self.look()

    def look(self) -> None:
        """Find now, in the language of the focus."""
        self._soon.stop()
        tag, by = self._session.focus.language, self.by.text()
        hits = find(
            self._session.funnel,
            tag,
            self.words.text(),
            by,
            match_case=self.match_case.isChecked(),
            whole_words=self.whole_words.isChecked(),
        )
        self.model.show_hits(hits, replacing=bool(by))
        self.table.setColumnHidden(2, not by)
        self.table.setVisible(bool(hits))
        height = 30 + 30 * min(6, max(1, len(hits)))
        self.table.setFixedHeight(height)
        self._tell()

    def replace_now(self) -> None:
        """Change the ticked texts in one step."""
        hits = self.model.ticked()
        label = _("Replace “{words}” with “{by}”").format(words=self.words.text(), by=self.by.text())
        if hits and self._session.edit(label, replace_hits, self._session.focus.language, hits):
            count = len(hits)
            self._session.tell(
                ngettext("{count} text changed.", "{count} texts changed.", count).format(count=count)
            )
        self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        count = len(self.model.hits)
        language = language_label(self._session.funnel, self._session.focus.language)
        if not self.words.text():
            said = _("Looks through every text in {language}").format(language=isolated(language))
        else:
            said = ngettext("{count} text in {language}", "{count} texts in {language}", count)
            said = said.format(count=count, language=isolated(language))
        self.told.setText(said)
        ticked = len(self.model.ticked())
        may = not self._session.read_only
        self.replace_button.setEnabled(may and bool(self.by.text()) and ticked > 0)
        self.replace_button.setText(
            ngettext("Replace in {count} text", "Replace in {count} texts", ticked).format(count=ticked)
            if ticked and self.by.text()
            else _("Replace")
        )

    def _open(self, index: QModelIndex) -> None:
        hit = self.model.hits[index.row()]
        self._session.go(place=hit.place, field=hit.field)


def _table(model: Hits) -> QTableView:
    made = QTableView()
    made.setModel(model)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(30)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.setAccessibleName(_("Texts that change"))
    made.hide()
    return made


def _around(text: str, start: int) -> str:
    """The words around a place in a text, on one line."""
    first = max(0, start - _AROUND // 2)
    cut = text[first : start + 2 * _AROUND]
    line = " ".join(cut.split())
    return ("…" if first else "") + line + ("…" if start + 2 * _AROUND < len(text) else "")

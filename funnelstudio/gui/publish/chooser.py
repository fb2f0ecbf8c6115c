"""The list of exporters to choose from, searchable, in place of a combo box's plain menu."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from funnelstudio.gui.controls.boxes import column, line, row
from funnelstudio.gui.controls.fields import QuietComboBox
from funnelstudio.gui.controls.words import IconLabel, label
from funnelstudio.gui.publish.choices import GROUPS, Choice, fitting
from funnelstudio.gui.publish.chooser_rows import CHOICE_ROLE, CURRENT_ROLE, HEADING, ROW, ChoiceRow
from funnelstudio.i18n import _

_WIDTH: Final = 500
_HIGHEST: Final = 520


class ExporterBox(QuietComboBox):
    """Shows the chosen exporter; opens the list in place of a plain menu."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()

    def showPopup(self) -> None:
        # A child of the box would look like the plain menu that it replaces.
        chooser = Chooser(self.choices, str(self.currentData() or ""), self.window())
        chooser.chosen.connect(self.picked)
        chooser.open_below(self)


class Chooser(QFrame):
    """Closes when an exporter is chosen, with Escape, or with a click elsewhere."""

    chosen = Signal(str)

    def __init__(self, found: tuple[Choice, ...], current: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._choices, self._current = found, current
        self.field = QLineEdit()
        self.field.setProperty("role", "bare")
        self.field.setPlaceholderText(_("Find a platform or a document…"))
        self.field.setAccessibleName(_("Find an exporter"))
        self.field.textChanged.connect(self.refresh)
        self.field.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChoiceRow(self.view))
        self.view.setAccessibleName(_("Exporters"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._choose)
        self.none = label(_("Nothing is called that."), "secondary")
        self.none.setContentsMargins(16, 12, 16, 14)
        head = row(IconLabel("search", size=16), self.field, spacing=10, margins=(14, 10, 14, 10))
        card = QFrame()
        card.setProperty("role", "message")
        card.setLayout(column(head, line(), self.none, self.view, spacing=0, margins=(0, 0, 0, 6)))
        self.setLayout(column(card))
        self.setFixedWidth(_WIDTH)
        self.refresh()

    def open_below(self, widget: QWidget) -> None:
        """Open below a widget, or as far up as the screen needs, ready to type."""
        at = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        room = widget.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - self.sizeHint().height())))
        self.move(at)
        self.show()
        self.field.setFocus()

    def refresh(self, _typed: str = "") -> None:
        """List what fits what is typed, under its headings."""
        self.model.clear()
        height, group = 8, ""
        for choice in fitting(self._choices, self.field.text()):
            if choice.group != group:
                group = choice.group
                self.model.appendRow(_heading(_(GROUPS[group])))
                height += HEADING
            self.model.appendRow(_item(choice, is_current=choice.name == self._current))
            height += ROW
        found = self.model.rowCount() > 0
        self.none.setVisible(not found)
        self.view.setVisible(found)
        self.view.setFixedHeight(min(height, _HIGHEST))
        self._mark(self._current if not self.field.text() else "")
        self.adjustSize()

    def _mark(self, name: str) -> None:
        rows = [at for at in range(self.model.rowCount()) if self._at(at) is not None]
        named = [at for at in rows if (choice := self._at(at)) is not None and choice.name == name]
        for at in (named or rows)[:1]:
            self.view.setCurrentIndex(self.model.index(at, 0))

    def _at(self, at: int) -> Choice | None:
        found = self.model.index(at, 0).data(CHOICE_ROLE)
        return found if isinstance(found, Choice) else None

    def _choose(self, index: QModelIndex | None = None) -> None:
        choice = (index or self.view.currentIndex()).data(CHOICE_ROLE)
        if isinstance(choice, Choice):
            self.close()
            self.chosen.emit(choice.name)

    def _step(self, by: int) -> None:
        rows = [at for at in range(self.model.rowCount()) if self._at(at) is not None]
        here = self.view.currentIndex().row()
        if rows:
            at = max(0, min((rows.index(here) if here in rows else 0) + by, len(rows) - 1))
            self.view.setCurrentIndex(self.model.index(rows[at], 0))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        by = steps.get(Qt.Key(event.key()))
        if by is not None:
            self._step(by)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return True
        return False


def _heading(words: str) -> QStandardItem:
    made = QStandardItem(words)
    made.setFlags(Qt.ItemFlag.NoItemFlags)
    return made


def _item(choice: Choice, *, is_current: bool) -> QStandardItem:
    made = QStandardItem(choice.title)
    made.setData(choice, CHOICE_ROLE)
    said = (choice.title, _("chosen") if is_current else "", choice.note, choice.about)
    made.setData(", ".join(part for part in said if part), Qt.ItemDataRole.AccessibleTextRole)
    made.setData(is_current, CURRENT_ROLE)
    made.setEditable(False)
    return made

"""The command palette (Ctrl+K): one field that finds any step, action or text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from funnelstudio.gui import icons, theme
from funnelstudio.gui.controls.boxes import column, line, row
from funnelstudio.gui.controls.words import IconLabel, label
from funnelstudio.gui.dialogs.search import Hit, search
from funnelstudio.gui.session import Session
from funnelstudio.gui.shell.menus import Actions
from funnelstudio.i18n import _
from funnelstudio.model.languages import isolated

WIDTH = 600
ROW_HEIGHT = 36
ROWS_SHOWN = 10
HIT_ROLE = Qt.ItemDataRole.UserRole


class CommandPalette(QFrame):
    """Closes when something is chosen, with Escape, or with a click elsewhere."""

    def __init__(self, actions: Actions, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._actions, self._session = actions, session
        self.field = QLineEdit()
        self.field.setProperty("role", "bare")
        self.field.setPlaceholderText(_("Find a step, an action or a text…"))
        self.field.setAccessibleName(_("Find anything"))
        self.field.setFont(theme.font(15))
        self.field.textChanged.connect(self.refresh)
        self.field.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        self._delegate = HitRow(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self.choose)
        self.none = label(_("Nothing is called that."), "secondary")
        self.none.setContentsMargins(14, 10, 14, 14)
        head = row(IconLabel("search", size=18), self.field, spacing=10, margins=(16, 12, 16, 12))
        card = QFrame()
        card.setProperty("role", "message")
        card.setLayout(column(head, line(), self.none, self.view, spacing=0, margins=(0, 0, 0, 6)))
        self.setLayout(column(card))
        self.setFixedWidth(WIDTH)
        self.refresh()

    def open_over(self, window: QWidget) -> None:
        """Open in the upper middle of a window, ready to type."""
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - WIDTH) // 2, corner.y() + max(60, window.height() // 8))
        self.show()
        self.field.setFocus()

    def refresh(self, _typed: str = "") -> None:
        """Show what fits what is typed."""
        self.model.clear()
        for hit in search(self._session, self.field.text(), self._actions.is_possible, self._actions.trigger):
            item = QStandardItem(hit.words)
            item.setData(hit, HIT_ROLE)
            item.setData(f"{hit.words}, {hit.note}", Qt.ItemDataRole.AccessibleTextRole)
            item.setEditable(False)
            self.model.appendRow(item)
        found = self.model.rowCount()
        self.none.setVisible(not found)
        self.view.setVisible(bool(found))
        self.view.setFixedHeight(min(found, ROWS_SHOWN) * ROW_HEIGHT + 6)
        self.view.setCurrentIndex(self.model.index(0, 0))
        self.adjustSize()

    def choose(self, index: QModelIndex | None = None) -> None:
        """Close, and do or show what is chosen."""
        hit = (index or self.view.currentIndex()).data(HIT_ROLE)
        if isinstance(hit, Hit):
            self.close()
            hit.choose()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        by = steps.get(Qt.Key(event.key()))
        if by is not None and self.model.rowCount():
            at = max(0, min(self.view.currentIndex().row() + by, self.model.rowCount() - 1))
            self.view.setCurrentIndex(self.model.index(at, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
            return True
        return False


class HitRow(QStyledItemDelegate):
    """Paints a hit: icon, words, and its note at the end."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, Hit):
            return
        colours = theme.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(8, 1, -8, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_wash))
            painter.drawRoundedRect(area, 7, 7)
        scale = painter.device().devicePixelRatio()
        image = icons.pixmap(hit.icon, hit.colour or colours.secondary, 16, scale)
        painter.drawPixmap(area.left() + 10, area.center().y() - 7, image)
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(12))
        painter.setPen(QColor(theme.readable(colours.secondary, colours.accent_wash)))
        width = painter.fontMetrics().horizontalAdvance(hit.note)
        end = area.adjusted(0, 0, -10, 0)
        painter.drawText(end, flags | Qt.AlignmentFlag.AlignTrailing, isolated(hit.note))
        painter.setFont(theme.font())
        painter.setPen(QColor(colours.text))
        room = area.adjusted(36, 0, -width - 24, 0)
        shown = painter.fontMetrics().elidedText(hit.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeading, isolated(shown))
        painter.restore()

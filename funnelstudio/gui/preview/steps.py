"""The pages of the funnel as a list in the order of the tree, each with the tile of its kind."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.words import paint_tile
from funnelstudio.gui.names import step_words
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.walk import walk

Index = QModelIndex | QPersistentModelIndex
KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
KIND_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
LEVEL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3

_ROW: Final = 36
_INDENT: Final = 14
_NOWHERE = QModelIndex()


class Steps(QAbstractListModel):
    """Every step in the order of a walk from the start."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.keys: tuple[str, ...] = ()

    def follow(self) -> None:
        """Show the funnel's present steps."""
        keys = walk(self._session.funnel.steps).order
        if keys != self.keys:
            self.beginResetModel()
            self.keys = keys
            self.endResetModel()
        elif keys:
            self.dataChanged.emit(self.index(0), self.index(len(keys) - 1))

    def index_of(self, key: str) -> QModelIndex:
        """The row of a step, an invalid index where there is none."""
        return self.index(self.keys.index(key)) if key in self.keys else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.keys):
            return None
        key, funnel = self.keys[index.row()], self._session.funnel
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return step_words(funnel, key)
        if role == KEY_ROLE:
            return key
        if role == KIND_ROLE:
            return funnel.steps[key].type if key in funnel.steps else ""
        return walk(funnel.steps).columns.get(key, 0) if role == LEVEL_ROLE else None


class _Rows(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: QRect = option.rect.adjusted(0, 1, 0, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.palette()
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_wash if chosen else colours.hover))
            painter.drawRoundedRect(QRectF(row), 8, 8)
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inset = 8 + _INDENT * min(6, int(index.data(LEVEL_ROLE) or 0))
        inner = row.adjusted(8, 0, -inset, 0) if rtl else row.adjusted(inset, 0, -8, 0)
        side = inner.right() - 17 if rtl else inner.left()
        paint_tile(painter, QRectF(side, row.center().y() - 8, 18, 18), str(index.data(KIND_ROLE)))
        words = inner.adjusted(0, 0, -26, 0) if rtl else inner.adjusted(26, 0, 0, 0)
        painter.setFont(theme.font(13, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        painter.setPen(QColor(colours.text))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        painter.restore()


def step_list(model: Steps, parent: QWidget) -> QListView:
    """A list view of the steps."""
    view = QListView(parent)
    view.setModel(model)
    view.setItemDelegate(_Rows(view))
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setAccessibleName(_("Pages"))
    return view

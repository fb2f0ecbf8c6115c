"""Rows of lists: a rounded ground where one is chosen, and for a step the tile of its kind and its name."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
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
from funnelstudio.model.languages import isolated

Index = QModelIndex | QPersistentModelIndex

_TILE = 20
_PAD = 9
_LEADING = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)


class StepRows(QStyledItemDelegate):
    """`kind_role` gives the kind of step, "" for a row that has no tile; a row is `height` pixels high."""

    def __init__(self, kind_role: int, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind_role, self._height = kind_role, height

    def inset(self, _index: Index) -> int:
        """Pixels by which a row stands in."""
        return 0

    def paint_words(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Paint what stands beside the tile into `area`; font and pen are set for the name."""
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEADING, isolated(name))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRect(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = paint_ground(painter, area, option.state)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start, beside = self.inset(index) + _PAD, _TILE + _PAD
        inner = area.adjusted(_PAD, 0, -start, 0) if mirrored else area.adjusted(start, 0, -_PAD, 0)
        kind = str(index.data(self._kind_role) or "")
        if kind:
            side = inner.right() - _TILE + 1 if mirrored else inner.left()
            paint_tile(painter, QRectF(side, inner.center().y() - _TILE / 2 + 1, _TILE, _TILE), kind)
        painter.setFont(theme.font(13, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        painter.setPen(QColor(theme.palette().text))
        words = inner.adjusted(0, 0, -beside, 0) if mirrored else inner.adjusted(beside, 0, 0, 0)
        self.paint_words(painter, words, index)
        painter.restore()


def paint_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag) -> bool:
    """Paint the ground of a row in this state; whether it is the chosen one."""
    colours = theme.palette()
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        ring = chosen and state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QColor(colours.accent) if ring else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_wash if chosen else colours.hover))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    return chosen


def row_list(name: str, parent: QWidget) -> QListView:
    """A list view of rows that are all of one height; `name` is read out by screen readers."""
    view = QListView(parent)
    view.setUniformItemSizes(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setMouseTracking(True)
    view.setAccessibleName(name)
    return view

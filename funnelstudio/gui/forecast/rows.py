"""Paints the first column of the forecast: steps with the tile of their kind, answers indented below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from funnelstudio.gui import theme
from funnelstudio.gui.controls.words import paint_tile
from funnelstudio.gui.forecast.table import KIND_ROLE, NAME
from funnelstudio.model.languages import isolated

Index = QModelIndex | QPersistentModelIndex


class ForecastRows(QStyledItemDelegate):
    """Rows of steps are set off by a line and bold words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, colours = QRect(option.rect), theme.palette()
        kind = str(index.sibling(index.row(), NAME).data(KIND_ROLE) or "")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colours.accent_wash))
        if kind and index.row():
            painter.setPen(QColor(colours.line))
            painter.drawLine(box.topLeft(), box.topRight())
        inner = box.adjusted(8, 0, -8, 0)
        if index.column() == NAME:
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            if kind:
                edge = inner.right() - 20 if mirrored else inner.left()
                paint_tile(painter, QRectF(edge, inner.center().y() - 9, 20, 20), kind)
            inner.adjust(0 if mirrored else 30, 0, -30 if mirrored else 0, 0)
        weight = QFont.Weight.DemiBold if kind and index.column() == NAME else QFont.Weight.Normal
        painter.setFont(theme.money_font(13, weight))
        shade = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(shade if isinstance(shade, QColor) else QColor(colours.text))
        side = Qt.AlignmentFlag.AlignLeft if index.column() == NAME else Qt.AlignmentFlag.AlignRight
        words = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | side), isolated(words))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(96, 32)

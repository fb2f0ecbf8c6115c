"""Paints the rows of the files: groups in bold, what becomes of a file as a pill, a mark if approved."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from funnelstudio.export.changes import CHANGED, FOREIGN, NEW, REMOVED, UNSURE
from funnelstudio.gui import icons, theme
from funnelstudio.gui.publish.groups import WRITTEN
from funnelstudio.gui.publish.pages import (
    APPROVED,
    DRIFTED,
    FATE_ROLE,
    MARK_ROLE,
    NAME,
    PATH,
    SIZE,
    STATE,
    TOP_ROLE,
)
from funnelstudio.model.languages import isolated

Index = QModelIndex | QPersistentModelIndex

_HEIGHT: Final = 32
_PILLS: Final = {
    NEW: "ending",
    WRITTEN: "ending",
    CHANGED: "accent",
    UNSURE: "secondary",
    REMOVED: "warning",
    FOREIGN: "error",
}
"""Colour of the pill by fate; what stays the same has none."""

_MARKS: Final = {APPROVED: ("circle-check", "ending"), DRIFTED: ("triangle-alert", "warning")}


class PageRows(QStyledItemDelegate):
    """One row of the tree, cell by cell."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRect(option.rect)
        colours = theme.palette()
        fate = index.data(FATE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.accent_wash))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.hover))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(colours.line))
        inner = area.adjusted(8, 0, -8, 0)
        if index.column() == STATE and fate in _PILLS:
            self._pill(painter, inner, str(index.data()), _PILLS[fate])
        else:
            if index.column() == NAME:
                inner = self._mark(painter, inner, index)
            self._words(painter, inner, index, is_group=bool(index.data(TOP_ROLE)))
        painter.restore()

    def _words(self, painter: QPainter, area: QRect, index: Index, *, is_group: bool) -> None:
        colours = theme.palette()
        column = index.column()
        weight = QFont.Weight.DemiBold if is_group and column == NAME else QFont.Weight.Normal
        size = 12 if column in (PATH, STATE) or column >= SIZE else 13
        painter.setFont(theme.money_font(size, weight))
        shade = index.data(Qt.ItemDataRole.ForegroundRole)
        usual = colours.text if column == NAME else colours.secondary
        painter.setPen(shade if isinstance(shade, QColor) else QColor(usual))
        side = Qt.AlignmentFlag.AlignTrailing if column >= SIZE else Qt.AlignmentFlag.AlignLeading
        where = Qt.TextElideMode.ElideMiddle if column == PATH else Qt.TextElideMode.ElideRight
        words = painter.fontMetrics().elidedText(str(index.data() or ""), where, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | side), isolated(words))

    def _pill(self, painter: QPainter, area: QRect, words: str, role: str) -> None:
        colours = theme.palette()
        tint = str(getattr(colours, role))
        ground = theme.wash(colours, tint)
        painter.setFont(theme.font(11))
        width = min(area.width(), painter.fontMetrics().horizontalAdvance(words) + 16)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = area.right() - width + 1 if mirrored else area.left()
        pill = QRectF(left, area.center().y() - 8.5, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(QColor(theme.readable(tint, ground)))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width - 10)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)

    def _mark(self, painter: QPainter, area: QRect, index: Index) -> QRect:
        """Paint the mark of an approved page at the end; returns the room that is left."""
        mark = _MARKS.get(str(index.data(MARK_ROLE) or ""))
        if mark is None:
            return area
        image = icons.pixmap(
            mark[0], str(getattr(theme.palette(), mark[1])), 14, painter.device().devicePixelRatio()
        )
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = area.left() if mirrored else area.right() - 14
        painter.drawPixmap(side, area.center().y() - 6, image)
        return area.adjusted(22, 0, 0, 0) if mirrored else area.adjusted(0, 0, -22, 0)

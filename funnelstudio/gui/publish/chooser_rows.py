"""Paints the list of exporters: headings in small capitals, each exporter in two lines."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from funnelstudio.gui import icons, theme
from funnelstudio.gui.publish.choices import Choice

Index = QModelIndex | QPersistentModelIndex
CHOICE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
CURRENT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2

ROW: Final = 54
HEADING: Final = 32
_LEADING: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
_TRAILING: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing)


class ChoiceRow(QStyledItemDelegate):
    """One row of the list."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW if index.data(CHOICE_ROLE) is not None else HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice, colours, area = index.data(CHOICE_ROLE), theme.palette(), QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not isinstance(choice, Choice):
            font = theme.font(11, QFont.Weight.DemiBold)
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
            painter.setFont(font)
            painter.setPen(QColor(colours.secondary))
            painter.drawText(area.adjusted(16, 8, -16, 0), _LEADING, str(index.data()).upper())
        else:
            ground = colours.panel
            if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
                chosen = bool(state & QStyle.StateFlag.State_Selected)
                ground = colours.accent_wash if chosen else colours.hover
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ground))
                painter.drawRoundedRect(area.adjusted(6, 1, -6, -1), 8, 8)
            _words(
                painter, area.adjusted(16, 7, -16, -7), choice, ground, current=bool(index.data(CURRENT_ROLE))
            )
        painter.restore()


def _words(painter: QPainter, area: QRect, choice: Choice, ground: str, *, current: bool) -> None:
    colours = theme.palette()
    top, below = QRect(area), QRect(area)
    top.setHeight(20)
    below.setTop(area.top() + 21)
    if current:
        image = icons.pixmap("check", colours.accent, 16, painter.device().devicePixelRatio())
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.drawPixmap(top.left() if mirrored else top.right() - 15, top.top() + 2, image)
        top.adjust(24 if mirrored else 0, 0, 0 if mirrored else -24, 0)
    painter.setFont(theme.font(13, QFont.Weight.DemiBold))
    painter.setPen(QColor(colours.text))
    painter.drawText(top, _LEADING, choice.title)
    painter.setPen(QColor(theme.readable(colours.secondary, ground)))
    painter.setFont(theme.font(12))
    if choice.note:
        painter.drawText(top, _TRAILING, choice.note)
    words = painter.fontMetrics().elidedText(choice.about, Qt.TextElideMode.ElideRight, below.width())
    painter.drawText(below, _LEADING, words)

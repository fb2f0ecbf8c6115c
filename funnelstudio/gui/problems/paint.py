"""Paints the rows of the list: severity, sentence, button, hairline; and headings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from funnelstudio.gui import icons, theme
from funnelstudio.gui.problem_places import shown_as
from funnelstudio.gui.problems.rows import Entry, Heading
from funnelstudio.gui.problems.words import SEVERITY_ICONS
from funnelstudio.model.languages import isolated

ENTRY_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
HEADING_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2

ROW_HEIGHT: Final = 44
HEADING_HEIGHT: Final = 30
BUTTON_HEIGHT: Final = 30
SIDE: Final = 15

Index = QModelIndex | QPersistentModelIndex


def button_area(row_area: QRect, words: str, view: QWidget) -> QRect:
    """The place of a row's button, empty where it has none."""
    if not words:
        return QRect()
    width = view.fontMetrics().horizontalAdvance(words) + 26
    top = row_area.top() + (row_area.height() - BUTTON_HEIGHT) // 2
    if view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return QRect(row_area.left() + SIDE, top, width, BUTTON_HEIGHT)
    return QRect(row_area.right() - SIDE - width, top, width, BUTTON_HEIGHT)


class ProblemRow(QStyledItemDelegate):
    """Paints a problem or a heading; `button_words` says what stands on a row's button."""

    def __init__(self, view: QListView, button_words: Callable[[Entry], str]) -> None:
        super().__init__(view)
        self._view, self._button_words = view, button_words

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_heading = not self._view.uniformItemSizes() and index.data(HEADING_ROLE) is not None
        return QSize(200, HEADING_HEIGHT if is_heading else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Entry):
            self._paint_ground(painter, area, bool(state & QStyle.StateFlag.State_Selected))
            self._paint_entry(painter, area, entry, str(index.data()))
        else:
            self._paint_heading(painter, area, index.data(HEADING_ROLE))
        painter.restore()

    def _is_rtl(self) -> bool:
        return self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _paint_ground(self, painter: QPainter, area: QRect, chosen: bool) -> None:
        colours = theme.palette()
        if chosen:
            ground = colours.accent_wash if self._view.hasFocus() else colours.hover
            painter.fillRect(area, QColor(ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(area.left() + SIDE, area.bottom(), area.right() - SIDE, area.bottom())

    def _paint_entry(self, painter: QPainter, area: QRect, entry: Entry, words: str) -> None:
        colours = theme.palette()
        icon, tint = SEVERITY_ICONS[shown_as(entry.problem)]
        colour = colours.faint if entry.waiver is not None else getattr(colours, tint)
        image = icons.pixmap(icon, colour, 16, painter.device().devicePixelRatio())
        side = area.right() - SIDE - 16 if self._is_rtl() else area.left() + SIDE
        painter.drawPixmap(side, area.center().y() - 7, image)
        taken = self._paint_button(painter, area, entry)
        painter.setPen(QColor(colours.secondary if entry.waiver is not None else colours.text))
        painter.setFont(theme.font())
        room = area.adjusted(taken, 0, -41, 0) if self._is_rtl() else area.adjusted(41, 0, -taken, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, isolated(shown))

    def _paint_heading(self, painter: QPainter, area: QRect, heading: object) -> None:
        if not isinstance(heading, Heading):
            return
        colours = theme.palette()
        line = area.adjusted(SIDE, 6, -SIDE, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setPen(QColor(colours.text))
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.drawText(line, flags, isolated(heading.words))
        used = painter.fontMetrics().horizontalAdvance(heading.words) + 6
        painter.setPen(QColor(colours.secondary))
        painter.setFont(theme.money_font(12))
        rest = line.adjusted(0, 0, -used, 0) if self._is_rtl() else line.adjusted(used, 0, 0, 0)
        painter.drawText(rest, flags, str(heading.count))

    def _paint_button(self, painter: QPainter, area: QRect, entry: Entry) -> int:
        """Paint the button; returns the pixels that it takes at the end of the row."""
        words = self._button_words(entry)
        place = button_area(area, words, self._view)
        if place.isEmpty():
            return SIDE
        colours = theme.palette()
        hovered = place.contains(self._view.viewport().mapFromGlobal(self._view.cursor().pos()))
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.hover if hovered else colours.panel))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(QColor(colours.text))
        painter.setFont(theme.font())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        return place.width() + 2 * SIDE

"""The rows of the lists at the left: a name, a count, and a bar of how much is written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from funnelstudio.gui import icons, theme
from funnelstudio.gui.controls.rows import Index, paint_ground, row_list
from funnelstudio.gui.write import ink
from funnelstudio.model.languages import isolated

COUNT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""The words at the end of a row, such as "11 / 14"."""
SHARE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
"""How much is done, 0 to 1; None shows no bar."""
KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3
"""The page's place or the language's tag."""
MARK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 4
"""The worst severity of a page's problems, "" or None for none."""

_MARKS: Final = {"error": ("circle-alert", "error"), "warning": ("triangle-alert", "warning")}
"""Icon and colour; notices are worth no mark in a list."""
_MARK: Final = 13

_HEIGHT: Final = 40
_GAP: Final = 2


class ProgressRows(QStyledItemDelegate):
    """Paints a row of a list of pages or languages."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, _HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = QRect(option.rect).adjusted(0, 0, 0, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = paint_ground(painter, row, option.state)
        self._words(painter, row.adjusted(10, 0, -10, 0), index, chosen)
        self._bar(painter, row.adjusted(10, 0, -10, 0), index)
        painter.restore()

    def _words(self, painter: QPainter, row: QRect, index: Index, chosen: bool) -> None:
        count = str(index.data(COUNT_ROLE) or "")
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        line = QRect(row.left(), row.top() + 5, row.width(), 20)
        ground = ink.colour("accent_wash" if chosen else "panel")
        painter.setFont(theme.money_font(11))
        painter.setPen(ink.ink_on("secondary", ground))
        used = painter.fontMetrics().horizontalAdvance(count)
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        end = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        painter.drawText(line, int(flags | end), count)
        used += self._mark(painter, line, used, index)
        painter.setFont(theme.font(13, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        painter.setPen(ink.colour("text"))
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            side = QRect(line.right() - 13 if rtl else line.left(), line.top() + 3, 14, 14)
            icon.paint(painter, side)
            line.adjust(0 if rtl else 20, 0, -20 if rtl else 0, 0)
        room = line.width() - used - 8
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, int(flags | start), isolated(name))

    def _mark(self, painter: QPainter, line: QRect, used: int, index: Index) -> int:
        """A small mark before the count where the page has problems; returns the pixels that it takes."""
        mark = _MARKS.get(str(index.data(MARK_ROLE) or ""))
        if mark is None:
            return 0
        image = icons.pixmap(mark[0], ink.colour(mark[1]).name(), _MARK, painter.device().devicePixelRatio())
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = line.left() + used + 6 if rtl else line.right() - used - 6 - _MARK
        painter.drawPixmap(left, line.top() + 4, image)
        return _MARK + 6

    def _bar(self, painter: QPainter, row: QRect, index: Index) -> None:
        share = index.data(SHARE_ROLE)
        if not isinstance(share, float):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(row.left(), row.bottom() - 8, row.width(), 4)
        painter.setBrush(ink.colour("line"))
        painter.drawRoundedRect(bar, 2, 2)
        if share > 0:
            done = QRectF(bar)
            done.setWidth(max(4.0, bar.width() * min(1.0, share)))
            if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                done.moveRight(bar.right())
            painter.setBrush(ink.colour("ending"))
            painter.drawRoundedRect(done, 2, 2)


def progress_list(parent: QWidget, name: str) -> QListView:
    """A list view that shows such rows; `name` is read out by screen readers."""
    view = row_list(name, parent)
    view.setItemDelegate(ProgressRows(view))
    return view

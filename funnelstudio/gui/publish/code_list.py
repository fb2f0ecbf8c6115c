"""The places where an exporter asks for values: each with a dot per language, filled or still missing."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QWidget

from funnelstudio.export import Exporter
from funnelstudio.gui import theme
from funnelstudio.gui.controls.rows import Index, StepRows, row_list
from funnelstudio.gui.names import language_label
from funnelstudio.gui.publish.asked import EVERY_PAGE, asking, filled, lacks, place_words
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel

_NOWHERE = QModelIndex()

PLACE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
KIND_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
MARKS_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3

FULL: Final = "full"
PART: Final = "part"
OPEN: Final = "open"
MISSING: Final = "missing"
"""How much of what is asked for at a place is there: all, some, none; or what is needed is missing."""

_ROW: Final = 46
_DOT: Final = 8
_GAP: Final = 5


class Places(QAbstractListModel):
    """Every page first, then the steps in the order of the tree."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keys: tuple[str, ...] = ()
        self.tags: tuple[str, ...] = ()
        self._funnel = Funnel()
        self._exporter: Exporter | None = None

    def follow(self, funnel: Funnel, exporter: Exporter, tags: tuple[str, ...]) -> None:
        """Show the funnel's places; the view keeps its place where they are the same."""
        self._funnel, self._exporter, self.tags = funnel, exporter, tags
        keys = asking(funnel, exporter)
        if keys != self.keys:
            self.beginResetModel()
            self.keys = keys
            self.endResetModel()
        elif keys:
            self.dataChanged.emit(self.index(0), self.index(len(keys) - 1))

    def tally(self) -> tuple[int, int]:
        """Values that are there, and values that are asked for, in all languages."""
        if self._exporter is None:
            return 0, 0
        found = [filled(self._funnel, self._exporter, key, tag) for key in self.keys for tag in self.tags]
        return sum(done for done, _all in found), sum(wanted for _done, wanted in found)

    def missing(self) -> int:
        """How many values are needed and not there, in all languages."""
        if self._exporter is None:
            return 0
        return sum(lacks(self._funnel, self._exporter, key, tag) for key in self.keys for tag in self.tags)

    def next_missing(self, place: str, tag: str) -> tuple[str, str] | None:
        """The next place and language with something missing, from those given; what is needed goes first."""
        spots = [(key, each) for key in self.keys for each in self.tags]
        at = spots.index((place, tag)) + 1 if (place, tag) in spots else 0
        onward = spots[at:] + spots[:at]
        for wanted in ((MISSING,), (PART, OPEN)):
            for key, each in onward:
                if self.mark(key, each) in wanted:
                    return key, each
        return None

    def mark(self, key: str, tag: str) -> str:
        """FULL, PART, OPEN or MISSING; "" where nothing is asked for."""
        if self._exporter is None:
            return ""
        done, wanted = filled(self._funnel, self._exporter, key, tag)
        if not wanted:
            return ""
        if done == wanted:
            return FULL
        return MISSING if lacks(self._funnel, self._exporter, key, tag) else PART if done else OPEN

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.keys):
            return None
        key = self.keys[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(key)
        if role == MARKS_ROLE:
            return tuple(self.mark(key, tag) for tag in self.tags)
        words = {
            PLACE_ROLE: key,
            int(Qt.ItemDataRole.DisplayRole): place_words(self._funnel, key),
            KIND_ROLE: self._funnel.steps[key].type if key != EVERY_PAGE else "",
        }
        return words.get(role)

    def _spoken(self, key: str) -> str:
        words = {FULL: _("filled"), PART: _("partly filled"), OPEN: _("empty"), MISSING: _("missing")}
        said = [
            f"{language_label(self._funnel, tag)}: {words.get(self.mark(key, tag), '')}" for tag in self.tags
        ]
        return ", ".join([place_words(self._funnel, key), *said])


class _Rows(StepRows):
    """A place's name, and its dots below."""

    def paint_words(self, painter: QPainter, area: QRect, index: Index) -> None:
        super().paint_words(painter, QRect(area.left(), area.top() + 4, area.width(), 20), index)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        _dots(painter, QRect(area.left(), area.top() + 26, area.width(), 10), index, mirrored=mirrored)


def _dots(painter: QPainter, area: QRect, index: Index, *, mirrored: bool) -> None:
    colours = theme.palette()
    step = _DOT + _GAP
    for number, mark in enumerate(index.data(MARKS_ROLE) or ()):
        if not mark or (number + 1) * step > area.width():
            continue
        left = area.right() - _DOT - number * step if mirrored else area.left() + number * step
        dot = QRectF(left, area.center().y() - _DOT / 2, _DOT, _DOT)
        tint = QColor(
            {FULL: colours.ending, PART: colours.ending, MISSING: colours.warning}.get(
                mark, colours.secondary
            )
        )
        painter.setPen(QPen(tint, 1.6))
        painter.setBrush(tint if mark == FULL else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot.adjusted(0.8, 0.8, -0.8, -0.8))
        if mark == PART:
            painter.setBrush(tint)
            painter.drawPie(dot.adjusted(0.8, 0.8, -0.8, -0.8), 90 * 16, 180 * 16)


def place_list(model: Places, parent: QWidget) -> QListView:
    """A list view of the places."""
    view = row_list(_("Pages"), parent)
    view.setModel(model)
    view.setItemDelegate(_Rows(KIND_ROLE, _ROW, view))
    return view

"""The pages of the funnel as a list in the order of the tree, each with the tile of its kind."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QListView, QWidget

from funnelstudio.gui.controls.rows import Index, StepRows, row_list
from funnelstudio.gui.names import step_words
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.walk import walk

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


class _Rows(StepRows):
    def inset(self, index: Index) -> int:
        return _INDENT * min(6, int(index.data(LEVEL_ROLE) or 0))


def step_list(model: Steps, parent: QWidget) -> QListView:
    """A list view of the steps."""
    view = row_list(_("Pages"), parent)
    view.setModel(model)
    view.setItemDelegate(_Rows(KIND_ROLE, _ROW, view))
    return view

"""Variables offered while the user types "{", and as a menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QMenu,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from funnelstudio.gui.write import ink
from funnelstudio.i18n import _

_TOLD = int(Qt.ItemDataRole.UserRole) + 1


class VariablePopup(QObject):
    """A list of variables under the cursor; Enter or a click takes one."""

    def __init__(self, editor: QPlainTextEdit, take: Callable[[str], None]) -> None:
        super().__init__(editor)
        self._completer = QCompleter(self)
        self._completer.setWidget(editor)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._model = QStandardItemModel(self)
        self._completer.setModel(self._model)
        popup = QListView()
        self._completer.setPopup(popup)
        self._popup, self._insert = popup, take
        popup.setItemDelegate(_Row(popup))
        popup.setMinimumWidth(340)
        popup.installEventFilter(self)
        popup.clicked.connect(self._take)

    def is_open(self) -> bool:
        """Whether the list is on the screen."""
        return self._popup.isVisible()

    def names(self) -> tuple[str, ...]:
        """The variables that are offered, best first."""
        return tuple(self._model.item(at).text() for at in range(self._model.rowCount()))

    def close(self) -> None:
        """Take the list away."""
        self._popup.hide()

    def offer(self, variables: Mapping[str, str], typed: str, cursor: QRect) -> None:
        """Show the variables that fit what is `typed` after the brace, below `cursor`."""
        self._fill({name: variables[name] for name in fitting(variables, typed)})
        if not self._model.rowCount():
            self.close()
            return
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        self._completer.complete(QRect(cursor.left(), cursor.top(), 340, cursor.height() + 6))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            chosen = self._popup.currentIndex()
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen.isValid():
                self._take(chosen)
                return True
        return False

    def _take(self, chosen: QModelIndex) -> None:
        self._popup.hide()
        self._insert(str(chosen.data()))

    def _fill(self, variables: Mapping[str, str]) -> None:
        self._model.clear()
        for name, told in variables.items():
            item = QStandardItem(name)
            item.setData(told, _TOLD)
            item.setToolTip("")
            self._model.appendRow(item)


def fitting(names: Iterable[str], typed: str) -> list[str]:
    """The names that have `typed` in them, those that begin with it first."""
    wanted = typed.casefold()
    found = [name for name in names if wanted in name.casefold()]
    return sorted(found, key=lambda name: not name.casefold().startswith(wanted))


class _Row(QStyledItemDelegate):
    """A variable with what it holds."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, option.fontMetrics.height() + 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = option.widget
        chosen = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        box: QRect = option.rect
        ground = ink.colour("accent_wash" if chosen else "panel")
        painter.save()
        painter.fillRect(box, ground)
        inner = box.adjusted(10, 0, -10, 0)
        name = "{" + str(index.data()) + "}"
        painter.setPen(ink.ink_on("accent", ground))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        used = painter.fontMetrics().horizontalAdvance(name) + 12
        painter.setPen(ink.ink_on("secondary", ground))
        told = painter.fontMetrics().elidedText(
            str(index.data(_TOLD)), Qt.TextElideMode.ElideRight, inner.width() - used
        )
        painter.drawText(
            inner.adjusted(used, 0, 0, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            told,
        )
        painter.restore()


def variables_menu(variables: Mapping[str, str], take: Callable[[str], None], parent: QWidget) -> QMenu:
    """A menu of all variables, each with what it holds."""
    menu = QMenu(_("Insert variable"), parent)
    for name, told in variables.items():
        menu.addAction("{" + name + "}\t" + told, partial(take, name))
    return menu

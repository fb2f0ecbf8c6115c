"""The outline: the funnel as a plain tree beside the canvas, its equal for keyboard and screen reader."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from funnelstudio.gui import theme
from funnelstudio.gui.canvas import commands
from funnelstudio.gui.canvas.hits import Hit
from funnelstudio.gui.canvas.menus import context_menu, kinds_menu
from funnelstudio.gui.canvas.outline_model import ANSWER, QUIET, Node, OutlineModel
from funnelstudio.gui.session import Focus, Session
from funnelstudio.i18n import _
from funnelstudio.model.diff import Changes
from funnelstudio.model.languages import isolated
from funnelstudio.model.offers import outcomes
from funnelstudio.model.walk import walk

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key

UNFOLD_ALL_BELOW = 120
"""A funnel with fewer steps is shown wholly unfolded."""


_GAP = 8
"""Pixels between an answer and the step that follows."""


def answer_room(whole: int, answer: int, name: int) -> int:
    """Pixels for the answer of a row that is `whole` wide: where both have no room, half of it."""
    return min(answer, max(whole - name, whole // 2))


class RowPainter(QStyledItemDelegate):
    """Paints the answer in quiet words, then the step."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        area.adjust(4, 0, -4, 0)
        colours = theme.palette()
        shapes = option.fontMetrics
        painter.save()
        painter.setFont(option.font)
        answer = index.data(ANSWER)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        if answer:
            wide = shapes.horizontalAdvance
            room = answer_room(area.width(), wide(answer) + 1, wide(words) + 1 + _GAP)
            lead = shapes.elidedText(answer, Qt.TextElideMode.ElideRight, room)
            painter.setPen(QColor(colours.secondary))
            painter.drawText(area, flags, isolated(lead))
            used = wide(lead) + _GAP
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            area.adjust(0 if mirrored else used, 0, -used if mirrored else 0, 0)
        painter.setPen(QColor(colours.secondary if index.data(QUIET) else colours.text))
        words = shapes.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, flags, isolated(words))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), 28))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        super().updateEditorGeometry(editor, option, index)
        area: QRect = option.rect
        editor.setGeometry(area.adjusted(0, 0, 0, 0))


class OutlineView(QTreeView):
    """The tree view with the outline's keys."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keys = _Keys(session, self)
        self.rows = OutlineModel(session, self)
        self.setModel(self.rows)
        self.setItemDelegate(RowPainter(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(_("Outline"))
        self.setAccessibleDescription(
            _("Enter renames, Insert adds what follows, Delete removes, Ctrl with up and down reorders.")
        )

    def current(self) -> Node | None:
        """The row that the keyboard is on."""
        return self.rows.node(self.currentIndex())

    def ask_kind(self, step_id: str, outcome: str) -> None:
        """Ask which kind of step follows, beside the row that the keyboard is on."""
        if self._session.read_only or not outcome:
            return
        menu = kinds_menu(self, lambda kind: commands.add_after(self._session, step_id, outcome, kind))
        below: QPoint = self.visualRect(self.currentIndex()).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(below))
        menu.setActiveAction(menu.actions()[0])

    def event(self, event: QEvent) -> bool:
        # Delete, Ctrl+C and the like belong to the row, not to a shortcut of the window.
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and self._keys.knows(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        node = self.current()
        # What a name editor leaves over comes here too.
        typing = self.state() == QAbstractItemView.State.EditingState
        if node is None or typing or not self._keys.press(event, node):
            super().keyPressEvent(event)


class _Keys:
    """What the keys do with the row that the keyboard is on."""

    def __init__(self, session: Session, view: OutlineView) -> None:
        self._session = session
        self._view = view

    def knows(self, event: QKeyEvent) -> bool:
        standard = QKeySequence.StandardKey
        return event.key() == Key.Key_Delete or any(
            event.matches(key) for key in (standard.Copy, standard.Cut, standard.Paste)
        )

    def press(self, event: QKeyEvent, node: Node) -> bool:
        """Do what a key says; returns whether it said anything."""
        standard = QKeySequence.StandardKey
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        step_id, outcome = _place(node)
        if event.matches(standard.Copy):
            commands.copy(self._session, node.step)
        elif self._session.read_only:
            return False
        elif event.matches(standard.Cut):
            commands.cut(self._session, node.step)
        elif event.matches(standard.Paste):
            commands.paste(self._session, step_id, outcome)
        elif event.key() == Key.Key_D and control:
            commands.duplicate(self._session, node.step)
        elif event.key() in (Key.Key_Up, Key.Key_Down) and control:
            self._reorder(node, 1 if event.key() == Key.Key_Down else -1)
        elif event.key() == Key.Key_Delete:
            self._delete(node, keep_chain=control)
        else:
            return self._open(event.key(), node)
        return True

    def _open(self, key: int, node: Node) -> bool:
        """Keys that open something: the name editor, the menu of kinds, the target of a jump."""
        step_id, outcome = _place(node)
        if key in (Key.Key_Return, Key.Key_Enter, Key.Key_F2):
            if node.step:
                self._view.edit(self._view.currentIndex())
            elif node.target:
                self._session.go(step=node.target, outcome="")
            else:
                self._view.ask_kind(step_id, outcome)
            return True
        if key == Key.Key_Insert or (key == Key.Key_Tab and node.step):
            free = outcome or commands.free_outcome(self._session.funnel, step_id)
            answers = outcomes(self._session.funnel.steps[step_id])
            self._view.ask_kind(step_id, free or (answers[0] if answers else ""))
            return True
        return False

    def _delete(self, node: Node, *, keep_chain: bool) -> None:
        if node.step and keep_chain:
            commands.remove_keeping_chain(self._session, node.step)
        elif node.step:
            commands.remove(self._session, (node.step,))
        elif node.wire is not None and node.target:
            commands.disconnect(self._session, *node.wire)

    def _reorder(self, node: Node, by: int) -> None:
        """Exchange where this row's answer leads with the answer before or after it."""
        if node.wire is None:
            return
        parent, outcome = node.wire
        answers = outcomes(self._session.funnel.steps[parent])
        at = answers.index(outcome) + by
        if 0 <= at < len(answers) and commands.swap(self._session, parent, outcome, answers[at]):
            self._session.go(step=node.step or parent, outcome="" if node.step else answers[at])


def _place(node: Node) -> tuple[str, str]:
    """The step that a row is about, and its outcome where the row is no step of its own."""
    if node.step or node.wire is None:
        return node.step, ""
    return node.wire


class OutlinePanel(QWidget):
    """The outline on the session: what is selected here is selected everywhere."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.tree = OutlineView(session, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)
        self.setFocusProxy(self.tree)
        self._following = False
        self._unfolded: set[str] = set()
        session.changed.connect(self._follow)
        session.focused.connect(self._focus)
        theme.signals.changed.connect(self.tree.viewport().update)
        self.tree.selectionModel().currentChanged.connect(self._go)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.expanded.connect(lambda index: self._note(index, unfolded=True))
        self.tree.collapsed.connect(lambda index: self._note(index, unfolded=False))
        self._unfold_at_first()
        self._focus(session.focus)

    def _unfold_at_first(self) -> None:
        self._unfolded.clear()
        if len(self.session.funnel.steps) < UNFOLD_ALL_BELOW:
            self.tree.expandAll()
        else:
            self.tree.expandToDepth(1)

    def _follow(self, changes: Changes) -> None:
        self._following = True
        unfolded = set(self._unfolded)
        if self.tree.rows.follow(changes):
            if changes.everything:
                self._unfold_at_first()
            else:
                self._unfold(unfolded, changes)
        self._following = False
        self._focus(self.session.focus)

    def _unfold(self, unfolded: set[str], changes: Changes) -> None:
        """Unfold what was unfolded before all rows were made anew, and steps that are new."""
        self._unfolded = set()
        old = changes.old.steps if changes.old is not None else {}
        fresh = {key for key in changes.steps if key not in old}
        for key in walk(self.session.funnel.steps).order if len(unfolded) > 1 else unfolded:
            if key in unfolded or key in fresh:
                self.tree.expand(self.tree.rows.index_of(key))

    def _note(self, index: QModelIndex, *, unfolded: bool) -> None:
        node = self.tree.rows.node(index)
        if node is not None and node.step:
            (self._unfolded.add if unfolded else self._unfolded.discard)(node.step)

    def _focus(self, focus: Focus) -> None:
        index = self.tree.rows.index_of(focus.step, focus.outcome) if focus.step else QModelIndex()
        if index == self.tree.currentIndex():
            return
        self._following = True
        self.tree.setCurrentIndex(index)
        if index.isValid():
            self.tree.scrollTo(index)
        self._following = False

    def _go(self, index: QModelIndex, _before: QModelIndex) -> None:
        node = self.tree.rows.node(index)
        if node is not None and not self._following:
            step_id, outcome = _place(node)
            self.session.go(step=step_id, outcome=outcome)

    def _show_menu(self, at: QPoint) -> None:
        node = self.tree.rows.node(self.tree.indexAt(at))
        if node is None:
            return
        step_id, outcome = _place(node)
        under = Hit("wire" if outcome else "card", step_id, outcome)
        menu = context_menu(
            self, self.session, under, lambda key: self.tree.edit(self.tree.rows.index_of(str(key)))
        )
        menu.popup(self.tree.viewport().mapToGlobal(at))

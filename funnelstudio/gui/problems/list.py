"""The list of problems: a model over the session's tuple, painted so that thousands cost nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from funnelstudio.checks.problem import Problem
from funnelstudio.gui import icons, theme
from funnelstudio.gui.names import step_words
from funnelstudio.gui.session import Session
from funnelstudio.i18n import N_, _
from funnelstudio.model.texts import place_name

ROW_HEIGHT = 44
BUTTON_HEIGHT = 30
PROBLEM_ROLE = Qt.ItemDataRole.UserRole

SEVERITY_ICONS = {"error": "circle-alert", "warning": "triangle-alert", "notice": "info"}
SEVERITY_WORDS = {"error": N_("Error"), "warning": N_("Warning"), "notice": N_("Notice")}
SEVERITY_COLOURS = {"error": "error", "warning": "warning", "notice": "accent"}

Index = QModelIndex | QPersistentModelIndex
Act = Callable[[Problem], object]


def sentence(session: Session, problem: Problem) -> str:
    """The problem in one line: its place, where it does not say that itself, then what is wrong there."""
    funnel = session.funnel
    place = step_words(funnel, problem.step) if problem.step in funnel.steps else ""
    if not place and problem.step:
        place = place_name(funnel, problem.step)
    return f"{place}: {problem.message}" if place and place not in problem.message else problem.message


def action_words(problem: Problem) -> str:
    """What the button of a problem says."""
    if problem.fix is not None:
        return problem.fix.label
    return _("Open in Write") if problem.field else _("Show") if problem.step else ""


class ProblemModel(QAbstractListModel):
    """The session's problems of the severities that are shown."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[Problem, ...] = ()
        self._hidden: frozenset[str] = frozenset()

    def hide_severities(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self.refresh()

    def refresh(self) -> None:
        shown = tuple(problem for problem in self._session.problems if problem.severity not in self._hidden)
        if shown != self._shown:
            self.beginResetModel()
            self._shown = shown
            self.endResetModel()

    def problem(self, index: Index) -> Problem | None:
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self.problem(index)
        if problem is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return sentence(self._session, problem)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(SEVERITY_WORDS[problem.severity])}. {sentence(self._session, problem)}"
        return problem if role == PROBLEM_ROLE else None


class ProblemView(QListView):
    """Shows the problems; a click or Enter goes to the place, the button fixes it or leads to the text."""

    def __init__(self, go: Act, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._go, self._act = go, act
        self._delegate = ProblemRow(self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Problems"))

    def button_area(self, index: QModelIndex) -> QRect:
        """Where the button of a row is."""
        problem = index.data(PROBLEM_ROLE)
        return button_area(self.visualRect(index), problem, self) if isinstance(problem, Problem) else QRect()

    def is_on_button(self, at: QPoint) -> bool:
        index = self.indexAt(at)
        return index.isValid() and self.button_area(index).contains(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        problem = self.indexAt(at).data(PROBLEM_ROLE)
        if event.button() == Qt.MouseButton.LeftButton and isinstance(problem, Problem):
            if self.is_on_button(at):
                self._act(problem)
            else:
                self._go(problem)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseMoveEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        problem = self.currentIndex().data(PROBLEM_ROLE)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(problem, Problem) and enter:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._act(problem)
            else:
                self._go(problem)
        elif isinstance(problem, Problem) and event.key() == Qt.Key.Key_Space:
            self._act(problem)
        else:
            super().keyPressEvent(event)


def button_area(row_area: QRect, problem: Problem, view: QWidget) -> QRect:
    """The place of a row's button, empty where it has none."""
    words = action_words(problem)
    if not words:
        return QRect()
    width = view.fontMetrics().horizontalAdvance(words) + 26
    top = row_area.top() + (row_area.height() - BUTTON_HEIGHT) // 2
    if view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return QRect(row_area.left() + 15, top, width, BUTTON_HEIGHT)
    return QRect(row_area.right() - 15 - width, top, width, BUTTON_HEIGHT)


class ProblemRow(QStyledItemDelegate):
    """Paints a problem: severity, sentence, button, hairline."""

    def __init__(self, view: ProblemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        problem = index.data(PROBLEM_ROLE)
        if not isinstance(problem, Problem):
            return
        colours = theme.palette()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(area, QColor(colours.accent_wash))
        painter.setPen(QColor(colours.line))
        painter.drawLine(area.left() + 15, area.bottom(), area.right() - 15, area.bottom())
        colour = getattr(colours, SEVERITY_COLOURS[problem.severity])
        image = icons.pixmap(
            SEVERITY_ICONS[problem.severity], colour, 16, painter.device().devicePixelRatio()
        )
        side = area.right() - 31 if self._is_rtl() else area.left() + 15
        painter.drawPixmap(side, area.center().y() - 7, image)
        taken = self._paint_button(painter, area, problem)
        painter.setPen(QColor(colours.text))
        painter.setFont(theme.font())
        room = area.adjusted(taken, 0, -41, 0) if self._is_rtl() else area.adjusted(41, 0, -taken, 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
        painter.restore()

    def _is_rtl(self) -> bool:
        return self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _paint_button(self, painter: QPainter, area: QRect, problem: Problem) -> int:
        """Paint the button; returns the pixels that it takes at the end of the row."""
        place = button_area(area, problem, self._view)
        if place.isEmpty():
            return 15
        colours = theme.palette()
        hovered = place.contains(self._view.viewport().mapFromGlobal(self._view.cursor().pos()))
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.hover if hovered else colours.panel))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(QColor(colours.text))
        painter.setFont(theme.font())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, action_words(problem))
        return place.width() + 30

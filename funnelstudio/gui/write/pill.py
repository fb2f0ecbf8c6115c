"""The pill that shows a text's state, and the menu under it that changes the state."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.write import ink
from funnelstudio.gui.write.words import state_word
from funnelstudio.i18n import _


class StatePill(QAbstractButton):
    """Says "Missing", "Draft", "Translated", "Reviewed" or "Source changed"; a click offers the states."""

    chosen = Signal(str)
    """draft, translated or reviewed; "confirm" says that a changed source needs no new translation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "missing"
        self._in_source = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self.open_menu)

    def show_state(self, state: str, *, in_source: bool) -> None:
        """Show the state of a text; a missing one can't be marked."""
        if (state, in_source) == (self._state, self._in_source) and self.accessibleName():
            return
        self._state, self._in_source = state, in_source
        self.setText(state_word(state, in_source=in_source))
        self.setAccessibleName(_("State: {state}").format(state=self.text()))
        self.setEnabled(state != "missing")
        self.updateGeometry()
        self.update()

    def state(self) -> str:
        """The state that is shown."""
        return self._state

    def menu(self) -> QMenu:
        """The states to choose from."""
        menu = QMenu(self)
        if self._state == "stale":
            menu.addAction(_("Still right"), lambda: self.chosen.emit("confirm"))
            menu.addSeparator()
        for state in ("draft", "translated", "reviewed"):
            action = menu.addAction(state_word(state, in_source=self._in_source))
            action.setCheckable(True)
            action.setChecked(state == self._state)
            action.triggered.connect(lambda _checked=False, state=state: self.chosen.emit(state))
        return menu

    def open_menu(self) -> None:
        """Show the states below the pill."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def sizeHint(self) -> QSize:
        self.setFont(theme.font(11))
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 18, 20)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = ink.STATE_ROLES.get(self._state, ink.GREY)
        ground = ink.wash(role)
        painter.setBrush(ground)
        painter.setPen(ink.colour(role) if self.underMouse() and self.isEnabled() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setFont(theme.font(11))
        painter.setPen(ink.ink_on(role, ground))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()

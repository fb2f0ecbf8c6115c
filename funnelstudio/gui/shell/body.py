"""The middle of the window: the workspace that is shown, with the problems below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from funnelstudio.gui import settings
from funnelstudio.gui.shell.parts import Parts


class Body(QSplitter):
    """Stacks the workspaces; the problems panel is made when it is first shown and keeps its height."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._parts = parts
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.addWidget(self.stack)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(self._keep_height)

    def show_part(self, name: str) -> None:
        """Show a workspace or the start page."""
        shown = self._parts[name]
        if self.stack.indexOf(shown) < 0:
            self.stack.addWidget(shown)
        self.stack.setCurrentWidget(shown)

    def take_focus(self) -> None:
        """Give the keyboard to what is shown: the canvas in the Draw workspace."""
        canvas = self._parts.made("canvas")
        shown = self.stack.currentWidget()
        if shown is not None and canvas is not None and shown.isAncestorOf(canvas):
            canvas.setFocus()
        elif shown is not None:
            shown.setFocus()

    def show_problems(self, shown: bool) -> None:
        """Show the problems panel or hide it."""
        if shown and self._parts.made("problems") is None:
            self.addWidget(self._parts["problems"])
            self.setStretchFactor(1, 0)
            height = settings.read(settings.SIZES).get("problems", settings.PROBLEMS_HEIGHT)
            self.setSizes([max(300, self.height() - height), height])
        panel = self._parts.made("problems")
        if panel is not None:
            panel.setVisible(shown)

    def _keep_height(self) -> None:
        panel = self._parts.made("problems")
        if panel is not None and not panel.isHidden():
            kept = settings.read(settings.SIZES)
            settings.write(settings.SIZES, {**kept, "problems": panel.height()})

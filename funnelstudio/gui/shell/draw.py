"""The frame of the Draw workspace: palette, canvas with outline, and inspector, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from funnelstudio.gui import settings
from funnelstudio.gui.controls.boxes import column

SIDES = {"palette": 224, "outline": 248, "inspector": 304}
"""Panels beside the canvas with the width that they start out with."""
PANELS = ("palette", "outline", "canvas", "inspector")
HIDDEN_AT_FIRST = ("outline",)

MakePanel = Callable[[], QWidget]


class DrawWorkspace(QWidget):
    """Panels that can be hidden and resized and keep their size; hidden ones are not even built."""

    def __init__(self, makers: Mapping[str, MakePanel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makers = makers
        self.panels: dict[str, QWidget] = {}
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.setLayout(column(self.splitter))
        for panel in PANELS:
            if panel == "canvas" or is_shown(panel):
                self._build(panel)
        self.splitter.splitterMoved.connect(self._keep_sizes)

    @property
    def canvas(self) -> QWidget:
        return self.panels["canvas"]

    def is_panel_shown(self, panel: str) -> bool:
        return panel in self.panels and not self.panels[panel].isHidden()

    def show_panel(self, panel: str, shown: bool) -> None:
        """Show or hide a panel and remember it."""
        if shown and panel not in self.panels:
            self._build(panel)
        if panel in self.panels:
            self.panels[panel].setVisible(shown)
        remember_shown(panel, shown)

    def _build(self, panel: str) -> None:
        made = self._makers[panel]()
        self.panels[panel] = made
        at = sum(other in self.panels for other in PANELS[: PANELS.index(panel)])
        self.splitter.insertWidget(at, made)
        self.splitter.setStretchFactor(at, 1 if panel == "canvas" else 0)
        if panel in SIDES:
            made.setMinimumWidth(168)
        self._apply_sizes()

    def _apply_sizes(self) -> None:
        kept = settings.read(settings.SIZES)
        sizes = [
            kept.get(panel, SIDES[panel]) if panel in SIDES else max(400, self.width() - 500)
            for panel in PANELS
            if panel in self.panels
        ]
        self.splitter.setSizes(sizes)

    def _keep_sizes(self) -> None:
        before = settings.read(settings.SIZES)
        kept = {**before}
        for panel, widget in self.panels.items():
            if panel in SIDES and not widget.isHidden():
                kept[panel] = widget.width()
        settings.write(settings.SIZES, kept)


def is_shown(panel: str) -> bool:
    """Whether a panel is shown as the user left it."""
    hidden = settings.read(settings.HIDDEN)
    if panel in HIDDEN_AT_FIRST:
        return f"+{panel}" in hidden
    return panel not in hidden


def remember_shown(panel: str, shown: bool) -> None:
    """Keep whether a panel is shown for the next time."""
    hidden = [name for name in settings.read(settings.HIDDEN) if name.lstrip("+") != panel]
    if panel in HIDDEN_AT_FIRST and shown:
        hidden.append(f"+{panel}")
    elif panel not in HIDDEN_AT_FIRST and not shown:
        hidden.append(panel)
    settings.write(settings.HIDDEN, tuple(hidden))

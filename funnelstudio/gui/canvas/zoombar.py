"""The small bar with the zoom: smaller, the present zoom (a click goes to 100 %), larger, fit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from funnelstudio.gui.canvas.look import Look
from funnelstudio.gui.controls.words import tooltip
from funnelstudio.i18n import _

Zoom = Callable[[str], object]
"""Called with "in", "out", "one" or "fit"."""


class ZoomBar(QFrame):
    """Four flat buttons in a frame that floats over the canvas."""

    def __init__(self, zoom: Zoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("zoombar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 2, 3, 2)
        layout.setSpacing(0)
        self.smaller = self._button("−", _("Zoom out"), "-", zoom, "out")
        self.now = self._button("100%", _("Actual size"), "", zoom, "one")
        self.larger = self._button("+", _("Zoom in"), "+", zoom, "in")
        self.fit = self._button(_("Fit"), _("Fit the whole tree"), "0", zoom, "fit")
        self.now.setMinimumWidth(42)
        for button in (self.smaller, self.now, self.larger, self.fit):
            layout.addWidget(button)
        self.setFixedHeight(30)

    def _button(self, words: str, name: str, key: str, zoom: Zoom, how: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setAccessibleName(name)
        tooltip(button, f"{name} ({key})" if key else name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: zoom(how))
        return button

    def show_zoom(self, scale: float) -> None:
        per_cent = scale * 100
        self.now.setText(f"{per_cent:.0f}%" if per_cent >= 1 else f"{per_cent:.1f}%")

    def wear(self, look: Look) -> None:
        """Dress in the theme's colours; the application's stylesheet has no rule for it."""
        colours = look.palette
        self.setStyleSheet(
            f"#zoombar {{ background: {colours.panel}; border: 1px solid {colours.line};"
            " border-radius: 8px; }"
            f"#zoombar QToolButton {{ border: none; background: transparent; color: {colours.secondary};"
            " padding: 2px 6px; min-height: 20px; max-height: 20px; border-radius: 5px; font-size: 13px; }"
            f"#zoombar QToolButton:hover {{ background: {colours.hover}; color: {colours.text}; }}"
        )

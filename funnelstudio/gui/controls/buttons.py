"""Buttons whose icons follow the theme, made in one line where they are used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QToolButton, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.words import restyle, tooltip
from funnelstudio.model.languages import isolated

GAP = 4
"""Pixels between a button's icon and its words, on top of what Qt leaves."""


class Button(QPushButton):
    """A push button; `role` is one of primary, quiet, add, link, row, danger, warning, segment, or empty."""

    def __init__(
        self, words: str = "", role: str = "", icon: str = "", colour: str = "", parent: QWidget | None = None
    ):
        super().__init__(words, parent)
        self._icon, self._colour = icon, colour
        if role:
            self.setProperty("role", role)
        self.setIconSize(QSize(16 + GAP, 16) if words else QSize(16, 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor if role == "link" else Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        if icon:
            theme.signals.changed.connect(self._draw)
            self._draw()

    def show_icon(self, icon: str, colour: str = "") -> None:
        """Show another icon; `colour` names a field of the palette, empty for the button's own text."""
        if not self._icon:
            theme.signals.changed.connect(self._draw)
        self._icon, self._colour = icon, colour
        self._draw()

    def give_role(self, role: str) -> None:
        """Look like another kind of button from now on."""
        if (self.property("role") or "") != role:
            self.setProperty("role", role)
            restyle(self)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = isolated(option.text)

    def _draw(self) -> None:
        if self._icon:
            colour = _tint(self._colour, str(self.property("role") or ""))
            gap = GAP if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -GAP
            self.setIcon(theme.icon(self._icon, colour, gap=gap if self.text() else 0))


class IconButton(QToolButton):
    """A square button with an icon alone; its words are the tooltip and the name for screen readers."""

    def __init__(
        self, icon: str, words: str, role: str = "icon", parent: QWidget | None = None, size: int = 16
    ):
        super().__init__(parent)
        self._icon, self._colour, self._pixels = icon, "", size
        self.setProperty("role", role)
        self.setIconSize(QSize(size, size))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name_as(words)
        theme.signals.changed.connect(self._draw)
        self._draw()

    def name_as(self, words: str) -> None:
        self.setAccessibleName(words)
        tooltip(self, words)

    def show_icon(self, icon: str, colour: str = "") -> None:
        self._icon, self._colour = icon, colour
        self._draw()

    def _draw(self) -> None:
        self.setIcon(theme.icon(self._icon, _tint(self._colour, "icon"), self._pixels))


def _tint(colour: str, role: str) -> str:
    palette = theme.palette()
    if colour:
        return str(getattr(palette, colour))
    return {"primary": palette.on_accent, "add": palette.accent, "link": palette.accent}.get(
        role, palette.secondary
    )


def button(
    words: str, on: Callable[[], object] | None = None, role: str = "", icon: str = "", colour: str = ""
) -> Button:
    """A push button that calls `on` when clicked."""
    made = Button(words, role, icon, colour)
    if on is not None:
        made.clicked.connect(lambda _checked=False: on())
    return made


def icon_button(
    icon: str, words: str, on: Callable[[], object] | None = None, role: str = "icon"
) -> IconButton:
    """A square icon button that calls `on` when clicked."""
    made = IconButton(icon, words, role)
    if on is not None:
        made.clicked.connect(lambda _checked=False: on())
    return made

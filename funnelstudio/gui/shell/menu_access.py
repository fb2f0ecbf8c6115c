"""How a user reaches the menus: the button in the top bar, the menu bar, and the Alt key that shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from funnelstudio.gui import settings
from funnelstudio.gui.recent import recent
from funnelstudio.gui.shell.menus import Actions, fill_menu_bar, whole_menu
from funnelstudio.i18n import _


class MenuAccess(QObject):
    """Makes the menus when they are first wanted."""

    def __init__(self, window: QMainWindow, actions: Actions, open_file: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._window, self._actions, self._open_file = window, actions, open_file
        self._whole: QMenu | None = None
        self._alt_alone = False
        self._filled = False
        settings.signals.changed.connect(self._on_setting)
        # macOS has its menu bar at the top of the screen, where it is always expected.
        if settings.read(settings.MENU_BAR) or window.menuBar().isNativeMenuBar():
            self.show_bar(True)
        else:
            window.menuBar().hide()

    def show_menu(self, button: QWidget) -> None:
        """Open the menu of all menus under its button."""
        if self._whole is None:
            self._whole = whole_menu(self._window, self._actions, self.fill_recent)
        self._whole.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def show_bar(self, shown: bool) -> None:
        """Show or hide the menu bar."""
        if shown and not self._filled:
            self._filled = True
            fill_menu_bar(self._window.menuBar(), self._actions, self.fill_recent)
        self._window.menuBar().setVisible(shown)

    def follow_key(self, event: QKeyEvent) -> None:
        """Alt pressed and released alone shows or hides the menu bar."""
        pressed = event.type() == QEvent.Type.KeyPress
        if not pressed and event.key() == Qt.Key.Key_Alt and self._alt_alone:
            self.show_bar(self._window.menuBar().isHidden())
        self._alt_alone = pressed and event.key() == Qt.Key.Key_Alt

    def fill_recent(self, menu: QMenu) -> None:
        """Add the menu of files that were open lately, filled anew each time it is shown."""
        again = menu.addMenu(_("Open again"))

        def fill() -> None:
            again.clear()
            for path in recent():
                action = again.addAction(path.stem.replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, path=path: self._open_file(path))
            again.setEnabled(not again.isEmpty())

        menu.aboutToShow.connect(fill)

    def _on_setting(self, key: str) -> None:
        if key == settings.MENU_BAR.key:
            self.show_bar(settings.read(settings.MENU_BAR))

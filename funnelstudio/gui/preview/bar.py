"""The row above a page: its width, light or dark, and what is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from funnelstudio.gui.controls.buttons import Button, IconButton
from funnelstudio.gui.controls.words import ElidedLabel
from funnelstudio.i18n import N_, _

WIDTHS: Final = {"phone": N_("Phone"), "tablet": N_("Tablet"), "desktop": N_("Desktop")}
SCHEMES: Final = {"light": N_("Light"), "dark": N_("Dark")}


class ViewBar(QWidget):
    """Tells what was chosen."""

    width_chosen = Signal(str)
    scheme_chosen = Signal(str)
    browser_wanted = Signal()

    def __init__(self, width: str = "phone", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.width_button = self._choice(WIDTHS, width, self.width_chosen.emit)
        self.scheme_button = self._choice(SCHEMES, "light", self.scheme_chosen.emit)
        self.title = ElidedLabel("", "secondary")
        browser = IconButton("external-link", _("Open in the browser"))
        browser.clicked.connect(lambda _checked=False: self.browser_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.width_button)
        layout.addWidget(self.scheme_button)
        self.title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.title, 1)
        layout.addWidget(browser)

    def show_title(self, words: str) -> None:
        """Say what is shown."""
        self.title.show_words(words)

    def _choice(self, words: Mapping[str, str], chosen: str, tell: Callable[[str], None]) -> Button:
        button = Button(f"{_(words[chosen])} ▾")
        menu = QMenu(button)
        group = QActionGroup(menu)
        for key, name in words.items():
            action = menu.addAction(_(name))
            action.setCheckable(True)
            action.setChecked(key == chosen)
            group.addAction(action)

            def choose(_checked: bool = False, key: str = key, name: str = name) -> None:
                button.setText(f"{_(name)} ▾")
                tell(key)

            action.triggered.connect(choose)
        button.setMenu(menu)
        return button

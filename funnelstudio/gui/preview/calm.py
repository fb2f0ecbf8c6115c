"""What stands in the page's place when it can't be shown: a sentence, a hint, and a way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import IconLabel, label
from funnelstudio.i18n import _


class CalmPanel(QWidget):
    """A sentence in the middle of the panel."""

    again = Signal()
    browser_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = label("", "title", wrap=True)
        self.hint = label("", "secondary", wrap=True)
        for words in (self.sentence, self.hint):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again_button = button(_("Try again"), self.again.emit, icon="refresh-cw")
        self.browser_button = button(_("Open in the browser"), self.browser_wanted.emit, icon="external-link")
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addLayout(row(None, IconLabel("eye", "secondary", 28), None))
        layout.addWidget(self.sentence)
        layout.addWidget(self.hint)
        layout.addSpacing(6)
        layout.addLayout(row(None, self.again_button, self.browser_button, None))
        layout.addStretch(3)

    def say(self, sentence: str, hint: str = "", *, again: bool = False, browser: bool = False) -> None:
        """Show a sentence with the ways on that fit."""
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.again_button.setVisible(again)
        self.browser_button.setVisible(browser)

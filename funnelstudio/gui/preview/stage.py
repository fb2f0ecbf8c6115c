"""Where the page stands: the web view in its frame, or a calm sentence where there is no page to see."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStackedLayout, QWidget

from funnelstudio.gui.preview.calm import CalmPanel
from funnelstudio.gui.preview.device import Device
from funnelstudio.i18n import _

if TYPE_CHECKING:
    from funnelstudio.gui.preview.web import WebView

_ANSWER_MS: Final = 15_000
"""How long the view may take to show a page before the user is told that it doesn't."""


class Stage(QWidget):
    """Starts the web view with the first page, and says calmly when it can't start, stops or is silent."""

    followed = Signal(str)
    """Path within the site of a link to another page."""
    left = Signal(str)
    """Address of a link that leads out of the site."""
    again = Signal()
    browser_wanted = Signal()

    def __init__(self, width: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.web: WebView | None = None
        self.device = Device(width)
        self.calm = CalmPanel()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.device)
        self._stack.addWidget(self.calm)
        self._answer = QTimer(self)
        self._answer.setSingleShot(True)
        self._answer.setInterval(_ANSWER_MS)
        self._answer.timeout.connect(self._on_silence)
        self.calm.again.connect(self._on_again)
        self.calm.browser_wanted.connect(self.browser_wanted)

    def show_page(self, path: str, html: str, files: Mapping[str, bytes], ground: QColor) -> None:
        """Show a page on its `ground`; the same path again keeps the place that was scrolled to."""
        web = self._started()
        if web is not None:
            web.show_page(path, html, files, ground)
            self._stack.setCurrentWidget(self.device)
            self._answer.start()

    def say(self, sentence: str, hint: str = "", *, again: bool = False, browser: bool = False) -> None:
        """Show a sentence in the page's place, with the ways on that fit."""
        self._answer.stop()
        self.calm.say(sentence, hint, again=again, browser=browser)
        self._stack.setCurrentWidget(self.calm)

    def wait_no_longer(self) -> None:
        """Nobody looks any more, so silence is no fault."""
        self._answer.stop()

    def _started(self) -> WebView | None:
        """The web view, started when first needed; None where it can't start."""
        if self.web is not None:
            return self.web
        try:
            module = importlib.import_module("funnelstudio.gui.preview.web")
        except ImportError:
            self.say(
                _("The page can't be shown in this window."),
                _("A part of the web view is missing on this computer. Your browser shows the same page."),
                browser=True,
            )
            return None
        web: WebView = module.WebView()
        self.web = web
        web.followed.connect(self.followed)
        web.left.connect(self.left)
        web.stopped.connect(self._on_stopped)
        web.loaded.connect(lambda _ok: self._answer.stop())
        self.device.hold(web)
        return web

    def _on_again(self) -> None:
        if self.web is not None:
            self.web.forget()
        self.again.emit()

    def _on_stopped(self) -> None:
        if self.web is not None:
            self.web.forget()
        self.say(_("The preview stopped."), _("Nothing of your work is lost."), again=True, browser=True)

    def _on_silence(self) -> None:
        self.say(_("The preview doesn't answer."), again=True, browser=True)

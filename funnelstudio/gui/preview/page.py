"""The live page: shows the step and language of the focus, follows each edit, and fails calmly."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs
from funnelstudio.gui.preview.bar import ViewBar
from funnelstudio.gui.preview.browser import Browser, open_address
from funnelstudio.gui.preview.calm import CalmPanel
from funnelstudio.gui.preview.device import Device
from funnelstudio.gui.preview.rendering import Rendered, Renderer, page_step
from funnelstudio.gui.preview.scheme import with_scheme
from funnelstudio.gui.session import Focus, Message, Session
from funnelstudio.i18n import _
from funnelstudio.model.diff import Changes
from funnelstudio.model.languages import english_name
from funnelstudio.progress import Progress

if TYPE_CHECKING:
    from funnelstudio.gui.preview.web import WebView

_PAUSE_MS: Final = 120
_ANSWER_MS: Final = 15_000
"""How long the view may take to show a page before the user is told that it doesn't."""


class PageView(QFrame):
    """The page of the focus in a web view that starts when this is first seen.

    `width` is "phone", "tablet" or "desktop"; `bar=False` leaves the row with the choices to the caller.
    """

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, width: str = "phone", bar: bool = True
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(260)
        self._session = session
        self._renderer = Renderer()
        self._job: jobs.Job[Rendered] | None = None
        self._again = False
        self._shown: tuple[object, ...] = ()
        self.rendered: Rendered | None = None
        self.web: WebView | None = None
        self._browser = Browser(self, self._on_failed)
        self.scheme = "light"
        self.device = Device(width)
        self.bar = ViewBar(width)
        self.calm = CalmPanel()
        self._soon = _timer(self, _PAUSE_MS, self._render)
        self._answer = _timer(self, _ANSWER_MS, self._on_silence)
        self._build(bar)
        self._connect()

    def _build(self, bar: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(13, 14, 13, 20)
        layout.setSpacing(8)
        if bar:
            layout.addWidget(self.bar)
        else:
            self.bar.setParent(self)
            self.bar.hide()
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.device)
        self._stack.addWidget(self.calm)
        layout.addWidget(holder, 1)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.focused.connect(self._on_focused)
        self._session.path_changed.connect(self.refresh)
        self.bar.width_chosen.connect(self.device.set_width)
        self.bar.scheme_chosen.connect(self.show_scheme)
        self.bar.browser_wanted.connect(self.open_in_browser)
        self.calm.again.connect(self._start_again)
        self.calm.browser_wanted.connect(self.open_in_browser)

    def refresh(self) -> None:
        """Show the page anew soon; several calls in a row lead to one."""
        if self.isVisible():
            self._soon.start()

    def show_scheme(self, scheme: str) -> None:
        """Show the page as on a "light" or "dark" system."""
        self.scheme = scheme
        if self.rendered is not None:
            self._show(self.rendered)

    def open_in_browser(self) -> None:
        """Open the page that is shown in the user's browser."""
        path = self.rendered.path if self.rendered is not None else ""
        self._browser.open(self._session.funnel, self._session.assets, path)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._soon.start(0)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._soon.stop()
        self._answer.stop()

    def close_page(self) -> None:
        """End the web view's page and profile in their order."""
        if self.web is not None:
            self.web.close_page()
            self.web = None

    def _wanted(self) -> tuple[str, str]:
        focus, funnel = self._session.focus, self._session.funnel
        return page_step(funnel, focus.place, focus.step), focus.language

    def _on_changed(self, changes: Changes) -> None:
        if changes.everything:
            self.rendered = None
        self.refresh()

    def _on_focused(self, _focus: Focus) -> None:
        if self._wanted() != self._shown[:2]:
            self.refresh()

    def _render(self) -> None:
        step, tag = self._wanted()
        self.bar.show_title(_("Live page, {language}").format(language=english_name(tag.partition("-")[0])))
        wanted = (step, tag, self._session.funnel, self._session.path)
        if self._job is not None:
            self._again = True
            return
        if wanted == self._shown and self.rendered is not None:
            return
        if not step:
            self.calm.say(_("There is no page to show yet."), _("Draw a step first."))
            self._stack.setCurrentWidget(self.calm)
            return
        funnel, assets = self._session.funnel, self._session.assets

        def work(_progress: Progress) -> Rendered:
            return self._renderer.render(funnel, assets, step, tag)

        def done(rendered: Rendered) -> None:
            self._shown = wanted
            self._finish()
            self._show(rendered)

        def failed(error: Exception) -> None:
            self._shown = ()
            self._finish()
            self._on_failed(error)

        self._job = jobs.run(work, done, failed, owner=self)

    def _finish(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.refresh()

    def _show(self, rendered: Rendered) -> None:
        self.rendered = rendered
        web = self._web()
        if web is None:
            return
        ground = QColor(self._session.funnel.brand.background if self.scheme == "light" else "#14171C")
        web.show_page(rendered.path, with_scheme(rendered.html, self.scheme), rendered.files, ground)
        self._stack.setCurrentWidget(self.device)
        self._answer.start()

    def _web(self) -> WebView | None:
        """The web view, started when first needed; None where it can't start."""
        if self.web is not None:
            return self.web
        try:
            module = importlib.import_module("funnelstudio.gui.preview.web")
        except ImportError:
            self._cannot_start()
            return None
        web: WebView = module.WebView()
        self.web = web
        web.followed.connect(self._on_followed)
        web.left.connect(self._on_left)
        web.stopped.connect(self._on_stopped)
        web.loaded.connect(lambda _ok: self._answer.stop())
        self.device.hold(web)
        return web

    def _cannot_start(self) -> None:
        self.calm.say(
            _("The page can't be shown in this window."),
            _("A part of the web view is missing on this computer. Your browser shows the same page."),
            browser=True,
        )
        self._stack.setCurrentWidget(self.calm)

    def _start_again(self) -> None:
        self._shown = ()
        if self.web is not None:
            self.web.forget()
        self._stack.setCurrentWidget(self.device)
        self._soon.start(0)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError | OSError):
            self.calm.say(_("The page can't be shown."), _("An error in the program stopped it."), again=True)
            self._stack.setCurrentWidget(self.calm)
            raise error
        message, hint = (error.message, error.hint) if isinstance(error, UserError) else (str(error), "")
        self.calm.say(message, hint, again=True)
        self._stack.setCurrentWidget(self.calm)

    def _on_stopped(self) -> None:
        self._answer.stop()
        if self.web is not None:
            self.web.forget()
        self._shown = ()
        self.calm.say(_("The preview stopped."), _("Nothing of your work is lost."), again=True, browser=True)
        self._stack.setCurrentWidget(self.calm)

    def _on_silence(self) -> None:
        self.calm.say(_("The preview doesn't answer."), "", again=True, browser=True)
        self._stack.setCurrentWidget(self.calm)

    def _on_followed(self, path: str) -> None:
        place = self.rendered.places.get(path) if self.rendered is not None else None
        if place is not None:
            self._session.go(step=place[0], place=place[0], field="", language=place[1])

    def _on_left(self, address: str) -> None:
        self._session.told.emit(
            Message(
                _("This link leads to {address}").format(address=address[:200]),
                action_label=_("Open in the browser"),
                action=partial(open_address, address),
            )
        )


def _timer(owner: QObject, pause: int, run: Callable[[], None]) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(pause)
    made.timeout.connect(run)
    return made

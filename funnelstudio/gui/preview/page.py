"""The live page: shows the step and language of the focus, follows each edit, and fails calmly."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs
from funnelstudio.gui.preview.bar import ViewBar
from funnelstudio.gui.preview.browser import Browser, open_address
from funnelstudio.gui.preview.rendering import Rendered, Renderer, page_step
from funnelstudio.gui.preview.scheme import with_scheme
from funnelstudio.gui.preview.stage import Stage
from funnelstudio.gui.session import Focus, Message, Session
from funnelstudio.i18n import _
from funnelstudio.model.diff import Changes
from funnelstudio.model.languages import spoken_name
from funnelstudio.progress import Progress

_PAUSE_MS: Final = 120
_DARK_GROUND: Final = "#14171C"


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
        self._browser = Browser(self, self._on_failed)
        self._job: jobs.Job[Rendered] | None = None
        self._again = False
        self._shown: tuple[object, ...] = ()
        self.rendered: Rendered | None = None
        self.scheme = "light"
        self.stage = Stage(width)
        self.bar = ViewBar(width)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._render)
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
        layout.addWidget(self.stage, 1)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.focused.connect(self._on_focused)
        self._session.path_changed.connect(self.refresh)
        self.bar.width_chosen.connect(self.stage.device.set_width)
        self.bar.scheme_chosen.connect(self.show_scheme)
        self.bar.browser_wanted.connect(self.open_in_browser)
        self.stage.followed.connect(self._on_followed)
        self.stage.left.connect(self._on_left)
        self.stage.again.connect(self._start_again)
        self.stage.browser_wanted.connect(self.open_in_browser)

    def refresh(self) -> None:
        """Show the page anew soon; several calls in a row lead to one."""
        if self.isVisible():
            self._soon.start(_PAUSE_MS)

    def show_scheme(self, scheme: str) -> None:
        """Show the page as on a "light" or "dark" system."""
        self.scheme = scheme
        if self.rendered is not None:
            self._show(self.rendered)

    def open_in_browser(self) -> None:
        """Open the page that is shown in the user's browser."""
        if self.rendered is not None:
            shown = self.rendered
            self._browser.open(self._session.funnel, self._session.assets, shown.path, shown.exporter)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()
        self.stage.wait_no_longer()

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
        self.bar.show_title(_("Live page, {language}").format(language=spoken_name(tag.partition("-")[0])))
        wanted = (step, tag, self._session.funnel, self._session.path)
        if self._job is not None:
            self._again = True
            return
        if wanted == self._shown and self.rendered is not None:
            return
        if not step:
            self.stage.say(_("There is no page to show yet."), _("Draw a step first."))
            return
        funnel, assets = self._session.funnel, self._session.assets

        def work(_progress: Progress) -> Rendered:
            return self._renderer.render(funnel, assets, step, tag)

        def done(rendered: Rendered) -> None:
            self._finish(wanted)
            self._show(rendered)

        def failed(error: Exception) -> None:
            self._finish(())
            self._on_failed(error)

        self._job = jobs.run(work, done, failed, owner=self)

    def _finish(self, shown: tuple[object, ...]) -> None:
        self._job, self._shown = None, shown
        if self._again:
            self._again = False
            self.refresh()

    def _show(self, rendered: Rendered) -> None:
        self.rendered = rendered
        ground = self._session.funnel.brand.background if self.scheme == "light" else _DARK_GROUND
        html = with_scheme(rendered.html, self.scheme)
        self.stage.show_page(rendered.path, html, rendered.files, QColor(ground))

    def _start_again(self) -> None:
        self._shown = ()
        self._soon.start(0)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.stage.say(error.message, error.hint, again=True)
        elif isinstance(error, OSError):
            self.stage.say(
                _("The page can't be shown: {why}").format(why=error.strerror or error), again=True
            )
        else:
            self.stage.say(
                _("The page can't be shown."), _("An error in the program stopped it."), again=True
            )
            raise error

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

"""The Preview workspace: walk the funnel as a buyer does, in every language, width and light."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import icon_button
from funnelstudio.gui.controls.segments import Segments
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.preview.bar import SCHEMES, WIDTHS
from funnelstudio.gui.preview.page import PageView
from funnelstudio.gui.preview.rendering import page_step
from funnelstudio.gui.preview.steps import KEY_ROLE, Steps, step_list
from funnelstudio.gui.preview.trail import Trail
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.diff import Changes


class PreviewWorkspace(QWidget):
    """The steps at the left, the real page in the middle; its buttons lead on as they will for buyers."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._showing = False
        self.steps = Steps(session, self)
        self.step_list = step_list(self.steps, self)
        self.page = PageView(session, width="desktop", bar=False)
        self.trail = Trail()
        self.widths = Segments({key: _(word) for key, word in WIDTHS.items()}, self._set_width)
        self.schemes = Segments({key: _(word) for key, word in SCHEMES.items()}, self.page.show_scheme)
        self.widths.show_chosen("desktop")
        self.schemes.show_chosen("light")
        self._build()
        self.step_list.selectionModel().currentChanged.connect(self._open_step)
        self.trail.chosen.connect(lambda step: session.go(step=step, field=""))
        session.changed.connect(self._on_changed)
        session.focused.connect(self._on_focused)
        self.follow()

    def _build(self) -> None:
        side = QFrame()
        side.setProperty("role", "panel")
        side.setMinimumWidth(180)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(14, 18, 14, 12)
        rows.addWidget(label(_("Pages"), "section"))
        rows.addWidget(self.step_list)
        middle = QFrame()
        middle.setProperty("role", "panel")
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(8, 12, 8, 0)
        layout.setSpacing(2)
        browser = icon_button("external-link", _("Open in the browser"), self.page.open_in_browser)
        tools = row(self.widths, self.schemes, None, browser, margins=(12, 0, 12, 0))
        layout.addLayout(tools)
        layout.addLayout(row(self.trail, margins=(14, 4, 14, 0)))
        layout.addWidget(self.page, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(side)
        splitter.addWidget(middle)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 1100])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def follow(self) -> None:
        """Show the funnel's steps, and where the focus is."""
        self.steps.follow()
        self.show_focus()

    def show_focus(self) -> None:
        """Mark the step and language that are shown."""
        focus = self._session.focus
        step = page_step(self._session.funnel, focus.place, focus.step)
        self._showing = True
        index = self.steps.index_of(step)
        self.step_list.setCurrentIndex(index)
        if index.isValid():
            self.step_list.scrollTo(index)
        self._showing = False
        if step:
            self.trail.show_way(self._session.funnel, step)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follow()

    def _set_width(self, width: str) -> None:
        self.page.stage.device.set_width(width)

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.everything or changes.steps or changes.languages):
            self.follow()

    def _on_focused(self, _focus: object) -> None:
        if self.isVisible():
            self.show_focus()

    def _open_step(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = index.data(KEY_ROLE)
        if key and not self._showing:
            self._session.go(step=key, field="")

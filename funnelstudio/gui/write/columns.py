"""The three columns of the Write workspace, which keep their widths; the live page can be put away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from funnelstudio.gui import settings

MakePageView = Callable[[], QWidget]
"""Makes the live page at the right, which follows the session by itself."""

_PAGE: Final = "write_page"
_WIDTHS: Final = {"write_side": 250, "write_middle": 760, _PAGE: 430}
_NARROW: Final = 1000
"""Below this width the texts need all of the room."""


class Columns(QSplitter):
    """Side, middle, and the page, which is made when it is first seen."""

    def __init__(self, side: QWidget, middle: QWidget, make_page: MakePageView | None) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._make_page = make_page
        self.page: QWidget | None = None
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(side)
        self.addWidget(middle)
        middle.setMinimumWidth(420)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._keep)
        self._restore()

    def is_page_wanted(self) -> bool:
        """Whether the user has the live page open, where the window is wide enough for it."""
        return self._make_page is not None and _PAGE not in settings.read(settings.HIDDEN)

    def show_page(self, shown: bool) -> None:
        """Show the live page or put it away, and remember it."""
        hidden = [name for name in settings.read(settings.HIDDEN) if name != _PAGE]
        settings.write(settings.HIDDEN, tuple(hidden if shown else [*hidden, _PAGE]))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.is_page_wanted() and self.width() >= _NARROW
        if shown and self.page is None and self.isVisible() and self._make_page is not None:
            self.page = self._make_page()
            self.addWidget(self.page)
            self._restore()
        if self.page is not None:
            self.page.setVisible(shown)

    def _restore(self) -> None:
        kept = settings.read(settings.SIZES)
        self.setSizes([kept.get(name, usual) for name, usual in _WIDTHS.items()][: self.count()])

    def _keep(self) -> None:
        if self.page is not None and not self.page.isHidden():
            kept: dict[str, int] = settings.read(settings.SIZES)
            settings.write(settings.SIZES, {**kept, **dict(zip(_WIDTHS, self.sizes(), strict=False))})

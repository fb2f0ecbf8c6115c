"""The left column of the Write workspace: the pages and the languages, each with how much is written."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QSizePolicy, QVBoxLayout, QWidget

from funnelstudio.gui.controls.words import label
from funnelstudio.gui.session import Session
from funnelstudio.gui.write.lists import Languages, Pages
from funnelstudio.gui.write.rows import KEY_ROLE, progress_list
from funnelstudio.gui.write.tallies import Tallies
from funnelstudio.i18n import _

_MANY_PAGES = 12
_ROW = 42


class Side(QFrame):
    """Chooses the page and the language that are written."""

    def __init__(self, session: Session, tallies: Tallies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(180)
        self._session = session
        self._tallies = tallies
        self._showing = False
        self.pages = Pages(session, tallies, self)
        self.languages = Languages(session, tallies, self)
        self.page_list = progress_list(self, _("Pages"))
        self.language_list = progress_list(self, _("Languages"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a page…"))
        self.search.setAccessibleName(_("Find a page"))
        self._build()
        self.page_list.setModel(self.pages)
        self.language_list.setModel(self.languages)
        self.page_list.selectionModel().currentChanged.connect(self._open_page)
        self.language_list.selectionModel().currentChanged.connect(self._open_language)
        self.search.textChanged.connect(self._narrow)
        tallies.counted.connect(self._repaint)
        self.follow()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 18, 14, 12)
        layout.setSpacing(6)
        layout.addWidget(label(_("Pages"), "section"))
        layout.addWidget(self.search)
        layout.addWidget(self.page_list, 100)
        layout.addSpacing(14)
        layout.addWidget(label(_("Languages"), "section"))
        layout.addWidget(self.language_list)
        layout.addStretch(1)
        for view in (self.page_list, self.language_list):
            view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            view.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def follow(self) -> None:
        """Show the funnel's present pages and languages."""
        self.search.setVisible(len(self._tallies.places) > _MANY_PAGES)
        self._showing = True
        self.pages.follow()
        self.languages.follow()
        self._showing = False
        self._fit()
        self._repaint()

    def show_focus(self, place: str, tag: str) -> None:
        """Highlight the page and the language that are written."""
        self.follow()
        self._select(self.page_list, self.pages.index_of(place))
        self._select(self.language_list, self.languages.index_of(tag))

    def _fit(self) -> None:
        """The pages take what their rows need and scroll beyond it; languages stay below them."""
        rows = len(self.pages.keys)
        self.page_list.setMinimumHeight(min(3, rows) * _ROW)
        self.page_list.setMaximumHeight(rows * _ROW + 2)
        languages = len(self.languages.keys)
        self.language_list.setMinimumHeight(min(6, languages) * _ROW)
        self.language_list.setMaximumHeight(min(8, languages) * _ROW + 2)

    def _narrow(self, typed: str) -> None:
        self.pages.typed = typed
        self.follow()
        self._select(self.page_list, self.pages.index_of(self._session.focus.place))

    def _repaint(self) -> None:
        self.page_list.viewport().update()
        self.language_list.viewport().update()

    def _open_page(self, index: QModelIndex, _before: QModelIndex) -> None:
        place = index.data(KEY_ROLE)
        if place and not self._showing and place != self._session.focus.place:
            self._session.go(place=place, field="")

    def _open_language(self, index: QModelIndex, _before: QModelIndex) -> None:
        tag = index.data(KEY_ROLE)
        if tag and not self._showing and tag != self._session.focus.language:
            self._session.go(language=tag)

    def _select(self, view: QListView, index: QModelIndex) -> None:
        """Make a row the current one without telling it as the user's wish."""
        if view.currentIndex() != index:
            self._showing = True
            view.setCurrentIndex(index)
            self._showing = False

"""The Write workspace: pages and languages at the left, texts in the middle, the live page at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.session import Focus, Session
from funnelstudio.gui.write.cards import CardColumn
from funnelstudio.gui.write.columns import Columns, MakePageView
from funnelstudio.gui.write.find_panel import FindPanel
from funnelstudio.gui.write.order import next_text
from funnelstudio.gui.write.side import Side
from funnelstudio.gui.write.tallies import Tallies
from funnelstudio.gui.write.toolbar import Toolbar
from funnelstudio.model.diff import Changes
from funnelstudio.model.funnel import source_tag
from funnelstudio.model.texts import REVIEWED


class WriteWorkspace(QWidget):
    """Writes and translates the texts of every page; `make_page_view` is called when first shown."""

    def __init__(
        self, session: Session, make_page_view: MakePageView | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.tallies = Tallies(session, self)
        self.side = Side(session, self.tallies)
        self.toolbar = Toolbar()
        self.find_panel = FindPanel(session)
        self.cards = CardColumn(session)
        self.columns = Columns(self.side, self._middle(), make_page_view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self.toolbar.show_page_wanted(self.columns.is_page_wanted(), possible=make_page_view is not None)
        self._connect()
        self.show_focus()

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setProperty("role", "window")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(0, 15, 0, 0)
        rows.setSpacing(8)
        for part, side in ((self.toolbar, 18), (self.find_panel, 18)):
            holder = QVBoxLayout()
            holder.setContentsMargins(side, 0, side, 0)
            holder.addWidget(part)
            rows.addLayout(holder)
        rows.addWidget(self.cards, 1)
        self.find_panel.hide()
        return middle

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.focused.connect(self._on_focused)
        session.checked.connect(self._on_checked)
        self.tallies.counted.connect(self._show_count)
        self.toolbar.filter_chosen.connect(
            lambda chosen: self.cards.show_page(self.place(), self.tag(), chosen)
        )
        self.toolbar.next_wanted.connect(self.go_next)
        self.toolbar.find_wanted.connect(self.toggle_find)
        self.toolbar.page_chosen.connect(self.columns.show_page)
        self.toolbar.minor_chosen.connect(self.cards.set_minor)
        self.cards.next_wanted.connect(self.go_next)
        self.find_panel.closed.connect(self._close_find)
        theme.signals.changed.connect(self.update)
        shortcuts: dict[str, Callable[[], object]] = {
            "Ctrl+Return": self.go_next,
            "Ctrl+Enter": self.go_next,
            "Ctrl+Shift+Return": self.review_and_next,
            "Alt+S": self.cards.open_states,
            "Ctrl+F": self.find_panel.open,
            "Ctrl+H": self.find_panel.open,
            "Ctrl+PgDown": lambda: self.turn_page(1),
            "Ctrl+PgUp": lambda: self.turn_page(-1),
        }
        for keys, run in shortcuts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def place(self) -> str:
        """The page whose texts are shown: the focus's, else the first."""
        wanted = self._session.focus.place or self._session.focus.step
        places = self.tallies.places
        return wanted if wanted in places else (places[0] if places else "")

    def tag(self) -> str:
        """The language that is written."""
        funnel, tag = self._session.funnel, self._session.focus.language
        known = any(language.tag == tag for language in funnel.languages)
        return tag if known else source_tag(funnel)

    def show_focus(self) -> None:
        """Show the page and language of the focus."""
        self.cards.show_page(self.place(), self.tag())
        self.side.show_focus(self.place(), self.tag())
        self.toolbar.show_language(in_source=self.tag() == source_tag(self._session.funnel))
        self._show_count()

    def go_next(self) -> None:
        """Go to the next text that the filter looks for, on this page or a later one."""
        chosen = self.toolbar.chosen()
        here = (self.place(), self.cards.focused_key() or "")
        found = next_text(self._session.funnel, self.tag(), self.tallies.places, here, chosen, self._is_done)
        if found is None:
            self._session.tell(self.toolbar.nothing_words())
            return
        place, field = found
        self._session.go(place=place, field=field, language=self.tag())
        self.cards.focus_text(field)

    def review_and_next(self) -> None:
        """Mark the text that the cursor is in as reviewed, and go to the next."""
        self.cards.mark_focused(REVIEWED)
        self.go_next()

    def turn_page(self, by: int) -> None:
        """Go to the next page of the list, or to the one before."""
        places = self.tallies.places
        at = places.index(self.place()) + by if self.place() in places else 0
        if 0 <= at < len(places):
            self._session.go(place=places[at], field="")

    def toggle_find(self) -> None:
        """Open or close find and replace."""
        if self.find_panel.isVisible():
            self._close_find()
        else:
            self.find_panel.open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_focus()
        self.tallies.start()
        field = self._session.focus.field
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if field:
            QTimer.singleShot(0, self, lambda: self._enter(field))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.tallies.stop()

    def _is_done(self, tag: str, place: str) -> bool:
        done, wanted = self.tallies.of(tag, place)
        return done >= wanted

    def _on_changed(self, changes: Changes) -> None:
        self.tallies.follow(changes)
        if not self.isVisible():
            return
        if changes.everything or changes.languages:
            self.show_focus()
        else:
            place, tag = self.place(), self.tag()
            if (place, tag) != (self.cards.place, self.cards.tag):
                self.show_focus()
            elif self._concerns(changes, place):
                self.cards.refresh()
        self.side.follow()
        if self.find_panel.isVisible() and changes.texts:
            self.find_panel.look()

    def _on_checked(self, _problems: object) -> None:
        if self.isVisible():
            self.cards.refresh()
            self.side.page_list.viewport().update()

    def _concerns(self, changes: Changes, place: str) -> bool:
        return (
            place in changes.steps
            or bool(changes.products or changes.plan_changes)
            or any(place in places for places in changes.texts.values())
        )

    def _on_focused(self, focus: Focus) -> None:
        if not self.isVisible():
            return
        if (self.place(), self.tag()) != (self.cards.place, self.cards.tag):
            self.show_focus()
            if self.find_panel.isVisible():
                self.find_panel.look()
        if focus.field and focus.field != self.cards.focused_key() and focus.workspace == "write":
            QTimer.singleShot(0, self, lambda: self._enter(focus.field))

    def _enter(self, field: str) -> None:
        if self._session.focus.field == field:
            self.cards.focus_text(field)

    def _close_find(self) -> None:
        self.find_panel.hide()
        self.cards.setFocus()

    def _show_count(self) -> None:
        self.toolbar.show_count(self._session.funnel, self.tag(), self.tallies.total(self.tag()))

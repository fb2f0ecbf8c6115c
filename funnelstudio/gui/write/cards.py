"""The column of cards: the texts of one page in one language, written straight into the session."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from funnelstudio.checks.problem import ERROR
from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import scrolling
from funnelstudio.gui.controls.buttons import Button
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.session import Session
from funnelstudio.gui.write.add_menu import add_menu
from funnelstudio.gui.write.card import FieldCard
from funnelstudio.gui.write.card_text import card_text
from funnelstudio.gui.write.lookup import Lookup
from funnelstudio.gui.write.memory import Suggestion
from funnelstudio.gui.write.order import ALL, addable_fields, is_shown, shown_fields
from funnelstudio.gui.write.remarks import Remark
from funnelstudio.gui.write.variables import variables_at
from funnelstudio.i18n import _
from funnelstudio.model.edits.texts import Address, confirm_text, set_state, set_text
from funnelstudio.model.fields import Field, fields_of
from funnelstudio.model.funnel import source_tag
from funnelstudio.model.texts import MISSING, place_name, state_of


class CardColumn(QWidget):
    """Shows the texts of the place and language that it was told to, and follows each edit."""

    next_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.place, self.tag, self.filter = "", "", ALL
        self.minor = False
        self._opened: dict[str, frozenset[str]] = {}
        self._fields: tuple[Field, ...] = ()
        self._cards: list[FieldCard] = []
        self._refused: dict[str, str] = {}
        self._lookup = Lookup(session, self._suggest, self)
        self._build()

    def _build(self) -> None:
        content = QWidget()
        content.setProperty("role", "window")
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(15, 0, 15, 24)
        self._rows.setSpacing(4)
        self.nothing = label("", "secondary", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(24, 48, 24, 24)
        self.add = Button(_("Add a text"), "add", "plus")
        self.add.clicked.connect(self._open_add_menu)
        self._rows.addWidget(self.nothing)
        holder = QVBoxLayout()
        holder.setContentsMargins(3, 6, 3, 0)
        holder.addWidget(self.add)
        self._rows.addLayout(holder)
        self._rows.addStretch(1)
        self.area: QScrollArea = scrolling(content)
        self.area.verticalScrollBar().rangeChanged.connect(self._align)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def show_page(self, place: str, tag: str, chosen: str | None = None) -> None:
        """Show the texts of `place` in the language `tag`, those that pass the filter."""
        same_page = (place, tag) == (self.place, self.tag)
        self.place, self.tag = place, tag
        self.filter = self.filter if chosen is None else chosen
        if not same_page:
            self._refused.clear()
            self.area.verticalScrollBar().setValue(0)
        funnel = self._session.funnel
        fields = shown_fields(funnel, tag, place, self._opened.get(place, frozenset()))
        self._fields = tuple(
            field for field in fields if is_shown(state_of(funnel, tag, place, field.key), self.filter)
        )
        self._lay_out()

    def refresh(self) -> None:
        """Show what an edit has changed; cards stay where they are, new texts get one."""
        funnel, kept = self._session.funnel, {field.key for field in self._fields}
        shown = shown_fields(funnel, self.tag, self.place, self._opened.get(self.place, frozenset()))
        there = {field.key for field in shown}
        written = kept & {field.key for field in fields_of(funnel, self.place)}
        # A text that was just emptied keeps its card: the user is in it.
        self._opened[self.place] = self._opened.get(self.place, frozenset()) | (written - there)
        if self.filter == ALL:
            self._fields = shown_fields(funnel, self.tag, self.place, self._opened[self.place])
        else:
            self._fields = tuple(field for field in self._fields if field.key in written)
        self._lay_out()

    def focus_text(self, key: str) -> None:
        """Go into a text, opening its card where it has none."""
        if key not in [field.key for field in self._fields]:
            if key not in [field.key for field in fields_of(self._session.funnel, self.place)]:
                return
            self._opened[self.place] = self._opened.get(self.place, frozenset()) | {key}
            self.show_page(self.place, self.tag, ALL)
        card = self.card(key)
        if card is not None and not card.editor.hasFocus():
            card.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, card, lambda: self.area.ensureWidgetVisible(card, 0, 60))

    def card(self, key: str) -> FieldCard | None:
        """The card of a field, None where none is shown."""
        keys = [field.key for field in self._fields]
        return self._cards[keys.index(key)] if key in keys else None

    def mark_focused(self, state: str) -> None:
        """Mark the text that the cursor is in, unless it is missing."""
        key = self.focused_key()
        if key and state_of(self._session.funnel, self.tag, self.place, key) != MISSING:
            self._mark([field.key for field in self._fields].index(key), state)

    def open_states(self) -> None:
        """Offer the states of the text that the cursor is in."""
        card = self.card(self.focused_key())
        if card is not None and card.pill.isEnabled():
            card.pill.open_menu()

    def set_minor(self, minor: bool) -> None:
        """Whether edits of the source are minor, so that translations stay current."""
        self.minor = minor

    def shown(self) -> tuple[str, ...]:
        """Keys of the fields that have a card, in the order of the page."""
        return tuple(field.key for field in self._fields)

    def focused_key(self) -> str:
        """The field whose editor has the focus, "" where none has."""
        pairs = zip(self._fields, self._cards, strict=False)
        return next((field.key for field, card in pairs if card.editor.hasFocus()), "")

    def _lay_out(self) -> None:
        while len(self._cards) < len(self._fields):
            self._add_card()
        funnel = self._session.funnel
        variables = variables_at(self.place)
        previous: QWidget | None = None
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(self._fields))
            if number < len(self._fields):
                field = self._fields[number]
                text = card_text(funnel, self.tag, self.place, field, self._session.problems)
                refused = self._refused.get(field.key)
                card.show_text(text, variables, keep=bool(refused))
                card.set_writable(not self._session.read_only)
                if refused:
                    card.show_remarks((Remark(ERROR, refused), *text.remarks))
                if previous is not None:
                    QWidget.setTabOrder(previous, card.editor)
                previous = card.editor
        self.nothing.setVisible(not self._fields)
        self.nothing.setText(_nothing_words(self.filter))
        left = addable_fields(self._session.funnel, self.place, self._fields)
        self.add.setVisible(bool(left) and self.filter == ALL and not self._session.read_only)

    def _align(self, _least: int, most: int) -> None:
        """Keep the cards' edge where the row above them ends, with or without a scroll bar."""
        self._rows.setContentsMargins(15, 0, 5 if most else 15, 24)

    def _add_card(self) -> None:
        card = FieldCard()
        number = len(self._cards)
        self._cards.append(card)
        theme.signals.changed.connect(card.repaint_theme)
        self._rows.insertWidget(number, card)
        card.edited.connect(lambda value: self._write(number, value))
        card.state_chosen.connect(lambda state: self._mark(number, state))
        card.fix_chosen.connect(self._fix)
        card.entered.connect(lambda: self._enter(number))
        card.next_wanted.connect(self.next_wanted)

    def _write(self, number: int, value: str) -> None:
        key = self._fields[number].key
        label = _("Write {text}").format(text=self._cards[number].name.text())
        before = self._refused.pop(key, "")
        tellings: list[str] = []
        connection = self._session.told.connect(lambda message: tellings.append(message.text))
        minor = self.minor and self.tag == source_tag(self._session.funnel)
        merge = f"text {self.tag} {self.place} {key}"
        done = self._session.typed(merge, label, set_text, self.tag, self.place, key, value, minor=minor)
        self._session.told.disconnect(connection)
        if not done and tellings:
            self._refused[key] = _("{fault} It is not kept.").format(fault=tellings[-1])
        if before or not done:
            self.refresh()

    def _mark(self, number: int, state: str) -> None:
        if self._session.read_only:
            return
        address = (self.tag, self.place, self._fields[number].key)
        if state == "confirm":
            self._session.edit(_("Confirm text"), confirm_text, *address)
        else:
            self._session.edit(_("Mark text"), set_state, *address, state)

    def _fix(self, remark: Remark) -> None:
        if remark.fix is not None:
            self._session.edit(remark.fix_label, remark.fix)

    def _enter(self, number: int) -> None:
        if number < len(self._fields):
            self._session.go(place=self.place, field=self._fields[number].key)
            self._lookup.ask((self.tag, self.place, self._fields[number].key))

    def _suggest(self, address: Address, found: tuple[Suggestion, ...]) -> None:
        tag, place, key = address
        card = self.card(key)
        if card is not None and (place, tag) == (self.place, self.tag):
            card.show_suggestions(found, lambda s: place_name(self._session.funnel, s.place))

    def _open_add_menu(self) -> None:
        left = addable_fields(self._session.funnel, self.place, self._fields)
        menu = add_menu(self._session.funnel, self.place, left, self.focus_text, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))


def _nothing_words(chosen: str) -> str:
    """What stands in the place of the cards under a filter that none passes."""
    if chosen == "missing":
        return _("Every text of this page is written.")
    if chosen == "stale":
        return _("No translation of this page waits for a changed source.")
    if chosen == "unreviewed":
        return _("Every text of this page is reviewed.")
    return _("This page has no texts yet.")

"""What a product has cost since when, and the former price that its pages name: a form that unfolds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from funnelstudio.errors import UserError
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button, icon_button
from funnelstudio.gui.controls.fields import Field, TextField
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.inspector.prices import PriceFields
from funnelstudio.gui.inspector.rows import FoldList
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.names import currencies_of, price_words
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import ledger as edits
from funnelstudio.model.edits.rules import day
from funnelstudio.model.money import Price
from funnelstudio.model.products import DatedPrice, Product, unnoted

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem


class HistorySection(Section):
    """Below the price: offers to note one that has changed, and unfolds the history."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.unnoted = label("", "caption", wrap=True)
        self.note_button = button(_("Note it from today on"), self.note_present, "link")
        self.fold = Fold(lambda: PriceHistory(session))
        self.fold.toggled.connect(self.unfolded)
        self.unfoldable = {"price_history": self.fold}
        self.put(column(self.unnoted, row(self.note_button, None), spacing=0), self.fold)

    def refresh(self) -> None:
        product = _product_of(self.session)
        if product is None:
            return
        missing = unnoted(product) if product.price_history or product.strike else {}
        amounts = _amounts(self.session, missing)
        self.unnoted.setText(_("Not in the price history yet: {prices}").format(prices=amounts))
        self.unnoted.setVisible(bool(missing))
        self.note_button.setVisible(bool(missing))
        count = str(len(product.price_history) or "")
        self.fold.show_words(" · ".join(part for part in (_("Price history, former price"), count) if part))
        if isinstance(self.fold.body, Section):
            self.fold.body.refresh()

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | Fold | None:
        if unfold and not self.fold.is_open:
            self.fold.unfold()
        body = self.fold.body
        return body.field_for(problem) if self.fold.is_open and isinstance(body, Section) else self.fold

    def note_present(self) -> None:
        """Note what the product costs now as what it costs from today on."""
        today = date.today().isoformat()
        self.attempt(None, _("Note a price"), edits.note_present, self.session.focus.product, today)


class PriceHistory(Section):
    """The former price, what it is compared with, newest first, and why."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setContentsMargins(10, 0, 0, 6)
        self._product = ""
        why = _(
            "“Was 30” or “20 % off” must refer to the lowest price of the 30 days before. That is the law "
            "in the European Union (CJEU, C-330/23). The checks compare your prices with what is noted here."
        )
        self.former = PriceFields(_("Former price that pages name"), self._set_former, self.leave)
        self.list = FoldList(self._form)
        self.add_button = button(_("Note a price"), self.add, "add", "plus")
        self.put(label(why, "caption", wrap=True), self.former)
        self.put(label(_("What it has cost"), "caption"), self.list, self.add_button)
        self.refresh()

    def refresh(self) -> None:
        session, product = self.session, _product_of(self.session)
        if product is None:
            return
        if self._product != session.focus.product:
            self._product = session.focus.product
            self.list.clear()
        self.former.show_price(session.funnel, product.strike)
        self.list.show_rows({x.since: _entry_words(session, x) for x in reversed(product.price_history)})

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | None:
        return self.former.field_for(self.session.funnel, problem)

    def add(self) -> None:
        """Note today's price as the first, then one before all that are noted, and let the day be typed."""
        product = _product_of(self.session)
        if product is None:
            return
        price: Price = {} if product.price_history else product.price
        since = _free_day(product)
        if self.attempt(None, _("Note a price"), edits.note_price, self._product, since, price):
            form = self.list.form(since)
            if isinstance(form, NotedPriceForm):
                form.since.line.setFocus()
                form.since.line.selectAll()

    def _form(self, since: str) -> Section:
        return NotedPriceForm(self.session, since, self.list.rename)

    def _set_former(self, field: TextField, currency: str, typed: str) -> None:
        self.attempt(field, _("Set former price"), edits.set_strike_price, self._product, currency, typed)


class NotedPriceForm(Section):
    """One entry: the day and the price in each currency."""

    def __init__(self, session: Session, since: str, renamed: Callable[[str, str], object]) -> None:
        super().__init__(session)
        self._since, self._renamed = since, renamed
        self.setContentsMargins(10, 0, 0, 6)
        self.since = TextField(_("From this day on"), "2026-12-31")
        self.since.line.editingFinished.connect(self._move)
        self.prices = PriceFields(_("It cost"), self._set_price, self.leave)
        self.remove_button = icon_button("trash-2", _("Remove this price"), self._remove)
        # In a row of its own the day is not put into the model's spelling before its own edit has read it.
        self.put(row(self.since), self.prices, row(None, self.remove_button))
        self.refresh()

    def refresh(self) -> None:
        price = _noted_price(_product_of(self.session), self._since)
        if price is None:
            return
        if not self.since.line.hasFocus():
            self.since.show_value(self._since)
        self.prices.show_price(self.session.funnel, price)

    def _move(self) -> None:
        session, before, typed = self.session, self._since, self.since.value()
        try:
            after = edits.move_noted_price(session.funnel, session.focus.product, before, typed)
        except UserError as error:
            self.since.show_fault(str(error))
            return
        self.since.show_fault("")
        # The row is renamed and not made anew: whoever types goes on in it.
        self._rename(day(typed))
        if not session.apply(_("Correct the day"), after):
            self._rename(before)

    def _rename(self, since: str) -> None:
        self._renamed(self._since, since)
        self._since = since

    def _set_price(self, field: TextField, currency: str, typed: str) -> None:
        key = self.session.focus.product
        self.attempt(field, _("Set noted price"), edits.set_noted_price, key, self._since, currency, typed)

    def _remove(self) -> None:
        self.attempt(
            None, _("Remove noted price"), edits.forget_price, self.session.focus.product, self._since
        )


def _product_of(session: Session) -> Product | None:
    """The product where the focus is."""
    return session.funnel.products.get(session.focus.product)


def _noted_price(product: Product | None, since: str) -> Price | None:
    """What is noted from a day on, None where nothing is."""
    entries = product.price_history if product is not None else ()
    return next((entry.price for entry in entries if entry.since == since), None)


def _entry_words(session: Session, entry: DatedPrice) -> str:
    amounts = _amounts(session, entry.price) or _("no price yet")
    return f"{entry.since} · {amounts}"


def _amounts(session: Session, price: Price) -> str:
    known = [currency for currency in currencies_of(session.funnel, price) if currency in price]
    return " · ".join(price_words(price, currency, session.focus.language) for currency in known)


def _free_day(product: Product) -> str:
    """The day before the oldest entry, today where there is none; never one that is noted."""
    noted = {entry.since for entry in product.price_history}
    try:
        free = date.fromisoformat(min(noted)) - timedelta(days=1) if noted else date.today()
    except (ValueError, OverflowError):  # a day that was written into the file by hand
        free = date.today()
    while free.isoformat() in noted:
        free -= timedelta(days=1)
    return free.isoformat()

"""The inspector's form for what a product has cost since when, and the former price that its pages name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import Field, TextField
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.inspector.noted_price import NotedPriceForm, product_of
from funnelstudio.gui.inspector.prices import PriceFields
from funnelstudio.gui.inspector.rows import FoldList
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.names import all_prices
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import ledger as edits
from funnelstudio.model.money import Price
from funnelstudio.model.products import DatedPrice, Product

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem


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
        session, product = self.session, product_of(self.session)
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
        product = product_of(self.session)
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


def _entry_words(session: Session, entry: DatedPrice) -> str:
    amounts = all_prices(session.funnel, entry.price, session.focus.language) or _("no price yet")
    return f"{entry.since} · {amounts}"


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

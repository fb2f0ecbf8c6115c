"""The inspector's form for one entry of a product's price history: the day and what it cost from then on."""

from __future__ import annotations

from collections.abc import Callable

from funnelstudio.errors import UserError
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import icon_button
from funnelstudio.gui.controls.fields import TextField
from funnelstudio.gui.inspector.prices import PriceFields
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import ledger as edits
from funnelstudio.model.edits.rules import day
from funnelstudio.model.products import Product, noted


class NotedPriceForm(Section):
    """One entry: the day and the price in each currency."""

    def __init__(self, session: Session, since: str, renamed: Callable[[str, str], object]) -> None:
        super().__init__(session)
        self._product, self._since, self._renamed = session.focus.product, since, renamed
        self.setContentsMargins(10, 0, 0, 6)
        self.since = TextField(_("From this day on"), "2026-12-31")
        self.since.line.editingFinished.connect(self._move)
        self.prices = PriceFields(_("It cost"), self._set_price, self.leave)
        self.remove_button = icon_button("trash-2", _("Remove this price"), self._remove)
        # In a row of its own the day is not put into the model's spelling before its own edit has read it.
        self.put(row(self.since), self.prices, row(None, self.remove_button))
        self.refresh()

    def refresh(self) -> None:
        product = self.session.funnel.products.get(self._product)
        price = noted(product, self._since) if product is not None else None
        if price is None:
            return
        if not self.since.line.hasFocus():
            self.since.show_value(self._since)
        self.prices.show_price(self.session.funnel, price)

    def _move(self) -> None:
        session, before, typed = self.session, self._since, self.since.value()
        try:
            after = edits.move_noted_price(session.funnel, self._product, before, typed)
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
        key, since = self._product, self._since
        self.attempt(field, _("Set noted price"), edits.set_noted_price, key, since, currency, typed)

    def _remove(self) -> None:
        self.attempt(None, _("Remove noted price"), edits.forget_price, self._product, self._since)


def product_of(session: Session) -> Product | None:
    """The product where the focus is."""
    return session.funnel.products.get(session.focus.product)

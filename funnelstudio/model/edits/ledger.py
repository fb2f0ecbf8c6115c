"""Edits of a product's price ledger: what it cost from when on, and the former price that texts refer to."""

from __future__ import annotations

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.edits.rules import day, price_with, whole_price
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.money import Price
from funnelstudio.model.products import DatedPrice, Product, noted, unnoted
from funnelstudio.model.value import replace, with_item


def note_price(funnel: Funnel, product_id: str, since: str, price: Price) -> Funnel:
    """Note what a product cost from the day `since` (an ISO date) on; an older note of that day gives way.

    Raises NotPossible.
    """
    product = _known(funnel, product_id)
    since = day(since)
    whole_price(price)
    kept = [entry for entry in product.price_history if entry.since != since]
    entries = sorted((*kept, DatedPrice(since=since, price=price)), key=lambda entry: entry.since)
    return _with(funnel, product_id, replace(product, price_history=tuple(entries)))


def note_present(funnel: Funnel, product_id: str, today: str) -> Funnel:
    """Note the amounts of the present price that are not noted yet, as from today on. Raises NotPossible."""
    product = _known(funnel, product_id)
    return note_price(funnel, product_id, today, {**(noted(product, today) or {}), **unnoted(product)})


def set_noted_price(funnel: Funnel, product_id: str, since: str, currency: str, text: str) -> Funnel:
    """Correct what a product cost from a day on, in one currency, from what a user typed.

    Nothing typed takes that currency out of the day. Raises NotPossible.
    """
    price = noted(_known(funnel, product_id), since) or {}
    return note_price(funnel, product_id, since, price_with(price, currency, text))


def move_noted_price(funnel: Funnel, product_id: str, since: str, text: str) -> Funnel:
    """Correct the day of an entry, if it is there, from what a user typed.

    Raises NotPossible for what is no day, and where that day is noted already.
    """
    product, moved_to = _known(funnel, product_id), day(text)
    price = noted(product, since)
    if moved_to == since or price is None:
        return funnel
    if noted(product, moved_to) is not None:
        raise NotPossible(
            _("What it cost from {day} on is noted already.").format(day=moved_to),
            _("Change the price there."),
        )
    return note_price(forget_price(funnel, product_id, since), product_id, moved_to, price)


def forget_price(funnel: Funnel, product_id: str, since: str) -> Funnel:
    """Take one day out of the ledger. Raises NotPossible."""
    product = _known(funnel, product_id)
    kept = tuple(entry for entry in product.price_history if entry.since != since)
    return _with(funnel, product_id, replace(product, price_history=kept))


def set_strike_price(funnel: Funnel, product_id: str, currency: str, text: str) -> Funnel:
    """Set the former price in one currency from what a user typed; nothing typed removes it."""
    product = _known(funnel, product_id)
    return _with(funnel, product_id, replace(product, strike=price_with(product.strike, currency, text)))


def _known(funnel: Funnel, product_id: str) -> Product:
    product = funnel.products.get(product_id)
    if product is None:
        raise NotPossible(_("This product isn't there any more."))
    return product


def _with(funnel: Funnel, product_id: str, product: Product) -> Funnel:
    if product == funnel.products[product_id]:
        return funnel
    return replace(funnel, products=with_item(funnel.products, product_id, product))

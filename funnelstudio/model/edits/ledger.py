"""Edits of a product's price ledger: what it cost from when on, and the former price that texts refer to."""

from __future__ import annotations

from datetime import date

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.edits.rules import price_with, whole_price
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.money import Price
from funnelstudio.model.products import DatedPrice, Product
from funnelstudio.model.value import replace, with_item


def note_price(funnel: Funnel, product_id: str, since: str, price: Price) -> Funnel:
    """Note what a product cost from the day `since` (an ISO date) on; an older note of that day gives way.

    Raises NotPossible.
    """
    product = _known(funnel, product_id)
    try:
        date.fromisoformat(since)
    except ValueError:
        raise NotPossible(
            _("“{text}” is not a date.").format(text=since[:40]), _("Write it like 2026-12-31.")
        ) from None
    whole_price(price)
    kept = [entry for entry in product.price_history if entry.since != since]
    entries = sorted((*kept, DatedPrice(since=since, price=price)), key=lambda entry: entry.since)
    return _with(funnel, product_id, replace(product, price_history=tuple(entries)))


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

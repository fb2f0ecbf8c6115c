"""Products: what is sold, at which price, by whom, and under which number on each platform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from funnelstudio.model.focus import CENTRE, Focus
from funnelstudio.model.money import Price, price_in
from funnelstudio.model.value import Value

KINDS: Final = ("digital", "physical", "service", "subscription")


class DatedPrice(Value, frozen=True):
    """What a product cost from a day on (an ISO date), per currency."""

    since: str
    price: Price = {}


class Product(Value, frozen=True):
    """A thing that is sold. Its buyer-facing name, unit and description are texts at the place `product:ID`.

    `units` is how many of its unit one piece holds (12 stems), for the price per unit. `vendor` is empty for
    an own product; a partner's name makes an offer of it a cross-upsell, with `commission` in per cent.
    `ids` maps a platform's name to the product's number there per language, "*" for all languages.
    `picture_focus` is the point of its picture that stays in sight (per cent from the left and the top).
    `strike` is a former price that texts refer to; `price_history` the ledger that proves it, oldest first.
    """

    name: str
    kind: str = "digital"
    price: Price = {}
    units: int = 1
    tags: tuple[str, ...] = ()
    vendor: str = ""
    commission: str = ""
    withdrawal: bool = True
    picture: str = ""
    picture_focus: Focus = CENTRE
    ids: Mapping[str, Mapping[str, str]] = {}
    strike: Price = {}
    price_history: tuple[DatedPrice, ...] = ()


def noted(product: Product, since: str) -> Price | None:
    """What the ledger says that the product cost from a day on; None where it has no such day."""
    return next((entry.price for entry in product.price_history if entry.since == since), None)


def unnoted(product: Product) -> Price:
    """What of the present price the ledger's newest entries don't say: it has changed since, or is new."""
    newest: dict[str, str] = {}
    for entry in sorted(product.price_history, key=lambda entry: entry.since):
        newest.update(entry.price)
    return {
        currency: text
        for currency, text in product.price.items()
        if price_in(newest, currency) != price_in(product.price, currency)
    }

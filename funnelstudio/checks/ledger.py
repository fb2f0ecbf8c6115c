"""Check of former prices against the ledger of what a product really cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from funnelstudio.checks.problem import WARNING, Fix, Problem
from funnelstudio.checks.worth import shown
from funnelstudio.i18n import _
from funnelstudio.model import money
from funnelstudio.model.edits import ledger as edits
from funnelstudio.model.fields import PRODUCT_PLACE
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.products import Product, unnoted

_WINDOW = timedelta(days=30)


def strike(funnel: Funnel) -> Iterator[Problem]:
    """Former prices that are higher than the lowest of the 30 days before the present price began."""
    for key, product in funnel.products.items():
        for currency in product.strike:
            former = money.price_in(product.strike, currency)
            if former is None:
                continue
            lowest = lowest_before(product, currency)
            name = product.name or key
            fix = None
            if lowest is not None and currency in unnoted(product):
                message = _(
                    "{product}: today's price is not in its price history, so “was {former}” is not proved."
                )
            elif lowest is None:
                message = _(
                    "{product}: no price before the present one is noted, so “was {former}” is not proved."
                )
            elif former > lowest:
                message = _(
                    "{product}: “was {former}” is more than the lowest price of the last 30 days, {lowest}."
                )
                text = money.stored(lowest, currency)
                label = _("Say {amount} {currency}").format(amount=text, currency=currency)
                fix = Fix(label, edits.set_strike_price, (key, currency, text))
            else:
                continue
            text = message.format(
                product=name,
                former=shown(former, currency),
                lowest="" if lowest is None else shown(lowest, currency),
            )
            yield Problem("prices.strike", WARNING, text, f"{PRODUCT_PLACE}{key}", "strike", fix=fix)


def lowest_before(product: Product, currency: str) -> Decimal | None:
    """The lowest price in the 30 days before the newest entry of the ledger; None where nothing is noted.

    The newest entry is the present price, so no check depends on the day on which it runs. It began with the
    first of the entries that say the same.
    """
    entries: list[tuple[date, Decimal]] = []
    for since, amount in sorted(_entries(product, currency)):
        if not entries or entries[-1][1] != amount:
            entries.append((since, amount))
    if len(entries) < 2:
        return None
    began = entries[-1][0]
    found: list[Decimal] = []
    for (_since, amount), (until, _next) in pairwise(entries):
        if until > began - _WINDOW:
            found.append(amount)
    return min(found, default=None)


def _entries(product: Product, currency: str) -> Iterator[tuple[date, Decimal]]:
    for entry in product.price_history:
        amount = money.price_in(entry.price, currency)
        try:
            since = date.fromisoformat(entry.since)
        except ValueError:
            continue
        if amount is not None:
            yield since, amount

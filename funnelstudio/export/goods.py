"""The products of a funnel for a shop: each with its number there, and with what is offered to its buyers."""

from __future__ import annotations

from typing import Any, Final

from funnelstudio.export.context import Wires
from funnelstudio.export.plan import Page
from funnelstudio.export.tongue import Tongue
from funnelstudio.export.whole import language_dict
from funnelstudio.export.wiring import number_of
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.money import price_in
from funnelstudio.model.offers import outcomes, product_of
from funnelstudio.model.walk import Walk, walk

CROSS: Final = ("cross-sell", "add-on")
"""Strategies of what goes with a product; all others are a step on from it."""


def goods_context(wires: Wires, page: Page, tongue: Tongue) -> dict[str, Any]:
    """The products that the tree sells, in its order, for the template of a table.

    Each has its `number` on the platform, `name`, `price` as a plain number in the language's currency,
    `description`, and the numbers of what is offered after it: `upsells` and `cross_sells`. `lacking` are the
    names of those without a number.
    """
    funnel, platform = wires.funnel, wires.manifest.limits.platform
    upsells, cross_sells = _offered(funnel)
    numbers = {key: number_of(funnel, key, platform, page.tag) for key in upsells}

    def known(found: dict[str, None]) -> list[str]:
        return [numbers[key] for key in found if numbers[key]]

    products = [
        {
            "number": numbers[key],
            "name": tongue.product_name(key),
            "price": _price(funnel, key, tongue.money.currency),
            "description": tongue.product(key).inline("description", tongue.values),
            "upsells": known(found),
            "cross_sells": known(cross_sells[key]),
        }
        for key, found in upsells.items()
    ]
    lacking = [tongue.product_name(key) for key, number in numbers.items() if not number]
    if lacking and page.path.endswith(".csv"):
        sentence = _("{path}: there is no number for {names}.")
        wires.gathered.warnings.append(sentence.format(path=page.path, names=", ".join(lacking)))
    return {
        "kind": page.per,
        "title": f"{wires.manifest.title} · {funnel.title or funnel.brand.name}",
        "platform": wires.manifest.title,
        "language": language_dict(page.tag),
        "products": products,
        "lacking": lacking,
    }


def _price(funnel: Funnel, key: str, currency: str) -> str:
    price = price_in(funnel.products[key].price, currency)
    return "" if price is None else f"{price:f}"


def _offered(funnel: Funnel) -> tuple[dict[str, dict[str, None]], dict[str, dict[str, None]]]:
    """For every product that is sold, in the order of the tree: what is offered to its buyers next."""
    walked = walk(funnel.steps)
    upsells: dict[str, dict[str, None]] = {}
    cross_sells: dict[str, dict[str, None]] = {}
    for key in walked.order:
        step = funnel.steps[key]
        before = _bought_before(funnel, walked, key)
        for product in [product_of(step, outcome) for outcome in outcomes(step)]:
            if product not in funnel.products:
                continue
            upsells.setdefault(product, {})
            cross_sells.setdefault(product, {})
            if before in upsells and before != product:
                (cross_sells if step.strategy in CROSS else upsells)[before].setdefault(product)
    return upsells, cross_sells


def _bought_before(funnel: Funnel, walked: Walk, key: str) -> str:
    """The product that a buyer who sees a step took last; "" where nothing was."""
    home = walked.home.get(key)
    while home is not None:
        product = product_of(funnel.steps[home[0]], home[1])
        if product:
            return product
        home = walked.home.get(home[0])
    return ""

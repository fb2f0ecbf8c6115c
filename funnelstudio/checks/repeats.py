"""Checks of products that a buyer meets twice: bought before, offered before, or the main product itself."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from funnelstudio.checks.problem import WARNING, Fix, Problem
from funnelstudio.checks.ways import Ways, products_of
from funnelstudio.i18n import _
from funnelstudio.model import ids
from funnelstudio.model.edits import products as edits
from funnelstudio.model.edits.texts import put
from funnelstudio.model.fields import PRODUCT_PLACE
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import OFFERS
from funnelstudio.model.texts import place_name
from funnelstudio.model.value import with_item

_LINKED = ("upsell", "downsell")


def bought_already(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Offers of what some buyers have bought on the way."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS:
        return
    for product in ways.among(products_of(step), ways.to(step_id).bought):
        if product == ways.main and step.strategy in _LINKED:
            continue
        message = _("“{step}” offers “{product}”, which some buyers have bought before they come here.")
        yield _found("selling.bought_already", message, funnel, step_id, product)


def offered_twice(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Offers of what some buyers have declined on the way."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS:
        return
    way = ways.to(step_id)
    for product in ways.among(products_of(step), way.offered & ~way.bought):
        message = _(
            "“{step}” offers “{product}” a second time; with another price it should be a product of its own."
        )
        yield _found("selling.offered_twice", message, funnel, step_id, product)


def sold_alone(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Upsells and downsells of the main product, which is sold on its own."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS or step.strategy not in _LINKED or not ways.to(step_id).bought:
        return
    if ways.main in products_of(step) and ways.main in funnel.products:
        message = _(
            "“{step}” sells the main product “{product}” again, so both have one price and one number."
        )
        yield _found("selling.sold_alone", message, funnel, step_id, ways.main)


def _found(check: str, message: str, funnel: Funnel, step_id: str, product: str) -> Problem:
    step = funnel.steps[step_id]
    text = message.format(step=place_name(funnel, step_id), product=funnel.products[product].name or product)
    outcome = next((option.id for option in step.options if option.product == product), "")
    fix = Fix(_("Make it a product of its own"), own_product, (step_id, product))
    return Problem(check, WARNING, text, step_id, "product", outcome=outcome, fix=fix)


def own_product(funnel: Funnel, step_id: str, product_id: str) -> Funnel:
    """The step sells a copy of the product, with its texts, which can have a price and numbers of its own."""
    step, product = funnel.steps[step_id], funnel.products[product_id]
    new = ids.fresh(funnel.products)
    name = _("{product} ({step})").format(product=product.name, step=step.name or step_id)
    changed = edits.add_product(funnel, new, replace(product, name=name, ids={}))
    texts = changed.texts
    for tag, places in funnel.texts.items():
        for field, text in places.get(PRODUCT_PLACE + product_id, {}).items():
            texts = put(texts, tag, PRODUCT_PLACE + new, field, text)
    options = tuple(
        replace(option, product=new) if option.product == product_id else option for option in step.options
    )
    own = new if step.product == product_id else step.product
    steps = with_item(changed.steps, step_id, replace(step, product=own, options=options))
    return replace(changed, steps=steps, texts=texts)

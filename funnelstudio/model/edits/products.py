"""Edits of products: what is sold, for how much, and under which number on each platform."""

from __future__ import annotations

from typing import Final

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.edits.rules import (
    focus_for,
    line,
    lines_of,
    new_id,
    one_of,
    price_with,
    typed_amount,
    whole,
    whole_price,
)
from funnelstudio.model.edits.wiring import without_places
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import EVERY_LANGUAGE, Step
from funnelstudio.model.products import KINDS, Product
from funnelstudio.model.texts import PRODUCT_PLACE
from funnelstudio.model.value import replace, with_item, without

MOST_UNITS: Final = 1_000_000


def add_product(funnel: Funnel, product_id: str, product: Product) -> Funnel:
    """Add a product under an id that is not taken. Raises NotPossible."""
    new_id(product_id, funnel.products)
    return replace(funnel, products=with_item(funnel.products, product_id, _checked(product)))


def set_product(funnel: Funnel, product_id: str, **fields: object) -> Funnel:
    """Change fields of a product, such as `name="Red roses"`. Raises NotPossible."""
    product = _known(funnel, product_id)
    fields = dict(focus_for(fields, product.picture))
    return _with_product(funnel, product_id, _checked(replace(product, **fields)))


def set_product_price(funnel: Funnel, product_id: str, currency: str, text: str) -> Funnel:
    """Set the price in one currency from what a user typed; nothing typed removes it. Raises NotPossible."""
    product = _known(funnel, product_id)
    price = price_with(product.price, currency, text)
    return _with_product(funnel, product_id, replace(product, price=price))


def set_platform_id(funnel: Funnel, product_id: str, platform: str, number: str, tag: str = "") -> Funnel:
    """Set the product's number on a platform, for one language or, with no `tag`, for all of them.

    An empty number removes it. Raises NotPossible.
    """
    product = _known(funnel, product_id)
    tag = tag or EVERY_LANGUAGE
    if tag != EVERY_LANGUAGE and all(language.tag != tag for language in funnel.languages):
        raise NotPossible(_("The funnel has no language “{tag}”.").format(tag=tag[:40]))
    numbers = product.ids.get(line(platform), {})
    number = line(number)
    numbers = with_item(numbers, tag, number) if number else without(numbers, tag)
    known = (
        with_item(product.ids, line(platform), numbers) if numbers else without(product.ids, line(platform))
    )
    return _with_product(funnel, product_id, replace(product, ids=known))


def remove_product(funnel: Funnel, product_id: str) -> Funnel:
    """Remove a product with its texts. Steps that sold it stay and sell nothing, which a check reports."""
    _known(funnel, product_id)
    steps = {key: _without_product(step, product_id) for key, step in funnel.steps.items()}
    touched = any(steps[key] is not step for key, step in funnel.steps.items())
    return replace(
        funnel,
        products=without(funnel.products, product_id),
        steps=steps if touched else funnel.steps,
        texts=without_places(funnel.texts, (f"{PRODUCT_PLACE}{product_id}",)),
    )


def _known(funnel: Funnel, product_id: str) -> Product:
    product = funnel.products.get(product_id)
    if product is None:
        raise NotPossible(_("This product isn't there any more."))
    return product


def _with_product(funnel: Funnel, product_id: str, product: Product) -> Funnel:
    if product == funnel.products[product_id]:
        return funnel
    return replace(funnel, products=with_item(funnel.products, product_id, product))


def _checked(product: Product) -> Product:
    one_of(product.kind, KINDS)
    whole(product.units, 1, MOST_UNITS)
    whole_price(product.price)
    whole_price(product.strike)
    commission = product.commission.strip().rstrip("%").strip()
    if commission:
        commission = typed_amount(commission, "EUR").removesuffix(".00")
        if float(commission) > 100:
            raise NotPossible(_("A commission is at most 100 per cent."))
    tags = dict.fromkeys(line(tag) for tag in product.tags)
    clean = lines_of({"name": product.name, "vendor": product.vendor}, "name", "vendor")
    return replace(product, commission=commission, tags=tuple(tag for tag in tags if tag), **clean)


def _without_product(step: Step, product_id: str) -> Step:
    if step.product == product_id:
        step = replace(step, product="")
    if any(option.product == product_id for option in step.options):
        options = tuple(
            replace(option, product="") if option.product == product_id else option for option in step.options
        )
        step = replace(step, options=options)
    return step

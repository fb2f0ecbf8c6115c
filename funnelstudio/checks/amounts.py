"""Checks of single amounts: below zero, zero, or finer than the currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from funnelstudio.checks.problem import ERROR, WARNING, Edit, Fix, Problem
from funnelstudio.checks.tree import option_name
from funnelstudio.i18n import _
from funnelstudio.model import money
from funnelstudio.model.edits import ledger
from funnelstudio.model.edits import options as option_edits
from funnelstudio.model.edits import products as product_edits
from funnelstudio.model.fields import PRODUCT_PLACE
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.offers import NO, OFFERS, START, Step, outcomes
from funnelstudio.model.texts import place_name


def negative_option(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Options that cost less than nothing."""
    for option_id, edit, currency, number in _of_options(funnel.steps[step_id]):
        if number < 0:
            fix = Fix(_("Remove this amount"), edit, (step_id, option_id, currency, ""))
            text = _below(place_name(funnel, step_id), number, currency)
            yield Problem("prices.negative", ERROR, text, step_id, "price", outcome=option_id, fix=fix)


def negative_product(funnel: Funnel) -> Iterator[Problem]:
    """Products that cost less than nothing."""
    for key, edit, currency, number in _of_products(funnel):
        if number < 0:
            fix = Fix(_("Remove this amount"), edit, (key, currency, ""))
            text = _below(funnel.products[key].name or key, number, currency)
            yield Problem("prices.negative", ERROR, text, f"{PRODUCT_PLACE}{key}", "price", fix=fix)


def _below(where: str, number: Decimal, currency: str) -> str:
    return _("{where} costs {amount}; a price can't be below zero.").format(
        where=where, amount=f"{number} {currency}"
    )


def zero(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Options that cost nothing, though a page asks the buyer to pay."""
    step = funnel.steps[step_id]
    if step.type not in (START, *OFFERS):
        return
    for outcome in outcomes(step):
        if outcome == NO:
            continue
        price = price_of(funnel, step, outcome)
        free = next((code for code in price if money.price_in(price, code) == 0), None)
        if free is not None:
            message = _("{step}: “{option}” costs nothing in {currency}; a gift needs no offer.").format(
                step=place_name(funnel, step_id), option=option_name(funnel, step, outcome), currency=free
            )
            yield Problem("prices.zero", WARNING, message, step_id, "price", outcome=outcome)


def decimals_option(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Options with an amount finer than its currency."""
    for option_id, edit, currency, number in _of_options(funnel.steps[step_id]):
        rounded = _rounded(number, currency)
        if rounded is not None:
            text = _too_fine(place_name(funnel, step_id), number, currency)
            fix = _round(edit, currency, rounded, step_id, option_id)
            yield Problem("prices.decimals", WARNING, text, step_id, "price", outcome=option_id, fix=fix)


def decimals_product(funnel: Funnel) -> Iterator[Problem]:
    """Products with an amount finer than its currency."""
    for key, edit, currency, number in _of_products(funnel):
        rounded = _rounded(number, currency)
        if rounded is not None:
            text = _too_fine(funnel.products[key].name or key, number, currency)
            fix = _round(edit, currency, rounded, key)
            yield Problem("prices.decimals", WARNING, text, f"{PRODUCT_PLACE}{key}", "price", fix=fix)


def _too_fine(where: str, number: Decimal, currency: str) -> str:
    places = money.precision(currency)
    return _("{where}: {amount} is finer than {currency} is, which has {places} decimals.").format(
        where=where, amount=number, currency=currency, places=places
    )


def _round(edit: Edit, currency: str, rounded: Decimal, *place: str) -> Fix | None:
    if rounded < 0:
        return None
    text = money.stored(rounded, currency)
    return Fix(_("Round it to {amount}").format(amount=text), edit, (*place, currency, text))


def _rounded(number: Decimal, currency: str) -> Decimal | None:
    """The amount as the currency has it, None where it is so already."""
    if currency not in money.currencies():
        return None
    rounded = round(number, money.precision(currency))
    return None if rounded == number else rounded


def _of_options(step: Step) -> Iterator[tuple[str, Edit, str, Decimal]]:
    for option in step.options:
        yield from ((option.id, option_edits.set_option_price, *item) for item in _read(option.price))
        if option.plan is not None:
            yield from ((option.id, option_edits.set_first_price, *item) for item in _read(option.plan.first))


def _of_products(funnel: Funnel) -> Iterator[tuple[str, Edit, str, Decimal]]:
    for key, product in funnel.products.items():
        yield from ((key, product_edits.set_product_price, *item) for item in _read(product.price))
        yield from ((key, ledger.set_strike_price, *item) for item in _read(product.strike))


def _read(price: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    for currency in price:
        number = money.price_in(price, currency)
        if number is not None:
            yield currency, number

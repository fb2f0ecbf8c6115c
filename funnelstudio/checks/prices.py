"""Checks of prices: an amount in every language's currency, written so that it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from funnelstudio.checks.problem import ERROR, WARNING, Fix, Problem
from funnelstudio.checks.tree import option_name
from funnelstudio.errors import BadInput
from funnelstudio.i18n import _
from funnelstudio.model import money
from funnelstudio.model.edits import options
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.languages import spoken_name
from funnelstudio.model.offers import NO, OFFERS, START, outcomes, product_of
from funnelstudio.model.texts import PRODUCT_PLACE, place_name


def missing(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Options whose price is missing in a currency that a language asks for."""
    step = funnel.steps[step_id]
    if step.type not in (START, *OFFERS):
        return
    for outcome in outcomes(step):
        if outcome == NO or product_of(step, outcome) not in funnel.products:
            continue
        price = price_of(funnel, step, outcome)
        told: set[str] = set()
        for language in funnel.languages:
            currency = language.currency
            if currency and currency not in price and currency not in told:
                told.add(currency)
                message = _("{step}: the price of “{option}” is missing in {currency}.").format(
                    step=place_name(funnel, step_id),
                    option=option_name(funnel, step, outcome),
                    currency=currency,
                )
                yield Problem(
                    "prices.missing",
                    WARNING,
                    message,
                    step=step_id,
                    field="price",
                    language=language.tag,
                    outcome=outcome,
                )


def unreadable_option(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Amounts of options that are no plain decimal numbers, such as 1e99."""
    step = funnel.steps[step_id]
    for option in step.options:
        for currency, text in option.price.items():
            message = _amount_fault(place_name(funnel, step_id), text)
            if message:
                yield Problem(
                    "prices.unreadable",
                    ERROR,
                    message,
                    step=step_id,
                    field="price",
                    outcome=option.id,
                    fix=Fix(
                        _("Remove this amount"),
                        options.set_option_price,
                        (step_id, option.id, currency, ""),
                    ),
                )


def unreadable_product(funnel: Funnel) -> Iterator[Problem]:
    """Amounts of products that are no plain decimal numbers."""
    for key, product in funnel.products.items():
        for text in product.price.values():
            message = _amount_fault(product.name or key, text)
            if message:
                yield Problem(
                    "prices.unreadable", ERROR, message, step=f"{PRODUCT_PLACE}{key}", field="price"
                )


def no_currency(funnel: Funnel) -> Iterator[Problem]:
    """Languages without a currency, or with one that is not an ISO 4217 code."""
    for language in funnel.languages:
        if language.currency not in money.currencies():
            code = language.currency[:12]
            message = (
                _("{language} has no currency, so its pages show no prices.")
                if not code
                else _("{language}: “{code}” is not a currency.")
            ).format(language=spoken_name(language.tag), code=code)
            yield Problem("prices.no_currency", ERROR, message, language=language.tag, field="currency")


def _amount_fault(where: str, text: str) -> str:
    try:
        money.amount(text)
    except BadInput:
        return _("{where}: “{amount}” is not an amount; write it like 24.00.").format(
            where=where, amount=text[:40]
        )
    return ""

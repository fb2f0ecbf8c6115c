"""What a buyer can choose on a step, worked out in each language: price, plan, saving, and the variables."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from funnelstudio.export.prices import (
    Money,
    best_of,
    interval_words,
    plan_lines,
    plan_total,
    prices_of,
    savings,
    unit_count,
)
from funnelstudio.export.reading import Texts
from funnelstudio.export.tongue import Tongue
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.money import price_in
from funnelstudio.model.offers import START, YES, Option, Plan, Step, option_of


class Choice(msgspec.Struct, frozen=True, gc=False):
    """One option in one language. `values` are the variables of its texts, "" where one has no value."""

    option: Option
    product: str
    price: Decimal | None
    first: Decimal | None
    saving: tuple[Decimal, str] | None
    best: bool
    values: Mapping[str, str]


def choices_of(funnel: Funnel, tongue: Tongue, step: Step, texts: Texts) -> tuple[Choice, ...]:
    """The options of an offer in the order of the page, or the one thing that the start sells."""
    options = _sold_at_start(step) if step.type == START else step.options
    if not options:
        return ()
    currency = tongue.money.currency
    prices = prices_of(funnel, step, options, currency)
    saved = savings(funnel, step, prices, currency) if step.type != START else {}
    best = best_of(funnel, step, prices, saved) if len(options) > 1 else ""
    made = []
    for option in options:
        product = option.product or step.product
        price, saving = prices[option.id], saved.get(option.id)
        first = price_in(option.plan.first, currency) if option.plan is not None else None
        units = unit_count(funnel, product, option)
        values = _values(tongue, option, tongue.product_name(product), (price, first), saving, units, texts)
        made.append(Choice(option, product, price, first, saving, option.id == best, values))
    return tuple(made)


def _sold_at_start(step: Step) -> tuple[Option]:
    """What the start sells: its one option where it has a plan, else the product for its price."""
    return (option_of(step, YES) or Option(id=YES, product=step.product),)


def _values(
    tongue: Tongue,
    option: Option,
    name: str,
    payments: tuple[Decimal | None, Decimal | None],
    saving: tuple[Decimal, str] | None,
    units: int,
    texts: Texts,
) -> dict[str, str]:
    money, plan = tongue.money, option.plan
    price, first = payments
    spelled = money.spell(price)
    values = {
        **tongue.values,
        "product": name,
        "price": spelled,
        "total": spelled,
        "quantity": str(option.quantity),
        "saving": money.spell(saving[0]) if saving else "",
        "price_per_unit": _each(money, price, units) if units > 1 else spelled,
        "first_price": money.spell(first) if first is not None else spelled,
        "interval": "",
        "trial_days": "",
        "instalments": "",
    }
    if plan is not None:
        whole = plan_total(plan, price, first) if price is not None else None
        values["total"] = money.spell(whole) if whole is not None else spelled
        values["interval"] = interval_words(tongue.words, plan) if plan.instalments != 1 else ""
        values["trial_days"] = str(plan.trial_days)
        values["instalments"] = str(plan.instalments)
    values["option"] = texts.string(f"{option.id}.title", values) or _named(option, name)
    return values


def _each(money: Money, price: Decimal | None, units: int) -> str:
    return money.spell(money.rounded(price / units)) if price is not None else ""


def _named(option: Option, product: str) -> str:
    if option.name or not product or option.quantity < 2:
        return option.name or product
    return f"{option.quantity} × {product}"


def lines_of(tongue: Tongue, choice: Choice) -> list[str]:
    """The payment plan in sentences, the one with the price first; none without a plan or a price."""
    if choice.option.plan is None or choice.price is None:
        return []
    return plan_lines(tongue.words, tongue.money, choice.option.plan, choice.price, choice.first)


def says_more(plan: Plan) -> bool:
    """Whether the plan's first sentence says more than its price and interval do."""
    return bool(plan.instalments or plan.trial_days or plan.first)


def due_today(choice: Choice) -> Decimal | None:
    """What is paid at once: nothing in a free trial, else the first payment."""
    plan = choice.option.plan
    if plan is not None and choice.price is not None and plan.trial_days > 0:
        return Decimal(0)
    return choice.first if choice.first is not None else choice.price

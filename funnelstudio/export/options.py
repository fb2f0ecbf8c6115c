"""The options of an offer as cards: title, price, plan, saving, button and where it leads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from funnelstudio.export.prices import (
    best_of,
    interval_words,
    option_price,
    plan_lines,
    plan_total,
    savings,
    unit_count,
)
from funnelstudio.export.reading import Texts
from funnelstudio.export.tongue import Tongue
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.money import price_in
from funnelstudio.model.offers import ALTERNATIVES, START, YES, Option, Plan, Step, product_of


def choices_of(step: Step) -> tuple[Option, ...]:
    """What can be bought on a step's page: an offer's options, or the one thing that the start sells."""
    if step.type == START:
        return (Option(id=YES, product=step.product),)
    return step.options


def cards(funnel: Funnel, tongue: Tongue, step: Step, texts: Texts) -> list[dict[str, Any]]:
    """One card for each option, in the order of the page; pictures and links are the caller's."""
    if step.type == START:
        return [_card(funnel, tongue, step, choices_of(step)[0], texts)]
    currency = tongue.money.currency
    saved = savings(funnel, step, currency)
    best = best_of(funnel, step, currency, saved)
    featured = best or (step.options[0].id if step.options else "")
    made = []
    for option in step.options:
        card = _card(funnel, tongue, step, option, texts, saved.get(option.id))
        card["best"] = option.id == best
        card["featured"] = option.id == featured
        made.append(card)
    return made


def _card(
    funnel: Funnel,
    tongue: Tongue,
    step: Step,
    option: Option,
    texts: Texts,
    saved: tuple[Decimal, str] | None = None,
) -> dict[str, Any]:
    product_id = product_of(step, option.id)
    about = tongue.product(product_id)
    values = option_values(funnel, tongue, step, option, texts, saved)
    product = funnel.products.get(product_id)
    lines = _plan_lines(funnel, tongue, step, option)
    if option.plan is not None and not _says_more(option.plan):
        lines = lines[1:]
    return {
        "id": option.id,
        "title": texts.label(f"{option.id}.title", values) or escape(values["option"]),
        "note": texts.inline(f"{option.id}.note", values),
        "description": about.inline("description", values) if step.type == ALTERNATIVES else Markup(),
        "price": values["price"],
        "per": values["interval"],
        "lines": lines,
        "unit": ""
        if texts.uses(f"{option.id}.note", "price_per_unit")
        else _unit_line(tongue, about, values),
        "saving": tongue.words.word(saved[1], amount=values["saving"]) if saved and values["saving"] else "",
        "best": False,
        "featured": True,
        "button": texts.label(f"{option.id}.button", values) or escape(_button(tongue, values)),
        "vendor": tongue.words.word("sold_by", vendor=product.vendor) if product and product.vendor else "",
        "picture": None,
        "href": None,
    }


def _button(tongue: Tongue, values: dict[str, str]) -> str:
    return (
        tongue.words.word("button", price=values["price"])
        if values["price"]
        else tongue.words.word("continue")
    )


def option_values(
    funnel: Funnel,
    tongue: Tongue,
    step: Step,
    option: Option,
    texts: Texts,
    saved: tuple[Decimal, str] | None = None,
) -> dict[str, str]:
    """The variables that the texts of one option may hold, spelled out; "" where one has no value."""
    money = tongue.money
    price = option_price(funnel, step, option.id, money.currency)
    plan = option.plan
    first = price_in(plan.first, money.currency) if plan is not None else None
    whole = plan_total(plan, price, first) if plan is not None and price is not None else price
    units = unit_count(funnel, step, option)
    each = money.rounded(price / units) if price is not None and units > 1 else None
    product_id = product_of(step, option.id)
    name = tongue.product_name(product_id)
    return {
        **tongue.values,
        "product": name,
        "option": texts.string(f"{option.id}.title", {**tongue.values, "product": name})
        or _named(option, name),
        "price": money.spell(price),
        "total": money.spell(whole if whole is not None else price),
        "quantity": str(option.quantity),
        "saving": money.spell(saved[0]) if saved else "",
        "price_per_unit": money.spell(each if each is not None else price),
        "first_price": money.spell(first if first is not None else price),
        "interval": interval_words(tongue.words, plan) if _recurs(plan) and plan else "",
        "trial_days": str(plan.trial_days) if plan is not None else "",
        "instalments": str(plan.instalments) if plan is not None else "",
    }


def due_today(funnel: Funnel, step: Step, outcome: str, currency: str) -> Decimal | None:
    """What is paid at once with an outcome: nothing in a free trial, else the first payment."""
    option = next((each for each in step.options if each.id == outcome), None)
    price = option_price(funnel, step, outcome, currency)
    if option is None or option.plan is None or price is None:
        return price
    if option.plan.trial_days > 0:
        return Decimal(0)
    first = price_in(option.plan.first, currency)
    return first if first is not None else price


def purchase(funnel: Funnel, tongue: Tongue, step: Step, outcome: str, texts: Texts) -> dict[str, Any]:
    """One line of what was bought: its name, price and payment plan."""
    option = next((each for each in choices_of(step) if each.id == outcome), Option(id=outcome))
    values = option_values(funnel, tongue, step, option, texts)
    lines = _plan_lines(funnel, tongue, step, option)
    name = values["product"] if step.type == START else values["option"]
    return {"name": name, "price": "" if lines else values["price"], "lines": lines[:1]}


def _says_unit(texts: Texts, option: Option) -> bool:
    return texts.uses(f"{option.id}.note", "price_per_unit")


def _says_more(plan: Plan) -> bool:
    """Whether the plan's first sentence says more than the price and the interval beside the card's title."""
    return bool(plan.instalments or plan.trial_days or plan.first)


def _recurs(plan: Plan | None) -> bool:
    return plan is not None and plan.instalments != 1


def _named(option: Option, product: str) -> str:
    name = option.name or product
    return f"{option.quantity} × {product}" if option.quantity > 1 and not option.name and product else name


def _plan_lines(funnel: Funnel, tongue: Tongue, step: Step, option: Option) -> list[str]:
    """The plan in sentences, the one with the price first."""
    price = option_price(funnel, step, option.id, tongue.money.currency)
    if option.plan is None or price is None:
        return []
    first = price_in(option.plan.first, tongue.money.currency)
    return plan_lines(tongue.words, tongue.money, option.plan, price, first)


def _unit_line(tongue: Tongue, about: Texts, values: dict[str, str]) -> str:
    """The price of one unit, where units have a name and one costs less than the whole."""
    unit = about.string("unit")
    if not unit or not values["price"] or values["price_per_unit"] == values["price"]:
        return ""
    return tongue.words.word("per_unit", price=values["price_per_unit"], unit=unit)


def is_compared(step: Step) -> bool:
    """Whether the options are shown as a comparison, side by side with a picture each."""
    return step.type == ALTERNATIVES and len(step.options) > 1

"""The options of an offer as cards: title, price, plan, saving, button and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from markupsafe import Markup, escape

from funnelstudio.export.choices import Choice, lines_of, says_more
from funnelstudio.export.reading import Texts
from funnelstudio.export.tongue import Tongue
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ALTERNATIVES, PLANS, START, Plan, Step
from funnelstudio.model.products import Product

YEAR: Final = 12
"""Months."""

MOST_SWITCHED: Final = 3
"""Plans that a switch has room for; more are shown side by side."""


def cards(
    funnel: Funnel, tongue: Tongue, step: Step, texts: Texts, choices: Sequence[Choice]
) -> list[dict[str, Any]]:
    """One card for each choice, in the order of the page; pictures and links are the caller's.

    One card is featured: the best value where the numbers say which, else the first.
    """
    best = next((choice.option.id for choice in choices if choice.best), "")
    featured = best or (choices[0].option.id if choices else "")
    made = []
    for choice in choices:
        card = _card(funnel, tongue, step, texts, choice)
        card["featured"] = choice.option.id == featured
        made.append(card)
    return made


def _card(funnel: Funnel, tongue: Tongue, step: Step, texts: Texts, choice: Choice) -> dict[str, Any]:
    option, values, word = choice.option, choice.values, tongue.words.word
    about = tongue.product(choice.product)
    product = funnel.products.get(choice.product)
    lines = lines_of(tongue, choice)
    if option.plan is not None and not says_more(option.plan):
        lines = [*_in_a_year(tongue, step, choice), *lines[1:]]
    return {
        "id": option.id,
        "product": values["product"],
        "title": texts.label(f"{option.id}.title", values) or escape(values["option"]),
        "note": texts.inline(f"{option.id}.note", values),
        "description": about.inline("description", values) if step.type == ALTERNATIVES else Markup(),
        "price": values["price"],
        "per": values["interval"],
        "lines": lines,
        "unit": _unit_line(tongue, texts, about, choice),
        "saving": word(choice.saving[1], amount=values["saving"]) if choice.saving else "",
        "best": choice.best,
        "featured": True,
        "button": texts.label(f"{option.id}.button", values) or escape(_button(tongue, choice)),
        "vendor": word("sold_by", vendor=product.vendor) if product is not None and product.vendor else "",
        "picture": None,
        "href": None,
        "embed": None,
        "number": "",
        "recurring": _recurs(option.plan, product),
        "next": "",
        "next_address": "",
    }


def _in_a_year(tongue: Tongue, step: Step, choice: Choice) -> list[str]:
    """What a plan comes to in a year, where another of the step is paid by the year."""
    plan, price = choice.option.plan, choice.price
    if plan is None or price is None or plan.interval != "month" or YEAR % max(1, plan.every):
        return []
    times = YEAR // max(1, plan.every)
    if times < 2 or not any(_is_yearly(option.plan) for option in step.options):
        return []
    return [tongue.words.word("in_a_year", total=tongue.money.spell(price * times))]


def _is_yearly(plan: Plan | None) -> bool:
    months = {"month": 1, "year": YEAR}.get(plan.interval, 0) * max(1, plan.every) if plan is not None else 0
    return plan is not None and not plan.instalments and months == YEAR


def purchase(tongue: Tongue, step: Step, choice: Choice) -> dict[str, Any]:
    """One line of what was bought: its name, price and payment plan."""
    lines = lines_of(tongue, choice)
    name = choice.values["product"] if step.type == START else choice.values["option"]
    return {"name": name, "price": "" if lines else choice.values["price"], "lines": lines[:1]}


def is_compared(step: Step) -> bool:
    """Whether the options are shown as a comparison, side by side with a picture each."""
    return step.type == ALTERNATIVES and len(step.options) > 1


def is_switched(step: Step) -> bool:
    """Whether the options are shown one at a time, with a switch between them: two or three plans that go on
    until they are ended, and differ in how often they are paid.

    The switch shows the first. Nothing is chosen by that: each plan has a button of its own.
    """
    plans = [
        option.plan for option in step.options if option.plan is not None and not option.plan.instalments
    ]
    alike = 2 <= len(step.options) <= MOST_SWITCHED and len(plans) == len(step.options)
    return step.type == PLANS and alike and len({(plan.interval, plan.every) for plan in plans}) == len(plans)


def _button(tongue: Tongue, choice: Choice) -> str:
    price = choice.values["price"]
    return tongue.words.word("button", price=price) if price else tongue.words.word("continue")


def _recurs(plan: Plan | None, product: Product | None) -> bool:
    """Whether more than one payment follows from taking the option."""
    if plan is not None:
        return plan.instalments != 1
    return product is not None and product.kind == "subscription"


def _unit_line(tongue: Tongue, texts: Texts, about: Texts, choice: Choice) -> str:
    """The price of one unit, where units have a name and the note is silent on it."""
    each = choice.values["price_per_unit"]
    if "unit" not in about or not each or each == choice.values["price"]:
        return ""
    if texts.uses(f"{choice.option.id}.note", "price_per_unit"):
        return ""
    return tongue.words.word("per_unit", price=each, unit=about.string("unit"))

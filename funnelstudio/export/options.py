"""The options of an offer as cards: title, price, plan, saving, button and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from funnelstudio.export.choices import Choice, lines_of, says_more
from funnelstudio.export.reading import Texts
from funnelstudio.export.tongue import Tongue
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ALTERNATIVES, START, Step


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
        lines = lines[1:]
    return {
        "id": option.id,
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
        "next": "",
    }


def purchase(tongue: Tongue, step: Step, choice: Choice) -> dict[str, Any]:
    """One line of what was bought: its name, price and payment plan."""
    lines = lines_of(tongue, choice)
    name = choice.values["product"] if step.type == START else choice.values["option"]
    return {"name": name, "price": "" if lines else choice.values["price"], "lines": lines[:1]}


def is_compared(step: Step) -> bool:
    """Whether the options are shown as a comparison, side by side with a picture each."""
    return step.type == ALTERNATIVES and len(step.options) > 1


def _button(tongue: Tongue, choice: Choice) -> str:
    price = choice.values["price"]
    return tongue.words.word("button", price=price) if price else tongue.words.word("continue")


def _unit_line(tongue: Tongue, texts: Texts, about: Texts, choice: Choice) -> str:
    """The price of one unit, where units have a name and the note is silent on it."""
    each = choice.values["price_per_unit"]
    if "unit" not in about or not each or each == choice.values["price"]:
        return ""
    if texts.uses(f"{choice.option.id}.note", "price_per_unit"):
        return ""
    return tongue.words.word("per_unit", price=each, unit=about.string("unit"))

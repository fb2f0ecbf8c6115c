"""What the templates see of one page: plain dictionaries, with everything escaped, spelled and worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from funnelstudio.export.addresses import link_of, safe_address
from funnelstudio.export.choices import Choice, choices_of
from funnelstudio.export.embeds import NO_EMBEDS, Embeds
from funnelstudio.export.endings import ending_context
from funnelstudio.export.entry_data import entry_data, image_address
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.manifest import Manifest
from funnelstudio.export.options import cards, is_compared, is_switched
from funnelstudio.export.pictures import Pictures, Use
from funnelstudio.export.plan import Page, Plan, relative, to_root
from funnelstudio.export.reading import Texts
from funnelstudio.export.settings import settings_of
from funnelstudio.export.tongue import Tongue
from funnelstudio.export.wiring import Way, number_of, platform_address
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, NO, START, Step, outcomes
from funnelstudio.model.products import Product

PROGRESS = {"offer": 2, "ending": 3}
_NOT_HERE: Mapping[str, Any] = {
    "options": (),
    "switched": False,
    "decline": None,
    "others": (),
    "withdrawal": None,
    "bought": None,
    "next_steps": (),
    "help": "",
    "help_link": None,
    "order_data": None,
    "event": None,
    "share": None,
    "product": None,
    "image": "",
}
"""What only some kinds of pages have, on all others."""

_BENEFITS = tuple(f"benefit_{n}" for n in range(1, 6))
_QUESTIONS = tuple((f"question_{n}", f"answer_{n}") for n in range(1, 5))


class Gathered:
    """What the pages of one run brought up: warnings, and the addresses that users gave."""

    def __init__(self, addresses: set[str] | None = None) -> None:
        self.warnings: list[str] = []
        self.addresses: set[str] = set() if addresses is None else addresses


class Wires(NamedTuple):
    """All that decides where an answer leads: the next page, or the platform's address.

    `address` is the site's own, "" while it is not known.
    """

    funnel: Funnel
    plan: Plan
    exporter: Exporter
    gathered: Gathered
    address: str = ""

    @property
    def manifest(self) -> Manifest:
        return self.exporter.manifest


def page_context(
    wires: Wires, page: Page, tongue: Tongue, pictures: Pictures, embeds: Embeds = NO_EMBEDS
) -> dict[str, Any]:
    """The page `page` for its template. Texts are Markup or plain strings that the template escapes.

    Where `embeds` hold the platform's own code for the buttons or the decline, the page has none itself.
    """
    funnel = wires.funnel
    step = funnel.steps[page.step]
    texts = tongue.texts(page.step)
    choices = choices_of(funnel, tongue, step, texts)
    # Variables outside the cards are those of the only option, or of the first.
    values = choices[0].values if choices else tongue.values
    headline = texts.inline("headline", values) or escape(_name(tongue, step))
    context: dict[str, Any] = {
        "kind": page.per,
        "type": step.type,
        "root": to_root(page.path),
        "progress": PROGRESS.get(page.per, 0),
        "title": _title(tongue, step, texts, values),
        "headline": headline,
        "lead": texts.inline("lead", values),
        "reason": texts.inline("reason", values),
        "benefits": texts.each(_BENEFITS, values),
        "body": texts.block("body", values),
        "guarantee": texts.block("guarantee", values),
        "testimonial": texts.block("testimonial", values),
        "testimonial_by": texts.label("testimonial_by", values),
        "questions": _questions(texts, values),
        "picture": _picture(page, pictures, _hero(funnel, step), texts, values),
        "description": texts.words("lead", values)[:300] if page.per == "start" else "",
        "compared": is_compared(step),
        "embed": embeds.buttons,
        "head_embed": embeds.head,
        "embeds": embeds.policy,
        **_NOT_HERE,
    }
    if step.type == ENDING:
        context.update(ending_context(wires, tongue, page, texts, values))
    else:
        context.update(_answers(wires, tongue, page, step, texts, choices, pictures, embeds))
    if step.type == START:
        image = image_address(page.path, wires.address, context["picture"])
        wires.gathered.addresses.update(filter(None, [image]))
        context["image"], context["product"] = image, entry_data(tongue, choices, image)
    return context


def language_links(
    plan: Plan, page: Page, names: Mapping[str, str], rtl: Mapping[str, bool]
) -> list[dict[str, Any]]:
    """The same step in each language; nothing where there is one only."""
    if len(plan.tags) < 2:
        return []
    return [
        {
            "tag": tag,
            "name": names[tag],
            "dir": "rtl" if rtl[tag] else "ltr",
            "href": relative(page.path, path),
            "current": tag == page.tag,
        }
        for tag in plan.tags
        if (path := plan.at.get((page.step, tag)))
    ]


def _name(tongue: Tongue, step: Step) -> str:
    return tongue.product_name(step.product) or step.name


def _title(tongue: Tongue, step: Step, texts: Texts, values: Mapping[str, str]) -> str:
    title = texts.string("page_title", values)
    if title:
        return title
    headline = texts.words("headline", values) or _name(tongue, step)
    brand = tongue.values["brand"]
    return f"{headline} · {brand}" if brand and headline else headline or brand or step.type


def _questions(texts: Texts, values: Mapping[str, str]) -> list[dict[str, Markup]]:
    return [
        {"question": texts.label(question, values), "answer": texts.block(answer, values)}
        for question, answer in _QUESTIONS
        if question in texts and answer in texts
    ]


def picture_uses(funnel: Funnel, step: Step) -> list[Use]:
    """The pictures that a step's page shows."""
    uses = [_hero(funnel, step)]
    if is_compared(step):
        products = (funnel.products.get(option.product or step.product) for option in step.options)
        uses += [_card(product) for product in products if product is not None]
    return [use for use in uses if use.name]


def _hero(funnel: Funnel, step: Step) -> Use:
    """The step's picture, else the product's where the options are all of one product."""
    place = "compared" if is_compared(step) else "hero"
    if step.picture:
        return Use(place, step.picture, step.picture_focus)
    product = funnel.products.get(step.product)
    if product is None or is_compared(step):
        return Use(place, "")
    return Use(place, product.picture, product.picture_focus)


def _card(product: Product) -> Use:
    return Use("card", product.picture, product.picture_focus)


def _picture(
    page: Page, pictures: Pictures, use: Use, texts: Texts | None, values: Mapping[str, str]
) -> dict[str, Any] | None:
    found = pictures.shown(use, to_root(page.path))
    if found is None or texts is None:
        return found
    return {**found, "alt": texts.string("picture_alt", values)}


def _answers(
    wires: Wires,
    tongue: Tongue,
    page: Page,
    step: Step,
    texts: Texts,
    choices: Sequence[Choice],
    pictures: Pictures,
    embeds: Embeds,
) -> dict[str, Any]:
    """The cards, the decline link, and links for answers that only a newer version understands."""
    funnel, gathered = wires.funnel, wires.gathered
    made = {card["id"]: card for card in cards(funnel, tongue, step, texts, choices)}
    compared = is_compared(step)
    revocable = False
    for choice, (key, card) in zip(choices, made.items(), strict=False):
        card["embed"] = embeds.options.get(key)
        if embeds.buttons or card["embed"]:
            card["button"] = ""
        else:
            card["href"] = _href(wires, page, step, key)
        if wires.manifest.limits.platform:
            card["number"] = number_of(funnel, choice.product, wires.manifest.limits.platform, page.tag)
        if wires.manifest.answers is not None:
            card["next"] = next_link(wires, page, step, key)
            card["next_address"] = next_address(wires, page, step, key)
        product = funnel.products.get(choice.product)
        revocable = revocable or (product is not None and product.withdrawal)
        if compared and product is not None:
            card["picture"] = _picture(page, pictures, _card(product), None, choice.values)
        if not card["price"] and step.type != START:
            gathered.warnings.append(_("{path}: an option has no price.").format(path=page.path))
    answers = outcomes(step)
    decline = None
    if NO in answers:
        values = choices[0].values if choices else tongue.values
        words = texts.label("decline", values) or escape(tongue.words.word("decline"))
        decline = {
            "text": words,
            "href": None if embeds.decline else _href(wires, page, step, NO),
            "next": next_link(wires, page, step, NO),
            "next_address": next_address(wires, page, step, NO),
            "embed": embeds.decline,
        }
    others = [_href(wires, page, step, key) for key in answers if key not in made and key != NO]
    pasted = embeds.buttons or any(card["embed"] for card in made.values())
    return {
        "options": list(made.values()),
        "switched": is_switched(step) and not pasted,
        "decline": decline,
        "others": [href for href in others if href],
        "withdrawal": tongue.links.get("withdrawal") if revocable else None,
    }


def _href(wires: Wires, page: Page, step: Step, outcome: str) -> str | None:
    """Where an outcome leads: the user's own address, else the platform's or the next page; None without."""
    gathered = wires.gathered
    given = link_of(step, outcome, page.tag)
    if given:
        address = safe_address(given)
        if address:
            gathered.addresses.add(address)
            return address
        gathered.warnings.append(
            _("{path}: the address “{address}” is not allowed as a link.").format(
                path=page.path, address=given[:80]
            )
        )
    if wires.manifest.answers is None:
        target = next_link(wires, page, step, outcome)
        if not target:
            gathered.warnings.append(_("{path}: an answer leads nowhere.").format(path=page.path))
        return target or None
    address, why = platform_address(wires.funnel, wires.manifest, _way(wires, page, step, outcome))
    if address and not safe_address(address):
        address, why = "", _("the address “{address}” is not allowed as a link.").format(address=address[:80])
    if why:
        gathered.warnings.append(_("{path}: {reason}").format(path=page.path, reason=why))
    if address:
        gathered.addresses.update((address, address.partition("?")[0]))
    return address or None


def next_link(wires: Wires, page: Page, step: Step, outcome: str) -> str:
    """The link from a page to the one that an answer leads to; "" where there is none."""
    target = wires.plan.at.get((step.next.get(outcome, ""), page.tag))
    return relative(page.path, target) if target is not None else ""


def next_address(wires: Wires, page: Page, step: Step, outcome: str) -> str:
    """The whole address of the page that an answer leads to; "" where there is none that is known."""
    target = wires.plan.at.get((step.next.get(outcome, ""), page.tag))
    return wires.address + target if wires.address and target else ""


def _way(wires: Wires, page: Page, step: Step, outcome: str) -> Way:
    option = step.options[0].id if outcome == NO and step.options else outcome
    return Way(
        step,
        outcome,
        page.tag,
        next_link(wires, page, step, outcome),
        next_address(wires, page, step, outcome),
        settings_of(wires.funnel, wires.exporter, page.step, page.tag, option),
    )

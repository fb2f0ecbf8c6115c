"""What of a page was approved: prices, wording, buttons and pictures, each so that a drift can be told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from funnelstudio.model.fields import PRODUCT_PLACE, step_fields
from funnelstudio.model.focus import CENTRE, Focus
from funnelstudio.model.funnel import Approval, Funnel, language, price_of, source_tag, start_id
from funnelstudio.model.memo import by_identity
from funnelstudio.model.offers import EVERY_LANGUAGE, NO, Step, option_of, outcomes, product_of
from funnelstudio.model.texts import page

PRICE: Final = "price"
WORDING: Final = "wording"
BUTTONS: Final = "buttons"
PICTURES: Final = "pictures"
PARTS: Final = (PRICE, WORDING, BUTTONS, PICTURES)

_ON_BUTTONS: Final = ("button", "decline")


def approval_key(step_id: str, tag: str) -> str:
    """Where a page's approval stands in `ExportSettings.approvals`, below the exporter's name."""
    return f"{step_id}:{tag}"


def page_of(key: str) -> tuple[str, str]:
    """The step and the language of such a key."""
    step_id, _colon, tag = key.rpartition(":")
    return step_id, tag


def approval_of(funnel: Funnel, step_id: str, tag: str, exporter: str = "", platform: str = "") -> Approval:
    """What there is to approve on a page as it is now; with the values that the exporter asked for."""
    step = funnel.steps[step_id]
    return Approval(
        price=dict(_prices(funnel, step, tag)),
        wording=_mark(_wording(funnel, step_id, tag, exporter)),
        buttons=_mark(_buttons(funnel, step_id, tag, exporter, platform)),
        pictures=_mark(_pictures(funnel, step)),
    )


def drift(approved: Approval, now: Approval) -> tuple[str, ...]:
    """The PARTS in which a page differs from what was approved."""
    return tuple(part for part in PARTS if getattr(approved, part) != getattr(now, part))


def amount_of(words: str) -> tuple[str, str]:
    """The amount and the currency in a price of an approval; the terms of a plan may follow them."""
    amount, _space, rest = words.partition(" ")
    return amount, rest.partition(" ")[0]


def _prices(funnel: Funnel, step: Step, tag: str) -> Iterator[tuple[str, str]]:
    """Each answer that sells, with its amount, currency and terms, such as "12.00 GBP 1 month"."""
    spoken = language(funnel, tag)
    currency = spoken.currency if spoken is not None else ""
    for outcome in outcomes(step):
        if outcome == NO or not product_of(step, outcome):
            continue
        amount = price_of(funnel, step, outcome).get(currency, "")
        terms = [amount, currency]
        option = option_of(step, outcome)
        if option is not None and option.plan is not None:
            plan = option.plan
            first = plan.first.get(currency, "")
            terms += [str(plan.every), plan.interval]
            numbers = {"trial": plan.trial_days, "instalments": plan.instalments, "term": plan.minimum_term}
            terms += [f"{name} {number}" for name, number in numbers.items() if number]
            terms += [f"first {first}"] if first else []
        strike = _strike(funnel, step, outcome, currency)
        yield outcome, " ".join([*terms, *([f"instead of {strike}"] if strike else [])])


def _strike(funnel: Funnel, step: Step, outcome: str, currency: str) -> str:
    product = funnel.products.get(product_of(step, outcome))
    return product.strike.get(currency, "") if product is not None else ""


def _wording(funnel: Funnel, step_id: str, tag: str, exporter: str) -> Iterator[tuple[str, str]]:
    """Every text of the page that is not on a button, and the names that its products go by."""
    step = funnel.steps[step_id]
    texts = _shown(funnel, tag, step_id)
    for field in step_fields(step, exporter):
        if not field.key.endswith(_ON_BUTTONS):
            yield field.key, texts.get(field.key, "")
    start = funnel.steps.get(start_id(funnel), step)
    for product in dict.fromkeys((*_products(step), start.product)):
        named = _shown(funnel, tag, f"{PRODUCT_PLACE}{product}")
        for key in ("name", "unit", "description"):
            yield f"{product}.{key}", named.get(key, "")
    spoken = language(funnel, tag)
    yield "price_note", spoken.price_note if spoken is not None else ""


def _buttons(
    funnel: Funnel, step_id: str, tag: str, exporter: str, platform: str
) -> Iterator[tuple[str, str]]:
    """The words of the buttons, and all that their addresses are made from."""
    step = funnel.steps[step_id]
    texts = _shown(funnel, tag, step_id)
    for field in step_fields(step, exporter):
        if field.key.endswith(_ON_BUTTONS):
            yield field.key, texts.get(field.key, "")
    for outcome in outcomes(step):
        links = step.links.get(outcome, {})
        next_id = step.next.get(outcome, "")
        following = funnel.steps.get(next_id)
        name = (following.slug or following.name or next_id) if following is not None else ""
        yield outcome, links.get(tag) or links.get(EVERY_LANGUAGE) or name
        product = funnel.products.get(product_of(step, outcome))
        numbers = product.ids.get(platform, {}) if product is not None and platform else {}
        yield f"{outcome}.number", numbers.get(tag) or numbers.get(EVERY_LANGUAGE, "")
    asked = _asked(funnel.export.settings.get(exporter, {}))
    yield from sorted((*asked.get((tag,), ()), *asked.get((step_id, tag), ())))


@by_identity()
def _asked(settings: Mapping[str, str]) -> Mapping[tuple[str, ...], list[tuple[str, str]]]:
    """The exporter's settings by whose they are: a language's, or a step's in a language."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for key, words in settings.items():
        whose = key.split(":")[1:]
        found.setdefault(tuple(whose[:2]), []).append((key, words))
    return found


def _pictures(funnel: Funnel, step: Step) -> Iterator[tuple[str, str]]:
    """The pictures of the page. Their names are made from what is in them."""
    yield "step", _picture(step.picture, step.picture_focus)
    for key in _products(step):
        product = funnel.products.get(key)
        if product is not None:
            yield key, _picture(product.picture, product.picture_focus)
    yield "logo", funnel.brand.logo


def _picture(name: str, focus: Focus) -> str:
    return name if not name or focus == CENTRE else f"{name} {focus}"


def _products(step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for outcome in outcomes(step) if (key := product_of(step, outcome))))


def _shown(funnel: Funnel, tag: str, place: str) -> dict[str, str]:
    """What the page shows by field: the language's own texts, else its base's, else the source's."""
    spoken = language(funnel, tag)
    shown: dict[str, str] = {}
    for each in (source_tag(funnel), spoken.base if spoken is not None else "", tag):
        shown.update({key: text.value for key, text in page(funnel, each, place).items() if text.value})
    return shown


def _mark(parts: Iterator[tuple[str, str]]) -> str:
    """Sixteen hexadecimal digits that tell these texts from others; empty ones count as none."""
    held = "".join([f"{key}\0{words}\0" for key, words in parts if words])
    return hashlib.blake2b(held.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

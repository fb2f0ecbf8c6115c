"""Small and large funnels for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from funnelstudio.model.funnel import Brand, Funnel, Text
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import (
    ALTERNATIVES,
    ENDING,
    NO,
    PLANS,
    PRODUCT,
    QUANTITIES,
    START,
    YES,
    Option,
    Plan,
    Step,
    outcomes,
)
from funnelstudio.model.products import Product
from funnelstudio.model.texts import SHARED, TRANSLATED, fingerprint, places
from funnelstudio.model.value import replace

LANGUAGES = (
    Language(tag="en-GB", currency="GBP", price_note="Prices include VAT"),
    Language(tag="de-DE", currency="EUR", price_note="Preise inkl. MwSt."),
    Language(tag="pl-PL", currency="PLN"),
    Language(tag="ar-EG", currency="EGP"),
    Language(tag="fr-FR", currency="EUR"),
    Language(tag="es-ES", currency="EUR"),
    Language(tag="it-IT", currency="EUR"),
    Language(tag="nl-NL", currency="EUR"),
)
"""The source first; builders take as many as they are asked for."""


def a_price(amount: str, *currencies: str) -> Mapping[str, str]:
    """The same amount in every currency of `LANGUAGES`, or in those named."""
    return dict.fromkeys(currencies or sorted({language.currency for language in LANGUAGES}), amount)


PRODUCTS = {
    "roses": Product(name="12 red roses", kind="physical", price=a_price("24.00"), units=12),
    "more": Product(name="6 more roses", kind="physical", price=a_price("9.00"), units=6),
    "vase": Product(name="Glass vase", kind="physical", price=a_price("14.00"), vendor="Glass & Co"),
    "club": Product(name="Rose club", kind="subscription", price=a_price("19.00"), tags=("club",)),
}


def a_step(step_type: str, name: str = "", product: str = "", **more: object) -> Step:
    """A step with fitting options: three on a choice, so that it has four answers."""
    options: tuple[Option, ...] = ()
    if step_type == PRODUCT:
        options = (Option(id=YES, rate=0.3),)
    elif step_type == ALTERNATIVES:
        options = tuple(
            Option(id=f"a{n}", product=p, rate=0.1) for n, p in enumerate(("more", "vase", "club"))
        )
        product = ""
    elif step_type == QUANTITIES:
        options = tuple(Option(id=f"q{n}", quantity=n, rate=0.1) for n in (1, 2, 3))
    elif step_type == PLANS:
        options = (
            Option(id="month", plan=Plan(interval="month"), rate=0.1),
            Option(id="year", plan=Plan(interval="year"), price=a_price("190.00"), rate=0.1),
            Option(id="parts", plan=Plan(instalments=3), price=a_price("70.00"), rate=0.1),
        )
    return replace(Step(type=step_type, name=name, product=product, options=options), **more)


def a_funnel(languages: int = 2, written: bool = True) -> Funnel:
    """A right little funnel: five offers on three levels, two endings, a jump, every needed text written."""
    steps = {
        "start": a_step(START, "Main order", "roses", next={YES: "six"}),
        "six": a_step(PRODUCT, "6 more", "more", strategy="upsell", next={YES: "club", NO: "few"}),
        "club": a_step(
            PLANS,
            "Rose club",
            "club",
            strategy="cross-sell",
            next={"month": "vase", "year": "thanks", "parts": "thanks", NO: "thanks"},
        ),
        "vase": a_step(PRODUCT, "Vase", "vase", next={YES: "thanks", NO: "thanks"}),
        "few": a_step(QUANTITIES, "A few", "more", next={"q1": "gift", "q2": "bye", "q3": "bye", NO: "bye"}),
        "gift": a_step(ALTERNATIVES, "Gift", next={"a0": "bye", "a1": "bye", "a2": "bye", NO: "bye"}),
        "thanks": a_step(ENDING, "Thank you"),
        "bye": a_step(ENDING, "Order placed"),
    }
    funnel = Funnel(
        title="Red Roses",
        languages=LANGUAGES[:languages],
        brand=Brand(name="Red Roses Ltd"),
        products=PRODUCTS,
        steps=steps,
    )
    return with_texts(funnel) if written else funnel


@lru_cache(maxsize=4)
def big_funnel(steps: int = 5461, languages: int = 5) -> Funnel:
    """A full tree in which every offer has four answers, written in every language.

    With 5,461 steps it has 1,365 offers on six levels, and the last answer of all jumps, since the start is a
    step as well. The same arguments give the same funnel.
    """
    offers = -(-(steps - 2) // 4)
    names = [f"o{n}" for n in range(offers)] + [f"e{n}" for n in range(steps - 1 - offers)]
    kinds = ((ALTERNATIVES, ""), (QUANTITIES, "more"), (PLANS, "club"))
    made: dict[str, Step] = {"start": a_step(START, "Main order", "roses", next={YES: names[0]})}
    following = iter(names[1:])
    for n in range(offers):
        kind, product = kinds[n % 3]
        step = a_step(kind, f"Offer {n}", product)
        made[names[n]] = replace(step, next={answer: next(following, names[-1]) for answer in outcomes(step)})
    for key in names[offers:]:
        made[key] = a_step(ENDING, f"Ending {key}")
    funnel = Funnel(
        title="Large", languages=LANGUAGES[:languages], products=PRODUCTS, steps={k: made[k] for k in made}
    )
    return with_texts(funnel)


def with_texts(funnel: Funnel) -> Funnel:
    """`funnel` with every text that a page usually has, and translations that fit their source."""
    source = funnel.languages[0].tag
    pages = {place: _page(funnel, place) for place in places(funnel)}
    texts = {
        language.tag: {
            place: {
                field: Text(value=value)
                if language.tag == source
                else Text(
                    value=_translated(field, value, language.tag), state=TRANSLATED, source=fingerprint(value)
                )
                for field, value in page.items()
            }
            for place, page in pages.items()
        }
        for language in funnel.languages
    }
    return replace(funnel, texts=texts)


def _translated(field: str, value: str, tag: str) -> str:
    return value if field.endswith("_url") else f"{value} [{tag}]"


def _page(funnel: Funnel, place: str) -> dict[str, str]:
    step = funnel.steps.get(place)
    if step is None:
        if place == SHARED:
            return {"imprint": "Imprint", "imprint_url": "https://example.com/imprint"}
        return {"name": f"Product {place}"} if place.startswith("product:") else {"title": f"Plan {place}"}
    name = step.name or place
    page = {
        "headline": f"{name}: *good* and fresh",
        "lead": f"The lead of {name} says why it is worth a look.",
        "page_title": name,
    }
    if step.type == ENDING:
        return {**page, "next_1": f"We send what you chose at {name}."}
    for n in (1, 2, 3):
        page[f"benefit_{n}"] = f"Benefit {n} of {name}"
    page["body"] = f"Two sentences about {name}. They cost {{price}}.\n\n- one\n- two"
    for answer in outcomes(step):
        if answer == NO:
            page["decline"] = f"No thanks, not {name}"
        else:
            page[f"{answer}.title"] = f"{name} {answer}"
            page[f"{answer}.button"] = f"Yes, {answer} for {{price}}"
    return page

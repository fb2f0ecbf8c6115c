"""A funnel in which nothing can be found, and the changes that spoil it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from funnelstudio.model.checking import Checking
from funnelstudio.model.funnel import Funnel, PlanChange, Text
from funnelstudio.model.languages import Language
from funnelstudio.model.limits import Limits
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
)
from funnelstudio.model.products import Product
from funnelstudio.model.texts import TRANSLATED, fingerprint
from funnelstudio.model.value import replace, with_item, without
from tests.builders import a_funnel, a_price, a_step, with_texts

Change = Callable[[Funnel], Funnel]

CONCLUDED = Limits(concluded=True)
"""Where the contract is concluded on the page, as with the static exporter."""

LANGUAGES = (
    Language(tag="en-GB", currency="GBP", price_note="Prices include VAT. Delivery is free."),
    Language(tag="de-DE", currency="EUR", price_note="Alle Preise inkl. MwSt., Versand frei."),
)


def priced(amount: str) -> Mapping[str, str]:
    return a_price(amount, "EUR", "GBP")


PRODUCTS = {
    "roses": Product(name="12 red roses", kind="physical", price=priced("24.00"), units=12),
    "more": Product(name="More roses", kind="physical", price=priced("30.00"), units=18),
    "three": Product(name="A small bunch", kind="physical", price=priced("12.00"), units=3),
    "vase": Product(name="Glass vase", kind="physical", price=priced("14.00"), vendor="Glass & Co"),
    "card": Product(name="Card", kind="physical", price=priced("4.00")),
    "ribbon": Product(name="Ribbon", price=priced("3.00")),
    "film": Product(name="Film", price=priced("6.00")),
    "club": Product(name="Rose club", kind="subscription", price=priced("19.00"), tags=("club",)),
}

MONTH = Option(id="month", plan=Plan(minimum_term=1), rate=0.05)
YEAR = Option(id="year", plan=Plan(interval="year", minimum_term=1), price=priced("190.00"), rate=0.05)
PARTS = Option(id="parts", plan=Plan(instalments=3), price=priced("70.00"), rate=0.05)
QUARTER = PlanChange(id="c1", title="Month to year", sources=("club",), targets=("year",))


def _steps() -> dict[str, Step]:
    alternatives = tuple(
        Option(id=f"a{n}", product=key, rate=0.05) for n, key in enumerate(("card", "film", "ribbon"))
    )
    amounts = tuple(Option(id=f"q{n}", quantity=n, rate=0.05) for n in (1, 2, 3))
    taken = (Option(id=YES, rate=0.2),)
    return {
        "start": a_step(START, "Main order", "roses", next={YES: "six"}),
        "six": a_step(
            PRODUCT, "More", "more", strategy="upsell", options=taken, next={YES: "club", NO: "few"}
        ),
        "club": a_step(
            PLANS,
            "Rose club",
            "club",
            strategy="cross-sell",
            options=(MONTH, YEAR, PARTS),
            next={"month": "vase", "year": "thanks", "parts": "thanks", NO: "thanks"},
        ),
        "vase": a_step(
            PRODUCT, "Vase", "vase", strategy="cross-sell", options=taken, next={YES: "thanks", NO: "thanks"}
        ),
        "few": a_step(
            QUANTITIES,
            "A few",
            "three",
            strategy="downsell",
            options=amounts,
            next={"q1": "gift", "q2": "bye", "q3": "bye", NO: "bye"},
        ),
        "gift": a_step(
            ALTERNATIVES,
            "Gift",
            strategy="cross-sell",
            options=alternatives,
            next={"a0": "bye", "a1": "bye", "a2": "bye", NO: "bye"},
        ),
        "thanks": a_step(ENDING, "Thank you"),
        "bye": a_step(ENDING, "Order placed"),
    }


@lru_cache(maxsize=1)
def a_sound_funnel() -> Funnel:
    """Like `a_funnel`, with nothing to find, not even a notice."""
    bare = replace(
        a_funnel(written=False),
        languages=LANGUAGES,
        products=PRODUCTS,
        steps=_steps(),
        checking=Checking(thresholds={"offers_on_a_path": 3}),
    )
    funnel = with_texts(bare)
    links = dict.fromkeys(("imprint", "privacy", "terms", "withdrawal"), "Link")
    addresses = {f"{key}_url": f"https://example.com/{key}" for key in links}
    for field, value in {**links, **addresses}.items():
        funnel = written("shared", field, value)(funnel)
    for key, step in funnel.steps.items():
        if step.type not in (START, ENDING):
            funnel = written(key, "reason", "Because it fits into the box")(funnel)
        for option in step.options if step.type != START else (Option(id=YES),):
            if step.type != ENDING:
                field = f"{option.id}.button"
                funnel = written(key, field, "Buy now for {price}", "Für {price} kaufen")(funnel)
    for key in ("roses", "more", "three"):
        funnel = written(f"product:{key}", "unit", "stem")(funnel)
    return funnel


def written(place: str, field: str, english: str, german: str = "") -> Change:
    """A text in both languages, the German one translated from the English one."""

    def change(funnel: Funnel) -> Funnel:
        funnel = with_text("en-GB", place, field, english)(funnel)
        mark = fingerprint(english)
        return with_text("de-DE", place, field, german or english, state=TRANSLATED, source=mark)(funnel)

    return change


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(funnel: Funnel) -> Funnel:
        for one in changes:
            funnel = one(funnel)
        return funnel

    return change


def with_step(step_id: str, **fields: object) -> Change:
    """Changes a step past all edits, as a file written by hand may."""

    def change(funnel: Funnel) -> Funnel:
        step = replace(funnel.steps[step_id], **fields)
        return replace(funnel, steps=with_item(funnel.steps, step_id, step))

    return change


def with_new_step(step_id: str, step: Step) -> Change:
    return lambda funnel: replace(funnel, steps=with_item(funnel.steps, step_id, step))


def with_option(step_id: str, option_id: str, **fields: object) -> Change:
    def change(funnel: Funnel) -> Funnel:
        options = tuple(
            replace(option, **fields) if option.id == option_id else option
            for option in funnel.steps[step_id].options
        )
        return with_step(step_id, options=options)(funnel)

    return change


def with_plan(step_id: str, option_id: str, **fields: object) -> Change:
    def change(funnel: Funnel) -> Funnel:
        option = next(option for option in funnel.steps[step_id].options if option.id == option_id)
        return with_option(step_id, option_id, plan=replace(option.plan or Plan(), **fields))(funnel)

    return change


def with_product(product_id: str, **fields: object) -> Change:
    def change(funnel: Funnel) -> Funnel:
        product = replace(funnel.products[product_id], **fields)
        return replace(funnel, products=with_item(funnel.products, product_id, product))

    return change


def with_text(tag: str, place: str, field: str, value: str, state: str = "draft", source: str = "") -> Change:
    def change(funnel: Funnel) -> Funnel:
        pages = funnel.texts[tag]
        fields = with_item(pages.get(place, {}), field, Text(value=value, state=state, source=source))
        return replace(funnel, texts=with_item(funnel.texts, tag, with_item(pages, place, fields)))

    return change


def without_text(tag: str, place: str, field: str) -> Change:
    def change(funnel: Funnel) -> Funnel:
        pages = funnel.texts[tag]
        return replace(
            funnel,
            texts=with_item(funnel.texts, tag, with_item(pages, place, without(pages[place], field))),
        )

    return change


def unwritten(place: str, field: str) -> Change:
    return both(without_text("en-GB", place, field), without_text("de-DE", place, field))


def with_languages(*added: Language) -> Change:
    return lambda funnel: replace(funnel, languages=(*funnel.languages, *added))


def with_language(tag: str, **fields: object) -> Change:
    return lambda funnel: replace(
        funnel,
        languages=tuple(
            replace(language, **fields) if language.tag == tag else language for language in funnel.languages
        ),
    )


def with_plan_change(**fields: object) -> Change:
    """A rule from the club to a yearly plan, which the vase becomes for the test's sake."""
    rule = replace(QUARTER, **fields)
    pages = both(written("plan_change:c1", "title", "Change"), with_product("vase", tags=("year",)))
    return lambda funnel: pages(replace(funnel, plan_changes=(rule,)))


def chain(length: int) -> Funnel:
    """A start and `length` offers in a row, each with a thank-you page for a refusal."""
    made = {"start": a_step(START, "Start", "roses", next={YES: "o1"}), "end": a_step(ENDING, "End")}
    for n in range(1, length + 1):
        follows = {YES: f"o{n + 1}" if n < length else "end", NO: "end"}
        made[f"o{n}"] = a_step(PRODUCT, f"Offer {n}", "more", next=follows)
    return replace(a_sound_funnel(), steps=made, texts={"en-GB": {}, "de-DE": {}})

"""What a platform does not allow, and what it just allows."""

from __future__ import annotations

from funnelstudio.model.edits.approvals import approve
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.limits import Limits
from funnelstudio.model.offers import NO, YES
from funnelstudio.model.products import Product
from funnelstudio.model.value import replace
from tests.checks.funnels import (
    Change,
    both,
    chain,
    with_option,
    with_product,
    with_step,
    with_text,
    written,
)

PLATFORM = Limits(
    title="Platform",
    levels=5,
    branches="yes_no",
    options=3,
    products=7,
    name=63,
    address=40,
    lengths={"headline": 20, "button": 30},
    https=True,
    platform="market",
    accepted={"en": ("buy now",)},
    refused={"en": ("add to cart",), "de": ("weiter",)},
    one_click=True,
    levels_advised=4,
    options_advised=3,
)


def numbered(funnel: Funnel) -> Funnel:
    """Every product has a number; no text is too long; all options lead to one step."""
    ready = both(
        *(with_product(key, ids={"market": {"*": "12"}}) for key in funnel.products),
        *(written(key, "headline", "Short") for key in funnel.steps),
        with_step("club", next=dict.fromkeys(("month", "year", "parts"), "vase") | {NO: "thanks"}),
        with_step("few", next=dict.fromkeys(("q1", "q2", "q3"), "gift") | {NO: "bye"}),
    )
    return ready(funnel)


def on_it(change: Change) -> Change:
    return both(numbered, change)


def approved(funnel: Funnel) -> Funnel:
    """Every page is approved as it is, for the exporter that the funnel names."""
    pages = [(step, language.tag) for step in funnel.steps for language in funnel.languages]
    return approve(numbered(funnel), "static", pages, PLATFORM.platform)


def with_four_gifts(funnel: Funnel) -> Funnel:
    gift = funnel.steps["gift"]
    options = (*gift.options, replace(gift.options[0], id="a3"))
    return with_step("gift", options=options, next={**gift.next, "a3": "bye"})(funnel)


def with_an_eighth_product(funnel: Funnel) -> Funnel:
    new = Product(name="New", ids={"market": {"*": "1"}})
    funnel = with_four_gifts(replace(funnel, products={**funnel.products, "new": new}))
    return with_option("gift", "a3", product="new")(funnel)


FAULTS: dict[str, tuple[Change, Change]] = {
    "target.levels": (lambda _funnel: chain(6), lambda _funnel: chain(5)),
    "target.branches": (
        on_it(with_step("few", next={"q1": "gift", "q2": "bye", "q3": "gift", NO: "bye"})),
        numbered,
    ),
    "target.options": (
        on_it(with_four_gifts),
        numbered,
    ),
    "target.advised": (lambda _funnel: chain(5), lambda _funnel: chain(4)),
    "target.advised:options": (on_it(with_four_gifts), numbered),
    "target.products": (
        on_it(with_an_eighth_product),
        numbered,
    ),
    "target.number": (
        on_it(with_product("vase", ids={"market": {"de-DE": "1"}})),
        on_it(with_product("vase", ids={"market": {"de-DE": "1", "en-GB": "2"}})),
    ),
    "target.name": (
        on_it(with_text("en-GB", "product:vase", "name", "x" * 64)),
        on_it(with_text("en-GB", "product:vase", "name", "x" * 63)),
    ),
    "target.length": (
        on_it(with_text("de-DE", "vase", "headline", "x" * 21)),
        on_it(with_text("de-DE", "vase", "headline", "x" * 20)),
    ),
    "target.length:button": (
        on_it(with_text("en-GB", "vase", "yes.button", "Buy now, buy now, buy now, buy now")),
        on_it(with_text("en-GB", "vase", "yes.button", "Buy now, buy now")),
    ),
    "target.address": (
        on_it(with_text("en-GB", "shared", "terms_url", "https://example.com/" + "x" * 21)),
        on_it(with_text("en-GB", "shared", "terms_url", "https://example.com/" + "x" * 20)),
    ),
    "target.address:link": (
        on_it(with_step("vase", links={YES: {"*": "https://example.com/" + "x" * 21}})),
        on_it(with_step("vase", links={YES: {"*": "https://example.com/" + "x" * 20}})),
    ),
    "target.https": (
        on_it(with_text("en-GB", "shared", "terms_url", "http://example.com")),
        on_it(with_text("en-GB", "shared", "terms_url", "https://example.com")),
    ),
    "target.https:link": (
        on_it(with_step("vase", links={YES: {"de-DE": "http://example.com"}})),
        on_it(with_step("vase", links={YES: {"de-DE": "https://example.com"}})),
    ),
    "target.wording": (
        on_it(with_text("en-GB", "vase", "yes.button", "Add to cart")),
        on_it(with_text("de-DE", "vase", "yes.button", "Nehmen")),
    ),
    "target.one_click": (
        on_it(with_product("roses", kind="digital")),
        numbered,
    ),
    "target.one_click:withdrawal": (on_it(with_product("vase", withdrawal=False)), numbered),
    "target.approved": (
        both(approved, with_text("en-GB", "vase", "headline", "Shorter")),
        both(approved, with_step("vase", note="For us")),
    ),
    "target.one_click:add_on": (on_it(with_step("vase", strategy="add-on")), numbered),
}

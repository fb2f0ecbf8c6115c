"""What sells badly, and what almost does."""

from __future__ import annotations

from funnelstudio.model.checking import Checking
from funnelstudio.model.offers import NO, PRODUCT, YES, Moment, Option
from funnelstudio.model.value import replace
from tests.builders import a_step
from tests.checks.funnels import (
    Change,
    both,
    priced,
    unwritten,
    with_language,
    with_option,
    with_plan_change,
    with_product,
    with_step,
    with_text,
    written,
)

LATER = Moment(after_days=60)
BUSINESSES = both(with_language("en-GB", buyers="business"), with_language("de-DE", buyers="business"))


def downsell_for(amount: str) -> Change:
    """Three small bunches, each for so much, after 30.00 was declined."""
    return with_product("three", price=priced(amount))


def rates(*shares: float) -> Change:
    options = tuple(Option(id=f"q{n}", quantity=n, rate=share) for n, share in enumerate(shares, 1))
    return with_step("few", options=options)


FAULTS: dict[str, tuple[Change, Change]] = {
    "selling.bought_already": (
        with_step("vase", product="club", options=(Option(id=YES, rate=0.2),)),
        with_step("vase", product="film"),
    ),
    "selling.bought_already:main": (
        with_step("vase", product="roses"),
        with_step("vase", product="card"),
    ),
    "selling.offered_twice": (
        with_step("few", product="more"),
        with_step("few", product="three"),
    ),
    "selling.offered_twice:option": (
        with_option("gift", "a1", product="more"),
        # The club stands on another path.
        with_option("gift", "a1", product="club"),
    ),
    "selling.sold_alone": (
        with_step("six", product="roses"),
        with_step("six", product="more", strategy="upsell"),
    ),
    "selling.order": (
        with_step("vase", strategy="upsell"),
        with_step("club", strategy="upsell"),
    ),
    "selling.order:later": (
        both(
            with_step("six", moment=LATER, channel="call"),
            with_step("club", moment=LATER, channel="call"),
        ),
        both(
            with_step("six", moment=LATER, channel="call", strategy="add-on"),
            with_step("club", moment=LATER, channel="call"),
        ),
    ),
    "selling.competes": (
        both(with_product("roses", tags=("roses",)), with_product("vase", tags=("glass", "roses"))),
        both(with_product("roses", tags=("roses",)), with_product("vase", tags=("glass",))),
    ),
    "selling.upsell_no_more": (
        both(with_product("more", price=priced("20.00"), units=12), downsell_for("10.00")),
        both(with_product("more", price=priced("20.00"), units=13), downsell_for("10.00")),
    ),
    "selling.upsell_no_more:price": (
        both(with_product("more", price=priced("23.99"), units=1), downsell_for("10.00")),
        both(with_product("more", price=priced("24.00"), units=1), downsell_for("10.00")),
    ),
    "selling.downsell_dear": (downsell_for("30.00"), downsell_for("29.99")),
    "selling.downsell_range": (downsell_for("18.01"), downsell_for("18.00")),
    "selling.downsell_range:cheap": (downsell_for("8.99"), downsell_for("9.00")),
    "selling.many_offers": (
        lambda funnel: replace(funnel, checking=Checking()),
        lambda funnel: replace(funnel, checking=Checking(thresholds={"offers_on_a_path": 3})),
    ),
    "selling.delay": (
        with_step("six", moment=LATER, channel="email"),
        both(
            with_step("six", moment=LATER, channel="email"),
            with_step("club", moment=LATER, channel="email"),
            with_step("vase", moment=Moment(after_days=61), channel="email"),
            with_step("few", moment=LATER, channel="email"),
            with_step("gift", moment=LATER, channel="email"),
        ),
    ),
    "selling.channel": (
        with_step("vase", moment=LATER),
        with_step("vase", moment=LATER, channel="call"),
    ),
    "selling.business_early": (
        both(BUSINESSES, with_product("more", kind="service")),
        both(with_language("de-DE", buyers="business"), with_product("more", kind="service")),
    ),
    "selling.rates": (rates(0.5, 0.4, 0.2), rates(0.5, 0.3, 0.2)),
    "selling.rates:negative": (rates(-0.1, 0.2), rates(0.0, 0.15)),
    "selling.rate_range": (rates(0.1, 0.11), rates(0.1, 0.1)),
    "selling.rate_range:upsell": (
        with_option("six", YES, rate=0.26),
        with_option("six", YES, rate=0.25),
    ),
    "selling.no_reason": (unwritten("vase", "reason"), written("vase", "reason", "Because")),
    "selling.change_overlap": (
        with_plan_change(sources=("club", "year"), targets=("year",)),
        with_plan_change(sources=("club",), targets=("year",)),
    ),
    "selling.change_empty": (with_plan_change(sources=()), with_plan_change()),
    "selling.change_tag": (with_plan_change(targets=("yearly",)), with_plan_change(targets=("year",))),
    "selling.change_checkout": (
        both(with_plan_change(), with_step("vase", product="film")),
        both(with_plan_change(), with_step("few", product="vase"), with_step("vase", product="film")),
    ),
    "selling.change_next_payment": (
        both(with_plan_change(), written("plan_change:c1", "description", "From {nextPayment}")),
        both(
            with_plan_change(transition="next_booking"),
            written("plan_change:c1", "description", "From {nextPayment}"),
        ),
    ),
    "selling.change_source": (
        both(
            with_plan_change(),
            with_step("club", next={**dict.fromkeys(("month", "year", "parts"), "thanks"), NO: "vase"}),
        ),
        with_plan_change(),
    ),
    "selling.change_source:path": (
        lambda funnel: both(
            with_plan_change(),
            with_step("gift", next={"a0": "extra", "a1": "bye", "a2": "bye", NO: "bye"}),
        )(
            replace(
                funnel,
                steps={
                    **funnel.steps,
                    "extra": a_step(PRODUCT, "Extra", "vase", next={YES: "bye", NO: "bye"}),
                },
            )
        ),
        both(with_plan_change(optional=True), with_text("en-GB", "vase", "lead", "In addition")),
    ),
}

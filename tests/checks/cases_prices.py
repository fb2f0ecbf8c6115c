"""What is wrong with prices, and what almost is."""

from __future__ import annotations

from funnelstudio.model.languages import Language
from funnelstudio.model.money import Price
from funnelstudio.model.offers import YES, Option, Plan
from funnelstudio.model.products import DatedPrice
from tests.checks.funnels import (
    Change,
    both,
    priced,
    with_language,
    with_languages,
    with_option,
    with_plan,
    with_product,
    with_step,
    with_text,
)

YEN = with_languages(Language(tag="ja-JP", currency="JPY"))
DINARS = with_languages(Language(tag="ar-KW", currency="KWD"))


def vase_for(price: Price) -> Change:
    return with_step("vase", options=(Option(id=YES, price=price, rate=0.2),))


def once_and_three(part: str) -> Change:
    once = Option(id="month", plan=Plan(instalments=1), price=priced("120.00"), rate=0.05)
    return both(
        with_step("club", options=(once, Option(id="year", rate=0.05), Option(id="parts", rate=0.05))),
        with_option("club", "year", plan=Plan(minimum_term=1)),
        with_option("club", "parts", plan=Plan(instalments=3), price=priced(part)),
    )


def ledger(*entries: tuple[str, str], was: str = "30.00") -> Change:
    """The vase, said to have cost `was`."""
    history = tuple(DatedPrice(since=since, price=priced(amount)) for since, amount in entries)
    return with_product("vase", strike=priced(was), price_history=history)


FAULTS: dict[str, tuple[Change, Change]] = {
    "prices.missing": (YEN, with_languages(Language(tag="fr-FR", currency="EUR"))),
    "prices.unreadable": (
        vase_for({"EUR": "1e99", "GBP": "9.00"}),
        vase_for({"EUR": "1.99", "GBP": "9.00"}),
    ),
    "prices.unreadable:product": (
        with_product("vase", price={"EUR": "free", "GBP": "9.00"}),
        with_product("vase", price={"EUR": "9", "GBP": "9.00"}),
    ),
    "prices.no_currency": (
        with_languages(Language(tag="fr-FR", currency="XYZ")),
        with_languages(Language(tag="fr-FR", currency="EUR")),
    ),
    "prices.negative": (vase_for(priced("-5.00")), vase_for(priced("5.00"))),
    "prices.negative:first": (
        with_plan("club", "month", first=priced("-1.00")),
        with_plan("club", "month", first=priced("0.00")),
    ),
    "prices.negative:product": (
        with_product("vase", price=priced("-0.01")),
        with_product("vase", price=priced("0.01")),
    ),
    "prices.zero": (vase_for(priced("0.00")), vase_for(priced("0.01"))),
    "prices.zero:start": (
        with_product("roses", price=priced("0")),
        with_product("roses", price=priced("24")),
    ),
    "prices.decimals": (vase_for(priced("9.123456789012")), vase_for(priced("9.10"))),
    "prices.decimals:yen": (
        both(YEN, vase_for({**priced("9.00"), "JPY": "900.50"})),
        both(YEN, vase_for({**priced("9.00"), "JPY": "900"})),
    ),
    "prices.decimals:product": (
        both(DINARS, with_product("vase", price={**priced("9.00"), "KWD": "3.1234"})),
        both(DINARS, with_product("vase", price={**priced("9.00"), "KWD": "3.123"})),
    ),
    "prices.quantity": (
        with_option("few", "q3", price=priced("36.03")),
        with_option("few", "q3", price=priced("36.00")),
    ),
    "prices.longer_plan": (
        with_option("club", "year", price=priced("228.01")),
        with_option("club", "year", price=priced("228.00")),
    ),
    "prices.instalments_less": (once_and_three("39.99"), once_and_three("40.00")),
    "prices.instalments_more": (once_and_three("40.01"), once_and_three("40.00")),
    "prices.no_plan": (
        with_option("club", "month", plan=None),
        with_plan("club", "month", interval="week"),
    ),
    "prices.no_plan:subscription": (
        with_step("vase", product="club"),
        with_step("vase", product="club", options=(Option(id=YES, plan=Plan(minimum_term=1)),)),
    ),
    "prices.no_plan:interval": (
        with_plan("club", "month", interval="moon"),
        with_plan("club", "month", every=3),
    ),
    "prices.no_term": (
        with_plan("club", "month", minimum_term=0),
        with_plan("club", "month", minimum_term=1),
    ),
    "prices.first_payment": (
        with_plan("club", "month", first={"EUR": "1.00"}),
        with_plan("club", "month", first=priced("1.00")),
    ),
    "prices.strike": (
        ledger(("2026-01-01", "30.00"), ("2026-05-20", "26.00"), ("2026-06-01", "14.00")),
        ledger(("2026-01-01", "26.00"), ("2026-03-20", "30.00"), ("2026-06-01", "14.00")),
    ),
    "prices.strike:unproved": (
        ledger(("2026-06-01", "14.00")),
        ledger(("2026-05-01", "30.00"), ("2026-06-01", "14.00")),
    ),
    "prices.strike:changed since": (
        both(
            ledger(("2026-05-01", "30.00"), ("2026-06-01", "14.00")),
            with_product("vase", price=priced("12.00")),
        ),
        both(
            ledger(("2026-05-01", "30.00"), ("2026-06-01", "14.00"), ("2026-06-09", "12.00"), was="14.00"),
            with_product("vase", price=priced("12.00")),
        ),
    ),
    "prices.strike:said again": (
        ledger(("2026-05-01", "26.00"), ("2026-06-01", "14.00"), ("2026-06-09", "14.00")),
        ledger(("2026-05-01", "30.00"), ("2026-06-01", "14.00"), ("2026-06-09", "14.00")),
    ),
    "prices.mixed_currencies": (
        with_text("de-DE", "vase", "lead", "Nur £9"),
        with_text("de-DE", "vase", "lead", "Nur 9 €"),
    ),
    "prices.mixed_currencies:code": (
        with_text("en-GB", "vase", "lead", "Only 9 EUR"),
        with_text("en-GB", "vase", "lead", "Only GBP 9, with 2 EURO plugs"),
    ),
    "prices.mixed_tax": (
        with_text("de-DE", "vase", "lead", "Zzgl. MwSt."),
        with_text("de-DE", "vase", "lead", "Inkl. MwSt."),
    ),
    "prices.mixed_tax:net": (
        both(
            with_language("de-DE", price_note="Alle Preise zzgl. MwSt.", buyers="business"),
            with_text("de-DE", "vase", "lead", "Inkl. MwSt."),
        ),
        with_language("de-DE", price_note="Alle Preise zzgl. MwSt.", buyers="business"),
    ),
    "prices.percent_off": (
        with_text("en-GB", "vase", "lead", "Now 20 % off"),
        with_text("en-GB", "vase", "lead", "Made of 20 % lead glass, 10-20 % thinner"),
    ),
    "prices.percent_off:ledger": (
        with_text("en-GB", "vase", "lead", "Today -20%"),
        both(
            with_text("en-GB", "vase", "lead", "Today -20%"),
            ledger(("2026-05-01", "30.00"), ("2026-06-01", "14.00")),
        ),
    ),
}

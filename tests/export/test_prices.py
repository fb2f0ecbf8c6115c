"""Plan sentences, savings and prices per unit: worked out, and never more than is true."""

from __future__ import annotations

from decimal import Decimal

import pytest

from funnelstudio.export import find_exporter
from funnelstudio.export.choices import Choice, choices_of, due_today, lines_of
from funnelstudio.export.tongue import Tongue
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import Option, Plan, Step
from funnelstudio.model.products import Product


def _choices(step: Step, tag: str = "en-GB", **product: object) -> tuple[Choice, ...]:
    products = {"p": Product(name="Rose", **{"price": {"GBP": "2.00"}, **product})}  # type: ignore[arg-type]
    funnel = Funnel(languages=(Language(tag=tag, currency="GBP"),), products=products, steps={"s": step})
    tongue = Tongue(funnel, find_exporter("static"), tag, draft=False)
    return choices_of(funnel, tongue, step, tongue.texts("s"))


def _lines(plan: Plan, price: str = "12.00", tag: str = "en-GB") -> list[str]:
    step = Step(type="plans", product="p", options=(Option(id="a", price={"GBP": price}, plan=plan),))
    funnel = Funnel(languages=(Language(tag=tag, currency="GBP"),), steps={"s": step})
    tongue = Tongue(funnel, find_exporter("static"), tag, draft=False)
    return lines_of(tongue, choices_of(funnel, tongue, step, tongue.texts("s"))[0])


@pytest.mark.parametrize(
    ("plan", "lines"),
    [
        (Plan(), ["£12.00 per month", "Renews until you cancel"]),
        (Plan(every=3), ["£12.00 every 3 months", "Renews until you cancel"]),
        (Plan(interval="year"), ["£12.00 per year", "Renews until you cancel"]),
        (Plan(trial_days=30), ["30 days free, then £12.00 per month", "Renews until you cancel"]),
        (
            Plan(trial_days=1, interval="week"),
            ["1 day free, then £12.00 per week", "Renews until you cancel"],
        ),
        (
            Plan(minimum_term=12),
            ["£12.00 per month", "Minimum term 12 months, £144.00 in total", "Renews until you cancel"],
        ),
        (
            Plan(every=3, minimum_term=4, first={"GBP": "1.00"}),
            [
                "First payment £1.00, then £12.00 every 3 months",
                "Minimum term 12 months, £37.00 in total",
                "Renews until you cancel",
            ],
        ),
        (Plan(instalments=9), ["9 payments of £12.00, £108.00 in total"]),
        (
            Plan(instalments=3, first={"GBP": "20.00"}),
            ["First payment £20.00, then 2 payments of £12.00, £44.00 in total"],
        ),
        (Plan(instalments=1), []),
        (Plan(instalments=1, trial_days=7), ["7 days free, then £12.00"]),
        (Plan(interval="fortnight", minimum_term=2), ["£12.00", "Renews until you cancel"]),
    ],
)
def test_a_plan_in_sentences(plan: Plan, lines: list[str]) -> None:
    assert _lines(plan) == lines


@pytest.mark.parametrize(
    ("tag", "lines"),
    [
        ("de-DE", ["Alle 3 Monate", "Mindestlaufzeit 6 Monate, insgesamt 24,00\xa0£"]),
        ("pl-PL", ["Co 3 miesiące", "Minimalny okres: 6 miesięcy, razem 24,00\xa0GBP"]),
        ("cs-CZ", ["Každé 3 měsíce", "Minimální doba 6 měsíců, celkem 24,00\xa0£"]),
    ],
)
def test_plurals_in_other_languages(tag: str, lines: list[str]) -> None:
    made = _lines(Plan(every=3, minimum_term=2), tag=tag)
    assert lines[0].lower() in made[0].lower()
    assert made[1].split(",")[0] == lines[1].split(",")[0]


def test_several_pieces_save_against_single_ones() -> None:
    options = (
        Option(id="six", quantity=6, price={"GBP": "10.00"}),
        Option(id="twelve", quantity=12, price={"GBP": "18.00"}),
    )
    six, twelve = _choices(Step(type="quantities", product="p", options=options))
    assert (six.saving, twelve.saving) == ((Decimal("2.00"), "save"), (Decimal("6.00"), "save"))
    assert (six.best, twelve.best) == (False, True)
    assert (six.values["price_per_unit"], twelve.values["price_per_unit"]) == ("£1.67", "£1.50")


def test_no_saving_where_none_is() -> None:
    options = (Option(id="six", quantity=6), Option(id="seven", quantity=7, price={"GBP": "15.00"}))
    for choice in _choices(Step(type="quantities", product="p", options=options)):
        assert choice.saving is None
        assert not choice.best


def test_a_single_product_never_claims_a_saving() -> None:
    step = Step(type="product", product="p", options=(Option(id="yes", price={"GBP": "1.00"}),))
    assert _choices(step)[0].saving is None


def test_a_year_saves_against_twelve_months() -> None:
    options = (
        Option(id="month", price={"GBP": "12.00"}, plan=Plan()),
        Option(id="year", price={"GBP": "120.00"}, plan=Plan(interval="year")),
        Option(id="week", price={"GBP": "1.00"}, plan=Plan(interval="week")),
    )
    month, year, week = _choices(Step(type="plans", product="p", options=options))
    assert year.saving == (Decimal("24.00"), "save_per_year")
    assert year.best
    assert month.saving is week.saving is None


def test_paying_at_once_saves_against_instalments() -> None:
    options = (
        Option(id="once", price={"GBP": "100.00"}, plan=Plan(instalments=1)),
        Option(id="parts", price={"GBP": "40.00"}, plan=Plan(instalments=3)),
    )
    once, parts = _choices(Step(type="plans", product="p", options=options))
    assert once.saving == (Decimal("20.00"), "save")
    assert parts.saving is None
    assert parts.values["total"] == "£120.00"


def test_what_is_due_today() -> None:
    options = (
        Option(id="a", price={"GBP": "12.00"}, plan=Plan(trial_days=7)),
        Option(id="b", price={"GBP": "12.00"}, plan=Plan(first={"GBP": "1.00"})),
        Option(id="c", price={"GBP": "12.00"}, plan=Plan()),
        Option(id="d"),
    )
    due = [due_today(choice) for choice in _choices(Step(type="plans", product="p", options=options))]
    assert due == [Decimal(0), Decimal("1.00"), Decimal("12.00"), Decimal("2.00")]

"""What a path costs today, each month, and later."""

from __future__ import annotations

from decimal import Decimal

import pytest

from funnelstudio.commands.totals import Totals, totals
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Moment, Option, Plan, Step
from funnelstudio.model.products import Product


def with_plan(plan: Plan | None, after_days: int = 0) -> Funnel:
    option = Option(id="yes", price={"EUR": "120.00"}, plan=plan)
    step = Step(type="plans", options=(option,), moment=Moment(after_days=after_days))
    main = Step(type="start", product="roses")
    return Funnel(
        products={"roses": Product(name="Roses", price={"EUR": "24.00"})}, steps={"s": main, "a": step}
    )


PATH = (("s", "yes"), ("a", "yes"))


@pytest.mark.parametrize(
    ("plan", "today", "monthly", "later"),
    [
        (None, "144", "0", "0"),
        (Plan(interval="month"), "144", "120", "0"),
        (Plan(interval="month", every=3), "144", "40", "0"),
        (Plan(interval="year"), "144", "10", "0"),
        (Plan(trial_days=14), "24", "120", "0"),
        (Plan(first={"EUR": "20.00"}), "44", "120", "0"),
        (Plan(instalments=1), "144", "0", "0"),
        (Plan(instalments=3), "144", "0", "240"),
        (Plan(instalments=3, first={"EUR": "20.00"}), "44", "0", "240"),
        (Plan(interval="fortnight", every=0), "144", "120", "0"),
    ],
)
def test_payment_plans(plan: Plan | None, today: str, monthly: str, later: str) -> None:
    found = totals(with_plan(plan), PATH, "EUR")
    assert found == Totals(Decimal(today), Decimal(monthly), Decimal(later))


def test_later_offers_refusals_and_missing_prices() -> None:
    funnel = with_plan(None, after_days=60)
    assert totals(funnel, PATH, "EUR") == Totals(Decimal(24), Decimal(0), Decimal(120), 0)
    assert totals(funnel, (("s", "yes"), ("a", "no")), "EUR") == Totals(
        Decimal(24), Decimal(0), Decimal(0), 0
    )
    assert totals(funnel, PATH, "USD").unknown == 2
    assert totals(funnel, (("gone", "yes"),), "EUR").today == 0

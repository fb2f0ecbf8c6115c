"""What an option costs over time, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Option, Plan, Step
from funnelstudio.model.payments import committed, due_today, payments_within, per_month, value_of


@pytest.mark.parametrize(
    ("plan", "months", "count"),
    [
        (Plan(interval="month"), 12, 12),
        (Plan(interval="year"), 12, 1),
        (Plan(interval="year"), 24, 2),
        (Plan(interval="month", instalments=3), 12, 3),
        (Plan(interval="month", every=3), 12, 4),
        (Plan(interval="month", trial_days=30), 12, 12),
        (Plan(interval="month", trial_days=400), 12, 0),
        (Plan(interval="week"), 1, 5),
    ],
)
def test_payments_within_some_months(plan: Plan, months: int, count: int) -> None:
    assert payments_within(plan, months) == count


@pytest.mark.parametrize(
    ("plan", "today", "monthly", "bound", "year"),
    [
        (None, "12", "0", "12", "12"),
        (Plan(interval="month"), "12", "12", "12", "144"),
        (Plan(interval="year"), "12", "1", "12", "12"),
        (Plan(interval="month", every=3), "12", "4", "12", "48"),
        (Plan(interval="month", instalments=3), "12", "0", "36", "36"),
        (Plan(interval="month", minimum_term=6), "12", "12", "72", "144"),
        (Plan(interval="month", trial_days=14), "0", "12", "12", "144"),
        (Plan(interval="month", first={"EUR": "1.00"}), "1", "12", "1", "133"),
    ],
)
def test_an_option_costs(plan: Plan | None, today: str, monthly: str, bound: str, year: str) -> None:
    step = Step(type="plans", options=(Option(id="a", price={"EUR": "12.00"}, plan=plan),))
    asked = (Funnel(), step, "a", "EUR")
    assert due_today(*asked) == Decimal(today)
    assert per_month(*asked) == Decimal(monthly)
    assert committed(*asked) == Decimal(bound)
    assert value_of(*asked, 12) == Decimal(year)


def test_an_option_without_a_price_costs_nothing_that_is_known() -> None:
    step = Step(type="plans", options=(Option(id="a", plan=Plan()),))
    assert committed(Funnel(), step, "a", "EUR") is None
    assert due_today(Funnel(), step, "a", "EUR") == 0

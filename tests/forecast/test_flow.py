"""The flow of buyers: shares that add up, revenue that can be worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from funnelstudio.forecast import forecast
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, NO, PRODUCT, QUANTITIES, START, YES, Option, Step
from funnelstudio.model.products import Product
from funnelstudio.model.value import replace, with_item
from tests.builders import a_funnel, a_price, a_step, big_funnel


def roses() -> Funnel:
    """The call-centre example: 6 more for 10, else 3 for 5."""
    steps = {
        "start": a_step(START, "12 roses", "roses", next={YES: "more"}),
        "more": Step(
            type=QUANTITIES,
            product="stem",
            options=(
                Option(id="six", price=a_price("10.00"), rate=0.24),
                Option(id="twelve", price=a_price("18.00"), rate=0.08),
            ),
            next={"six": "end", "twelve": "end", NO: "small"},
        ),
        "small": Step(
            type=PRODUCT,
            product="stem",
            strategy="downsell",
            options=(Option(id=YES, price=a_price("5.00"), rate=0.18),),
            next={YES: "end", NO: "end"},
        ),
        "end": a_step(ENDING, "Thank you"),
    }
    products = {"roses": Product(name="12", price=a_price("24.00")), "stem": Product(name="stem")}
    return replace(a_funnel(written=False), steps=steps, products=products)


def test_revenue_is_reach_times_rate_times_price() -> None:
    result = forecast(roses(), "GBP")
    assert result.reach["small"] == pytest.approx(0.68)
    assert float(result.revenue["more"]) == pytest.approx(0.24 * 10 + 0.08 * 18)
    assert float(result.revenue["small"]) == pytest.approx(0.68 * 0.18 * 5)
    assert float(result.average_order) == pytest.approx(24 + 3.84 + 0.612)
    assert float(result.uplift) == pytest.approx((24 + 3.84 + 0.612) / 24)


def test_every_buyer_ends_somewhere() -> None:
    for funnel in (roses(), a_funnel(), big_funnel(500, 1)):
        result = forecast(funnel)
        endings = [key for key, step in funnel.steps.items() if step.type == ENDING]
        assert sum(result.reach[key] for key in endings) == pytest.approx(1.0)


def test_rates_over_one_are_scaled_and_unset_ones_are_named() -> None:
    funnel = roses()
    step = funnel.steps["small"]
    greedy = replace(step, options=(Option(id="a", rate=0.9), Option(id="b", rate=0.6)), next={})
    result = forecast(replace(funnel, steps=with_item(funnel.steps, "small", greedy)))
    assert result.rates["small", "a"] == pytest.approx(0.6)
    assert result.rates["small", NO] == 0
    unset = replace(step, options=(Option(id=YES),))
    result = forecast(replace(funnel, steps=with_item(funnel.steps, "small", unset)))
    assert ("small", YES) in result.presumed


def test_a_funnel_without_a_start_earns_nothing() -> None:
    assert forecast(Funnel()).average_order == Decimal(0)

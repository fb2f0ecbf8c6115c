"""The spread of a forecast: by hand, and against buyers who are sent through the tree one by one."""

from __future__ import annotations

import math
import random
from decimal import Decimal

import pytest

from funnelstudio.forecast import Forecast, brought, forecast, spread
from funnelstudio.forecast.quantiles import LEVELS, NOTHING, Band
from funnelstudio.model.edits.document import MOST_ORDERS
from funnelstudio.model.funnel import Assumptions, Funnel
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.value import replace
from tests.builders import a_funnel, a_price, big_funnel
from tests.forecast.test_flow import roses


def with_orders(funnel: Funnel, orders: int) -> Funnel:
    return replace(funnel, assumptions=Assumptions(orders=orders))


def one_run(funnel: Funnel, flow: Forecast, dice: random.Random) -> dict[str, Decimal]:
    """What each step brings in one run of all orders, buyer by buyer."""
    got = dict.fromkeys(flow.reach, Decimal(0))
    for _buyer in range(flow.orders):
        key = "start"
        while key:
            answers = {outcome: rate for (step, outcome), rate in flow.rates.items() if step == key}
            if not answers:
                break
            outcome = dice.choices([*answers], [*answers.values()])[0]
            got[key] += flow.value.get((key, outcome), Decimal(0))
            key = funnel.steps[key].next.get(outcome, "")
    return got


def test_of_one_order_the_revenue_is_its_value() -> None:
    funnel = with_orders(roses(), 1)
    found = spread(funnel, forecast(funnel, "GBP"))
    assert found.order_value == found.revenue == found.average_order
    # 24 with 55.76 %, 29 with 12.24 %, 34 with 24 %: together 92 %.
    assert found.order_value == Band(Decimal(24), Decimal(24), Decimal(34))
    assert found.steps["more"] == Band(Decimal(0), Decimal(0), Decimal(10))
    assert found.answers["more", "twelve"] == NOTHING
    assert found.buyers["small"] == (0, 1, 1)


def test_of_no_orders_nothing_comes() -> None:
    for orders in (0, -5):
        funnel = with_orders(roses(), orders)
        found = spread(funnel, forecast(funnel, "GBP"))
        assert found.orders == 0
        assert found.revenue == found.average_order == found.steps["start"] == NOTHING
        assert found.order_value.middle == 24
    empty = spread(Funnel(), forecast(Funnel()))
    assert empty.revenue == empty.order_value == NOTHING


def test_what_is_certain_has_no_spread() -> None:
    funnel = with_orders(roses(), 500)
    found = spread(funnel, forecast(funnel, "GBP"))
    assert found.steps["start"] == Band(Decimal(12000), Decimal(12000), Decimal(12000))
    assert found.buyers["more"] == (500, 500, 500)


def test_a_step_with_one_option_brings_a_binomial_count_of_its_price() -> None:
    funnel = with_orders(roses(), 1000)
    found = spread(funnel, forecast(funnel, "GBP"))
    # 1,000 buyers, 0.68 * 0.18 = 12.24 % of them for 5 each: 122.4 buyers, standard deviation 10.36.
    assert found.steps["small"] == found.answers["small", "yes"]
    assert [float(amount) / 5 for amount in found.steps["small"]] == pytest.approx(
        [122.4 - 1.2816 * 10.36, 122.4, 122.4 + 1.2816 * 10.36], abs=1
    )


@pytest.mark.parametrize(("funnel", "orders"), [(roses(), 7), (roses(), 120), (a_funnel(), 40)])
def test_the_spread_agrees_with_buyers_sent_through_the_tree(funnel: Funnel, orders: int) -> None:
    """Each quantile leaves its share of 1,000 runs below it, to within four standard errors."""
    funnel = with_orders(funnel, orders)
    dice = random.Random(7)  # noqa: S311 - the same dice in every run
    flow = forecast(funnel, "GBP")
    found = spread(funnel, flow)
    runs = [one_run(funnel, flow, dice) for _run in range(1000)]
    checked = [(found.steps[key], [run[key] for run in runs]) for key in found.steps]
    checked.append((found.revenue, [sum(run.values(), Decimal(0)) for run in runs]))
    for band, values in checked:
        for level, quantile in zip(LEVELS, band, strict=True):
            error = 4 * math.sqrt(level * (1 - level) / len(runs))
            assert sum(value < quantile for value in values) / len(runs) <= level + error
            assert sum(value <= quantile for value in values) / len(runs) >= level - error


def test_more_orders_make_the_average_more_certain() -> None:
    bands = []
    for orders in (10, 1000, 100_000):
        funnel = with_orders(roses(), orders)
        bands.append(spread(funnel, forecast(funnel, "GBP")).average_order)
    widths = [float(band.high - band.low) for band in bands]
    assert widths[0] > 8 * widths[1] > 64 * widths[2]
    assert all(band.low <= band.middle <= band.high for band in bands)


def test_a_large_funnel_has_a_band_for_every_step() -> None:
    funnel = big_funnel(5461, 1)
    flow = forecast(funnel, "GBP")
    found = spread(funnel, flow)
    assert found.steps.keys() == flow.revenue.keys()
    assert found.answers.keys() == flow.value.keys()
    assert found.revenue.low < flow.average_order * flow.orders < found.revenue.high


def test_what_a_path_brings() -> None:
    assert brought(10, [(Decimal(34), 0.5)]) == Band(Decimal(102), Decimal(170), Decimal(238))
    assert brought(10, [(Decimal(34), 1.0)]) == Band(Decimal(340), Decimal(340), Decimal(340))


def test_a_file_with_absurdly_many_orders_is_forecast_for_the_most_that_can_be_assumed() -> None:
    funnel = with_orders(roses(), 10**30)
    found = spread(funnel, forecast(funnel, "GBP"))
    assert found.orders == MOST_ORDERS
    assert found.revenue.low < Decimal("28.452") * MOST_ORDERS < found.revenue.high


def test_a_kind_of_a_later_version_whose_options_lead_nowhere_has_a_band_too() -> None:
    steps = {"a": Step(type="", options=(Option(id="b", price=a_price("5.00")),))}
    funnel = replace(a_funnel(written=False), steps=steps)
    flow = forecast(funnel, "GBP")
    assert flow.revenue.keys() == spread(funnel, flow).steps.keys() == {"a"}

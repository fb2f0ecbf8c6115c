"""Order values and paths of single buyers: by hand, and against the flow."""

from __future__ import annotations

from decimal import Decimal

import pytest

from funnelstudio.forecast import forecast, likeliest_paths
from funnelstudio.forecast.orders import order_values
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, NO, PRODUCT, START, YES, Option, Step
from funnelstudio.model.tree import count_paths, paths
from funnelstudio.model.value import replace, with_item
from tests.builders import a_funnel, a_price, a_step, big_funnel
from tests.forecast.test_flow import roses


def chain(offers: int, prices: int, rate: float = 0.5) -> Funnel:
    """A start and offers in a row whose both answers lead to the next; prices are powers of 2, then again."""
    steps = {"start": a_step(START, "Main", "roses", next={YES: "o0"})}
    for n in range(offers):
        option = Option(id=YES, rate=rate, price=a_price(f"{2 ** (n % prices)}.00"))
        follows = f"o{n + 1}" if n + 1 < offers else "end"
        steps[f"o{n}"] = Step(type=PRODUCT, options=(option,), next={YES: follows, NO: follows})
    return replace(a_funnel(written=False), steps={**steps, "end": a_step(ENDING)})


def test_every_order_value_has_its_share() -> None:
    found = order_values(roses(), forecast(roses(), "GBP"))
    assert [value for value, _share in found] == [24, 29, 34, 42]
    assert [share for _value, share in found] == pytest.approx([0.68 * 0.82, 0.68 * 0.18, 0.24, 0.08])


@pytest.mark.parametrize("funnel", [roses(), a_funnel(), big_funnel(500, 1), chain(6, 6), chain(40, 30)])
def test_order_values_have_the_mean_of_the_flow(funnel: Funnel) -> None:
    flow = forecast(funnel, "GBP")
    found = order_values(funnel, flow)
    assert sum(share for _value, share in found) == pytest.approx(1)
    assert sum(float(value) * share for value, share in found) == pytest.approx(float(flow.average_order))


def test_paths_come_by_their_share() -> None:
    funnel = roses()
    found = list(likeliest_paths(funnel, forecast(funnel, "GBP")))
    assert [path.value for path in found] == [24, 34, 29, 42]
    assert [path.share for path in found] == pytest.approx([0.5576, 0.24, 0.1224, 0.08])
    assert found[2].answers == (("start", YES), ("more", NO), ("small", YES))
    assert {path.ending for path in found} == {"end"}


@pytest.mark.parametrize("funnel", [a_funnel(), big_funnel(500, 1), chain(6, 6)])
def test_all_paths_are_those_of_the_tree(funnel: Funnel) -> None:
    flow = forecast(funnel, "GBP")
    found = list(likeliest_paths(funnel, flow))
    assert {(path.answers, path.ending) for path in found} == {(p.answers, p.ending) for p in paths(funnel)}
    assert len(found) == count_paths(funnel)
    assert sum(path.share for path in found) == pytest.approx(1)
    shares = [path.share for path in found]
    assert shares == pytest.approx(sorted(shares, reverse=True))


def test_the_likeliest_of_very_many_paths_are_found_at_once() -> None:
    funnel = chain(300, 300, rate=0.4)
    found = list(likeliest_paths(funnel, forecast(funnel, "GBP"), most=3))
    assert [path.share for path in found] == pytest.approx([0.6**300, 0.6**299 * 0.4, 0.6**299 * 0.4])
    even = chain(300, 300)
    assert len(list(likeliest_paths(even, forecast(even, "GBP"), most=3))) == 3


def test_nobody_goes_a_path_with_a_rate_of_none() -> None:
    funnel = roses()
    for rate, value in ((0.0, Decimal(24)), (1.0, Decimal(29))):
        steps = dict(funnel.steps)
        steps["more"] = replace(steps["more"], options=(Option(id="six", rate=0.0),))
        option = replace(steps["small"].options[0], rate=rate)
        sure = replace(funnel, steps=with_item(steps, "small", replace(steps["small"], options=(option,))))
        flow = forecast(sure, "GBP")
        assert order_values(sure, flow) == [(value, 1.0)]
        assert [path.value for path in likeliest_paths(sure, flow)] == [value]


def test_broken_funnels_have_order_values_too() -> None:
    assert order_values(Funnel(), forecast(Funnel())) == []
    assert list(likeliest_paths(Funnel(), forecast(Funnel()))) == []
    funnel = roses()
    turning = replace(funnel.steps["small"], next={YES: "more", NO: "gone"})
    broken = replace(funnel, steps=with_item(funnel.steps, "small", turning))
    flow = forecast(broken, "GBP")
    assert sum(share for _value, share in order_values(broken, flow)) == pytest.approx(1)
    assert sum(path.share for path in likeliest_paths(broken, flow)) == pytest.approx(1)
    assert "" in {path.ending for path in likeliest_paths(broken, flow)}

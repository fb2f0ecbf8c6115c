"""Options: what a buyer can accept, and what goes with an option that is removed."""

from __future__ import annotations

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model import tree
from funnelstudio.model.edits import options as edit
from funnelstudio.model.edits.steps import set_link
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.offers import NO, YES, Option, Plan, outcomes
from funnelstudio.model.value import replace, with_item
from funnelstudio.model.walk import walk
from tests.builders import a_funnel, a_step


def option(funnel: Funnel, step: str, key: str) -> Option:
    return next(option for option in funnel.steps[step].options if option.id == key)


def test_add_and_reorder() -> None:
    funnel = edit.add_option(a_funnel(), "few", Option(id="q9", name="Nine", quantity=9), position=1)
    assert outcomes(funnel.steps["few"]) == ("q1", "q9", "q2", "q3", NO)
    funnel = edit.move_option(funnel, "few", "q9", 3)
    assert outcomes(funnel.steps["few"]) == ("q1", "q2", "q3", "q9", NO)
    assert edit.move_option(funnel, "few", "q9", 99) is funnel


def test_an_option_of_plans_has_a_plan() -> None:
    funnel = edit.add_option(a_funnel(), "club", Option(id="week"))
    assert option(funnel, "club", "week").plan == Plan()


def test_only_choices_take_more_options() -> None:
    for step in ("start", "six", "thanks"):
        with pytest.raises(NotPossible, match="can't have more options"):
            edit.add_option(a_funnel(), step, Option(id="more"))
    with pytest.raises(NotPossible, match="“q1” is taken"):
        edit.add_option(a_funnel(), "few", Option(id="q1"))
    with pytest.raises(NotPossible, match="can't be an id"):
        edit.add_option(a_funnel(), "few", Option(id=NO))


def test_removing_an_option_takes_its_texts_links_and_branch() -> None:
    funnel = set_link(a_funnel(), "few", "q1", "*", "https://example.com")
    after = edit.remove_option(funnel, "few", "q1")
    assert outcomes(after.steps["few"]) == ("q2", "q3", NO)
    assert after.steps["few"].links == {}
    assert "gift" not in after.steps
    assert "bye" in after.steps, "another answer leads there"
    for pages in after.texts.values():
        assert "gift" not in pages
        assert not [field for field in pages["few"] if field.startswith("q1.")]
        assert "q2.title" in pages["few"]
    assert walk(after.steps).loose == ()


def test_removing_an_option_keeps_what_is_reached_otherwise() -> None:
    funnel = a_funnel()
    jump = replace(funnel.steps["vase"], next={YES: "gift", NO: "thanks"})
    after = edit.remove_option(replace(funnel, steps=with_item(funnel.steps, "vase", jump)), "few", "q1")
    assert walk(after.steps).home["gift"] == ("vase", YES)
    loose = {**funnel.steps, "lone": a_step("product", "Lone", next={YES: "gift"})}
    after = edit.remove_option(replace(funnel, steps=loose), "few", "q1")
    assert {"gift", "lone"} <= after.steps.keys()
    assert tree.cycles(after) == []


def test_the_last_option_stays() -> None:
    with pytest.raises(NotPossible, match="at least one option"):
        edit.remove_option(a_funnel(), "six", YES)
    with pytest.raises(NotPossible, match="option isn't there"):
        edit.remove_option(a_funnel(), "six", "none")


def test_price_of_an_option() -> None:
    funnel = edit.set_option_price(a_funnel(), "few", "q2", "GBP", "15")
    assert price_of(funnel, funnel.steps["few"], "q2") == {"GBP": "15.00"}
    back = edit.set_option_price(funnel, "few", "q2", "GBP", "")
    assert back == a_funnel()
    assert price_of(back, back.steps["few"], "q2")["GBP"] == "18.00"
    first = edit.set_first_price(funnel, "club", "month", "GBP", "1,00")
    assert option(first, "club", "month").plan == Plan(first={"GBP": "1.00"})
    with pytest.raises(NotPossible, match="not an amount"):
        edit.set_option_price(funnel, "few", "q2", "GBP", "1e99")


def test_fields_of_an_option() -> None:
    funnel = edit.set_option(a_funnel(), "gift", "a0", product="vase", rate=0.25, name=" Vase\n ")
    changed = option(funnel, "gift", "a0")
    assert (changed.product, changed.rate, changed.name) == ("vase", 0.25, "Vase")
    assert edit.set_option(funnel, "gift", "a0", rate=0.25) is funnel


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"rate": 1.5}, "from 0 to 100 per cent"),
        ({"rate": float("nan")}, "from 0 to 100 per cent"),
        ({"quantity": 0}, "whole number"),
        ({"quantity": 10**9}, "whole number"),
        ({"price": {"GBP": "1e99"}}, "“1e99” is not an amount"),
        ({"price": {"GBP": "-1"}}, "not an amount"),
        ({"price": {"pounds": "1"}}, "“pounds” is not a currency"),
        ({"product": "none"}, "product isn't there"),
        ({"plan": Plan(interval="moon")}, "“moon” is not one of the choices"),
        ({"plan": Plan(every=0)}, "whole number"),
        ({"plan": Plan(trial_days=-1)}, "whole number"),
        ({"id": "other"}, "id of an option stays"),
        ({"name": "a\x07"}, "control character"),
    ],
)
def test_what_an_option_cannot_be(fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(NotPossible, match=sentence):
        edit.set_option(a_funnel(), "gift", "a0", **fields)


def test_unknown_steps() -> None:
    with pytest.raises(NotPossible, match=r"no longer there|isn't there"):
        edit.set_option(a_funnel(), "none", "a0", rate=0.1)


def test_the_main_product_is_sold_with_a_plan_or_at_once() -> None:
    funnel = edit.set_start_plan(a_funnel(), "start", Plan(interval="month"))
    assert option(funnel, "start", YES).plan == Plan(interval="month")
    cheaper = edit.set_option_price(funnel, "start", YES, "GBP", "9.00")
    yearly = edit.set_start_plan(cheaper, "start", Plan(interval="year"))
    assert option(yearly, "start", YES).price == {"GBP": "9.00"}
    assert edit.set_start_plan(yearly, "start", None).steps["start"].options == ()
    with pytest.raises(NotPossible, match="Only the main product"):
        edit.set_start_plan(funnel, "few", Plan())

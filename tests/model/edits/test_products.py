"""Products, plan changes and the document's own fields."""

from __future__ import annotations

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model.edits import document, plan_changes
from funnelstudio.model.edits import products as edit
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.funnel import PlanChange
from funnelstudio.model.offers import product_of
from funnelstudio.model.products import Product
from tests.builders import a_funnel


def test_add_change_and_price_a_product() -> None:
    funnel = edit.add_product(a_funnel(), "card", Product(name="Card"))
    funnel = edit.set_product(
        funnel, "card", name="  Greeting card ", tags=("paper", "paper", ""), commission="12,5 %"
    )
    assert funnel.products["card"] == Product(name="Greeting card", tags=("paper",), commission="12.50")
    funnel = edit.set_product_price(funnel, "card", "GBP", "2,5")
    assert funnel.products["card"].price == {"GBP": "2.50"}
    assert edit.set_product_price(funnel, "card", "GBP", "").products["card"].price == {}
    assert edit.set_product(funnel, "card", units=1) is funnel


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "magic"}, "“magic” is not one"),
        ({"units": 0}, "whole number"),
        ({"commission": "101"}, "at most 100 per cent"),
        ({"commission": "much"}, "not an amount"),
        ({"price": {"EUR": "NaN"}}, "not an amount"),
        ({"name": "\x00"}, "control character"),
        ({"name": "x" * 2000}, "at most 1000"),
    ],
)
def test_what_a_product_cannot_be(fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(NotPossible, match=sentence):
        edit.set_product(a_funnel(), "roses", **fields)


def test_products_have_ids_of_their_own() -> None:
    with pytest.raises(NotPossible, match="“roses” is taken"):
        edit.add_product(a_funnel(), "roses", Product(name="Other"))
    with pytest.raises(NotPossible, match="product isn't there"):
        edit.set_product(a_funnel(), "none", name="a")


def test_numbers_on_platforms() -> None:
    funnel = edit.set_platform_id(a_funnel(), "roses", "digistore24", " 12345 ")
    funnel = edit.set_platform_id(funnel, "roses", "digistore24", "54321", "de-DE")
    assert funnel.products["roses"].ids == {"digistore24": {"*": "12345", "de-DE": "54321"}}
    funnel = edit.set_platform_id(funnel, "roses", "digistore24", "")
    assert edit.set_platform_id(funnel, "roses", "digistore24", "", "de-DE") == a_funnel()
    with pytest.raises(NotPossible, match="no language “xx”"):
        edit.set_platform_id(funnel, "roses", "digistore24", "1", "xx")


def test_removing_a_product_leaves_the_steps() -> None:
    funnel = edit.remove_product(a_funnel(), "more")
    assert funnel.steps.keys() == a_funnel().steps.keys()
    assert funnel.steps["six"].product == ""
    assert product_of(funnel.steps["gift"], "a0") == ""
    assert all("product:more" not in pages for pages in funnel.texts.values())
    assert funnel.steps["club"] == a_funnel().steps["club"]


def test_plan_changes() -> None:
    funnel = plan_changes.add_plan_change(a_funnel(), PlanChange(id="up", sources=("club", "", "club")))
    funnel = plan_changes.move_plan_change(
        plan_changes.add_plan_change(funnel, PlanChange(id="down")), "down", 0
    )
    assert [change.id for change in funnel.plan_changes] == ["down", "up"]
    assert funnel.plan_changes[1].sources == ("club",)
    funnel = plan_changes.move_plan_change(funnel, "up", 0)
    funnel = plan_changes.set_plan_change(funnel, "up", transition="retroactive", title="Up")
    assert funnel.plan_changes[0].transition == "retroactive"
    funnel = set_text(funnel, "en-GB", "plan_change:up", "title", "Pay yearly")
    funnel = plan_changes.remove_plan_change(funnel, "up")
    assert "plan_change:up" not in funnel.texts["en-GB"]
    assert plan_changes.remove_plan_change(funnel, "down") == a_funnel()


def test_what_a_plan_change_cannot_be() -> None:
    funnel = plan_changes.add_plan_change(a_funnel(), PlanChange(id="up"))
    with pytest.raises(NotPossible, match="“up” is taken"):
        plan_changes.add_plan_change(funnel, PlanChange(id="up"))
    with pytest.raises(NotPossible, match="not one of the choices"):
        plan_changes.set_plan_change(funnel, "up", transition="slowly")
    with pytest.raises(NotPossible, match="id of a plan change stays"):
        plan_changes.set_plan_change(funnel, "up", id="other")
    with pytest.raises(NotPossible, match="plan change isn't there"):
        plan_changes.move_plan_change(funnel, "none", 0)


def test_title() -> None:
    assert document.set_title(a_funnel(), " <b>Roses</b>\n& more ").title == "<b>Roses</b> & more"
    assert document.set_title(a_funnel(), a_funnel().title) == a_funnel()


def test_brand() -> None:
    brand = document.set_brand(a_funnel(), accent="fff", ink="#a1b2c3", radius=0).brand
    assert (brand.accent, brand.ink, brand.radius) == ("#FFFFFF", "#A1B2C3", 0)
    for fields in ({"accent": "red;}"}, {"radius": 500}, {"font": "x;url(y)"}, {"logo": "../logo.png"}):
        with pytest.raises(NotPossible):
            document.set_brand(a_funnel(), **fields)


def test_assumptions_and_export() -> None:
    funnel = document.set_assumptions(a_funnel(), orders=500, currency="eur")
    assert (funnel.assumptions.orders, funnel.assumptions.currency) == (500, "EUR")
    for fields in ({"orders": 0}, {"months": 1000}, {"currency": "ABCD"}):
        with pytest.raises(NotPossible):
            document.set_assumptions(a_funnel(), **fields)
    settings = {"static": {"address": "https://example.com", "empty": ""}, "other": {"empty": ""}}
    funnel = document.set_export(a_funnel(), folder="/srv/pages", languages=("de-DE",), settings=settings)
    assert funnel.export.settings == {"static": {"address": "https://example.com"}}
    for wrong in ({"exporter": "../x"}, {"languages": ("xx",)}, {"folder": "a\x00b"}):
        with pytest.raises(NotPossible):
            document.set_export(a_funnel(), **wrong)

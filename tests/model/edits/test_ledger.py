"""The price ledger: kept in order, one price a day, with dates and amounts that are right."""

from __future__ import annotations

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model.edits import ledger
from funnelstudio.model.edits.products import set_product_price
from funnelstudio.model.products import DatedPrice, unnoted
from tests.builders import a_funnel


def test_prices_are_kept_by_day() -> None:
    funnel = a_funnel()
    for since, amount in (("2026-05-01", "16.00"), ("2026-01-01", "18.00"), ("2026-05-01", "15.00")):
        funnel = ledger.note_price(funnel, "vase", since, {"EUR": amount})
    history = funnel.products["vase"].price_history
    assert history == (
        DatedPrice(since="2026-01-01", price={"EUR": "18.00"}),
        DatedPrice(since="2026-05-01", price={"EUR": "15.00"}),
    )
    left = ledger.forget_price(funnel, "vase", "2026-01-01").products["vase"].price_history
    assert [entry.since for entry in left] == ["2026-05-01"]


def test_a_former_price_is_typed_like_any_other() -> None:
    funnel = ledger.set_strike_price(a_funnel(), "vase", "EUR", "18,5")
    assert funnel.products["vase"].strike == {"EUR": "18.50"}
    assert ledger.set_strike_price(funnel, "vase", "EUR", "") == a_funnel()


def test_what_is_no_day_and_no_amount_is_refused() -> None:
    funnel = a_funnel()
    for since, price in (("1.5.2026", {"EUR": "1.00"}), ("2026-05-01", {"EUR": "-1.00"})):
        with pytest.raises(NotPossible):
            ledger.note_price(funnel, "vase", since, price)
    with pytest.raises(NotPossible):
        ledger.note_price(funnel, "gone", "2026-05-01", {"EUR": "1.00"})


def test_the_present_price_is_noted_where_it_differs_from_what_is_noted() -> None:
    funnel = ledger.note_price(a_funnel(), "vase", "2026-05-01", a_funnel().products["vase"].price)
    funnel = set_product_price(funnel, "vase", "GBP", "12")
    assert unnoted(funnel.products["vase"]) == {"GBP": "12.00"}
    noted = ledger.note_present(funnel, "vase", "2026-06-01").products["vase"]
    assert noted.price_history[-1] == DatedPrice(since="2026-06-01", price={"GBP": "12.00"})
    assert unnoted(noted) == {}
    again = set_product_price(funnel, "vase", "EUR", "15")
    both = ledger.note_present(ledger.note_present(again, "vase", "2026-06-01"), "vase", "2026-06-01")
    assert both.products["vase"].price_history[-1].price == {"EUR": "15.00", "GBP": "12.00"}


def test_a_day_and_its_prices_are_corrected() -> None:
    funnel = ledger.note_price(a_funnel(), "vase", "2026-05-01", {"EUR": "16.00"})
    funnel = ledger.set_noted_price(funnel, "vase", "2026-05-01", "EUR", "17,5")
    funnel = ledger.move_noted_price(funnel, "vase", "2026-05-01", " 2026-04-01 ")
    assert funnel.products["vase"].price_history == (DatedPrice(since="2026-04-01", price={"EUR": "17.50"}),)
    assert ledger.move_noted_price(funnel, "vase", "2026-04-01", "20260401") is funnel
    other = ledger.note_price(funnel, "vase", "2026-05-01", {"EUR": "15.00"})
    with pytest.raises(NotPossible, match="from 2026-05-01 on is noted already"):
        ledger.move_noted_price(other, "vase", "2026-04-01", "2026-05-01")
    with pytest.raises(NotPossible, match="is not a date"):
        ledger.move_noted_price(other, "vase", "2026-04-01", "yesterday")
    assert ledger.set_noted_price(other, "vase", "2026-05-01", "EUR", "").products["vase"].price_history[
        -1
    ] == DatedPrice(since="2026-05-01")

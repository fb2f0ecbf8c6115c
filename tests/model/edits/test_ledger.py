"""The price ledger: kept in order, one price a day, with dates and amounts that are right."""

from __future__ import annotations

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model.edits import ledger
from funnelstudio.model.products import DatedPrice
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

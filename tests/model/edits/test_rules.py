"""What users type: amounts in every spelling, lines, ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.errors import NotPossible
from funnelstudio.model import money
from funnelstudio.model.edits import rules


@pytest.mark.parametrize(
    ("typed", "currency", "stored"),
    [
        ("24", "EUR", "24.00"),
        ("24.5", "EUR", "24.50"),
        ("24,50", "EUR", "24.50"),
        (" 24.00 ", "GBP", "24.00"),
        ("0", "EUR", "0.00"),
        (".5", "EUR", "0.50"),
        ("1.234,50", "EUR", "1234.50"),
        ("1,234.50", "GBP", "1234.50"),
        ("1,234,567", "GBP", "1234567.00"),
        ("1 234,50", "PLN", "1234.50"),
        ("1’234.50", "CHF", "1234.50"),
        ("2400", "JPY", "2400"),
        ("1.250", "KWD", "1.250"),
        ("٢٤٫٥", "EGP", "24.50"),
        ("24.00", "JPY", "24"),
    ],
)
def test_amounts_as_people_type_them(typed: str, currency: str, stored: str) -> None:
    assert rules.typed_amount(typed, currency) == stored


@pytest.mark.parametrize(
    "typed", ["", "  ", "1e99", "NaN", "inf", "-5", "5-", "24 €", "1.2.3", "0x1f", "²", "."]
)
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(NotPossible, match=r"is not an amount\. Write it like 24 or 24\.50\."):
        rules.typed_amount(typed, "EUR")


def test_amounts_that_are_too_long_or_too_fine() -> None:
    with pytest.raises(NotPossible, match="at most 12 digits"):
        rules.typed_amount("1234567890123", "JPY")
    for typed, currency in (("1,234", "EUR"), ("24.000", "EUR"), ("24.555", "GBP"), ("24.5", "JPY")):
        with pytest.raises(NotPossible, match="more decimals than"):
            rules.typed_amount(typed, currency)


@given(st.text(alphabet="0123456789.,'-+e \u00a0٣NaN", max_size=20))
def test_every_amount_is_one_that_can_be_read_back(typed: str) -> None:
    try:
        stored = rules.typed_amount(typed, "EUR")
    except NotPossible:
        return
    assert money.stored(money.amount(stored), "EUR") == stored


def test_a_price_changes_one_currency() -> None:
    price = {"EUR": "24.00", "GBP": "21.00"}
    assert rules.price_with(price, "EUR", "25") == {"EUR": "25.00", "GBP": "21.00"}
    assert rules.price_with(price, "GBP", " ") == {"EUR": "24.00"}
    assert rules.price_with(price, "pln", "99") == {**price, "PLN": "99.00"}
    with pytest.raises(NotPossible, match="“XQX” is not a currency"):
        rules.price_with(price, "XQX", "1")


@pytest.mark.parametrize("identifier", ["no", "shared", "", "../x", "A", "a" * 41, "a/b", "é"])
def test_ids_that_cannot_be(identifier: str) -> None:
    with pytest.raises(NotPossible, match="can't be an id"):
        rules.new_id(identifier, ())


def test_ids_are_taken_once() -> None:
    rules.new_id("abc", {"abd"})
    with pytest.raises(NotPossible, match="“abc” is taken"):
        rules.new_id("abc", {"abc"})


def test_moving_in_a_tuple() -> None:
    assert rules.moved(("a", "b", "c"), 0, 2) == ("b", "c", "a")
    assert rules.moved(("a", "b", "c"), 2, -5) == ("c", "a", "b")
    assert rules.moved(("a", "b", "c"), 1, 99) == ("a", "c", "b")

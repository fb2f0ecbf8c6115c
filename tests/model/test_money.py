"""Money, ids, languages and the cache by identity: the small things that everything stands on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.errors import BadInput
from funnelstudio.model import ids, languages, money
from funnelstudio.model.funnel import price_of
from funnelstudio.model.memo import by_identity
from funnelstudio.model.offers import Step
from tests.builders import a_funnel


def test_amounts_are_exact() -> None:
    assert money.amount("24.00") == Decimal("24.00")
    assert money.stored(Decimal("0.1") + Decimal("0.2"), "EUR") == "0.30"
    assert money.stored(Decimal(2400), "JPY") == "2400"
    assert money.stored(Decimal("1.2345"), "EUR") == "1.2345"
    assert money.total({"EUR": "9.99", "JPY": "100", "XXX": "1e9"}, 3) == {"EUR": "29.97", "JPY": "300"}
    assert money.price_in({"EUR": "1e99"}, "EUR") is None


@pytest.mark.parametrize("text", ["1e99", "NaN", "Infinity", "", "24,00", " 24", "1234567890123", "٢٤"])
def test_what_is_no_stored_amount(text: str) -> None:
    with pytest.raises(BadInput, match="is not an amount"):
        money.amount(text)


@pytest.mark.parametrize(
    ("number", "currency", "tag", "spelled"),
    [
        ("24", "GBP", "en-GB", "£24.00"),
        ("24", "EUR", "de-DE", "24,00\u00a0€"),
        ("1234.5", "PLN", "pl-PL", "1\u00a0234,50\u00a0zł"),
        ("2400", "JPY", "en-GB", "JP¥2,400"),
        ("1.2345", "GBP", "en-GB", "£1.2345"),
        ("24", "GBP", "xx-unknown", "£24.00"),
    ],
)
def test_spelling(number: str, currency: str, tag: str, spelled: str) -> None:
    assert money.spelled(Decimal(number), currency, tag) == spelled


@given(
    st.decimals(min_value=-10, max_value=10**12, places=2) | st.decimals(0, 2000, places=3),
    st.sampled_from(["EUR", "GBP", "USD", "PLN", "JPY", "KWD", "CLF", "XXX"]),
    st.sampled_from(["en-GB", "de-CH", "es-ES", "pl-PL", "pt-PT", "ar-EG", "fa-IR", "en-IN", "bg-BG", "zz"]),
)
def test_spelling_is_what_babel_makes_of_it(number: Decimal, currency: str, tag: str) -> None:
    whole = number == round(number, money.precision(currency))
    spelled = format_currency(
        number,
        currency,
        locale=languages.locale_of(tag) or "en",
        currency_digits=whole,
        decimal_quantization=whole,
    )
    assert money.spelled(number, currency, tag) == spelled


def test_price_of_an_answer() -> None:
    funnel = a_funnel()
    assert price_of(funnel, funnel.steps["few"], "q3")["EUR"] == "27.00"
    assert price_of(funnel, funnel.steps["club"], "year")["EUR"] == "190.00"
    assert price_of(funnel, funnel.steps["start"], "yes")["EUR"] == "24.00"
    assert price_of(funnel, funnel.steps["few"], "no") == {}
    assert price_of(funnel, Step(type="product", product="none"), "yes") == {}


def test_ids() -> None:
    made = {ids.fresh(()) for _ in range(200)}
    assert len(made) > 190
    assert all(ids.is_safe(key) and len(key) == 5 and key[0].isalpha() for key in made)
    assert not any(map(ids.is_safe, ["", "A", "../a", "a b", "a" * 41, "-a", "é", "a\n"]))


def test_names_of_languages() -> None:
    assert languages.own_name("de-DE") == "Deutsch"
    assert languages.spoken_name("pl-PL") == "Polish (Poland)"
    assert languages.own_name("xx-YY") == "xx-YY"
    assert languages.is_rtl("ar-EG")
    assert not languages.is_rtl("xx")


def test_cache_by_identity() -> None:
    asked: list[object] = []

    @by_identity(size=2)
    def length(value: dict[str, int]) -> int:
        asked.append(value)
        return len(value)

    one, alike = {"a": 1}, {"a": 1}
    assert [length(one), length(one), length(alike), length(one)] == [1, 1, 1, 1]
    assert len(asked) == 2
    length({})
    length({"b": 2})
    length(one)
    assert len(asked) == 5

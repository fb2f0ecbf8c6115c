"""Quantiles of counts and sums: hand examples, whole enumeration, and runs with a fixed seed."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.forecast.quantiles import LEVELS, NOTHING, Band, Mass, of_amounts, of_count, of_sum


def band(low: str, middle: str, high: str) -> Band:
    return Band(Decimal(low), Decimal(middle), Decimal(high))


def masses(*pairs: tuple[str, float]) -> list[Mass]:
    return [(Decimal(amount), share) for amount, share in pairs]


def added_up(of: Sequence[Mass], buyers: int) -> Band:
    """Every sum with its probability, one buyer after the other: the distribution itself."""
    sums = {Decimal(0): 1.0}
    for _buyer in range(buyers):
        longer: dict[Decimal, float] = {}
        for so_far, chance in sums.items():
            for amount, share in of:
                longer[so_far + amount] = longer.get(so_far + amount, 0.0) + chance * share
        sums = longer
    return of_amounts(sums.items())


def test_the_quantiles_of_one_amount_are_read_off() -> None:
    assert of_amounts(masses(("5", 0.1), ("1", 0.5), ("2", 0.4))) == band("1", "1", "2")
    assert of_amounts(masses(("24", 1.0))) == band("24", "24", "24")
    assert of_amounts([]) == NOTHING


def test_a_count_is_binomial() -> None:
    # Of 1,024 ways for ten coins to fall, 56 have up to 2 heads, 176 up to 3, 848 up to 6, 968 up to 7.
    assert of_count(10, 0.5) == (3, 5, 7)
    assert of_count(1, 0.2) == (0, 0, 1)
    assert of_count(3, 0.999) == (3, 3, 3)


@pytest.mark.parametrize(
    ("trials", "share", "counts"),
    [
        (0, 0.4, (0, 0, 0)),
        (-3, 0.4, (0, 0, 0)),
        (1000, 0.0, (0, 0, 0)),
        (1000, 1.0, (1000, 1000, 1000)),
        (1000, 1.0000000001, (1000, 1000, 1000)),
        (1000, math.nan, (0, 0, 0)),
        (1_000_000_000, 1e-9, (0, 1, 2)),
        (1_000_000_000, 1 - 1e-9, (999_999_998, 999_999_999, 1_000_000_000)),
    ],
)
def test_counts_at_the_edges(trials: int, share: float, counts: tuple[int, int, int]) -> None:
    assert of_count(trials, share) == counts


@pytest.mark.parametrize(("trials", "share"), [(7, 0.3), (60, 0.02), (400, 0.9), (500, 0.24)])
def test_counts_equal_the_sum_of_all_chances(trials: int, share: float) -> None:
    part = Fraction(share)
    chances = [float(math.comb(trials, k) * part**k * (1 - part) ** (trials - k)) for k in range(trials + 1)]
    running = list(accumulate(chances))
    wanted = tuple(next(k for k, sofar in enumerate(running) if sofar >= level) for level in LEVELS)
    assert of_count(trials, share) == wanted


def test_a_large_count_is_right_to_one_buyer() -> None:
    # Just below and just above the variance from which the expansion counts.
    for trials, share in ((39_990, 0.5), (40_010, 0.5)):
        low, middle, high = of_count(trials, share)
        mean, deviation = trials * share, math.sqrt(trials * share * (1 - share))
        assert abs(middle - mean) <= 1
        assert abs(low - (mean - 1.2815516 * deviation)) <= 1
        assert abs(high - (mean + 1.2815516 * deviation)) <= 1


def test_two_amounts_are_a_binomial_count() -> None:
    assert of_sum(masses(("24", 0.5), ("34", 0.5)), 10) == band("270", "290", "310")
    assert of_sum(masses(("0", 0.9), ("5", 0.1)), 1) == band("0", "0", "0")
    assert of_sum(masses(("0", 0.8), ("5", 0.2)), 1) == band("0", "0", "5")


def test_sums_at_the_edges() -> None:
    assert of_sum(masses(("24", 0.5), ("34", 0.5)), 0) == NOTHING
    assert of_sum([], 10) == NOTHING
    assert of_sum(masses(("24", 1.0)), 10) == band("240", "240", "240")
    assert of_sum(masses(("0", 1.0), ("5", 0.0)), 10) == NOTHING
    rounded = masses(("0", 1.1e-16), ("10", 0.5), ("20", 0.5))
    assert of_sum(rounded, 1000) == of_sum(rounded[1:], 1000)
    assert of_sum(masses(("-5", 1.0)), 3) == band("-15", "-15", "-15")
    assert of_sum(masses(("-5", 0.5), ("0", 0.5)), 10) == band("-35", "-25", "-15")


SMALL = [
    masses(("0", 0.68), ("10", 0.24), ("18", 0.08)),
    masses(("24", 0.5576), ("29", 0.1224), ("34", 0.24), ("42", 0.08)),
    masses(("0", 0.97), ("9.99", 0.01), ("14.50", 0.01), ("19.07", 0.01)),
    masses(("0", 0.02), ("10", 0.48), ("17", 0.5)),
    masses(("0", 0.001), ("1", 0.499), ("3", 0.5)),
    masses(("0", 0.9), ("0.000000000001", 0.05), ("1000000", 0.05)),
]


@pytest.mark.parametrize("of", SMALL)
@pytest.mark.parametrize("buyers", [1, 2, 5, 20])
def test_sums_of_few_buyers_are_exact(of: list[Mass], buyers: int) -> None:
    assert of_sum(of, buyers) == added_up(of, buyers)


def test_a_sum_with_a_rare_large_amount_is_not_taken_for_normal() -> None:
    of = masses(("0", 0.899), ("5", 0.1), ("500", 0.001))
    # Of 1,000 buyers so many take the large amount, and so many of the rest the small one.
    chances: dict[Decimal, float] = {}
    for large in range(12):
        chance = math.comb(1000, large) * 0.001**large * 0.999 ** (1000 - large)
        rest, share = 1000 - large, 0.1 / 0.999
        for small in range(40, 170):
            amount = Decimal(500 * large + 5 * small)
            odds = math.comb(rest, small) * share**small * (1 - share) ** (rest - small)
            chances[amount] = chances.get(amount, 0.0) + chance * odds
    assert of_sum(of, 1000) == of_amounts(chances.items())


def test_sums_agree_with_runs() -> None:
    """Each quantile leaves its share of 4,000 runs below it, to within four standard errors."""
    dice = random.Random(20)  # noqa: S311 - the same dice in every run
    for of, buyers in ((SMALL[0], 300), (SMALL[1], 300), (SMALL[2], 60), (SMALL[2], 400), (SMALL[3], 80)):
        amounts, shares = [amount for amount, _share in of], [share for _amount, share in of]
        runs = [sum(dice.choices(amounts, shares, k=buyers)) for _run in range(4000)]
        for level, quantile in zip(LEVELS, of_sum(of, buyers), strict=True):
            error = 4 * math.sqrt(level * (1 - level) / len(runs))
            assert sum(run < quantile for run in runs) / len(runs) <= level + error
            assert sum(run <= quantile for run in runs) / len(runs) >= level - error


def test_a_sum_of_many_buyers_nears_the_normal_one() -> None:
    of = SMALL[0]
    mean = sum(float(amount) * share for amount, share in of)
    variance = sum(float(amount) ** 2 * share for amount, share in of) - mean**2
    low, middle, high = of_sum(of, 1_000_000)
    assert float(middle) == pytest.approx(mean * 1e6, abs=5)
    assert float(high - low) == pytest.approx(2 * 1.2815516 * math.sqrt(variance * 1e6), rel=1e-3)


@given(
    st.lists(st.tuples(st.decimals(-99, 99, places=2), st.floats(0.001, 1)), min_size=1, max_size=6),
    st.integers(0, 3000),
)
def test_every_band_rises_and_stays_among_what_can_be(pairs: list[Mass], buyers: int) -> None:
    whole = sum(share for _amount, share in pairs)
    of = [(amount, share / whole) for amount, share in pairs]
    low, middle, high = of_sum(of, buyers)
    amounts = [amount for amount, _share in of]
    assert min(amounts) * buyers <= low <= middle <= high <= max(amounts) * buyers

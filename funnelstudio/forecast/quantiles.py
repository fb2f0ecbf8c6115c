"""Quantiles of counts and of sums over many buyers: exact where that is cheap, else by their cumulants."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from statistics import NormalDist
from typing import Final, NamedTuple, TypeVar

LEVELS: Final = (0.1, 0.5, 0.9)
"""The probabilities that a band gives the quantiles of: between the outer two lie 8 of 10 runs."""

Mass = tuple[Decimal, float]
"""An amount of money and its probability (0 to 1)."""
Grid = dict[int, float]
"""Probabilities (0 to 1) of amounts that are counted in whole units."""

Amount = TypeVar("Amount", int, Decimal)

_SLACK: Final = 1e-12
_EXACT_VARIANCE: Final = 10_000.0
_ALMOST_NORMAL: Final = 0.1
_MOST_SUMS: Final = 3_000
_CELLS: Final = 1_000
_FEW: Final = 50
"""Buyers that are added one by one where nothing quicker is exact."""
_LONGEST_FOLD: Final = 100_000
_HUGE: Final = 1e250
_NORMAL: Final = NormalDist()


class Band(NamedTuple):
    """The quantiles of an amount at LEVELS: each the least amount that is not exceeded with that probability.

    This is the inverse of the distribution function (Hyndman and Fan 1996, definition 1).
    """

    low: Decimal
    middle: Decimal
    high: Decimal

    def times(self, factor: Decimal) -> Band:
        """Every quantile times `factor`, which is not negative."""
        return Band(self.low * factor, self.middle * factor, self.high * factor)


NOTHING: Final = Band(Decimal(0), Decimal(0), Decimal(0))


def of_amounts(masses: Iterable[Mass]) -> Band:
    """The quantiles of one amount with these probabilities, which sum to 1; NOTHING where there are none."""
    ordered = sorted((amount, share) for amount, share in masses if share > 0)
    return Band(*_read_off(ordered)) if ordered else NOTHING


def of_count(trials: int, share: float) -> tuple[int, int, int]:
    """The quantiles at LEVELS of how many of `trials` buyers do what each does with probability `share`.

    The count is binomial. Its distribution function is summed exactly; where its variance is above 10,000,
    Cornish and Fisher's expansion takes its place, which is right to within one buyer there.
    """
    if trials <= 0 or not share > 0:
        return (0, 0, 0)
    if share >= 1:
        return (trials, trials, trials)
    mean, variance = trials * share, trials * share * (1 - share)
    if variance > _EXACT_VARIANCE:
        skewness = (1 - 2 * share) / math.sqrt(variance)
        excess = (1 - 6 * share * (1 - share)) / variance
        low, middle, high = (round(at) for at in _expanded(mean, variance, skewness, excess))
        return (low, middle, high)
    reach = 9 * math.sqrt(variance) + 10
    first, last = max(0, math.floor(mean - reach)), min(trials, math.ceil(mean + reach))
    chance = math.exp(
        math.lgamma(trials + 1)
        - math.lgamma(first + 1)
        - math.lgamma(trials - first + 1)
        + first * math.log(share)
        + (trials - first) * math.log1p(-share)
    )
    odds = share / (1 - share)
    chances = []
    for count in range(first, last + 1):
        chances.append((count, chance))
        chance *= (trials - count) / (count + 1) * odds
    low, middle, high = _read_off(chances)
    return (low, middle, high)


def of_sum(masses: Sequence[Mass], buyers: int) -> Band:
    """The quantiles of the sum of what `buyers` independent buyers bring, each an amount out of `masses`.

    `masses` are amounts with probabilities that sum to 1. Exact for one buyer and for two different amounts
    (a binomial count). Else the sum's distribution comes from De Pril's recursion for convolutions (ASTIN
    Bulletin 15, 1985); with more than 3,000 possible sums the amounts are first put on a grid of 1,000 cells
    that keeps the mean. A sum over more than 50 buyers with skewness and excess kurtosis below 0.1 is almost
    normal: Cornish and Fisher's expansion is used for it.
    """
    # What is left over where shares of options are rounded is no buyer.
    likely = sorted((amount, share) for amount, share in masses if share > _SLACK)
    if not likely or buyers <= 0:
        return NOTHING
    if buyers == 1:
        return of_amounts(likely)
    least = likely[0][0]
    units, unit = _in_units([(amount - least, share) for amount, share in likely])
    if len(units) == 1:
        counted: Sequence[int] = (0, 0, 0)
    elif len(units) == 2:
        top = max(units)
        counted = [top * count for count in of_count(buyers, units[top])]
    else:
        counted = _of_units(units, buyers)
    low, middle, high = (least * buyers + unit * count for count in counted)
    return Band(low, middle, high)


def _in_units(masses: Iterable[Mass]) -> tuple[Grid, Decimal]:
    """Amounts from 0 on as multiples of their greatest common unit, and that unit."""
    masses = list(masses)
    places = max(0, *(-int(amount.normalize().as_tuple().exponent) for amount, _share in masses))
    whole = [(int(amount.scaleb(places)), share) for amount, share in masses]
    common = reduce(math.gcd, (count for count, _share in whole)) or 1
    units: Grid = {}
    for count, share in whole:
        units[count // common] = units.get(count // common, 0.0) + share
    return units, Decimal(common).scaleb(-places)


def _of_units(units: Grid, buyers: int) -> Sequence[int]:
    """The quantiles of a sum in units; the least amount is 0."""
    mean = sum(at * share for at, share in units.items())
    second, third, fourth = (
        sum((at - mean) ** power * share for at, share in units.items()) for power in (2, 3, 4)
    )
    skewness = third / second**1.5 / math.sqrt(buyers)
    excess = (fourth / second**2 - 3) / buyers
    most = max(units) * buyers
    if buyers <= _FEW or max(abs(skewness), abs(excess)) > _ALMOST_NORMAL:
        top = min(most, math.ceil(buyers * mean + 6 * math.sqrt(buyers * second)) + 3 * max(units))
        for cell in (1, -(-top // _CELLS)):
            whole = units if cell == 1 else _on_grid(units, cell)
            found = _by_recursion(whole, buyers, top // cell)
            if found is None and buyers <= _FEW:
                found = _by_folding(whole, buyers)
            if found is not None:
                return [min(most, cell * count) for count in found]
    guessed = _expanded(buyers * mean, buyers * second, skewness, excess)
    return [min(most, max(0, round(at))) for at in guessed]


def _on_grid(units: Grid, cell: int) -> Grid:
    """Amounts in whole cells, each split between the two cells around it so that its mean stays.

    This is the method of local moment matching of order 1 (Gerber 1982).
    """
    made: Grid = {}
    for at, share in units.items():
        below, over = divmod(at, cell)
        for place, part in ((below, 1 - over / cell), (below + 1, over / cell)):
            if part:
                made[place] = made.get(place, 0.0) + share * part
    return made


def _by_recursion(units: Grid, buyers: int, top: int) -> Sequence[int] | None:
    """The quantiles by De Pril's recursion over the sums up to `top`, in rising order.

    With f(a) the probability of amount a: g(0) = f(0)^n, g(s) = sum over a of ((n + 1) a / s - 1) f(a) / f(0)
    g(s - a). None where there are too many sums, or where terms cancel so that digits are lost.
    """
    jumps = [(at, share / units[0]) for at, share in units.items() if at]
    sums: Grid = {0: 1.0}
    waiting = [at for at, _odds in jumps if at <= top]
    heapq.heapify(waiting)
    seen = {*waiting}
    # g(0) may be too small for a float, so all is counted in multiples of it and scaled as it grows.
    scale = buyers * math.log(units[0])
    running = math.exp(scale)
    found = [0 for level in LEVELS if running >= level - _SLACK]
    while waiting and len(found) < len(LEVELS):
        here = heapq.heappop(waiting)
        gained = lost = 0.0
        for at, odds in jumps:
            before = sums.get(here - at)
            if before is not None:
                term = ((buyers + 1) * at / here - 1) * odds * before
                gained, lost = (gained + term, lost) if term > 0 else (gained, lost - term)
            if here + at <= top and here + at not in seen:
                seen.add(here + at)
                heapq.heappush(waiting, here + at)
        if lost > 0.5 * gained or len(seen) > _MOST_SUMS:
            return None
        sums[here] = gained - lost
        if sums[here] > _HUGE:
            sums = {place: mass / _HUGE for place, mass in sums.items()}
            scale += math.log(_HUGE)
        running += math.exp(min(0.0, math.log(sums[here]) + scale)) if sums[here] > 0 else 0.0
        found += [here for level in LEVELS[len(found) :] if running >= level - _SLACK]
    return found if len(found) == len(LEVELS) else None


def _by_folding(units: Grid, buyers: int) -> Sequence[int] | None:
    """The quantiles by adding one buyer after the other; None where that takes too long."""
    sums: Grid = {0: 1.0}
    for _buyer in range(buyers):
        if len(sums) * len(units) > _LONGEST_FOLD:
            return None
        longer: Grid = {}
        for so_far, chance in sums.items():
            for at, share in units.items():
                longer[so_far + at] = longer.get(so_far + at, 0.0) + chance * share
        sums = longer
    return _read_off(sorted(sums.items()))


def _expanded(mean: float, variance: float, skewness: float, excess: float) -> list[float]:
    """Quantiles by Cornish and Fisher's expansion (Abramowitz and Stegun 26.2.49), to the fourth cumulant."""
    found = []
    for level in LEVELS:
        z = _NORMAL.inv_cdf(level)
        bent = z + skewness * (z**2 - 1) / 6 + excess * (z**3 - 3 * z) / 24
        bent -= skewness**2 * (2 * z**3 - 5 * z) / 36
        found.append(mean + bent * math.sqrt(variance))
    return found


def _read_off(ordered: Sequence[tuple[Amount, float]]) -> list[Amount]:
    """The amounts at LEVELS, out of amounts in rising order with their probabilities."""
    found: list[Amount] = []
    running = 0.0
    for amount, share in ordered:
        running += share
        while len(found) < len(LEVELS) and running >= LEVELS[len(found)] - _SLACK:
            found.append(amount)
    return found + [ordered[-1][0]] * (len(LEVELS) - len(found))

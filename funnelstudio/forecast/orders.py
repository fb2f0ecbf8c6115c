"""What single buyers spend: every order value with its probability, and the likeliest paths with theirs."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

import msgspec

from funnelstudio.forecast.flow import Forecast
from funnelstudio.forecast.quantiles import Mass
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.offers import ENDING
from funnelstudio.model.walk import Wire, walk

MOST_PATHS: Final = 10_000
"""How many paths are given at most; there can be exponentially many where branches join again."""
_MOST_VALUES: Final = 2_000
_SLACK: Final = 1e-9


class PathShare(msgspec.Struct, frozen=True):
    """One way of a buyer: the (step, outcome) pairs from the start on, and the ending that they lead to.

    `ending` is empty where the last outcome leads nowhere. `share` is the probability (0 to 1) that a buyer
    goes this way, the product of the rates on it; `value` is what such an order brings, in the forecast's
    currency and over its months.
    """

    answers: tuple[Wire, ...]
    ending: str
    share: float
    value: Decimal


class _Lead(NamedTuple):
    """One answer of a step: the step that follows ("" where the path ends), its rate, and what it brings.

    `outcome` is "" for buyers whose path ends at the step without an answer.
    """

    outcome: str
    target: str
    rate: float
    value: Decimal


def order_values(funnel: Funnel, flow: Forecast) -> list[Mass]:
    """Every value that an order can have, rising, with its probability; they sum to 1.

    The values meet at the steps: a step hands each value that buyers bring to it on to what its answers lead
    to, with their rate, so the work grows with the steps and not with the paths. Where joining branches
    would leave more than 2,000 different values at one step, neighbours become their mean.
    """
    start = start_id(funnel)
    here: dict[str, dict[Decimal, float]] = {start: {Decimal(0): 1.0}} if start else {}
    ended: dict[Decimal, float] = {}
    for key, leads in _leads(funnel, flow).items():
        values = _at_most(here.pop(key, {}), _MOST_VALUES)
        for lead in leads if values else ():
            into = here.setdefault(lead.target, {}) if lead.target else ended
            for value, chance in values.items():
                into[value + lead.value] = into.get(value + lead.value, 0.0) + chance * lead.rate
    return sorted(ended.items())


def likeliest_paths(funnel: Funnel, flow: Forecast, most: int = MOST_PATHS) -> Iterator[PathShare]:
    """The paths that buyers go, the likeliest first, `most` of them at most; none that nobody goes.

    A best-first search (A*) whose estimate, the largest share of buyers that stay together from a step on, is
    exact: so it follows no step that is not on a path it gives.
    """
    start = start_id(funnel)
    leads = _leads(funnel, flow)
    onward = {"": 1.0}
    for key in reversed(leads):
        onward[key] = max((lead.rate * onward.get(lead.target, 1.0) for lead in leads[key]), default=0.0)
    # Of equal shares the one that was met last goes first, so that the search goes deep and not wide.
    waiting = [(-onward[start], 0, PathShare((), "", 1.0, Decimal(0)), start)] if start else []
    met = given = 0
    while waiting and given < most:
        _priority, _met, path, key = heapq.heappop(waiting)
        if not key:
            given += 1
            yield path
            continue
        for lead in leads[key]:
            met += 1
            longer = _longer(path, key, lead, funnel)
            priority = -longer.share * onward.get(lead.target, 1.0)
            heapq.heappush(waiting, (priority, -met, longer, lead.target))


def _longer(path: PathShare, key: str, lead: _Lead, funnel: Funnel) -> PathShare:
    answers = (*path.answers, (key, lead.outcome)) if lead.outcome else path.answers
    ending = key if not lead.outcome and funnel.steps[key].type == ENDING else ""
    return PathShare(answers, ending, path.share * lead.rate, path.value + lead.value)


def _leads(funnel: Funnel, flow: Forecast) -> dict[str, list[_Lead]]:
    """What buyers do at each step, upstream steps first. As in the flow, wires of a cycle lead nowhere."""
    columns = walk(funnel.steps).columns
    found: dict[str, list[_Lead]] = {key: [] for key in sorted(columns, key=columns.__getitem__)}
    left = dict.fromkeys(found, 1.0)
    for (key, outcome), rate in flow.rates.items():
        target = funnel.steps[key].next.get(outcome, "")
        onward = target if columns.get(target, -1) > columns[key] else ""
        left[key] -= rate
        if rate > 0:
            found[key].append(_Lead(outcome, onward, rate, flow.value.get((key, outcome), Decimal(0))))
    for key, rate in left.items():
        if rate > _SLACK:
            found[key].append(_Lead("", "", rate, Decimal(0)))
    return found


def _at_most(values: dict[Decimal, float], most: int) -> dict[Decimal, float]:
    """The same values, or fewer: runs of neighbours as their mean, which keeps the mean of all."""
    if len(values) <= most:
        return values
    ordered = sorted(values.items())
    length = -(-len(ordered) // most)
    fewer: dict[Decimal, float] = {}
    for first in range(0, len(ordered), length):
        run = ordered[first : first + length]
        chance = sum(share for _value, share in run)
        mean = sum((value * Decimal(repr(share)) for value, share in run), Decimal(0))
        fewer[mean / Decimal(repr(chance)) if chance else run[0][0]] = chance
    return fewer

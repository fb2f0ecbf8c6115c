"""What a buyer has certainly bought when a page is reached, whichever way led there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.memo import by_identity
from funnelstudio.model.offers import NO, START, YES, outcomes

Purchase = tuple[str, str]
"""A step's id and the outcome that was bought there."""


class Certain(NamedTuple):
    """`purchases` in the order they were made; `complete` where every way here bought just these."""

    purchases: tuple[Purchase, ...]
    complete: bool


@by_identity(size=4)
def certain(funnel: Funnel) -> Mapping[str, Certain]:
    """For each step what was surely bought before it. In a cycle: the main product."""
    start = start_id(funnel)
    main = ((start, YES),) if start else ()
    found: dict[str, Certain] = {key: Certain(main, False) for key in funnel.steps}
    wires = {
        key: [
            (answer, step.next[answer]) for answer in outcomes(step) if step.next.get(answer) in funnel.steps
        ]
        for key, step in funnel.steps.items()
    }
    waiting = _incoming(start, wires)
    merged: dict[str, Certain] = {start: Certain((), True)} if start else {}
    ready = [start] if start else []
    while ready:
        key = ready.pop()
        here = found[key] = merged[key]
        for outcome, target in wires[key]:
            after = _after(here, key, outcome, funnel)
            merged[target] = _both(merged.get(target), after)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return found


def _incoming(start: str, wires: Mapping[str, list[tuple[str, str]]]) -> dict[str, int]:
    """How many wires lead to each step that can be reached from the start."""
    counts: dict[str, int] = {}
    stack = [start] if start else []
    seen = {start}
    while stack:
        for _, target in wires[stack.pop()]:
            counts[target] = counts.get(target, 0) + 1
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return counts


def _after(here: Certain, key: str, outcome: str, funnel: Funnel) -> Certain:
    buys = outcome != NO and (funnel.steps[key].type == START or funnel.steps[key].options)
    return Certain((*here.purchases, (key, outcome)), here.complete) if buys else here


def _both(one: Certain | None, other: Certain) -> Certain:
    if one is None:
        return other
    if one.purchases == other.purchases:
        return Certain(one.purchases, one.complete and other.complete)
    shared = tuple(purchase for purchase in one.purchases if purchase in other.purchases)
    return Certain(shared, False)

"""What may have happened to a buyer on some way to each step, worked out along the wires, not path by path.

There can be exponentially many paths where branches join again, so sets are handed on from step to step in
the order of the levels. They are whole numbers with a bit for each product: small, and quick to join.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import msgspec

from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.limits import NO_LIMITS, Limits
from funnelstudio.model.offers import NO, OFFERS, START, Step, is_offer, outcomes, product_of
from funnelstudio.model.walk import Wire, walk

UPSELL_AT_ONCE: Final = 1
CROSS_SELL_AT_ONCE: Final = 2
UPSELL_LATER: Final = 4
CROSS_SELL_LATER: Final = 8


class Way(NamedTuple):
    """What leads to a step. `bought` and `offered` hold a bit for each product, `made` one for each kind of
    offer that was made before: UPSELL_AT_ONCE and so on."""

    feeders: tuple[Wire, ...]
    bought: int
    offered: int
    made: int


NOWHERE: Final = Way((), 0, 0, 0)


class Ways(msgspec.Struct, frozen=True):
    """The way to each step that a buyer can come to. `main` is the product that the start sells."""

    of: Mapping[str, Way]
    bits: Mapping[str, int]
    main: str
    limits: Limits = NO_LIMITS

    def to(self, step_id: str) -> Way:
        """The way to a step; an empty one where nobody comes to it."""
        return self.of.get(step_id, NOWHERE)

    def among(self, products: Iterable[str], mask: int) -> tuple[str, ...]:
        """Those of the products that are in the set `mask`."""
        return tuple(key for key in products if self.bits.get(key, 0) & mask)


def ways_through(funnel: Funnel, limits: Limits = NO_LIMITS) -> Ways:
    """The ways through a funnel; wires that close a circle lead nowhere here."""
    steps = funnel.steps
    columns = walk(steps).columns
    bits = {key: 1 << number for number, key in enumerate(funnel.products)}
    start = start_id(funnel)
    found: dict[str, Way] = {}
    feeders: dict[str, list[Wire]] = {start: []} if start else {}
    reached: dict[str, tuple[int, int, int]] = {start: (0, 0, 0)}
    for key in sorted(columns, key=columns.__getitem__):
        if key not in feeders:
            continue
        step = steps[key]
        bought, offered, made = reached.pop(key)
        found[key] = Way(tuple(feeders[key]), bought, offered, made)
        if not step.next:
            continue
        made |= _kind(step)
        answers = outcomes(step)
        sold = _sold(step, answers, bits)
        for bit in sold:
            offered |= bit
        column = columns[key]
        for outcome, bit in zip(answers, sold, strict=True):
            target = step.next.get(outcome, "")
            if columns.get(target, -1) <= column:
                continue
            before = reached.get(target)
            if before is None:
                feeders[target] = [(key, outcome)]
                reached[target] = (bought | bit, offered, made)
            else:
                feeders[target].append((key, outcome))
                reached[target] = (before[0] | bought | bit, before[1] | offered, before[2] | made)
    main = steps[start].product if start else ""
    return Ways(found, bits, main, limits)


def _sold(step: Step, answers: tuple[str, ...], bits: Mapping[str, int]) -> list[int]:
    """The product that each answer buys, as its bit; 0 where nothing is bought."""
    own = bits.get(step.product, 0)
    if step.type in OFFERS:
        return [*[bits.get(option.product, 0) if option.product else own for option in step.options], 0]
    return [own if step.type == START and outcome != NO else 0 for outcome in answers]


def _kind(step: Step) -> int:
    if not is_offer(step):
        return 0
    later = step.moment.after_days > 0
    if step.strategy == "upsell":
        return UPSELL_LATER if later else UPSELL_AT_ONCE
    if step.strategy == "cross-sell":
        return CROSS_SELL_LATER if later else CROSS_SELL_AT_ONCE
    return 0


def products_of(step: Step) -> tuple[str, ...]:
    """Ids of the products that a step offers, each once."""
    sold = (product_of(step, outcome) for outcome in outcomes(step) if outcome != NO)
    return tuple(dict.fromkeys(key for key in sold if key))

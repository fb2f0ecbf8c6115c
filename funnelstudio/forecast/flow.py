"""The flow of buyers through the tree: who comes where, what they take, what it brings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import msgspec

from funnelstudio.model.edits.document import MOST_ORDERS
from funnelstudio.model.funnel import Funnel, source_tag, start_id
from funnelstudio.model.funnel import language as language_of
from funnelstudio.model.offers import NO, START, YES, Step, is_offer, outcomes
from funnelstudio.model.payments import value_of
from funnelstudio.model.walk import Wire, walk

USUAL_RATE: Final = 0.10
"""Share of buyers who take an offer on a page after the purchase, where the user has assumed nothing."""
USUAL_DOWNSELL_RATE: Final = 0.15
"""Middle of the 10 to 20 % of decliners that are reported for a downsell."""


class Forecast(msgspec.Struct, frozen=True):
    """What to expect of every 1 buyer of the main product, in one currency.

    `reach` is the share (0 to 1) of all buyers who come to a step; `rates` the share of those who saw a step
    and gave an answer, `shares` that of all buyers. `revenue` is what a step brings per buyer of the main
    product. `presumed` names the answers whose rate is a usual one, since the user has set none.
    `value` is what an answer brings, over the months that subscriptions count. `orders` are the assumed ones,
    where a file names more or fewer than can be assumed (0 to MOST_ORDERS), the nearest of those.
    """

    currency: str
    orders: int
    months: int
    reach: Mapping[str, float]
    rates: Mapping[Wire, float]
    shares: Mapping[Wire, float]
    value: Mapping[Wire, Decimal]
    revenue: Mapping[str, Decimal]
    presumed: frozenset[Wire]
    main_price: Decimal
    average_order: Decimal

    @property
    def uplift(self) -> Decimal:
        """How many times the main price an average order brings; 0 without a main price."""
        return self.average_order / self.main_price if self.main_price else Decimal(0)


def forecast(funnel: Funnel, currency: str = "") -> Forecast:
    """The flow through the funnel in `currency`, by default the assumed one or the source language's."""
    source = language_of(funnel, source_tag(funnel))
    currency = currency or funnel.assumptions.currency or (source.currency if source else "")
    months = funnel.assumptions.months
    walked = walk(funnel.steps)
    start = start_id(funnel)
    reach = dict.fromkeys(walked.order, 0.0)
    if start:
        reach[start] = 1.0
    rates: dict[Wire, float] = {}
    shares: dict[Wire, float] = {}
    value: dict[Wire, Decimal] = {}
    revenue: dict[str, Decimal] = {}
    presumed: set[Wire] = set()
    columns = walked.columns
    for key in sorted(walked.order, key=columns.__getitem__):
        step = funnel.steps[key]
        brought = Decimal(0)
        answers = _rates(step)
        for outcome, rate, known in answers:
            wire = (key, outcome)
            rates[wire] = rate
            shares[wire] = share = reach[key] * rate
            if not known:
                presumed.add(wire)
            if outcome != NO:
                value[wire] = value_of(funnel, step, outcome, currency, months)
                brought += value[wire] * Decimal(repr(share))
            target = step.next.get(outcome, "")
            if columns.get(target, -1) > columns[key]:
                reach[target] += share
        # A kind of a later version may have options that nothing follows yet.
        if answers or outcomes(step):
            revenue[key] = brought
    main_price = value.get((start, YES), Decimal(0))
    return Forecast(
        currency=currency,
        orders=min(max(0, funnel.assumptions.orders), MOST_ORDERS),
        months=months,
        reach=reach,
        rates=rates,
        shares=shares,
        value=value,
        revenue=revenue,
        presumed=frozenset(presumed),
        main_price=main_price,
        average_order=sum(revenue.values(), Decimal(0)),
    )


def _rates(step: Step) -> list[tuple[str, float, bool]]:
    """Each answer with its share of the buyers who see the step, and whether the user has set it.

    Rates that sum to more than 1 are scaled down to it.
    """
    if step.type == START:
        return [(YES, 1.0, True)]
    if not is_offer(step):
        return []
    usual = USUAL_DOWNSELL_RATE if step.strategy == "downsell" else USUAL_RATE
    even = usual / max(1, len(step.options))
    taken = [
        (option.id, even if option.rate is None else max(0.0, option.rate), option.rate is not None)
        for option in step.options
    ]
    total = sum(rate for _id, rate, _known in taken)
    if total > 1:
        taken = [(key, rate / total, known) for key, rate, known in taken]
    if NO in outcomes(step):
        taken.append((NO, max(0.0, 1 - total), all(known for _id, _rate, known in taken)))
    return taken

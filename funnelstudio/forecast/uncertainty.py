"""How far a forecast may be off by chance alone: the spread of what a number of buyers brings.

Each buyer of the main product is taken to answer on their own, with the rates of the forecast; the rates, the
prices and the number of buyers are taken as given. So the count of buyers at a step or with an answer is
binomial, and revenue is a sum of independent, equal amounts. Nothing is simulated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from funnelstudio.forecast.flow import Forecast
from funnelstudio.forecast.orders import order_values
from funnelstudio.forecast.quantiles import NOTHING, Band, Mass, of_amounts, of_count, of_sum
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.walk import Wire


class Spread(msgspec.Struct, frozen=True):
    """The 10, 50 and 90 % quantiles of what `orders` buyers of the main product do and bring.

    Money is in the forecast's currency. `order_value` is what one single order brings; `revenue` what all of
    them bring, `steps` what a step adds to that and `answers` what an answer does. `buyers` counts how many
    come to a step.
    """

    orders: int
    order_value: Band
    revenue: Band
    steps: Mapping[str, Band]
    answers: Mapping[Wire, Band]
    buyers: Mapping[str, tuple[int, int, int]]

    @property
    def average_order(self) -> Band:
        """The quantiles of the average over the orders; NOTHING where there are none."""
        return self.revenue.times(1 / Decimal(self.orders)) if self.orders else NOTHING


def spread(funnel: Funnel, flow: Forecast) -> Spread:
    """The spread of a forecast, over as many buyers as it has orders. The work is linear in the steps."""
    orders, values = flow.orders, order_values(funnel, flow)
    bringing: dict[str, list[Mass]] = {key: [] for key in flow.revenue}
    for wire, value in flow.value.items():
        bringing[wire[0]].append((value, flow.shares[wire]))
    return Spread(
        orders=orders,
        order_value=of_amounts(values),
        revenue=of_sum(values, orders),
        steps={key: brought(orders, masses) for key, masses in bringing.items()},
        answers={wire: brought(orders, [(value, flow.shares[wire])]) for wire, value in flow.value.items()},
        buyers={key: of_count(orders, reach) for key, reach in flow.reach.items()},
    )


def brought(orders: int, masses: Iterable[Mass]) -> Band:
    """What `orders` buyers bring who each bring one of these amounts, or nothing, with these probabilities.

    For one amount that is the amount times a binomial count: an answer's revenue, or that of a path.
    """
    masses = list(masses)
    return of_sum([*masses, (Decimal(0), 1 - sum(share for _amount, share in masses))], orders)

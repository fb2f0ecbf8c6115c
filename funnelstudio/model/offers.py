"""Steps of the tree: the start, the four kinds of offers and the endings, with what a buyer can answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from funnelstudio.i18n import _
from funnelstudio.model.focus import CENTRE, Focus
from funnelstudio.model.money import Price
from funnelstudio.model.value import Value

START: Final = "start"
PRODUCT: Final = "product"
ALTERNATIVES: Final = "alternatives"
QUANTITIES: Final = "quantities"
PLANS: Final = "plans"
ENDING: Final = "ending"

OFFERS: Final = (PRODUCT, ALTERNATIVES, QUANTITIES, PLANS)
STEP_TYPES: Final = (START, *OFFERS, ENDING)
CHOICES: Final = (ALTERNATIVES, QUANTITIES, PLANS)
"""Kinds of offers that have two options or more."""

YES: Final = "yes"
NO: Final = "no"

STRATEGIES: Final = ("upsell", "downsell", "cross-sell", "add-on")
CHANNELS: Final = ("page", "call", "email", "account")
INTERVALS: Final = ("day", "week", "month", "year")
MAX_LEVELS: Final = 6

EVERY_LANGUAGE: Final = "*"


def kind_word(kind: str) -> str:
    """What a kind of step is called; a kind of a newer version goes by its own name."""
    words = {
        START: _("Main product"),
        PRODUCT: _("Product"),
        ALTERNATIVES: _("Alternatives"),
        QUANTITIES: _("Quantities"),
        PLANS: _("Payment plans"),
        ENDING: _("Thank-you page"),
    }
    return words.get(kind, kind)


class Plan(Value, frozen=True):
    """A payment plan. The option's price is one payment; payments come every `every` `interval`s.

    `instalments` is 0 for open-ended, 1 for a single payment, 2 or more for a price paid in parts.
    `minimum_term` counts intervals; `first` is the first payment where it differs.
    """

    interval: str = "month"
    every: int = 1
    trial_days: int = 0
    instalments: int = 0
    minimum_term: int = 0
    first: Price = {}


class Option(Value, frozen=True):
    """What a buyer can accept on an offer.

    `product` is set on alternatives only (elsewhere it is the step's). An empty `price` means the product's
    price times `quantity`. `rate` is the assumed share (0 to 1) of the buyers who see the offer and take it.
    """

    id: str
    name: str = ""
    product: str = ""
    quantity: int = 1
    price: Price = {}
    plan: Plan | None = None
    rate: float | None = None


class Moment(Value, frozen=True):
    """When an offer is made: at once (0), or so many days after the purchase."""

    after_days: int = 0


class Step(Value, frozen=True):
    """A node of the tree. `type` is one of STEP_TYPES, or one that a newer version knows.

    `next` maps each outcome (an option's id, or "no") to the id of the step that follows.
    `links` maps an outcome to an address of the user's own per language tag ("*" for all), used instead of
    the next page's. `pinned` is a card's place when set by hand (x, y in canvas units).
    `picture_focus` is the point of the picture that stays in sight (per cent from the left and the top).
    """

    type: str
    name: str = ""
    product: str = ""
    options: tuple[Option, ...] = ()
    strategy: str = ""
    moment: Moment = Moment()
    channel: str = "page"
    picture: str = ""
    picture_focus: Focus = CENTRE
    slug: str = ""
    note: str = ""
    pinned: tuple[float, float] | None = None
    next: Mapping[str, str] = {}
    links: Mapping[str, Mapping[str, str]] = {}


def is_offer(step: Step) -> bool:
    """Whether the buyer is asked something here; a type that this version does not know counts as one."""
    return step.type not in (START, ENDING)


def outcomes(step: Step) -> tuple[str, ...]:
    """The answers that a buyer can give, in the order of the page: the options, then "no"."""
    if step.type in OFFERS:
        return (*[option.id for option in step.options], NO)
    if step.type == START:
        return (YES,)
    return () if step.type == ENDING else tuple(step.next)


def option_of(step: Step, outcome: str) -> Option | None:
    """The option that `outcome` accepts; None for "no" and for an unknown one."""
    return next((option for option in step.options if option.id == outcome), None)


def product_of(step: Step, outcome: str) -> str:
    """Id of the product that is bought with `outcome`; empty where nothing is."""
    if step.type == START:
        return step.product
    option = option_of(step, outcome)
    if option is None:
        return ""
    return option.product or step.product

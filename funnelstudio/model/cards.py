"""What the card of a step shows and how large it is, for the canvas and for the tree as a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

from funnelstudio.i18n import _, ngettext
from funnelstudio.model.figures import percent
from funnelstudio.model.funnel import Funnel, language, price_of
from funnelstudio.model.money import price_in, spelled
from funnelstudio.model.offers import (
    ENDING,
    NO,
    PLANS,
    QUANTITIES,
    START,
    YES,
    Option,
    Plan,
    Step,
    is_offer,
    kind_word,
    option_of,
    outcomes,
    product_of,
)
from funnelstudio.model.texts import tally

Measure = Callable[[str, str], float]
"""`measure(text, role)`: the width in pixels of `text` in the font of `role`, one of FONTS."""

FONTS: Final[Mapping[str, tuple[float, bool]]] = {
    "kind": (11, False),
    "tag": (11, False),
    "title": (14, True),
    "row": (13, False),
    "foot": (11, False),
    "ending": (12.5, True),
    "chip": (11, False),
    "share": (11, False),
}
"""role -> (size in pixels at 100 %, whether it is semibold)"""

PAD: Final = 12.0
TILE: Final = 22.0
HEAD: Final = 64.0
ROW: Final = 31.0
FOOT: Final = 29.0
PILL: Final = 29.0
CHIP: Final = 24.0
PORT: Final = 5.0
NARROWEST: Final = 158.0
WIDEST: Final = 268.0


class Flow(Protocol):
    """What a card and its wires show of a forecast, whose names these are."""

    @property
    def currency(self) -> str: ...
    @property
    def rates(self) -> Mapping[tuple[str, str], float]: ...
    @property
    def shares(self) -> Mapping[tuple[str, str], float]: ...
    @property
    def revenue(self) -> Mapping[str, Decimal]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome on a card: what it is called, what it costs, and whether the buyer accepts with it."""

    outcome: str
    label: str
    price: str
    accepts: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A step as it is drawn; sizes in pixels at 100 %. An ending is a pill, without rows."""

    kind: str
    word: str
    title: str
    strategy: str
    rows: tuple[Row, ...]
    foot: bool
    width: float
    height: float

    @property
    def is_pill(self) -> bool:
        return self.kind == ENDING


def row_middle(card: Card, index: int) -> float:
    """How far below the card's top the middle of row `index` lies, where its port is."""
    return HEAD + ROW * (index + 0.5)


def strategy_word(strategy: str) -> str:
    """What a strategy is called; an unknown one goes by its own name."""
    words = {
        "upsell": _("Upsell"),
        "downsell": _("Downsell"),
        "cross-sell": _("Cross-sell"),
        "add-on": _("Add-on"),
    }
    return words.get(strategy, strategy)


def title_of(funnel: Funnel, step: Step) -> str:
    """What a step is called: its own name, else its product's, else its kind."""
    if step.name:
        return step.name
    product = funnel.products.get(step.product)
    return product.name if product is not None and product.name else kind_word(step.type)


def outcome_label(funnel: Funnel, step: Step, outcome: str) -> str:
    """What an outcome is called on the card, such as "6 more roses" or "No, thanks"."""
    if step.type == START:
        return _("Ordered")
    if outcome == NO:
        return _("No, thanks")
    option = option_of(step, outcome)
    if option is None:
        return outcome
    return option.name or _option_default(funnel, step, option)


def _option_default(funnel: Funnel, step: Step, option: Option) -> str:
    product = funnel.products.get(product_of(step, option.id))
    name = product.name if product is not None else ""
    if step.type == QUANTITIES:
        return (
            _("{count} × {product}").format(count=option.quantity, product=name)
            if name
            else f"{option.quantity} ×"
        )
    if step.type == PLANS and option.plan is not None:
        return _plan_word(option.plan)
    return name or _("Yes, please")


def _plan_word(plan: Plan) -> str:
    if plan.instalments == 1:
        return _("One payment")
    if plan.instalments > 1:
        words = ngettext("{count} instalment", "{count} instalments", plan.instalments)
        return words.format(count=plan.instalments)
    if plan.every > 1:
        return _every(plan.every).get(plan.interval, plan.interval).format(count=plan.every)
    one = {"day": _("Daily"), "week": _("Weekly"), "month": _("Monthly"), "year": _("Yearly")}
    return one.get(plan.interval, plan.interval)


def _every(count: int) -> dict[str, str]:
    return {
        "day": ngettext("Every day", "Every {count} days", count),
        "week": ngettext("Every week", "Every {count} weeks", count),
        "month": ngettext("Every month", "Every {count} months", count),
        "year": ngettext("Every year", "Every {count} years", count),
    }


def _short_interval(interval: str, count: int) -> str:
    words = {"day": ngettext("day", "days", count), "week": _("wk"), "month": _("mo"), "year": _("yr")}
    return words.get(interval, interval)


def money(funnel: Funnel, tag: str, prices: Mapping[str, str]) -> str:
    """A price in the currency and spelling of the language `tag`; "" for nothing, "–" where it is missing."""
    if not prices:
        return ""
    spoken = language(funnel, tag)
    currency = spoken.currency if spoken is not None and spoken.currency else next(iter(prices))
    number = price_in(prices, currency)
    return "–" if number is None else spelled(number, currency, tag)


def price_label(funnel: Funnel, step: Step, outcome: str, tag: str) -> str:
    """What an outcome costs, as on a card: "£10.00", "£12.00 / mo", "3 × £40.00"."""
    cost = money(funnel, tag, price_of(funnel, step, outcome)) if outcome != NO else ""
    option = option_of(step, outcome)
    plan = option.plan if option is not None else None
    if not cost or plan is None or plan.instalments == 1:
        return cost
    if plan.instalments > 1:
        return f"{plan.instalments} × {cost}"
    every = f"{plan.every} " if plan.every > 1 else ""
    return f"{cost} / {every}{_short_interval(plan.interval, plan.every)}"


def _rows(funnel: Funnel, step: Step, tag: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            outcome,
            outcome_label(funnel, step, outcome),
            price_label(funnel, step, outcome, tag),
            outcome != NO,
        )
        for outcome in outcomes(step)
    )


def card_of(funnel: Funnel, step: Step, tag: str, measure: Measure) -> Card:
    """The card of `step` in the language `tag`, as wide as its words need."""
    title = title_of(funnel, step)
    word = kind_word(step.type)
    if step.type == ENDING:
        width = min(WIDEST, max(80.0, measure(title, "ending") + 46))
        return Card(ENDING, word, title, "", (), False, round(width), PILL)
    strategy = strategy_word(step.strategy) if is_offer(step) else ""
    rows = _rows(funnel, step, tag)
    head = TILE + 8 + measure(word, "kind") + (14 + measure(strategy, "tag") + 18 if strategy else 0)
    lines = (measure(row.label, "row") + (16 + measure(row.price, "row") if row.price else 0) for row in rows)
    widest = max(head, measure(title, "title"), *lines, 0.0)
    width = round(min(WIDEST, max(NARROWEST, widest + 2 * PAD + 2)))
    foot = is_offer(step)
    return Card(
        step.type, word, title, strategy, rows, foot, width, HEAD + ROW * len(rows) + (FOOT if foot else 0)
    )


def revenue_words(funnel: Funnel, flow: Flow, step_id: str, tag: str) -> str:
    """What a step brings per buyer, such as "£3.84 per buyer"; "" where the forecast says nothing of it."""
    amount = flow.revenue.get(step_id)
    if amount is None:
        return ""
    spoken = language(funnel, tag)
    currency = flow.currency or (spoken.currency if spoken is not None else "")
    cost = spelled(round(amount, 2), currency, tag) if currency else str(round(amount, 2))
    return _("{amount} per buyer").format(amount=cost)


def rate_words(flow: Flow, step_id: str, outcome: str) -> str:
    """The share of those who see a step that give this answer ("24%"); "" where there is no other."""
    rate = flow.rates.get((step_id, outcome))
    if rate is None or (outcome == YES and (step_id, NO) not in flow.rates):
        return ""
    return percent(round(rate, 2) if rate >= 0.0095 else rate)


def written(funnel: Funnel, step_id: str) -> tuple[str, ...]:
    """How far each language of a step's page is: "done", "partly" or "none"."""
    return tuple(_progress(*tally(funnel, spoken.tag, step_id)) for spoken in funnel.languages)


def _progress(done: int, needed: int) -> str:
    if done >= needed:
        return "done"
    return "partly" if done else "none"

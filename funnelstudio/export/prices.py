"""What an option costs, in words: prices, payment plans, savings, the price of one unit. All worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from funnelstudio.export.words import Words
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import isolated
from funnelstudio.model.money import precision, price_in, spelled
from funnelstudio.model.offers import PLANS, Option, Plan, Step

_FAMILY: Final = {"day": ("day", 1), "week": ("day", 7), "month": ("month", 1), "year": ("month", 12)}
LARGEST: Final = Decimal(10) ** 12


class Money:
    """Spells amounts of one currency in one language. `isolate` puts marks around them for right-to-left."""

    def __init__(self, tag: str, currency: str, *, isolate: bool) -> None:
        self.tag, self.currency, self._isolate = tag, currency, isolate
        self._spelled: dict[Decimal, str] = {}
        self._least = Decimal(1).scaleb(-precision(currency)) if currency else Decimal(1)

    def spell(self, number: Decimal | None) -> str:
        """The amount in words and signs, "" for none."""
        if number is None or not self.currency:
            return ""
        text = self._spelled.get(number)
        if text is None:
            text = spelled(number, self.currency, self.tag)
            text = self._spelled[number] = isolated(text) if self._isolate else text
        return text

    def rounded(self, number: Decimal) -> Decimal:
        """`number` to the currency's own decimals, halves up as buyers expect."""
        return number.quantize(self._least, rounding=ROUND_HALF_UP)


Prices = Mapping[str, Decimal | None]
"""One payment per outcome of a step; None where no price in the language's currency is known."""


def prices_of(funnel: Funnel, step: Step, options: Iterable[Option], currency: str) -> Prices:
    """What each option costs in `currency`: `funnel.price_of`, for one currency."""
    found: dict[str, Decimal | None] = {}
    for option in options:
        if option.price:
            number = price_in(option.price, currency)
        else:
            single = single_price(funnel, step, option, currency)
            number = single * option.quantity if single is not None else None
        found[option.id] = number if number is not None and abs(number) < LARGEST else None
    return found


def single_price(funnel: Funnel, step: Step, option: Option, currency: str) -> Decimal | None:
    """What one piece of the option's product costs when bought alone."""
    product = funnel.products.get(option.product or step.product)
    return price_in(product.price, currency) if product is not None else None


def unit_count(funnel: Funnel, product_id: str, option: Option) -> int:
    """How many units (stems, lessons) the option brings in all."""
    product = funnel.products.get(product_id)
    units = product.units if product is not None else 1
    return max(1, units) * max(1, option.quantity)


def savings(funnel: Funnel, step: Step, prices: Prices, currency: str) -> dict[str, tuple[Decimal, str]]:
    """What each option saves: (amount, word), the word being "save" or "save_per_year". Only true savings.

    Several pieces are compared with the price of as many single ones, a plan with the dearest plan of the
    same kind over the same time, a single payment with the sum of the instalments.
    """
    found: dict[str, tuple[Decimal, str]] = {}
    for option in step.options:
        price = prices[option.id]
        if price is None:
            continue
        if step.type == PLANS:
            saved, word = _plan_saving(step, option, price, prices)
        else:
            single = single_price(funnel, step, option, currency) if option.quantity > 1 else None
            saved, word = (single * option.quantity - price if single is not None else Decimal(0)), "save"
        if saved > 0:
            found[option.id] = (saved, word)
    return found


def _plan_saving(step: Step, option: Option, price: Decimal, prices: Prices) -> tuple[Decimal, str]:
    plan = option.plan
    if plan is None or plan.instalments == 1:
        whole = [
            other * rival.plan.instalments
            for rival in step.options
            if rival.plan is not None
            and rival.plan.instalments > 1
            and not rival.plan.first
            and (other := prices[rival.id]) is not None
        ]
        return (min(whole) - price if whole else Decimal(0)), "save"
    if plan.instalments or plan.interval not in _FAMILY:
        return Decimal(0), "save"
    family, length = _FAMILY[plan.interval]
    length *= max(1, plan.every)
    dearest = Decimal(0)
    for rival in step.options:
        other = prices[rival.id]
        if other is None or rival.plan is None or rival.plan.instalments:
            continue
        rival_family, rival_length = _FAMILY.get(rival.plan.interval, ("", 1))
        rival_length *= max(1, rival.plan.every)
        # Only a shorter plan that goes into the longer one a whole number of times is a fair comparison.
        if rival_family == family and rival_length < length and length % rival_length == 0:
            dearest = max(dearest, other * (length // rival_length))
    word = "save_per_year" if (family, length) == ("month", 12) else "save"
    return dearest - price, word


def best_of(funnel: Funnel, step: Step, prices: Prices, saved: dict[str, tuple[Decimal, str]]) -> str:
    """Id of the option that is the best value by the numbers; "" where none stands out."""
    if len(step.options) < 2 or not saved:
        return ""
    if step.type == PLANS:
        ranked = sorted(saved, key=lambda key: -saved[key][0])
        return ranked[0] if len(ranked) == 1 or saved[ranked[0]][0] > saved[ranked[1]][0] else ""
    product = step.options[0].product or step.product
    each = []
    for option in step.options:
        price = prices[option.id]
        if price is None or (option.product or step.product) != product:
            return ""
        each.append((price / unit_count(funnel, product, option), option.id))
    each.sort()
    return each[0][1] if each[0][0] < each[1][0] else ""


def interval_words(words: Words, plan: Plan) -> str:
    """How often a payment comes, such as "per month" or "every 3 months"."""
    if plan.interval not in _FAMILY:
        return ""
    if plan.every <= 1:
        return words.word(f"per_{plan.interval}")
    return words.counted(f"every_{plan.interval}s", plan.every)


def plan_total(plan: Plan, price: Decimal, first: Decimal | None) -> Decimal | None:
    """The sum of all instalments; None for an open-ended plan."""
    if plan.instalments < 1:
        return None
    return price * plan.instalments if first is None else first + price * (plan.instalments - 1)


def plan_lines(words: Words, money: Money, plan: Plan, price: Decimal, first: Decimal | None) -> list[str]:
    """The plan in sentences: what is paid when, the minimum term with its total, and the renewal.

    A single payment without a trial needs no words beside its price.
    """
    if plan.instalments == 1 and plan.trial_days < 1:
        return []
    text = money.spell(price)
    if plan.instalments > 1:
        sentence = _instalments(words, money, plan, price, first)
    else:
        per = interval_words(words, plan) if not plan.instalments else ""
        sentence = words.word("price_per", price=text, per=per) if per else text
        if first is not None and not plan.instalments:
            sentence = words.word("first_payment", price=money.spell(first), plan=sentence)
    if plan.trial_days > 0:
        sentence = words.counted("trial", plan.trial_days, plan=sentence)
    lines = [sentence[:1].upper() + sentence[1:]]
    if not plan.instalments:
        if plan.minimum_term > 0:
            lines += _term(words, money, plan, price, first)
        lines.append(words.word("renews"))
    return lines


def _instalments(words: Words, money: Money, plan: Plan, price: Decimal, first: Decimal | None) -> str:
    """So many payments with the sum of all; where the first differs, that one and then the others."""
    count = plan.instalments if first is None else plan.instalments - 1
    total = money.spell(plan_total(plan, price, first))
    sentence = words.counted("instalments", count, price=money.spell(price), total=total)
    if first is None:
        return sentence
    return words.word("first_payment", price=money.spell(first), plan=sentence)


def _term(words: Words, money: Money, plan: Plan, price: Decimal, first: Decimal | None) -> list[str]:
    if plan.interval not in _FAMILY:
        return []
    term = words.counted(f"term_{plan.interval}s", plan.minimum_term * max(1, plan.every))
    whole = price * plan.minimum_term + ((first - price) if first is not None else 0)
    return [words.word("term_total", term=term, total=money.spell(whole))]

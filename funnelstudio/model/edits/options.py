"""Edits of an offer's options: add, change, reorder and remove what a buyer can accept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.edits.rules import (
    line,
    moved,
    new_id,
    one_of,
    price_with,
    whole,
    whole_price,
)
from funnelstudio.model.edits.texts import put
from funnelstudio.model.edits.wiring import known_step, reached, without_places
from funnelstudio.model.funnel import Funnel, Texts
from funnelstudio.model.offers import CHOICES, INTERVALS, PLANS, START, YES, Option, Plan, Step, option_of
from funnelstudio.model.value import replace, with_item, without
from funnelstudio.model.walk import walk

Steps = Mapping[str, Step]

MOST_PIECES: Final = 1_000_000
MOST_DAYS: Final = 3_650


def add_option(funnel: Funnel, step_id: str, option: Option, position: int | None = None) -> Funnel:
    """Add an option to alternatives, quantities or plans, last or at `position`. Raises NotPossible."""
    step = known_step(funnel, step_id)
    if step.type not in CHOICES:
        raise NotPossible(
            _("This kind of step can't have more options."),
            _("Change its kind to alternatives, quantities or plans first."),
        )
    new_id(option.id, {known.id for known in step.options})
    if step.type == PLANS and option.plan is None:
        option = replace(option, plan=Plan())
    options = (*step.options, _checked(option))
    if position is not None:
        options = moved(options, len(options) - 1, position)
    return _with_step(funnel, step_id, replace(step, options=options))


def remove_option(funnel: Funnel, step_id: str, option_id: str) -> Funnel:
    """Remove an option with its texts and links, and with the steps that only it led to.

    A step that another outcome leads to as well stays. Raises NotPossible for the last option.
    """
    step = known_step(funnel, step_id)
    index = _index(step, option_id)
    if len(step.options) == 1:
        raise NotPossible(
            _("An offer needs at least one option."), _("Delete the step, or change the option instead.")
        )
    step = replace(
        step,
        options=(*step.options[:index], *step.options[index + 1 :]),
        next=without(step.next, option_id),
        links=without(step.links, option_id),
    )
    steps = with_item(funnel.steps, step_id, step)
    texts = _without_option_texts(funnel.texts, step_id, option_id)
    gone = _only_behind(funnel.steps, steps, funnel.steps[step_id].next.get(option_id, ""))
    if gone:
        steps, texts = without(steps, *gone), without_places(texts, gone)
    return replace(funnel, steps=steps, texts=texts)


def set_option(funnel: Funnel, step_id: str, option_id: str, **fields: object) -> Funnel:
    """Change fields of an option: `name`, `product`, `quantity`, `price`, `plan` or `rate`.

    Its id stays the same, since texts and wires hang on it. Raises NotPossible.
    """
    step = known_step(funnel, step_id)
    before = step.options[_index(step, option_id)]
    after = _checked(replace(before, **fields))
    if after.id != option_id:
        raise NotPossible(_("The id of an option stays the same."))
    if after.product and after.product not in funnel.products:
        raise NotPossible(_("This product isn't there any more."))
    return _with_option(funnel, step_id, after)


def set_start_plan(funnel: Funnel, step_id: str, plan: Plan | None) -> Funnel:
    """Sell the main product with a payment plan, or with None for its price at once. Raises NotPossible."""
    step = known_step(funnel, step_id)
    if step.type != START:
        raise NotPossible(_("Only the main product is sold at the start."))
    if plan is None:
        return _with_step(funnel, step_id, replace(step, options=()))
    option = option_of(step, YES) or Option(id=YES)
    return _with_step(funnel, step_id, replace(step, options=(_checked(replace(option, plan=plan)),)))


def move_option(funnel: Funnel, step_id: str, option_id: str, position: int) -> Funnel:
    """Take an option to another position, counted from 0, with what it leads to. Raises NotPossible."""
    step = known_step(funnel, step_id)
    return _with_step(
        funnel, step_id, replace(step, options=moved(step.options, _index(step, option_id), position))
    )


def set_option_price(funnel: Funnel, step_id: str, option_id: str, currency: str, text: str) -> Funnel:
    """Set an option's own price in one currency from what a user typed.

    Nothing typed removes it; without any own price the product's counts again. Raises NotPossible.
    """
    step = known_step(funnel, step_id)
    option = step.options[_index(step, option_id)]
    price = price_with(option.price, currency, text)
    return _with_option(funnel, step_id, replace(option, price=price))


def set_first_price(funnel: Funnel, step_id: str, option_id: str, currency: str, text: str) -> Funnel:
    """Set a plan's first payment in one currency from what a user typed; nothing typed removes it."""
    step = known_step(funnel, step_id)
    option = step.options[_index(step, option_id)]
    plan = option.plan or Plan()
    first = price_with(plan.first, currency, text)
    return _with_option(funnel, step_id, replace(option, plan=replace(plan, first=first)))


def _index(step: Step, option_id: str) -> int:
    for index, option in enumerate(step.options):
        if option.id == option_id:
            return index
    raise NotPossible(_("This option isn't there any more."))


def _with_step(funnel: Funnel, step_id: str, step: Step) -> Funnel:
    if step == funnel.steps[step_id]:
        return funnel
    return replace(funnel, steps=with_item(funnel.steps, step_id, step))


def _with_option(funnel: Funnel, step_id: str, option: Option) -> Funnel:
    step = funnel.steps[step_id]
    options = tuple(option if known.id == option.id else known for known in step.options)
    return _with_step(funnel, step_id, replace(step, options=options))


def _checked(option: Option) -> Option:
    whole(option.quantity, 1, MOST_PIECES)
    whole_price(option.price)
    if option.rate is not None and not 0 <= option.rate <= 1:
        raise NotPossible(_("A share is from 0 to 100 per cent."))
    if option.plan is not None:
        _check_plan(option.plan)
    name = line(option.name)
    return option if name == option.name else replace(option, name=name)


def _check_plan(plan: Plan) -> None:
    one_of(plan.interval, INTERVALS)
    whole(plan.every, 1, 366)
    whole(plan.trial_days, 0, MOST_DAYS)
    whole(plan.instalments, 0, 1_000)
    whole(plan.minimum_term, 0, 1_000)
    whole_price(plan.first)


def _only_behind(before: Steps, after: Steps, target: str) -> frozenset[str]:
    """The steps that hung on `target` alone: in `after`, none of the trees of `before` gets to them."""
    behind = reached(after, (target,))
    entries = [key for key in walk(before).loose if key in behind]
    for key, step in after.items():
        if key not in behind:
            entries.extend([following for following in step.next.values() if following in behind])
    return behind - reached(after, entries)


def _without_option_texts(texts: Texts, step_id: str, option_id: str) -> Texts:
    """`texts` without those of one option, `OPTIONID.title` and the like, in every language."""
    for tag, places in texts.items():
        for field in places.get(step_id, {}):
            if field.startswith(f"{option_id}."):
                texts = put(texts, tag, step_id, field, None)
    return texts

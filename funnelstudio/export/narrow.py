"""The funnel as a platform sees it that leads buyers on by yes or no only."""

from __future__ import annotations

from typing import Final

from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.offers import NO, OFFERS, START, YES, Step, is_offer
from funnelstudio.model.value import replace

DEEPEST: Final = 6
"""Levels that a key of answers may name; what lies below is in no map."""


def narrowed(funnel: Funnel) -> Funnel:
    """`funnel` with all options of an offer leading to where its first option leads."""
    steps = {key: _narrow(step) for key, step in funnel.steps.items()}
    changed = any(steps[key] is not step for key, step in funnel.steps.items())
    return replace(funnel, steps=steps) if changed else funnel


def says_more(step: Step) -> bool:
    """Whether an offer leads on by what was chosen, and not only by yes and no."""
    return step.type in OFFERS and len({step.next.get(option.id, "") for option in step.options}) > 1


def answer_keys(funnel: Funnel) -> dict[str, str]:
    """Which offer follows which answers: "y" the first, "yn" the one after a no there; shortest keys first.

    A step that several answers lead to stands at each of them.
    """
    found: dict[str, str] = {}
    start = funnel.steps.get(start_id(funnel))
    row = {"y": start.next.get(YES, "")} if start is not None else {}
    for _level in range(DEEPEST):
        here = {key: target for key, target in row.items() if _is_offer(funnel, target)}
        found.update(here)
        row = {key + answer: target for key, step in here.items() for answer, target in _ways(funnel, step)}
    return found


def ending_keys(funnel: Funnel, offers: dict[str, str]) -> dict[str, list[str]]:
    """The answers that lead to each ending, by its id; `offers` are those of `answer_keys`."""
    found: dict[str, list[str]] = {}
    start = funnel.steps.get(start_id(funnel))
    ways = [("y", start.next.get(YES, ""))] if start is not None else []
    ways += [(key + answer, target) for key, step in offers.items() for answer, target in _ways(funnel, step)]
    for key, target in ways:
        if target in funnel.steps and not _is_offer(funnel, target):
            found.setdefault(target, []).append(key)
    return found


def _ways(funnel: Funnel, step_id: str) -> list[tuple[str, str]]:
    step = funnel.steps[step_id]
    accept = next((answer for answer in _accepting(step) if step.next.get(answer)), "")
    return [("y", step.next.get(accept, "")), ("n", step.next.get(NO, ""))]


def _accepting(step: Step) -> list[str]:
    if step.type in OFFERS:
        return [option.id for option in step.options[:1]]
    return [answer for answer in step.next if answer != NO]


def _is_offer(funnel: Funnel, step_id: str) -> bool:
    return step_id in funnel.steps and is_offer(funnel.steps[step_id]) and funnel.steps[step_id].type != START


def _narrow(step: Step) -> Step:
    if not says_more(step):
        return step
    first = step.next.get(step.options[0].id, "")
    led = {option.id: first for option in step.options} if first else {}
    others = {answer: target for answer, target in step.next.items() if answer == NO}
    return replace(step, next={**led, **others})

"""Runs the checks, again only where something changed since the last run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from funnelstudio.checks.check import FUNNEL, PAGE, STEP
from funnelstudio.checks.problem import Problem, rank
from funnelstudio.checks.table import CHECKS
from funnelstudio.model.diff import Changes, diff
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.offers import outcomes, product_of
from funnelstudio.model.texts import places
from funnelstudio.model.walk import walk

_FUNNEL = tuple(check.find for check in CHECKS if check.scope == FUNNEL)
_STEP = tuple(check.find for check in CHECKS if check.scope == STEP)
_PAGE = tuple(check.find for check in CHECKS if check.scope == PAGE)

K = TypeVar("K")

Page = tuple[str, str]
"""A language tag and a place."""


class Checker:
    """Checks one funnel after the other, and works out anew only what their difference touches.

    Kept by whoever checks repeatedly; it belongs to one thread at a time.
    """

    def __init__(self) -> None:
        self._last: Funnel | None = None
        self._whole: tuple[Problem, ...] = ()
        self._steps: dict[str, tuple[Problem, ...]] = {}
        self._pages: dict[Page, tuple[Problem, ...]] = {}

    def update(self, funnel: Funnel) -> tuple[Problem, ...]:
        """Every problem of `funnel`, worst first, then in the order of the tree."""
        changes = diff(self._last, funnel)
        if changes:
            self._check_whole(changes)
            self._check_steps(changes)
            self._check_pages(changes)
            self._last = funnel
        return self._sorted(funnel)

    def _check_whole(self, changes: Changes) -> None:
        touched = changes.steps or changes.products or changes.languages or changes.plan_changes
        if changes.everything or touched or _places_came_or_went(changes):
            self._whole = tuple(problem for find in _FUNNEL for problem in find(changes.new))

    def _check_steps(self, changes: Changes) -> None:
        funnel = changes.new
        touched: Iterable[str] = changes.steps
        if changes.everything or changes.languages:
            touched = funnel.steps
        elif changes.products:
            touched = changes.steps | _sellers(funnel, changes.products)
        elif changes.steps:
            touched = changes.steps | _feeders(funnel, changes)
        if changes.everything:
            self._steps.clear()
        for key in touched:
            found = (
                tuple(problem for find in _STEP for problem in find(funnel, key))
                if key in funnel.steps
                else ()
            )
            _keep(self._steps, key, found)

    def _check_pages(self, changes: Changes) -> None:
        funnel = changes.new
        tags = [language.tag for language in funnel.languages]
        if changes.everything or changes.languages:
            self._pages.clear()
            touched = {(tag, place) for place in places(funnel) for tag in tags}
        else:
            source = source_tag(funnel)
            whole = changes.steps | {f"product:{key}" for key in changes.products}
            if changes.plan_changes:
                whole |= {place for place in places(funnel) if place.startswith("plan_change:")}
            whole |= changes.texts.get(source, frozenset())
            bases = {language.tag: language.base for language in funnel.languages}
            touched = {(tag, place) for place in whole for tag in tags}
            for tag in tags:
                for changed in (tag, bases[tag]):
                    touched |= {(tag, place) for place in changes.texts.get(changed, ())}
        for tag, place in touched:
            found = tuple(problem for find in _PAGE for problem in find(funnel, tag, place))
            _keep(self._pages, (tag, place), found)

    def _sorted(self, funnel: Funnel) -> tuple[Problem, ...]:
        found = [
            *self._whole,
            *(problem for problems in self._steps.values() for problem in problems),
            *(problem for problems in self._pages.values() for problem in problems),
        ]
        if not found:
            return ()
        position = {key: index for index, key in enumerate(walk(funnel.steps).order)}
        last = len(position)
        found.sort(key=lambda problem: (rank(problem), position.get(problem.step, last), problem.id))
        return tuple(found)


def check(funnel: Funnel) -> tuple[Problem, ...]:
    """Every problem of a funnel, worst first, then in the order of the tree."""
    return Checker().update(funnel)


def _keep(known: dict[K, tuple[Problem, ...]], key: K, found: tuple[Problem, ...]) -> None:
    if found:
        known[key] = found
    else:
        known.pop(key, None)


def _places_came_or_went(changes: Changes) -> bool:
    if changes.old is None:
        return True
    old, new = changes.old.texts, changes.new.texts
    return any(old.get(tag, {}).keys() != new.get(tag, {}).keys() for tag in changes.texts)


def _sellers(funnel: Funnel, products: frozenset[str]) -> frozenset[str]:
    """Steps that sell one of the products."""
    return frozenset(
        key
        for key, step in funnel.steps.items()
        if any(product_of(step, outcome) in products for outcome in outcomes(step))
    )


def _feeders(funnel: Funnel, changes: Changes) -> frozenset[str]:
    """Steps that lead to one that came or went."""
    old = changes.old.steps if changes.old is not None else {}
    moved = {key for key in changes.steps if (key in old) != (key in funnel.steps)}
    if not moved:
        return frozenset()
    return frozenset(key for key, step in funnel.steps.items() if not moved.isdisjoint(step.next.values()))

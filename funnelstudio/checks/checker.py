"""Runs the checks, again only where something changed since the last run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import TypeVar

from funnelstudio.checks.approved import approved_pages
from funnelstudio.checks.check import Check
from funnelstudio.checks.problem import SEVERITIES, Problem
from funnelstudio.checks.running import plan, run, told_once
from funnelstudio.checks.sheet import Place, Sheet
from funnelstudio.checks.table import CHECKS
from funnelstudio.checks.waiving import sort_out
from funnelstudio.checks.ways import Ways, ways_through
from funnelstudio.model.checking import Waiver
from funnelstudio.model.diff import Changes, diff
from funnelstudio.model.fields import SHARED
from funnelstudio.model.funnel import Funnel, source_tag, start_id
from funnelstudio.model.languages import Language
from funnelstudio.model.limits import NO_LIMITS, Limits
from funnelstudio.model.offers import outcomes, product_of
from funnelstudio.model.texts import places
from funnelstudio.model.value import replace
from funnelstudio.model.walk import walk

K = TypeVar("K")

Page = tuple[str, str]
"""A language tag and a place."""


class Checker:
    """Checks one funnel after the other, and works out anew only what their difference touches.

    Kept by whoever checks repeatedly; it belongs to one thread at a time. `limits` are those of the exporter
    that the pages are for; another exporter asks for another checker. `today` ends waivers, by default the
    day of the update. What is kept grows with the findings and the steps, never with the paths.
    """

    def __init__(
        self, limits: Limits = NO_LIMITS, *, today: date | None = None, checks: Sequence[Check] = CHECKS
    ) -> None:
        self._limits = limits
        self._today = today
        self._plan = plan(checks)
        self._forget()
        self.waived: tuple[tuple[Problem, Waiver], ...] = ()
        """The findings of the last update that are set aside, each with its waiver."""

    def _forget(self) -> None:
        self._last: Funnel | None = None
        self._ways = Ways({}, {}, "", self._limits)
        self._whole: tuple[Problem, ...] = ()
        self._steps: dict[str, tuple[Problem, ...]] = {}
        self._paths: dict[str, tuple[Problem, ...]] = {}
        self._pages: dict[Page, tuple[Problem, ...]] = {}
        self._approved: dict[Page, tuple[Problem, ...]] = {}

    def update(self, funnel: Funnel) -> tuple[Problem, ...]:
        """Every problem of `funnel` that is not set aside, worst first, then in the order of the tree."""
        changes = diff(self._last, funnel)
        if changes.checking:
            self._forget()
            changes = diff(None, funnel)
        if changes:
            # Until it is through, a run that is cut short must not pass for done.
            self._last = None
            self._check_whole(changes)
            self._check_steps(changes)
            self._check_paths(changes)
            self._check_pages(changes)
            self._check_approved(changes)
            self._last = funnel
        standing, waived = sort_out(funnel, told_once(self._found()), self._today or date.today())
        self.waived = tuple(waived)
        return _sorted(funnel, standing)

    def _found(self) -> list[Problem]:
        found = list(self._whole)
        for part in (self._steps, self._paths):
            for problems in part.values():
                found += problems
        for pages in (self._pages, self._approved):
            for problems in pages.values():
                found += problems
        return found

    def _check_whole(self, changes: Changes) -> None:
        touched = changes.steps or changes.products or changes.languages or changes.plan_changes
        if changes.everything or touched or _places_came_or_went(changes):
            funnel = changes.new
            self._whole = run(self._plan.funnel, funnel) + run(self._plan.market, funnel, self._limits)

    def _check_steps(self, changes: Changes) -> None:
        funnel = changes.new
        touched: Iterable[str] = changes.steps
        if changes.everything or changes.languages:
            touched = {*funnel.steps, *changes.steps}
        elif changes.products:
            touched = changes.steps | _sellers(funnel, changes.products)
        elif changes.steps:
            touched = changes.steps | _feeders(funnel, changes)
        if changes.everything:
            self._steps.clear()
        for key in touched:
            _keep(self._steps, key, run(self._plan.step, funnel, key) if key in funnel.steps else ())

    def _check_paths(self, changes: Changes) -> None:
        funnel, before = changes.new, self._ways
        whole = changes.everything or changes.languages or changes.plan_changes
        # The tags of what was bought anywhere before decide whether a plan can be replaced.
        whole = whole or bool(changes.products and funnel.plan_changes)
        if not whole and not changes.steps and not changes.products:
            return
        ways = ways_through(funnel, self._limits)
        touched: set[str] = {*funnel.steps, *changes.steps}
        starts = {start_id(funnel), start_id(changes.old) if changes.old is not None else ""}
        main = not starts.isdisjoint(changes.steps) or ways.main in changes.products
        if not whole and not main and ways.main == before.main and ways.bits == before.bits:
            nearby = changes.steps | _sellers(funnel, changes.products)
            steps = funnel.steps
            touched = {key for key, way in ways.of.items() if before.of.get(key) != way} | nearby
            touched |= {target for key in nearby if key in steps for target in steps[key].next.values()}
            touched |= before.of.keys() - ways.of.keys()
        self._ways = ways
        if changes.everything:
            self._paths.clear()
        for key in touched:
            _keep(self._paths, key, run(self._plan.path, funnel, key, ways) if key in funnel.steps else ())

    def _check_pages(self, changes: Changes) -> None:
        funnel = changes.new
        every = tuple({language.tag: language for language in funnel.languages}.values())
        touched: dict[str, tuple[Language, ...]]
        if changes.everything or changes.languages:
            self._pages.clear()
            touched = dict.fromkeys(places(funnel), every)
        else:
            touched = dict.fromkeys(_places_to_check(changes), every)
            for tag, changed in changes.texts.items():
                speakers = tuple(language for language in every if tag in (language.tag, language.base))
                for place in changed:
                    if place not in touched:
                        touched[place] = speakers
                    elif touched[place] is not every:
                        known = touched[place]
                        touched[place] = (*known, *(found for found in speakers if found not in known))
        for place, languages in touched.items():
            self._check_page(funnel, Place(funnel, place), languages)

    def _check_approved(self, changes: Changes) -> None:
        """A text or a step touches its own page and those that lead there; all else may touch any."""
        funnel, steps = changes.new, changes.new.steps
        pages = approved_pages(funnel, self._limits)
        places = {place for touched in changes.texts.values() for place in touched} | changes.steps
        whole = changes.everything or changes.languages or changes.brand or changes.export
        if whole or changes.products or not places <= steps.keys() or start_id(funnel) in changes.steps:
            self._approved.clear()
            touched = pages
        else:
            places |= {key for key, step in steps.items() if not places.isdisjoint(step.next.values())}
            touched = tuple(page for page in pages if page[0] in places)
        for page in touched:
            found = run(self._plan.approved, funnel, self._limits, (page,))
            _keep(self._approved, (page[1], page[0]), found)

    def _check_page(self, funnel: Funnel, place: Place, languages: Iterable[Language]) -> None:
        finders = self._plan.pages
        for language in languages:
            sheet = Sheet(funnel, place, language, self._limits)
            found = run(finders.get((place.kind, sheet.is_source), ()), sheet)
            _keep(self._pages, (language.tag, place.place), found)


def check(funnel: Funnel, limits: Limits = NO_LIMITS) -> tuple[Problem, ...]:
    """Every problem of a funnel that is not set aside, worst first, then in the order of the tree."""
    return Checker(limits).update(funnel)


def _sorted(funnel: Funnel, found: list[Problem]) -> tuple[Problem, ...]:
    if not found:
        return ()
    order = walk(funnel.steps).order
    position = {key: index for index, key in enumerate(order)}
    last = len(order)
    rank = {severity: index * (last + 1) for index, severity in enumerate(SEVERITIES)}
    # Sorting keeps the order of equals; two quick keys cost half of one that is a tuple.
    found.sort(key=attrgetter("id"))
    found.sort(key=lambda problem: rank[problem.severity] + position.get(problem.step, last))
    return tuple(found)


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


def _places_to_check(changes: Changes) -> set[str]:
    """Places that are to be checked in every language."""
    funnel = changes.new
    found = {*changes.steps, *changes.texts.get(source_tag(funnel), ())}
    if changes.products:
        found |= {f"product:{key}" for key in changes.products} | _sellers(
            funnel, _other_than_prices(changes)
        )
    if changes.plan_changes:
        found |= {place for place in places(funnel) if place.startswith("plan_change:")}
    if changes.steps or changes.products:
        found.add(SHARED)
    return found


def _other_than_prices(changes: Changes) -> frozenset[str]:
    """The products that changed in more than their price, which no text depends on."""
    old = changes.old.products if changes.old is not None else {}
    new = changes.new.products
    return frozenset(
        key
        for key in changes.products
        if key not in old or key not in new or replace(old[key], price=new[key].price) != new[key]
    )


def _sellers(funnel: Funnel, products: frozenset[str]) -> frozenset[str]:
    """Steps that sell one of the products."""
    if not products:
        return frozenset()
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

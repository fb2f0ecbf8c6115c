"""Mends many findings at once, and tells beforehand what a fix would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from funnelstudio.checks.checker import Checker
from funnelstudio.checks.problem import Problem
from funnelstudio.errors import NotPossible
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.limits import NO_LIMITS, Limits

_MOST_ROUNDS: Final = 8


class Effect(NamedTuple):
    """What a change does to the findings: those that go, and those that it brings, each worst first."""

    gone: tuple[Problem, ...]
    new: tuple[Problem, ...]


def effect(before: Funnel, after: Funnel, limits: Limits = NO_LIMITS) -> Effect:
    """What findings the way from one funnel to the other takes and brings."""
    checker = Checker(limits)
    old, new = checker.update(before), checker.update(after)
    return Effect(_less(old, new), _less(new, old))


def mended(funnel: Funnel, check_ids: Collection[str], limits: Limits = NO_LIMITS) -> tuple[Funnel, int]:
    """The funnel with every finding of these checks mended that has a fix, and how many fixes that took.

    One value, so one undo step. A fix that an earlier one has overtaken is passed over.
    """
    checker = Checker(limits)
    done = 0
    for _round in range(_MOST_ROUNDS):
        before = done
        for problem in checker.update(funnel):
            if problem.id not in check_ids or problem.fix is None:
                continue
            try:
                changed = problem.fix.apply(funnel)
            except (NotPossible, KeyError, StopIteration):
                continue  # what it was about has gone with an earlier one
            done += changed != funnel
            funnel = changed
        if done == before:
            break
    return funnel, done


def _less(found: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of `found` that are not among the others; the same sentence at the same place is the same."""
    known = Counter(map(_mark, others))
    kept = []
    for problem in found:
        mark = _mark(problem)
        if known[mark]:
            known[mark] -= 1
        else:
            kept.append(problem)
    return tuple(kept)


def _mark(problem: Problem) -> tuple[str, ...]:
    return problem.id, problem.step, problem.field, problem.language, problem.outcome, problem.message

"""The funnel as a graph: what networkx says of its levels, its reach, its cycles and its paths.

Nothing here takes for granted that the funnel is right. Wires of a cycle count as leading nowhere, so every
answer is finite, and `cycles` tells which they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from funnelstudio.model.funnel import Funnel
from funnelstudio.model.memo import by_identity
from funnelstudio.model.offers import ENDING, START, Step, is_offer, outcomes
from funnelstudio.model.walk import Wire

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

MOST_PATHS: Final = 10_000
"""How many paths are listed at most; there can be exponentially many where branches join again."""


class Path(msgspec.Struct, frozen=True):
    """One way of a buyer: the (step, outcome) pairs from the start on, and the ending that they lead to.

    `ending` is empty where the last outcome leads nowhere.
    """

    answers: tuple[Wire, ...]
    ending: str


def graph(funnel: Funnel) -> Graph:
    """The funnel as a directed multigraph: a node a step, an edge a wire with its outcome as the key.

    Outcomes that lead to a step that isn't there have no edge. Treat it as read-only: it is shared.
    """
    return _graph(funnel.steps)


def reach(funnel: Funnel) -> frozenset[str]:
    """The steps that a buyer can come to, the start included."""
    return _reach(funnel.steps)


def levels(funnel: Funnel) -> Mapping[str, int]:
    """The level of each step in reach: the offers on the longest way there, the step itself included."""
    return _levels(funnel.steps)


def cycles(funnel: Funnel) -> list[tuple[Wire, ...]]:
    """For each knot of steps that lead back to themselves one circle through it, as its wires."""
    import networkx as nx

    whole = graph(funnel)
    found: list[tuple[Wire, ...]] = []
    for knot in _knots(whole):
        circle = nx.find_cycle(whole.subgraph(knot))
        found.append(tuple((edge[0], str(edge[2])) for edge in circle))
    return sorted(found)


def would_cycle(funnel: Funnel, step_id: str, target: str) -> bool:
    """Whether a wire from the step to `target` would lead buyers in a circle."""
    import networkx as nx

    whole = graph(funnel)
    if step_id == target:
        return True
    return step_id in whole and target in whole and bool(nx.has_path(whole, target, step_id))


def longest_path(funnel: Funnel) -> tuple[str, ...]:
    """The steps of a way from the start that passes the most offers."""
    found = _levels(funnel.steps)
    if not found:
        return ()
    way = [max(found, key=lambda key: found[key])]
    straight = _straight(funnel.steps)
    while before := [key for key in straight.predecessors(way[-1]) if key in found]:
        way.append(max(before, key=lambda key: found[key]))
    return tuple(reversed(way))


def count_paths(funnel: Funnel) -> int:
    """How many ways a buyer has through the funnel; exact, however many."""
    return _counts(funnel.steps).get(_start(funnel.steps), 0)


def paths(funnel: Funnel, most: int = MOST_PATHS) -> Iterator[Path]:
    """Every way of a buyer in the order of the answers, `most` of them at most; see `count_paths`."""
    start = _start(funnel.steps)
    if not start:
        return
    straight = _straight(funnel.steps)
    given = 0
    waiting: list[tuple[tuple[Wire, ...], str]] = [((), start)]
    while waiting and given < most:
        answers, here = waiting.pop()
        onward = outcomes(funnel.steps[here]) if here else ()
        if not onward:
            given += 1
            yield Path(answers, here if here and funnel.steps[here].type == ENDING else "")
        for outcome in reversed(onward):
            target = funnel.steps[here].next.get(outcome, "")
            leads = straight.has_edge(here, target, key=outcome)
            waiting.append(((*answers, (here, outcome)), target if leads else ""))


def _start(steps: Mapping[str, Step]) -> str:
    return next((key for key, step in steps.items() if step.type == START), "")


@by_identity()
def _graph(steps: Mapping[str, Step]) -> Graph:
    import networkx as nx

    made: Graph = nx.MultiDiGraph()
    made.add_nodes_from(steps)
    for key, step in steps.items():
        for outcome in outcomes(step):
            target = step.next.get(outcome)
            if target in steps:
                made.add_edge(key, str(target), key=outcome)
    return made


def _knots(whole: Graph) -> list[set[str]]:
    """Groups of steps that all lead to each other."""
    import networkx as nx

    return [
        knot
        for knot in nx.strongly_connected_components(whole)
        if len(knot) > 1 or whole.has_edge(only := next(iter(knot)), only)
    ]


@by_identity()
def _straight(steps: Mapping[str, Step]) -> Graph:
    """The graph without the wires inside knots, which has no cycle."""
    whole = _graph(steps)
    knots = _knots(whole)
    if not knots:
        return whole
    within = {key: number for number, knot in enumerate(knots) for key in knot}
    straight = whole.copy()
    straight.remove_edges_from(
        [
            (origin, target, key)
            for origin, target, key in whole.edges(keys=True)
            if origin in within and within[origin] == within.get(target)
        ]
    )
    return straight


@by_identity()
def _reach(steps: Mapping[str, Step]) -> frozenset[str]:
    import networkx as nx

    start = _start(steps)
    return frozenset({start, *nx.descendants(_graph(steps), start)}) if start else frozenset()


@by_identity()
def _levels(steps: Mapping[str, Step]) -> Mapping[str, int]:
    import networkx as nx

    straight, within = _straight(steps), _reach(steps)
    found: dict[str, int] = {}
    for key in nx.topological_sort(straight):
        if key in within:
            deepest = max(
                (found[before] for before in straight.predecessors(key) if before in found), default=0
            )
            found[key] = deepest + is_offer(steps[key])
    return found


@by_identity()
def _counts(steps: Mapping[str, Step]) -> Mapping[str, int]:
    """How many ways lead on from each step."""
    import networkx as nx

    straight = _straight(steps)
    counts: dict[str, int] = {}
    for key in reversed(list(nx.topological_sort(straight))):
        answers = outcomes(steps[key])
        follows = steps[key].next
        counts[key] = sum(
            counts[follows[answer]] if straight.has_edge(key, follows.get(answer, ""), key=answer) else 1
            for answer in answers
        )
        counts[key] = counts[key] if answers else 1
    return counts

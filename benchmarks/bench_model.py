"""The model at 5,461 steps in five languages: an edit, a diff, the walk, the layout and the levels.

Each figure is a ratio to a floor of the same run: to copying the table of steps (what an edit can't do
without), to one plain loop over all steps, or to networkx sorting the steps into layers without placing them.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from itertools import count

import networkx as nx

from funnelstudio.model import contour, tree, walk
from funnelstudio.model.arrange import arrange
from funnelstudio.model.diff import Changes, diff
from funnelstudio.model.edits import branches, options, texts
from funnelstudio.model.edits.steps import rename_step
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, Step
from funnelstudio.model.value import replace
from tests.builders import big_funnel

MIDDLE = "o700"
"""A step in the middle of the tree, the one that is edited."""


def fastest(work: Callable[[], object], runs: int = 30) -> float:
    """CPU seconds of the fastest of some runs; the others were disturbed."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def row(what: str, measured: float, floor: float, goal: str = "") -> None:
    """Print one figure with the time that it took."""
    print(f"{what} ({measured * 1e6:,.0f} µs)\t{measured / floor:.2f}\t{goal}")


def plain_loop(funnel: Funnel) -> dict[str, int]:
    """The least that a loop over all steps does: look at each and note a number."""
    noted: dict[str, int] = {}
    for number, (key, step) in enumerate(funnel.steps.items()):
        noted[key] = number if step.next else -number
    return noted


def edits(funnel: Funnel) -> None:
    """Typing a word, renaming, re-wiring, each with its diff."""
    typed = count()

    def type_a_word() -> Changes:
        return diff(funnel, texts.set_text(funnel, "en-GB", MIDDLE, "headline", f"Word {next(typed)}"))

    def rename() -> Changes:
        return diff(funnel, rename_step(funnel, MIDDLE, f"Name {next(typed)}"))

    def cut() -> Changes:
        return diff(funnel, branches.disconnect(funnel, MIDDLE, "q1"))

    def drop() -> Changes:
        return diff(funnel, options.remove_option(funnel, MIDDLE, "q1"))

    copy = fastest(lambda: dict(funnel.steps), 200)
    loop = fastest(lambda: plain_loop(funnel), 50)
    row("text edit and diff, to a copy of the step table", fastest(type_a_word, 100), copy, "<= 30")
    row("rename and diff, to a copy of the step table", fastest(rename, 100), copy, "<= 30")
    row("cutting a wire and diff, to a plain loop", fastest(cut), loop, "<= 12")
    row("removing an option and diff, to a plain loop", fastest(drop), loop, "<= 30")


def layout(funnel: Funnel) -> None:
    """The whole tree laid out again, with and without new wires, beside what networkx needs for layers."""
    steps = funnel.steps
    sizes = {
        key: (150.0, 40.0) if step.type == ENDING else (280.0, 90.0 + 28 * len(step.options))
        for key, step in steps.items()
    }
    graph = tree.graph(funnel)
    loop = fastest(lambda: plain_loop(funnel), 50)
    layers = fastest(lambda: list(nx.topological_generations(graph)))

    def anew() -> None:
        contour._shapes.clear()
        contour._kept = contour._NONE_KEPT
        arrange(steps, sizes)

    row("walk, to a plain loop", fastest(lambda: walk._walk(steps)), loop, "<= 25")
    arranged = fastest(lambda: arrange(steps, sizes))
    row("layout, to a plain loop", arranged, loop, "<= 40")
    row("layout, to networkx sorting into layers", arranged, layers, "<= 1.5")
    row("layout of another funnel, to networkx sorting into layers", fastest(anew), layers, "<= 3")
    layout_after_an_edit(steps, sizes, loop)


def layout_after_an_edit(
    steps: Mapping[str, Step], sizes: Mapping[str, tuple[float, float]], loop: float
) -> None:
    """One step more and less, in turn, with new wires each time."""
    home, answer = walk.walk(steps).home["e9"]
    parent = replace(steps[home], next={**steps[home].next, answer: "new"})
    more, sizes = {**steps, home: parent, "new": steps["e9"]}, {**sizes, "new": sizes["e9"]}
    versions = [dict(more if number % 2 else steps) for number in range(122)]
    arrange(versions.pop(), sizes)
    row("walk after an edit, to a plain loop", fastest(lambda: walk.walk(versions.pop())), loop, "<= 12")
    arrange(versions.pop(), sizes)
    both = fastest(lambda: arrange(versions.pop(), sizes))
    row("walk and layout after an edit, to a plain loop", both, loop, "<= 30")


def main() -> None:
    """Print all figures."""
    funnel = big_funnel()
    gc.collect()
    gc.freeze()
    edits(funnel)
    layout(funnel)


if __name__ == "__main__":
    main()

"""Questions to the graph: levels, reach, cycles and paths, also of broken and of very large funnels."""

from __future__ import annotations

from itertools import islice

from hypothesis import given

from funnelstudio.model import tree
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, NO, PRODUCT, START, YES, Step, is_offer, outcomes
from funnelstudio.model.walk import walk
from tests.builders import a_funnel, a_step, big_funnel
from tests.model.strategies import a_tree


def with_steps(**steps: Step) -> Funnel:
    return Funnel(steps={**a_funnel(written=False).steps, **steps})


def knotted() -> Funnel:
    """The vase leads back to the roses before it, and to itself."""
    return with_steps(vase=a_step(PRODUCT, next={YES: "six", NO: "vase"}))


def test_graph_has_a_wire_for_each_answer() -> None:
    graph = tree.graph(a_funnel())
    assert set(graph["club"]["thanks"]) == {"year", "parts", NO}
    assert tree.graph(with_steps(vase=a_step(PRODUCT, next={YES: "gone"}))).out_degree("vase") == 0
    assert tree.graph(a_funnel(written=False)).number_of_nodes() == 8


def test_levels_count_offers_on_the_longest_way() -> None:
    levels = tree.levels(a_funnel())
    assert levels == {"start": 0, "six": 1, "club": 2, "few": 2, "vase": 3, "gift": 3, "thanks": 3, "bye": 3}
    jump = with_steps(six=a_step(PRODUCT, next={YES: "club", NO: "vase"}))
    assert tree.levels(jump)["vase"] == 3
    assert "few" not in tree.levels(jump), "nothing leads there any more"


def test_reach() -> None:
    funnel = with_steps(lone=a_step(PRODUCT, next={YES: "bye"}))
    assert tree.reach(funnel) == a_funnel().steps.keys()
    assert tree.reach(Funnel()) == frozenset()


def test_cycles() -> None:
    assert tree.cycles(a_funnel()) == []
    (circle,) = tree.cycles(knotted())
    funnel = knotted()
    for (step, answer), (following, _) in zip(circle, (*circle[1:], circle[0]), strict=True):
        assert funnel.steps[step].next[answer] == following
    assert tree.cycles(with_steps(vase=a_step(PRODUCT, next={NO: "vase"}))) == [(("vase", NO),)]


def test_would_cycle() -> None:
    assert tree.would_cycle(a_funnel(), "vase", "six")
    assert tree.would_cycle(a_funnel(), "vase", "vase")
    assert not tree.would_cycle(a_funnel(), "vase", "few")
    assert not tree.would_cycle(a_funnel(), "vase", "none")


def test_paths_in_the_order_of_the_answers() -> None:
    found = list(tree.paths(a_funnel()))
    assert len(found) == tree.count_paths(a_funnel()) == 12
    assert found[0] == tree.Path((("start", YES), ("six", YES), ("club", "month"), ("vase", YES)), "thanks")
    assert [path.ending for path in found[-2:]] == ["bye", "bye"]


def test_paths_that_lead_nowhere() -> None:
    funnel = Funnel(steps={"s": a_step(START, next={YES: "a"}), "a": a_step(PRODUCT, next={YES: "gone"})})
    assert [path.ending for path in tree.paths(funnel)] == ["", ""]
    assert list(tree.paths(Funnel())) == []
    assert tree.count_paths(Funnel()) == 0


def test_paths_of_a_knot_end_where_it_begins() -> None:
    found = list(tree.paths(knotted()))
    assert len(found) == tree.count_paths(knotted())
    assert {path.ending for path in found} <= {"", "thanks", "bye"}
    assert tree.levels(knotted())["start"] == 0


def test_joining_branches_have_too_many_paths_to_list() -> None:
    steps = {f"p{n}": a_step(PRODUCT, next={YES: f"p{n + 1}", NO: f"p{n + 1}"}) for n in range(200)}
    funnel = Funnel(steps={"s": a_step(START, next={YES: "p0"}), **steps, "p200": a_step(ENDING)})
    assert tree.count_paths(funnel) == 2**200
    assert len(list(tree.paths(funnel, most=50))) == 50
    assert len(list(islice(tree.paths(funnel), 3))) == 3
    assert tree.levels(funnel)["p199"] == 200


def test_longest_path() -> None:
    assert tree.longest_path(a_funnel())[:4] == ("start", "six", "club", "vase")
    assert tree.longest_path(Funnel()) == ()


def test_the_largest_tree() -> None:
    funnel = big_funnel(languages=1)
    assert max(tree.levels(funnel).values()) == 6
    assert tree.count_paths(funnel) == 4096
    assert len(tree.reach(funnel)) == 5461


@given(a_tree())
def test_graph_and_walk_agree(steps: dict[str, Step]) -> None:
    funnel, walked = Funnel(steps=steps), walk(steps)
    levels, loose = tree.levels(funnel), set(walked.loose)
    main = list(walked.order)[: next((n for n, key in enumerate(walked.order) if key in loose), len(steps))]
    assert tree.reach(funnel) == set(main)
    for key, level in levels.items():
        if is_offer(steps[key]) and not loose:
            assert walked.columns[key] == level
    assert tree.cycles(funnel) == []
    if tree.count_paths(funnel) < 500:
        paths = list(tree.paths(funnel))
        assert len(paths) == len(set(paths)) == tree.count_paths(funnel)
        for path in paths:
            for (step, answer), (following, _) in zip(path.answers, path.answers[1:], strict=False):
                assert answer in outcomes(steps[step])
                assert steps[step].next[answer] == following

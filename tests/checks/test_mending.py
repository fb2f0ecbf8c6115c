"""Many findings are mended as one value, and what a fix does is known before it is done."""

from __future__ import annotations

import pytest

from funnelstudio.checks import ERROR, check
from funnelstudio.checks.mending import effect, mended
from tests.checks.cases_prices import YEN
from tests.checks.funnels import a_sound_funnel, both, priced, with_option, with_plan, with_product, with_step
from tests.checks.test_checks import FAULTS, limits_of

FIXABLE = [
    case
    for case, (spoil, _near) in FAULTS.items()
    if any(
        problem.fix is not None and problem.id == case.partition(":")[0]
        for problem in check(spoil(a_sound_funnel()), limits_of(case))
    )
]


@pytest.mark.parametrize("case", FIXABLE)
def test_nothing_that_can_be_mended_is_left(case: str) -> None:
    spoil, _near = FAULTS[case]
    check_id, limits = case.partition(":")[0], limits_of(case)
    funnel = spoil(a_sound_funnel())
    better, done = mended(funnel, {check_id}, limits)
    assert done
    left = [problem for problem in check(better, limits) if problem.id == check_id]
    assert all(problem.fix is None for problem in left)


def test_only_what_is_asked_for_is_mended() -> None:
    funnel = both(
        *(with_plan("club", option, every=0) for option in ("month", "year", "parts")),
        with_option("few", "q3", price=priced("36.03")),
    )(a_sound_funnel())
    better, done = mended(funnel, {"prices.no_plan"})
    assert done == 3
    assert {problem.id for problem in check(better)} >= {"prices.quantity"}
    assert "prices.no_plan" not in {problem.id for problem in check(better)}


def test_the_effect_names_what_goes_and_what_comes() -> None:
    funnel = with_step("vase", next={"yes": "six", "no": "thanks"})(a_sound_funnel())
    cycle = next(problem for problem in check(funnel) if problem.id == "tree.cycle")
    assert cycle.fix is not None
    gone, new = effect(funnel, cycle.fix.apply(funnel))
    assert [problem.id for problem in gone] == ["tree.cycle"]
    assert [problem.id for problem in new] == ["tree.loose_outcome"]
    assert all(problem.severity == ERROR for problem in (*gone, *new))


def test_what_has_no_fix_is_left_alone() -> None:
    funnel = YEN(with_product("vase", units=1)(a_sound_funnel()))
    assert mended(funnel, {"prices.missing"}) == (funnel, 0)

"""For each check: a smallest change of a right funnel that it finds, and one near it that it lets pass."""

from __future__ import annotations

import pytest

from funnelstudio.checks.check import PROGRAM
from funnelstudio.checks.checker import check
from funnelstudio.checks.problem import ERROR, Problem
from funnelstudio.checks.table import CHECKS
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.limits import Limits
from tests.checks import cases_law, cases_prices, cases_selling, cases_target, cases_tree
from tests.checks.funnels import CONCLUDED, a_sound_funnel, with_step, without_text

FAULTS = {
    **cases_tree.FAULTS,
    **cases_selling.FAULTS,
    **cases_prices.FAULTS,
    **cases_law.FAULTS,
    **cases_target.FAULTS,
}
"""By the check's id; a second case of one has a word after a colon."""


def limits_of(case: str) -> Limits:
    return cases_target.PLATFORM if case.startswith("target.") else CONCLUDED


def ids_of(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.id for problem in problems}


def found(case: str, funnel: Funnel) -> list[Problem]:
    """The findings of the case's check."""
    check_id = case.partition(":")[0]
    return [problem for problem in check(funnel, limits_of(case)) if problem.id == check_id]


def test_a_sound_funnel_has_no_problem() -> None:
    assert check(a_sound_funnel(), CONCLUDED) == ()


def test_every_check_has_a_fault_here() -> None:
    assert {row.id for row in CHECKS if row.scope != PROGRAM} == {case.partition(":")[0] for case in FAULTS}


@pytest.mark.parametrize("case", FAULTS)
def test_finds_the_fault(case: str) -> None:
    spoil, _near = FAULTS[case]
    problems = found(case, spoil(a_sound_funnel()))
    assert problems
    severities = {row.severity for row in CHECKS if row.id == problems[0].id}
    for problem in problems:
        assert problem.message.endswith((".", "…")), problem.message
        assert "{" not in problem.message.replace("{pri", "").replace("{nextPayment}", "")
        assert problem.severity in severities or problem.id in ("texts.markup", "law.price_note", "law.vat")


@pytest.mark.parametrize("case", FAULTS)
def test_lets_its_neighbour_pass(case: str) -> None:
    _spoil, near = FAULTS[case]
    assert found(case, near(a_sound_funnel())) == []


@pytest.mark.parametrize("case", FAULTS)
def test_a_fix_removes_its_finding_and_adds_no_error(case: str) -> None:
    spoil, _near = FAULTS[case]
    funnel = spoil(a_sound_funnel())
    before = check(funnel, limits_of(case))
    for problem in found(case, funnel):
        if problem.fix is None:
            continue
        after = check(problem.fix.apply(funnel), limits_of(case))
        assert place(problem) not in map(place, after)
        errors = {other.id for other in after if other.severity == ERROR}
        # A new start leads nowhere yet, a new step has no product and no texts: those come next.
        expected = {"tree.loose_outcome", "tree.no_product", "texts.missing", "texts.empty_button"}
        assert errors <= ids_of(before) | expected


def place(problem: Problem) -> tuple[str, ...]:
    """What tells a finding from all others; the fix is made anew each time."""
    return problem.id, problem.step, problem.field, problem.language, problem.outcome, problem.message


def test_the_worst_come_first_and_then_the_order_of_the_tree() -> None:
    funnel = without_text("de-DE", "six", "headline")(with_step("vase", product="")(a_sound_funnel()))
    problems = check(funnel)
    assert [problem.severity for problem in problems] == sorted(
        (problem.severity for problem in problems), key=["error", "warning", "notice"].index
    )
    assert problems[0].id == "tree.no_product"


def test_nothing_of_the_law_is_asked_where_the_contract_is_concluded_elsewhere() -> None:
    spoil, _near = FAULTS["law.button"]
    assert not any(problem.id.startswith("law.button") for problem in check(spoil(a_sound_funnel())))


def test_every_check_names_its_source_with_a_year_and_an_example() -> None:
    for row in CHECKS:
        assert row.title
        assert row.example.endswith((".", "”")), row.id
        assert any(year in row.source for year in ("20", "manifest", "itself")), row.id

"""What is merely not done yet is to do: shown without alarm, while the export is blocked all the same."""

from __future__ import annotations

import pytest

from funnelstudio.checks import check
from funnelstudio.checks.problem import ERROR, Problem
from funnelstudio.gui.canvas.status import worst as worst_of_steps
from funnelstudio.gui.new_funnel import new_funnel
from funnelstudio.gui.problem_places import TODO, shown_as, worst
from funnelstudio.gui.problems.panel import ProblemsPanel
from funnelstudio.gui.problems.rows import Entry, Wanted, rows_of
from funnelstudio.gui.publish.blocks import blocking
from funnelstudio.model.edits import branches
from tests.builders import a_funnel
from tests.gui.conftest import OpenStudio
from tests.studio import Driver

MISSING = Problem("texts.missing", "error", "The headline is not written yet.", "six", "headline", "en-GB")
WARNED = Problem("texts.stale", "warning", "The source has changed.", "six", "headline", "en-GB")
CIRCLE = Problem("tree.cycle", "error", "It leads in a circle.", "club")
TOLD = Problem("selling.order", "notice", "Another order sells better.", "club")


def test_a_new_funnel_has_nothing_but_things_to_do() -> None:
    found = check(new_funnel())
    assert found and {shown_as(problem) for problem in found} == {TODO}
    assert blocking(found), "and yet no pages can be made of it"


def test_faults_stay_faults() -> None:
    assert [shown_as(each) for each in (MISSING, WARNED, CIRCLE, TOLD)] == [
        TODO,
        "warning",
        "error",
        "notice",
    ]
    assert shown_as(Problem("publish.empty", "warning", "A setting is empty.")) == "warning"


def test_faults_come_first() -> None:
    rows = rows_of(a_funnel(), [Entry(each) for each in (MISSING, CIRCLE, WARNED, TOLD)], Wanted())
    assert [row.problem for row in rows if isinstance(row, Entry)] == [CIRCLE, WARNED, MISSING, TOLD]
    hidden = Wanted(hidden=frozenset({"error", "warning", "notice"}))
    rows = rows_of(a_funnel(), [Entry(each) for each in (MISSING, CIRCLE, WARNED, TOLD)], hidden)
    assert [row.problem for row in rows if isinstance(row, Entry)] == [MISSING]
    assert worst((MISSING, WARNED), "six", "en-GB") == "warning"
    assert worst((MISSING,), "six", "en-GB") == TODO
    assert worst_of_steps((MISSING, WARNED, TOLD, CIRCLE)) == {"six": "warning", "club": "error"}
    assert worst_of_steps((MISSING, TOLD)) == {"six": TODO, "club": "notice"}


@pytest.fixture
def new(studio: OpenStudio) -> Driver:
    driver = studio()
    driver.do("new")
    driver.checked()
    return driver


def test_a_newcomer_is_not_scolded(new: Driver) -> None:
    button = new.window.top_bar.problems
    assert button.text() == f"{len(new.window.session.problems)} to do"
    assert button.property("role") not in ("danger", "warning")
    panel = new.window.parts["problems"]
    assert isinstance(panel, ProblemsPanel)
    assert panel.head.title.text() == "To do"
    shown = [made for made in panel.head.filters.values() if not made.isHidden()]
    assert not shown, "one kind alone is nothing to choose from"
    assert any(problem.severity == ERROR for problem in new.window.session.problems)


def test_a_fault_is_told_as_before(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.session.set_problems((CIRCLE, MISSING, TOLD))
    button = driver.window.top_bar.problems
    panel = driver.window.parts["problems"]
    assert isinstance(panel, ProblemsPanel)
    assert panel.head.title.text() == "Problems"
    assert button.text() == "2 problems" and button.property("role") == "danger"
    assert button.accessibleName() == "2 problems, 1 to do"
    driver.window.session.set_problems((MISSING, TOLD))
    assert button.text() == "1 to do"
    assert panel.head.title.text() == "To do", "what is only worth a thought alarms nobody"


def test_a_way_that_was_cut_is_to_do(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.session.edit("cut", branches.disconnect, "club", "no")
    driver.checked()
    assert driver.window.top_bar.problems.text().endswith("to do")

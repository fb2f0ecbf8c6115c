"""The list of problems: groups, words that are looked for, thousands of rows, and the keyboard throughout."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt

from funnelstudio.checks.problem import Fix, Problem
from funnelstudio.gui import settings
from funnelstudio.gui.problems.head import HEIGHT
from funnelstudio.gui.problems.panel import ProblemsPanel
from funnelstudio.gui.problems.rows import CHECK, SEVERITY, STEP, Entry, Heading, Wanted, rows_of
from funnelstudio.model.edits.document import set_title
from tests.builders import a_funnel
from tests.gui.conftest import OpenStudio
from tests.studio import Driver

LOOSE = Problem("tree.dangling", "error", "“No, thanks” leads nowhere.", "six", outcome="no")
TITLE = Problem("program.title", "warning", "The title is too short.", fix=Fix("Lengthen", set_title, ("A",)))
MISSING = Problem("texts.orphan", "notice", "The headline is missing.", "club", "headline", "de-DE")
OTHER = Problem("tree.dangling", "error", "“Yes” leads nowhere.", "club", outcome="yes")
PROBLEMS = (LOOSE, OTHER, TITLE, MISSING)


def words(problems: tuple[Problem, ...], wanted: Wanted) -> list[str]:
    rows = rows_of(a_funnel(), [Entry(problem) for problem in problems], wanted)
    return [f"{row.words} {row.count}" if isinstance(row, Heading) else row.problem.message for row in rows]


def test_by_severity_there_are_no_headings() -> None:
    assert words(PROBLEMS, Wanted()) == [problem.message for problem in PROBLEMS]


def test_groups_stand_in_the_order_of_their_worst() -> None:
    assert words((LOOSE, OTHER, TITLE), Wanted(by=CHECK)) == [
        *("An answer that leads to a missing step 2", LOOSE.message, OTHER.message),
        *("program.title 1", TITLE.message),
    ]
    assert words(PROBLEMS, Wanted(by=STEP)) == [
        *("6 more 1", LOOSE.message),
        *("Rose club 2", OTHER.message, MISSING.message),
        *("The funnel as a whole 1", TITLE.message),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("rose CLUB", [OTHER, MISSING]), ("de-de", [MISSING]), ("dangling", [LOOSE, OTHER]), ("zebra", [])],
)
def test_words_are_looked_for_in_place_sentence_and_kind(typed: str, found: list[Problem]) -> None:
    assert words(PROBLEMS, Wanted(words=typed)) == [problem.message for problem in found]


@pytest.fixture
def driver(studio: OpenStudio) -> Driver:
    found = studio(sample="red-roses")
    found.checked()
    return found


def panel(driver: Driver) -> ProblemsPanel:
    found = driver.window.parts["problems"]
    assert isinstance(found, ProblemsPanel)
    return found


def many(number: int) -> tuple[Problem, ...]:
    steps = ("more", "club", "small", "start")
    return tuple(
        Problem(f"tree.kind{n % 7}", "warning", f"Fault {n}.", steps[n % 4], outcome=str(n))
        for n in range(number)
    )


def test_the_grouping_is_remembered(driver: Driver) -> None:
    driver.window.session.set_problems(many(20))
    for action in panel(driver).head.by.menu().actions():
        if action.data() == STEP:
            action.trigger()
    assert panel(driver).model.rowCount() == 24
    assert settings.read(settings.PROBLEMS_BY) == STEP
    assert panel(driver).head.by.text() == "By page"


@pytest.mark.parametrize("by", [SEVERITY, CHECK, STEP])
def test_five_thousand_are_listed_and_scrolled_at_once(driver: Driver, by: str) -> None:
    shown = panel(driver)
    shown.head.group(by)
    start = time.process_time()
    driver.window.session.set_problems(many(5000))
    shown.view.scrollToBottom()
    shown.view.grab()
    for _page in range(20):
        shown.view.verticalScrollBar().setValue(shown.view.verticalScrollBar().value() - 400)
        shown.view.grab()
    assert time.process_time() - start < 4
    assert shown.model.rowCount() >= 5000


def test_the_chosen_row_stays_when_others_come_and_go(driver: Driver) -> None:
    session, view = driver.window.session, panel(driver).view
    found = many(30)
    session.set_problems(found)
    view.setCurrentIndex(panel(driver).model.index_of(found[12]))
    session.set_problems((*found[:5], *found[7:]))
    current = panel(driver).current()
    assert current is not None
    assert current.problem is found[12]
    session.set_problems((*found[:5], *found[7:12], *found[13:]))
    current = panel(driver).current()
    assert current is not None
    assert current.problem is found[13]


def test_arrows_walk_past_headings(driver: Driver) -> None:
    shown = panel(driver)
    shown.head.group(STEP)
    driver.window.session.set_problems(many(8))
    driver.press("Ctrl+F8")
    seen = []
    for _row in range(8):
        entry = shown.current()
        assert entry is not None
        seen.append(entry.problem.message)
        driver.press("Down")
    assert len(set(seen)) == 8
    driver.press("Home")
    entry = shown.current()
    assert entry is not None
    assert entry.problem.message == seen[0]


def test_with_nothing_to_mend_the_panel_is_one_line_and_comes_back(driver: Driver) -> None:
    driver.window.session.set_problems(())
    driver.settle()
    assert panel(driver).height() == HEIGHT
    assert driver.window.body.sizes()[1] == HEIGHT
    assert panel(driver).view.isHidden()
    driver.window.session.set_problems(many(9))
    driver.settle()
    assert panel(driver).height() > 3 * HEIGHT


def test_the_source_of_the_rule_is_told(driver: Driver) -> None:
    driver.window.session.set_problems((LOOSE,))
    driver.press("Ctrl+F8")
    assert "Source: " in panel(driver).details.source.words()
    assert "Source: " in str(panel(driver).view.currentIndex().data(Qt.ItemDataRole.ToolTipRole))

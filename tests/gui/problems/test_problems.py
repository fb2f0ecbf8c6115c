"""The problems panel: sentences with their place, fixes as one undo step, and the way to the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from funnelstudio.checks.problem import Fix, Problem
from funnelstudio.gui.problems.list import PROBLEM_ROLE
from funnelstudio.gui.problems.panel import ProblemsPanel
from funnelstudio.gui.problems.words import action_words, sentence
from funnelstudio.model.edits.document import set_title
from tests.gui.conftest import OpenStudio
from tests.studio import Driver

PROBLEMS = (
    Problem("tree.loose", "error", "“No, thanks” leads nowhere.", "more", outcome="no"),
    Problem(
        "program.title",
        "warning",
        "The title is too short.",
        fix=Fix("Lengthen", set_title, ("A longer title",)),
    ),
    Problem("texts.orphan", "notice", "The headline is missing.", "club", "headline", "de-DE"),
)


@pytest.fixture
def driver(studio: OpenStudio) -> Driver:
    found = studio(sample="red-roses")
    found.checked()
    found.window.session.set_problems(PROBLEMS)
    return found


def panel(driver: Driver) -> ProblemsPanel:
    found = driver.window.parts["problems"]
    assert isinstance(found, ProblemsPanel)
    return found


def test_each_names_its_place_and_what_its_button_does(driver: Driver) -> None:
    session = driver.window.session
    assert sentence(session, PROBLEMS[0]) == "Add more roses?: “No, thanks” leads nowhere."
    assert sentence(session, PROBLEMS[1]) == "The title is too short."
    assert [action_words(session.funnel, problem) for problem in PROBLEMS] == [
        "Show",
        "Lengthen",
        "Open in Write",
    ]
    first = panel(driver).model.index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Error. ")
    assert driver.window.top_bar.problems.text() == "3 problems"


def test_a_click_goes_to_the_place(driver: Driver) -> None:
    view = panel(driver).view
    driver.click(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
    assert driver.window.session.focus.step == "more"
    assert driver.window.session.focus.outcome == "no"


def test_the_button_fixes_it_as_one_undo_step(driver: Driver) -> None:
    view = panel(driver).view
    index = view.model().index(1, 0)
    view.scrollTo(index)
    driver.click(view.viewport(), view.button_area(index).center())
    assert driver.funnel.title == "A longer title"
    assert driver.window.session.undo_stack.undoText() == "Lengthen"


def test_a_text_opens_in_write_by_keyboard(driver: Driver) -> None:
    view = panel(driver).view
    view.setCurrentIndex(view.model().index(2, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    focus = driver.window.session.focus
    assert (focus.workspace, focus.place, focus.field, focus.language) == (
        "write",
        "club",
        "headline",
        "de-DE",
    )


def test_severities_can_be_hidden(driver: Driver) -> None:
    view, filters = panel(driver).view, panel(driver).head.filters
    filters["notice"].click()
    shown = [view.model().index(row, 0).data(PROBLEM_ROLE) for row in range(view.model().rowCount())]
    assert shown == list(PROBLEMS[:2])
    filters["notice"].click()
    assert view.model().rowCount() == 3


def test_f8_walks_through_them(driver: Driver) -> None:
    driver.press("F8")
    assert driver.window.session.focus.step == "more"
    driver.press("Shift+F8")
    assert driver.window.session.focus.place == "club"


def test_without_problems_it_says_so(driver: Driver) -> None:
    driver.window.session.set_problems(())
    assert panel(driver).view.isHidden()
    assert not panel(driver).head.none.isHidden()
    assert driver.window.top_bar.problems.text() == "No problems"

"""Wordings of one's own: typed into the inspector or taken over from a problem, and what the checks say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from funnelstudio.gui.inspector.checking import CheckingSection
from funnelstudio.gui.inspector.wordings import WordingsForm
from funnelstudio.gui.problems.panel import ProblemsPanel
from funnelstudio.gui.problems.rows import Entry
from funnelstudio.model.edits import languages, texts
from funnelstudio.model.languages import Language
from tests.gui.conftest import OpenStudio
from tests.gui.inspector.conftest import section
from tests.studio import Driver


@pytest.fixture
def driver(studio: OpenStudio) -> Driver:
    found = studio(sample="red-roses")
    found.checked()
    return found


def chosen(driver: Driver, check: str) -> tuple[ProblemsPanel, Entry]:
    """The list of problems, with the first that a check has found chosen."""
    panel = driver.window.parts["problems"]
    assert isinstance(panel, ProblemsPanel)
    problem = next(x for x in driver.window.session.problems if x.id == check)
    panel.view.setCurrentIndex(panel.model.index_of(problem))
    current = panel.current()
    assert current is not None
    return panel, current


def opened(driver: Driver) -> WordingsForm:
    body = section(driver, CheckingSection).wordings.body
    assert isinstance(body, WordingsForm) and body.isVisible()
    return body


def places(driver: Driver, check: str) -> list[tuple[str, str]]:
    """Step and language of each problem that a check finds now."""
    driver.checked()
    problems = driver.window.session.problems
    return [(problem.step, problem.language) for problem in problems if problem.id == check]


def test_a_phrase_that_shames_is_found_as_soon_as_it_is_on_the_list(driver: Driver) -> None:
    session = driver.window.session
    session.edit("write", texts.set_text, "de-DE", "more", "decline", "Nein, ich hab’s nicht so mit Blumen")
    assert places(driver, "law.shaming") == []
    driver.do("own_words")
    form = opened(driver)
    driver.click(form.language.combo)
    QTest.keyClick(form.language.combo.view(), Qt.Key.Key_Down)
    QTest.keyClick(form.language.combo.view(), Qt.Key.Key_Return)
    driver.settle()
    assert form.code == "de" and "ich zahle lieber mehr" in form.known["shaming"].text()
    driver.enter("Ich hab's nicht so mit\nselbst schuld", form.fields["shaming"].area)
    assert driver.funnel.checking.words == {"shaming": {"de": ("Ich hab's nicht so mit", "selbst schuld")}}
    assert places(driver, "law.shaming") == [("more", "de-DE")]
    assert section(driver, CheckingSection).wordings.header.accessibleName() == "Wordings · 2 of your own"
    form.language.combo.setFocus()
    driver.enter("selbst schuld", form.fields["shaming"].area)
    assert places(driver, "law.shaming") == []
    driver.do("undo")
    assert places(driver, "law.shaming") == [("more", "de-DE")]
    driver.do("undo")
    assert driver.funnel.checking.words == {} and places(driver, "law.shaming") == []
    assert form.fields["shaming"].value() == ""


def test_words_of_a_button_are_accepted_from_the_problem_itself(driver: Driver) -> None:
    session = driver.window.session
    session.edit(
        "write", texts.set_text, "de-DE", "small", "yes.button", "Her mit den {count} Rosen für {price}"
    )
    [(place, tag)] = places(driver, "law.button_unsure")
    panel, current = chosen(driver, "law.button_unsure")
    assert "Accept these words" in [action.text() for action in panel.menu_of(current).actions()]
    driver.click(panel.details.accept)
    assert driver.funnel.checking.words == {"accepted": {"de": ("Her mit den Rosen für",)}}
    assert places(driver, "law.button_unsure") == []
    driver.press("Ctrl+Z")
    assert places(driver, "law.button_unsure") == [(place, tag)]
    warning = next(x for x in session.problems if x.id != "law.button_unsure")
    panel.view.setCurrentIndex(panel.model.index_of(warning))
    assert panel.details.accept.isHidden()


def test_a_problem_leads_to_the_list_that_it_comes_from(driver: Driver) -> None:
    session = driver.window.session
    session.edit("write", texts.set_text, "de-DE", "more", "decline", "Ich zahle lieber mehr")
    assert places(driver, "law.shaming") == [("more", "de-DE")]
    panel, current = chosen(driver, "law.shaming")
    menu = panel.menu_of(current)
    next(action for action in menu.actions() if action.text() == "Wordings of the checks").trigger()
    driver.settle()
    assert opened(driver).code == "de"
    assert QApplication.focusWidget() is opened(driver).fields["shaming"].area


def test_an_unknown_language_leads_to_its_list(driver: Driver) -> None:
    session = driver.window.session
    session.edit("add", languages.add_language, Language(tag="fi-FI", currency="EUR"))
    assert places(driver, "law.button_language") == [("", "fi-FI")]
    problem = next(x for x in session.problems if x.id == "law.button_language")
    panel = driver.window.parts["problems"]
    assert isinstance(panel, ProblemsPanel)
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index_of(problem))
    driver.press("Return", panel.view)
    form = opened(driver)
    assert form.code == "fi" and form.known["accepted"].text() == "None are known in this language."
    field = form.fields["accepted"]
    assert QApplication.focusWidget() is field.area and "Finnish" in field.note()
    driver.type("Tilaus velvoittaa maksamaan")
    assert driver.funnel.checking.words == {"accepted": {"fi": ("Tilaus velvoittaa maksamaan",)}}
    assert places(driver, "law.button_language") == []


def test_a_phrase_that_is_too_long_is_said_at_its_field(driver: Driver) -> None:
    driver.do("own_words")
    field = opened(driver).fields["refused"]
    field.area.setPlainText("x" * 1001)
    assert "1001 characters" in field.fault() and driver.funnel.checking.words == {}

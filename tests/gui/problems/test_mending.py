"""All of a kind fixed as one undo step after an outlook; problems set aside and taken back."""

from __future__ import annotations

import pytest

from funnelstudio.gui import settings
from funnelstudio.gui.problems.fixing import outlook, outlook_words, touched
from funnelstudio.gui.problems.panel import ProblemsPanel
from funnelstudio.gui.problems.words import may_be_set_aside
from funnelstudio.model.checking import Waiver
from funnelstudio.model.edits import branches, texts
from funnelstudio.model.edits.waivers import set_profile
from funnelstudio.model.funnel import Funnel
from tests.gui.conftest import OpenStudio
from tests.studio import Driver


def broken(funnel: Funnel) -> Funnel:
    for outcome in ("month", "year", "no"):
        funnel = branches.disconnect(funnel, "club", outcome)
    return texts.set_text(funnel, "de-DE", "more", "headline", "")


@pytest.fixture
def driver(studio: OpenStudio) -> Driver:
    found = studio(sample="red-roses")
    session = found.window.session
    session.apply("Break it", broken(session.funnel))
    found.checked()
    return found


def panel(driver: Driver) -> ProblemsPanel:
    found = driver.window.parts["problems"]
    assert isinstance(found, ProblemsPanel)
    return found


def choose(driver: Driver, check: str) -> None:
    """Walk down to the first row of a check."""
    driver.press("Ctrl+F8")
    driver.press("Home")
    for _row in range(panel(driver).model.rowCount()):
        entry = panel(driver).current()
        if entry is not None and entry.problem.id == check:
            return
        driver.press("Down")
    raise AssertionError(f"there is no {check}")


def test_all_of_a_kind_are_fixed_as_one_undo_step(driver: Driver) -> None:
    session = driver.window.session
    before, steps = session.funnel, session.undo_stack.count()
    choose(driver, "tree.loose_outcome")
    assert panel(driver).details.fix_all.text() == "Fix all 3 of this kind…"
    driver.press("Ctrl+Shift+Return")
    driver.wait_until(panel(driver).fixing.accept.isEnabled)
    assert panel(driver).fixing.told.words().startswith("3 fixes in ")
    assert session.funnel is before
    driver.press("Return")
    assert session.undo_stack.count() == steps + 1
    driver.checked()
    assert not [problem for problem in session.problems if problem.id == "tree.loose_outcome"]
    assert panel(driver).fixing.isHidden()
    session.undo_stack.undo()
    assert session.funnel is before


def test_the_outlook_can_be_left(driver: Driver) -> None:
    before = driver.funnel
    choose(driver, "tree.loose_outcome")
    driver.press("Ctrl+Shift+Return")
    driver.wait_until(panel(driver).fixing.accept.isEnabled)
    driver.press("Esc")
    assert panel(driver).fixing.isHidden()
    assert driver.funnel is before
    assert panel(driver).view.hasFocus()


def test_the_outlook_follows_edits(driver: Driver) -> None:
    choose(driver, "tree.loose_outcome")
    driver.press("Ctrl+Shift+Return")
    driver.wait_until(panel(driver).fixing.accept.isEnabled)
    session = driver.window.session
    session.edit("Connect", branches.connect, "club", "no", "thanks")
    driver.wait_until(panel(driver).fixing.accept.isEnabled)
    assert panel(driver).fixing.accept.text() == "Fix all 2"


def test_what_an_outlook_says(driver: Driver) -> None:
    found = outlook(driver.funnel, "tree.loose_outcome")
    assert found.fixes == 3
    assert found.gone >= 3
    assert "Join the rose club" in outlook_words(found)
    assert touched(driver.funnel, driver.funnel) == ()
    assert outlook_words(outlook(found.after, "tree.loose_outcome")) == (
        "There is nothing of this kind left to fix."
    )


def test_setting_aside_wants_a_reason_and_a_name(driver: Driver) -> None:
    choose(driver, "texts.untranslated")
    driver.press("Del")
    aside = panel(driver).aside
    assert aside.reason.line.hasFocus()
    driver.press("Return")
    assert aside.fault.text() == "Say why this may stay as it is."
    driver.type("The German page follows", aside.reason.line)
    driver.press("Return")
    assert aside.fault.text() == "Say who decided this."
    driver.enter("Ann", aside.by.line)
    driver.enter("soon", aside.until.line)
    driver.press("Return")
    assert "is not a date" in aside.fault.text()
    assert not driver.funnel.waivers
    driver.enter("2099-12-31", aside.until.line)
    driver.press("Return")
    waivers: tuple[Waiver, ...] = driver.funnel.waivers
    (waiver,) = waivers
    assert (waiver.check, waiver.place, waiver.reason) == (
        "texts.untranslated",
        "more",
        "The German page follows",
    )
    assert settings.read(settings.OWN_NAME) == "Ann"
    assert aside.isHidden()


def test_what_is_set_aside_is_counted_listed_and_taken_back(driver: Driver) -> None:
    shown = panel(driver)
    assert shown.head.waived.isHidden()
    choose(driver, "texts.untranslated")
    driver.press("Del")
    driver.type("Later", shown.aside.reason.line)
    driver.enter("Ann", shown.aside.by.line)
    driver.press("Return")
    driver.checked()
    assert shown.head.waived.text() == "1 set aside"
    driver.click(shown.head.waived)
    assert shown.model.rowCount() == 1
    assert "Later (Ann), until " in str(shown.model.index(0, 0).data())
    shown.setFocus()
    driver.press("Space")
    assert driver.funnel.waivers == ()
    driver.checked()
    assert shown.head.waived.isHidden()
    assert shown.model.rowCount() == len(driver.window.session.problems)


def test_errors_are_not_set_aside_but_warnings_that_block_are(driver: Driver) -> None:
    choose(driver, "tree.loose_outcome")
    driver.press("Del")
    assert panel(driver).aside.isHidden()
    assert panel(driver).details.set_aside.isHidden()
    driver.window.session.edit("Be strict", set_profile, "strict")
    driver.checked()
    answers = {
        problem.id: may_be_set_aside(driver.funnel, problem) for problem in driver.window.session.problems
    }
    assert answers["tree.loose_outcome"] is False
    assert answers["texts.untranslated"] is True


def test_the_menu_of_a_row_offers_what_can_be_done(driver: Driver) -> None:
    choose(driver, "tree.loose_outcome")
    entry = panel(driver).current()
    assert entry is not None
    menu = panel(driver).menu_of(entry)
    assert [action.text() for action in menu.actions()] == [
        "Go there",
        "Lead to a thank-you page",
        "Fix all 3 of this kind…",
    ]
    menu.deleteLater()

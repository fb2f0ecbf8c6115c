"""A bad funnel is made clean from the Problems panel alone, by keyboard, and undone to where it was."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from funnelstudio.checks import check
from funnelstudio.gui.problems.panel import ProblemsPanel
from funnelstudio.gui.problems.rows import Entry
from funnelstudio.model.edits import branches, options, products, texts
from funnelstudio.model.funnel import Funnel
from tests.gui.conftest import OpenStudio
from tests.studio import Driver


def broken(funnel: Funnel) -> Funnel:
    """An answer that leads nowhere, a branch that nothing leads to, a price and two texts that are gone."""
    funnel = branches.disconnect(funnel, "more", "no")
    funnel = options.set_option_price(funnel, "club", "month", "PLN", "")
    funnel = products.set_product_price(funnel, "club", "PLN", "")
    funnel = texts.set_text(funnel, "de-DE", "club", "headline", "")
    return texts.set_text(funnel, "en-GB", "thanks", "headline", "")


class Mender:
    """Knows the keys of the panel and reads what the chosen row says, as its user does."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        found = driver.window.parts["problems"]
        assert isinstance(found, ProblemsPanel)
        self.panel = found

    def first(self) -> Entry:
        """Go to the list from anywhere, and to its first row."""
        self.driver.press("Ctrl+F8")
        self.driver.press("Home")
        found = self.panel.current()
        assert found is not None
        return found

    def mend(self) -> None:
        """Do what the first row asks for."""
        entry = self.first()
        words = self.panel.view.button_words(entry)
        if entry.problem.fix is not None:
            self.driver.press("Space")
        elif words == "Set price":
            self.driver.press("Return")
            self.write("59")
        elif words == "Open in Write":
            self.driver.press("Return")
            self.write(f"Text {entry.problem.step} {entry.problem.language}")
        else:
            self.driver.press("Del")
            self.write("Agreed with our lawyer")
            self.driver.press("Tab")
            self.driver.enter("Ann", self.focused())
            self.driver.press("Return")
        self.driver.checked()

    def write(self, words: str) -> None:
        before = self.driver.funnel
        self.driver.type(words, self.focused())
        assert self.panel.aside.isVisible() or self.driver.funnel is not before

    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found


def test_a_bad_funnel_is_made_clean_by_keyboard(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    session = driver.window.session
    good = session.funnel
    session.apply("Break it", broken(good))
    driver.checked()
    assert {"error", "warning", "notice"} == {problem.severity for problem in session.problems}
    bad = session.funnel
    mender = Mender(driver)
    for _problem in range(30):
        if not session.problems:
            break
        mender.mend()
    assert session.problems == ()
    assert check(session.funnel) == ()
    assert len(session.waived) == len(session.funnel.waivers) > 0
    assert driver.window.top_bar.problems.text() == "No problems"
    while session.funnel is not bad:
        session.undo_stack.undo()
    driver.checked()
    assert session.problems

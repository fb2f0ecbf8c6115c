"""A newcomer draws a six-level funnel from an empty window, writes it in two languages, and exports it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget

from funnelstudio.checks import check
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.inspector.languages import LanguagesSection
from funnelstudio.gui.inspector.options import OptionsSection
from funnelstudio.gui.inspector.panel import InspectorPanel
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.problems.panel import ProblemsPanel
from funnelstudio.gui.products.drag import KIND, carried
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.write.workspace import WriteWorkspace
from funnelstudio.model.cards import row_middle
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import outcomes
from funnelstudio.model.texts import needed, places
from funnelstudio.model.walk import depth, walk
from funnelstudio.storage.files import load
from tests.gui.conftest import OpenStudio
from tests.studio import Driver

Shown = TypeVar("Shown", bound=Section)

KINDS = ("product", "alternatives", "quantities", "plans", "product", "product")


class Newcomer:
    """Uses the window by mouse and keyboard alone; reads the funnel only to know where to point."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    @property
    def funnel(self) -> Funnel:
        return self.driver.funnel

    @property
    def selected(self) -> str:
        return self.driver.window.session.focus.step

    def canvas(self) -> CanvasView:
        found = self.driver.window.canvas()
        assert isinstance(found, CanvasView)
        return found

    def port(self, step: str, outcome: str) -> QPoint:
        """Where an outcome's port is on the canvas."""
        stage = self.canvas().stage
        x, y, width, _height = stage.box_of(step) or (0, 0, 0, 0)
        row = outcomes(self.funnel.steps[step]).index(outcome)
        left, top = stage.view.to_screen(x + width - 1, y + row_middle(stage.scene.cards[step], row))
        return QPoint(round(left), round(top))

    def head(self, step: str) -> QPoint:
        """The upper part of a card."""
        stage = self.canvas().stage
        x, y, width, _height = stage.box_of(step) or (0, 0, 0, 0)
        left, top = stage.view.to_screen(x + width / 2, y + 14)
        return QPoint(round(left), round(top))

    def select(self, step: str) -> None:
        self.driver.press("0", self.canvas().surface)
        self.driver.click(self.canvas().surface, self.head(step))
        assert self.selected == step

    def section(self, kind: type[Shown]) -> Shown:
        """A part of the inspector that is shown now."""
        inspector = self.driver.window.parts["inspector"]
        assert isinstance(inspector, InspectorPanel)
        found = inspector.section(kind)
        assert isinstance(found, kind)
        return found

    def add_product(self, name: str, price: str) -> None:
        self.driver.click(self.driver.find(QWidget, "New product"))
        self.driver.enter(name, self.driver.find(QLineEdit, "Internal name"))
        self.driver.enter(price, self.driver.find(QLineEdit, "Price GBP"))

    def choose(self, field: str, words: str) -> None:
        """Choose from a list by keyboard: open it, walk to the words, Enter."""
        combo = self.driver.find(QComboBox, field)
        assert isinstance(combo, QComboBox)
        combo.setFocus()
        at = combo.findText(words)
        assert at >= 0, f"{field} has no {words!r}"
        while combo.currentIndex() != at:
            self.driver.press("Down" if combo.currentIndex() < at else "Up", combo)

    def choose_kind(self, kind: str) -> None:
        """Choose from the menu of kinds that is open, by keyboard."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        label = {"product": "Product", "alternatives": "Alternatives", "quantities": "Quantities"}
        label |= {"plans": "Payment plans", "ending": "Thank-you page"}
        for _key in menu.actions():
            QTest.keyClick(menu, Qt.Key.Key_Down)
            active = menu.activeAction()
            if active is not None and active.text() == label[kind]:
                break
        QTest.keyClick(menu, Qt.Key.Key_Return)
        self.driver.settle()


def write_everything(driver: Driver, tag: str) -> None:
    """Go from text to text with the key for the next one, and write each."""
    write = driver.go("write")
    assert isinstance(write, WriteWorkspace)
    session = driver.window.session
    missing = sum(1 for place in places(driver.funnel) for _field in needed(driver.funnel, tag, place))
    driver.click(write.toolbar.next)
    for _text in range(missing):
        focus = session.focus
        card = write.cards.card(focus.field)
        if card is None or card.editor.raw():
            break
        words = (
            "https://example.com" if focus.field.endswith("_url") else f"{focus.place} {focus.field} {tag}"
        )
        driver.type(words, card.editor)
        driver.press("Ctrl+Return", card.editor)
    left = [
        (place, field.key)
        for place in places(driver.funnel)
        for field in needed(driver.funnel, tag, place)
        if not driver.funnel.texts.get(tag, {}).get(place, {}).get(field.key)
    ]
    assert left == []


def pages_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.slow
def test_a_six_level_funnel_from_an_empty_window_to_its_pages(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio()
    driver.press("Ctrl+N")
    user = Newcomer(driver)
    empty = user.funnel
    (start,) = user.funnel.steps

    for name, price in (("Course", "90"), ("Book", "20.50"), ("Coaching", "40"), ("Club", "9")):
        user.add_product(name, price)
    user.select(start)
    user.choose("Product", "Course")

    # The first offer is dropped onto the start's port; the others come by keyboard.
    surface = user.canvas().surface
    assert driver.drop(surface, carried(KIND, KINDS[0], "Product"), user.port(start, "yes"))
    for kind in KINDS[1:]:
        surface.setFocus()
        driver.press("Tab", surface)
        user.choose_kind(kind)
        assert user.funnel.steps[user.selected].type == kind
    assert depth(walk(user.funnel.steps), user.funnel.steps) == 6

    # A seventh level is refused with a sentence, and changes nothing.
    before = user.funnel
    driver.press("Tab", surface)
    user.choose_kind("product")
    assert user.funnel is before
    assert any("6 levels" in words for words in driver.messages)
    driver.press("Tab", surface)
    user.choose_kind("ending")
    assert user.funnel.steps[user.selected].type == "ending"

    name_and_stock(user)
    lead_the_rest_to_the_ending(user)
    drawn = check(user.funnel)
    assert not [problem for problem in drawn if problem.id.startswith("tree.")]

    write_everything(driver, user.funnel.languages[0].tag)
    add_german(user)
    write_everything(driver, "de-DE")
    driver.checked()
    assert not [problem for problem in driver.window.session.problems if problem.severity == "error"]

    undo_and_redo_everything(driver, empty)
    save_reopen_and_export(driver, studio, tmp_path)


def name_and_stock(user: Newcomer) -> None:
    """Give each step a name in place, and a product in the inspector."""
    driver = user.driver
    stock = {"product": "Book", "quantities": "Book", "plans": "Club"}
    for number, step in enumerate(walk(user.funnel.steps).order[1:], 1):
        user.select(step)
        driver.press("F2", user.canvas().surface)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        driver.enter(f"Schritt {number} ✿", editor)
        driver.press("Return", editor)
        assert user.funnel.steps[step].name == f"Schritt {number} ✿"
        kind = user.funnel.steps[step].type
        if kind in stock:
            user.choose("Product", stock[kind])
        elif kind == "alternatives":
            fill_alternatives(user, step)


def fill_alternatives(user: Newcomer, step: str) -> None:
    """Unfold each alternative in the inspector, choose its product, fold it again."""
    options = user.section(OptionsSection)
    for option, product in zip(user.funnel.steps[step].options, ("Coaching", "Book"), strict=True):
        header = options.list.folds[option.id].header
        user.driver.click(header)
        user.choose("Product", product)
        user.driver.click(header)


def lead_the_rest_to_the_ending(user: Newcomer) -> None:
    """Mend every loose answer from the Problems panel, by its button's key."""
    driver = user.driver
    panel = driver.window.parts["problems"]
    assert isinstance(panel, ProblemsPanel)
    for _mended in range(40):
        driver.checked()
        loose = [
            row
            for row in range(panel.model.rowCount())
            if (problem := panel.model.problem(panel.model.index(row, 0))) is not None
            and problem.id == "tree.loose_outcome"
        ]
        if not loose:
            return
        panel.view.setFocus()
        panel.view.setCurrentIndex(panel.model.index(loose[0], 0))
        driver.press("Ctrl+Return", panel.view)
    raise AssertionError("loose answers are left")


def add_german(user: Newcomer) -> None:
    """Add a language in the inspector of the funnel, with prices in its currency."""
    driver = user.driver
    driver.go("draw")
    driver.click(user.canvas().surface, QPoint(8, user.canvas().surface.height() - 90))
    assert user.selected == ""
    line = user.section(LanguagesSection).add.combo.lineEdit()
    assert line is not None
    driver.enter("de-DE", line)
    driver.press("Return", line)
    assert [language.tag for language in user.funnel.languages][1:] == ["de-DE"]
    assert user.funnel.languages[1].currency == "EUR"
    driver.window.session.go(language="de-DE")


def undo_and_redo_everything(driver: Driver, empty: Funnel) -> None:
    whole = driver.funnel
    driver.go("draw")
    stack = driver.window.session.undo_stack
    canvas = driver.window.canvas()
    canvas.surface.setFocus()
    for _step in range(stack.count()):
        driver.press("Ctrl+Z", canvas.surface)
    assert driver.funnel == empty
    for _step in range(stack.count()):
        driver.press("Ctrl+Shift+Z", canvas.surface)
    assert driver.funnel is whole


def save_reopen_and_export(driver: Driver, studio: OpenStudio, tmp_path: Path) -> None:
    path = tmp_path / "first.funnel"
    driver.answers.save = path
    driver.press("Ctrl+S")
    driver.wait_until(lambda: driver.window.session.is_saved)
    assert load(path).funnel == driver.funnel
    assert driver.close()

    again = studio(path=path)
    publish = again.go("publish")
    assert isinstance(publish, PublishWorkspace)
    sites = []
    for name in ("one", "two"):
        again.enter(str(tmp_path / name), again.find(QLineEdit, "Folder"))
        again.wait_until(publish.start.isEnabled)
        again.click(publish.start)
        again.wait_until(lambda: publish.start.isEnabled() and not publish.report.isHidden())
        sites.append(pages_of(tmp_path / name))
    assert sites[0] == sites[1]
    assert {page.split("/")[0] for page in sites[0] if page.endswith(".html")} == {
        "en-GB",
        "de-DE",
        "index.html",
        "setup",
    }

"""Each problem leads to where it is mended: a text to Write, all else to its field in Draw."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from funnelstudio.checks.problem import Problem
from funnelstudio.gui import going
from funnelstudio.gui.inspector.languages import LanguageForm
from funnelstudio.gui.inspector.options import OptionForm, OptionsSection, PlanForm
from funnelstudio.gui.inspector.panel import InspectorPanel
from funnelstudio.gui.inspector.product import ProductSection
from funnelstudio.gui.names import quotes_isolated
from funnelstudio.model.edits import options
from tests.gui.conftest import OpenStudio
from tests.studio import Driver


def about(step: str, field: str, language: str = "", outcome: str = "") -> Problem:
    return Problem("some.kind", "warning", "Something is wrong.", step, field, language, outcome)


HEADLINE = about("club", "headline", "de-DE")
PRICE = about("club", "price", "de-DE", "month")
MAIN_PRICE = about("start", "price", "pl-PL", "yes")
PRODUCT_PRICE = about("product:vase", "price")
PLAN = about("club", "plan", "", "year")
CURRENCY = about("", "currency", "ar-EG")
NAME = about("more", "name")
RATE = about("more", "rate")
PRODUCT_NAME = about("product:vase", "name", "de-DE")
WHOLE = about("", "")


@pytest.fixture
def driver(studio: OpenStudio) -> Driver:
    found = studio(sample="red-roses")
    found.checked()
    return found


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (HEADLINE, "Open in Write"),
        (PRODUCT_NAME, "Open in Write"),
        (about("shared", "imprint_url", "de-DE"), "Open in Write"),
        (PRICE, "Set price"),
        (MAIN_PRICE, "Set price"),
        (PLAN, "Show"),
        (NAME, "Show"),
        (CURRENCY, "Show"),
        (about("", "languages"), "Show"),
        (WHOLE, ""),
    ],
)
def test_what_the_button_says(driver: Driver, problem: Problem, words: str) -> None:
    assert going.way_words(driver.funnel, problem) == words


def field_with_keyboard() -> str:
    """The accessible names of the focused widget and of the fields around it."""
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def inside(kind: type) -> bool:
    widget = QApplication.focusWidget()
    while widget is not None:
        if isinstance(widget, kind):
            return True
        widget = widget.parentWidget()
    return False


@pytest.mark.parametrize(
    ("problem", "form", "name"),
    [
        (PRICE, OptionForm, "Price EUR"),
        (MAIN_PRICE, ProductSection, "Price PLN"),
        (PRODUCT_PRICE, ProductSection, "Price GBP"),
        (PLAN, PlanForm, "A payment every"),
        (CURRENCY, LanguageForm, "Currency"),
        (NAME, InspectorPanel, "Internal name"),
        (RATE, OptionForm, "Share of buyers who take it"),
    ],
)
@pytest.mark.parametrize("workspace", ["draw", "write"])
def test_the_keyboard_is_at_the_field(
    driver: Driver, problem: Problem, form: type, name: str, workspace: str
) -> None:
    driver.go(workspace)
    driver.activate()
    going.lead(driver.window.session, problem)
    driver.settle()
    assert driver.window.session.focus.workspace == "draw"
    assert field_with_keyboard() == name
    assert inside(form)


def test_f8_walks_through_several_problems_of_one_place(driver: Driver) -> None:
    session = driver.window.session
    found = (NAME, about("more", "name", "de-DE"), about("more", "name", "pl-PL"), PLAN, CURRENCY, HEADLINE)
    session.set_problems(found)
    seen = []
    for _step in range(7):
        driver.press("F8")
        seen.append(session.problem)
    assert seen == [*found, found[0]]
    driver.press("Shift+F8")
    assert session.problem is HEADLINE
    assert session.focus.workspace == "draw"


def test_f8_in_write_goes_from_text_to_text(driver: Driver) -> None:
    session = driver.window.session
    session.set_problems((HEADLINE, about("more", "headline", "de-DE"), PRICE))
    driver.go("write")
    for workspace, place in (("write", "club"), ("write", "more"), ("draw", "club")):
        driver.press("F8")
        assert (session.focus.workspace, session.focus.place) == (workspace, place)


def test_the_sentence_stands_below_its_field_and_goes(driver: Driver) -> None:
    session = driver.window.session
    session.go(step="club")
    before = session.funnel
    session.edit("Price", options.set_option_price, "club", "year", "EUR", "900")
    driver.checked()
    problem = next(found for found in session.problems if (found.field, found.outcome) == ("price", "year"))
    going.lead(session, problem)
    driver.settle()
    inspector = driver.window.parts["inspector"]
    assert isinstance(inspector, InspectorPanel)
    forms = [
        form for form in inspector.findChildren(OptionForm) if form.prices.fields["EUR"].value() == "900.00"
    ]
    notes = [form.prices.fields["EUR"].note() for form in forms]
    assert len(notes) == 1
    assert notes[0] in quotes_isolated(problem.message)
    assert not notes[0].startswith("Join the rose club: ")
    session.undo_stack.undo()
    assert session.funnel is before
    driver.checked()
    assert not [field.note() for form in forms for field in form.prices.fields.values() if field.note()]


def test_a_folded_option_tells_it_in_its_row(driver: Driver) -> None:
    session = driver.window.session
    session.go(step="club")
    session.set_problems((PLAN,))
    driver.settle()
    inspector = driver.window.parts["inspector"]
    assert isinstance(inspector, InspectorPanel)
    section = inspector.section(OptionsSection)
    assert isinstance(section, OptionsSection)
    fold = section.list.folds["year"]
    assert fold.note() == PLAN.message
    fold.unfold()
    assert fold.note() == ""

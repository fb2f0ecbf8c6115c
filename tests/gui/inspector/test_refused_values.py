"""A value that is typed counts as a whole: where it is refused, no beginning of it stays."""

from __future__ import annotations

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.gui.controls.fields import TextField
from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.forecast.workspace import ForecastWorkspace
from funnelstudio.gui.inspector.options import OptionForm, OptionsSection
from funnelstudio.gui.inspector.step_sections import IdentitySection, SalesSection
from funnelstudio.model.edits.rules import typed_rate
from funnelstudio.model.offers import Option
from tests.gui.inspector.conftest import section
from tests.studio import Driver


def form(driver: Driver, option_id: str = "six") -> OptionForm:
    found = section(driver, OptionsSection).list.form(option_id)
    assert isinstance(found, OptionForm)
    return found


def six(driver: Driver) -> Option:
    return next(x for x in driver.funnel.steps["more"].options if x.id == "six")


def price(driver: Driver) -> tuple[TextField, str]:
    return form(driver).prices.fields["GBP"], six(driver).price.get("GBP", "")


@pytest.mark.parametrize("typed", ["1e99", "12.999", "24 pounds", "1,234", "9999999999999"])
def test_a_refused_price_leaves_the_one_before(driver: Driver, typed: str) -> None:
    field, before = price(driver)
    driver.enter(typed, field.line)
    assert typed in field.fault() or "digits" in field.fault()
    assert field.value() == typed, "what is typed stays to be mended"
    assert price(driver)[1] == before
    assert not driver.window.session.undo_stack.canUndo(), "nothing was changed"
    form(driver).name.line.setFocus()
    driver.settle()
    assert price(driver)[1] == before
    assert field.fault(), "it is still told after the field was left"
    driver.enter("12", field.line)
    assert price(driver)[1] == "12.00" and not field.fault()


def test_a_pause_in_the_middle_does_not_keep_the_beginning(driver: Driver) -> None:
    field, before = price(driver)
    driver.enter("1", field.line)
    driver.window.session.close_step()
    driver.type("e99", field.line)
    assert price(driver)[1] == before


def test_a_price_that_was_left_is_not_taken_back(driver: Driver) -> None:
    field, _before = price(driver)
    driver.enter("30", field.line)
    form(driver).name.line.setFocus()
    driver.settle()
    driver.enter("1x", field.line)
    assert price(driver)[1] == "30.00"


def test_an_edit_from_elsewhere_is_not_taken_back(driver: Driver) -> None:
    field, _before = price(driver)
    driver.enter("3", field.line)
    section(driver, SalesSection).strategy.chosen.emit("downsell")
    driver.type("x", field.line)
    assert driver.funnel.steps["more"].strategy == "downsell"


def test_words_keep_what_could_be_taken(driver: Driver) -> None:
    field = section(driver, IdentitySection).name
    driver.enter("R" * 199, field.line)
    kept = driver.funnel.steps["more"].name
    driver.type("R" * 3, field.line)
    assert driver.funnel.steps["more"].name.startswith(kept)


def test_a_refused_share_leaves_the_one_before(driver: Driver) -> None:
    before = six(driver).rate
    driver.enter("250", form(driver).rate.line)
    assert form(driver).rate.fault()
    assert six(driver).rate == before


@pytest.mark.parametrize("typed", ["1e1", "1_0", "nan", "inf", "-0", "101"])
def test_what_is_no_share(typed: str) -> None:
    with pytest.raises(NotPossible):
        typed_rate(typed)


def days(driver: Driver) -> NumberField:
    found = section(driver, SalesSection).days
    assert isinstance(found, NumberField)
    return found


def after_days(driver: Driver) -> int:
    return driver.funnel.steps["more"].moment.after_days


@pytest.mark.parametrize("typed", ["4000", "1e9", "12.5", "99999999999", "two"])
def test_a_refused_number_leaves_the_one_before(driver: Driver, typed: str) -> None:
    field = days(driver)
    driver.enter("30", field.spin.lineEdit())
    assert after_days(driver) == 30
    form(driver).name.line.setFocus()
    driver.settle()
    driver.enter(typed, field.spin.lineEdit())
    assert typed in field.fault() and "3650" in field.fault()
    assert after_days(driver) == 30
    form(driver).name.line.setFocus()
    driver.settle()
    assert after_days(driver) == 30
    assert field.value() == 30 and field.spin.text().startswith("30")
    assert typed in field.fault()
    driver.enter("31", field.spin.lineEdit())
    assert after_days(driver) == 31 and not field.fault()


def test_a_number_is_typed_letter_by_letter(driver: Driver) -> None:
    field = days(driver)
    driver.enter("365", field.spin.lineEdit())
    assert after_days(driver) == 365
    assert field.spin.text().startswith("365")
    field.spin.stepUp()
    driver.type("x", field.spin.lineEdit())
    assert after_days(driver) == 366, "a step is no typing"


def test_the_forecast_takes_no_beginning_of_a_number(driver: Driver) -> None:
    workspace = driver.go("forecast")
    assert isinstance(workspace, ForecastWorkspace)
    before = driver.funnel.assumptions
    driver.enter("99999", workspace.months.spin.lineEdit())
    assert workspace.months.fault()
    driver.enter("5000 visitors", workspace.orders.spin.lineEdit())
    assert workspace.orders.fault()
    assert driver.funnel.assumptions == before
    assert not driver.window.session.undo_stack.canUndo(), "nothing was changed"
    workspace.months.spin.setFocus()
    driver.settle()
    assert driver.funnel.assumptions == before
    assert workspace.orders.value() == before.orders

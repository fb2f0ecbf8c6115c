"""Every field of a step is edited as it is typed, in one undo step, and refuses what can't be."""

from __future__ import annotations

import pytest

from funnelstudio import i18n
from funnelstudio.errors import NotPossible
from funnelstudio.export import render_page
from funnelstudio.gui.inspector.labels import summary
from funnelstudio.gui.inspector.options import OptionForm, OptionsSection
from funnelstudio.gui.inspector.outcomes import OutcomesSection
from funnelstudio.gui.inspector.start_plan import StartPlanSection
from funnelstudio.gui.inspector.step_sections import IdentitySection, NoteSection, PageSection, SalesSection
from funnelstudio.model.edits.rules import typed_rate
from funnelstudio.model.offers import Option, Plan
from funnelstudio.model.value import replace
from tests.gui.inspector.conftest import section
from tests.studio import Driver


def option(driver: Driver, step: str, option_id: str) -> Option:
    return next(x for x in driver.funnel.steps[step].options if x.id == option_id)


def form(driver: Driver, option_id: str) -> OptionForm:
    found = section(driver, OptionsSection).list.form(option_id)
    assert isinstance(found, OptionForm)
    return found


def test_typing_a_name_is_one_undo_step(driver: Driver) -> None:
    field = section(driver, IdentitySection).name
    driver.enter("Noch mehr Rosen – Łódź", field.line)
    assert driver.funnel.steps["more"].name == "Noch mehr Rosen – Łódź"
    driver.window.session.undo_stack.undo()
    assert driver.funnel.steps["more"].name == "Add more roses?"
    assert field.value() == "Add more roses?"
    assert not driver.window.session.undo_stack.canUndo()


def test_ctrl_z_goes_to_the_field_first_then_to_the_funnel(driver: Driver) -> None:
    section(driver, SalesSection).strategy.chosen.emit("downsell")
    field = section(driver, IdentitySection).name
    driver.enter("Tulips", field.line)
    for _undo in range(20):
        driver.press("Ctrl+Z", field.line)
        if driver.funnel.steps["more"].strategy == "upsell":
            break
    assert driver.funnel.steps["more"].name == "Add more roses?"
    assert driver.funnel.steps["more"].strategy == "upsell"


def test_the_field_keeps_what_is_typed_until_it_is_left(driver: Driver) -> None:
    prices = form(driver, "six").prices
    field = prices.fields["GBP"]
    driver.enter("10,5", field.line)
    assert option(driver, "more", "six").price["GBP"] == "10.50"
    assert field.value() == "10,5"
    form(driver, "six").name.line.setFocus()
    driver.settle()
    assert field.value() == "10.50"


@pytest.mark.parametrize("typed", ["1e99", "a lot", "-3", "1,234"])
def test_a_price_that_is_none_is_refused_in_place(driver: Driver, typed: str) -> None:
    field = form(driver, "six").prices.fields["GBP"]
    before = driver.funnel
    driver.enter(typed, field.line)
    assert field.fault()
    assert field.line.property("state") == "fault"
    assert option(driver, "more", "six").price.get("GBP") != typed
    driver.enter("12", field.line)
    assert not field.fault()
    assert option(driver, "more", "six").price["GBP"] == "12.00"
    assert before.steps["more"] != driver.funnel.steps["more"]


def test_fields_show_the_step_that_is_selected(driver: Driver) -> None:
    field = form(driver, "six").prices.fields["GBP"]
    driver.enter("x", field.line)
    driver.window.session.go(step="club")
    assert section(driver, IdentitySection).name.value() == "Join the rose club"
    assert set(section(driver, OptionsSection).list.folds) == {"month", "year"}
    driver.window.session.go(step="thanks")
    assert section(driver, OptionsSection).isHidden()
    assert section(driver, SalesSection).isHidden()
    assert section(driver, IdentitySection).product.isHidden()


def test_options_are_added_moved_and_removed(driver: Driver) -> None:
    options = section(driver, OptionsSection)
    driver.click(options.add_button)
    assert len(driver.funnel.steps["more"].options) == 3
    added = driver.funnel.steps["more"].options[-1]
    assert added.quantity == 24
    opened = form(driver, added.id)
    driver.enter("24 more roses", opened.name.line)
    opened._move(-1)
    assert [x.id for x in driver.funnel.steps["more"].options] == ["six", added.id, "twelve"]
    opened._remove()
    driver.settle()
    assert [x.id for x in driver.funnel.steps["more"].options] == ["six", "twelve"]


def test_a_plan_is_edited_in_full(driver: Driver) -> None:
    driver.window.session.go(step="club")
    plan = form(driver, "month").plan
    assert plan is not None
    plan.every.spin.setValue(2)
    plan.interval.chosen.emit("week")
    plan.trial.spin.setValue(14)
    plan.instalments.spin.setValue(3)
    plan.minimum.spin.setValue(2)
    driver.enter("1", plan.first.fields["GBP"].line)
    now = option(driver, "club", "month").plan
    assert now is not None
    assert (now.every, now.interval, now.trial_days, now.instalments, now.minimum_term) == (
        2,
        "week",
        14,
        3,
        2,
    )
    assert now.first == {"GBP": "1.00"}


def test_rates_are_typed_in_per_cent(driver: Driver) -> None:
    driver.enter("12.5", form(driver, "six").rate.line)
    assert option(driver, "more", "six").rate == 0.125
    driver.enter("250", form(driver, "six").rate.line)
    assert form(driver, "six").rate.fault()
    driver.enter("", form(driver, "six").rate.line)
    assert option(driver, "more", "six").rate is None


@pytest.mark.parametrize(
    ("typed", "rate"),
    [("17", 0.17), ("17 %", 0.17), ("17,5", 0.175), ("", None), ("0", 0.0), ("٪١٧٫٥", 0.175)],
)
def test_typed_rates(typed: str, rate: float | None) -> None:
    assert typed_rate(typed) == rate


@pytest.mark.parametrize("typed", ["-1", "101", "many", "nan", "inf"])
def test_rates_that_are_none(typed: str) -> None:
    with pytest.raises(NotPossible):
        typed_rate(typed)


def test_a_share_is_spelled_as_the_interface_speaks(driver: Driver) -> None:
    step = driver.funnel.steps["more"]
    option = replace(step.options[0], rate=0.175)
    assert summary(driver.funnel, step, option, "GBP", "en-GB").endswith(" · 17.5%")
    i18n.use_language("de")
    try:
        assert summary(driver.funnel, step, option, "GBP", "en-GB").endswith(" · 17,5\xa0%")
    finally:
        i18n.use_language("en")
    assert "%" not in summary(driver.funnel, step, replace(option, rate=None), "GBP", "en-GB")


def test_sales_role(driver: Driver) -> None:
    sales = section(driver, SalesSection)
    sales.strategy.chosen.emit("cross-sell")
    sales.days.spin.setValue(60)
    sales.channel.chosen.emit("call")
    step = driver.funnel.steps["more"]
    assert (step.strategy, step.moment.after_days, step.channel) == ("cross-sell", 60, "call")


def test_the_reason_is_written_in_the_language_that_is_shown(driver: Driver) -> None:
    driver.window.session.go(language="de-DE")
    reason = section(driver, SalesSection).reason
    driver.enter("Weil es sich lohnt\u00a0…", reason.area)
    assert driver.funnel.texts["de-DE"]["more"]["reason"].value == "Weil es sich lohnt\u00a0…"
    assert reason.caption is not None and "Deutsch" in reason.caption.text()


def test_outcomes_lead_elsewhere(driver: Driver) -> None:
    outcomes = section(driver, OutcomesSection)
    row = outcomes.forms["no"]
    row.target.combo.showPopup()
    offered = [row.target.combo.itemData(n) for n in range(row.target.combo.count())]
    row.target.combo.hidePopup()
    assert {"thanks", "welcome", "club", "new:plans", ""} <= set(offered)
    assert "more" not in offered
    row.target.chosen.emit("thanks")
    assert driver.funnel.steps["more"].next["no"] == "thanks"
    row.target.chosen.emit("")
    assert "no" not in driver.funnel.steps["more"].next


def test_a_circle_is_refused_with_a_sentence(driver: Driver) -> None:
    driver.window.session.go(step="club")
    section(driver, OutcomesSection).forms["no"].target.chosen.emit("more")
    assert driver.funnel.steps["club"].next["no"] == "thanks"
    assert driver.messages


def test_own_addresses_per_language(driver: Driver) -> None:
    row = section(driver, OutcomesSection).forms["six"]
    driver.click(row.own)
    driver.enter("https://shop.example/buy", row.addresses["*"].line)
    driver.enter("https://shop.example/kauf", row.addresses["de-DE"].line)
    assert driver.funnel.steps["more"].links["six"] == {
        "*": "https://shop.example/buy",
        "de-DE": "https://shop.example/kauf",
    }


def test_page_and_note(driver: Driver) -> None:
    driver.enter("more-flowers", section(driver, PageSection).slug.line)
    driver.enter("Ask Anna", section(driver, NoteSection).note.area)
    step = driver.funnel.steps["more"]
    assert (step.slug, step.note) == ("more-flowers", "Ask Anna")


def test_changing_the_kind_keeps_what_fits(driver: Driver) -> None:
    section(driver, IdentitySection).kind.chosen.emit("product")
    assert driver.funnel.steps["more"].type == "product"
    assert len(driver.funnel.steps["more"].options) == 1
    assert section(driver, OptionsSection).add_button.isHidden()


def test_the_main_product_is_sold_with_a_plan(driver: Driver) -> None:
    driver.window.session.go(step="start")
    part = section(driver, StartPlanSection)
    driver.click(part.switch)
    assert part.plan is not None
    part.plan.interval.chosen.emit("month")
    part.plan.minimum.edited.emit(12)
    assert option(driver, "start", "yes").plan == Plan(interval="month", minimum_term=12)
    html = render_page(driver.funnel, None, "static", "start", "en-GB")
    assert "Minimum term 12 months, £288.00 in total" in html
    driver.click(part.switch)
    assert driver.funnel.steps["start"].options == ()
    driver.window.session.go(step="more")
    assert part.isHidden()

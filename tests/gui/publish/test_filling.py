"""Numbers of products and codes of pages: what is missing is seen, and typed in right there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from funnelstudio.checks import check
from funnelstudio.gui.checking import limits_of_exporter
from funnelstudio.gui.controls.fields import AreaField, TextField
from funnelstudio.gui.publish.code_list import FULL, MARKS_ROLE, MISSING
from funnelstudio.gui.publish.codes import Codes
from funnelstudio.gui.publish.numbers import Numbers, lacking
from funnelstudio.gui.publish.sections import CODES, NUMBERS, PROBLEMS
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.session import Session
from funnelstudio.model.edits.document import set_export
from funnelstudio.model.edits.steps import set_step
from funnelstudio.model.value import replace
from tests.gui.publish.hands import looked_at


@pytest.fixture
def digistore(publish: PublishWorkspace, session: Session, qtbot: QtBot) -> PublishWorkspace:
    settings = {"digistore24": {"use_buy_button": "yes"}}
    session.apply("", set_export(session.funnel, exporter="digistore24", settings=settings))
    looked_at(publish, qtbot)
    return publish


@pytest.fixture
def numbers(digistore: PublishWorkspace) -> Numbers:
    digistore.sections.show_part(NUMBERS)
    return digistore.sections.numbers


@pytest.fixture
def codes(digistore: PublishWorkspace) -> Codes:
    digistore.sections.show_part(CODES)
    return digistore.sections.codes


def test_parts_that_have_nothing_to_ask_are_not_offered(
    publish: PublishWorkspace, session: Session, digistore: PublishWorkspace
) -> None:
    assert list(publish.sections.segments.buttons) == ["pages", "numbers", "codes", "problems"]
    session.apply("", set_export(session.funnel, exporter="static"))
    assert list(publish.sections.segments.buttons) == ["pages", "problems"]
    assert publish.sections.stack.currentWidget() is publish.sections.pages


def test_a_number_is_kept_in_its_product_and_can_be_undone(
    digistore: PublishWorkspace, numbers: Numbers, session: Session
) -> None:
    key, tag = next(iter(numbers.fields))
    assert tag == "*"
    missing = len(lacking(session.funnel, "digistore24", ("en-GB",)))
    assert f"· {missing}" in digistore.sections.segments.buttons[NUMBERS].text()
    numbers.fields[key, tag].edited.emit("1234")
    assert session.funnel.products[key].ids["digistore24"] == {"*": "1234"}
    assert len(lacking(session.funnel, "digistore24", ("en-GB",))) == missing - 1
    assert f"· {missing - 1}" in digistore.sections.segments.buttons[NUMBERS].text()
    session.undo_stack.undo()
    assert "digistore24" not in session.funnel.products[key].ids


def test_a_missing_number_leads_to_its_field(digistore: PublishWorkspace, session: Session) -> None:
    session.set_problems(check(session.funnel, limits_of_exporter("digistore24")))
    digistore.sections.show_part(PROBLEMS)
    fill = [b for b in digistore.blocks.findChildren(QPushButton) if b.text() == "Fill in"]
    assert fill
    assert "has no number" in fill[0].accessibleName()
    fill[0].click()
    assert digistore.sections.stack.currentWidget() is digistore.sections.numbers


def test_a_number_for_each_language(numbers: Numbers, session: Session) -> None:
    numbers.each.click()
    tags = {tag for _key, tag in numbers.fields}
    assert tags == {"en-GB", "de-DE", "pl-PL", "ar-EG"}
    key = next(iter(numbers.fields))[0]
    numbers.fields[key, "de-DE"].edited.emit("77")
    assert session.funnel.products[key].ids["digistore24"] == {"de-DE": "77"}
    assert key in lacking(session.funnel, "digistore24", ("en-GB", "de-DE"))
    assert key not in lacking(session.funnel, "digistore24", ("de-DE",))


@pytest.fixture
def clickbank(publish: PublishWorkspace, session: Session, qtbot: QtBot) -> PublishWorkspace:
    session.apply("", set_export(session.funnel, exporter="clickbank", languages=("en-GB", "de-DE")))
    looked_at(publish, qtbot)
    publish.sections.show_part(PROBLEMS)
    return publish


def _fill_buttons(publish: PublishWorkspace) -> dict[str, QPushButton]:
    found = [b for b in publish.blocks.findChildren(QPushButton) if b.text() == "Fill in"]
    return {button.accessibleName().removeprefix("Fill in: "): button for button in found}


def test_empty_settings_are_listed_once_for_all_languages(clickbank: PublishWorkspace) -> None:
    found = _fill_buttons(clickbank)
    assert "“Your nickname at ClickBank” is still empty." in found
    words = clickbank.sections.status.told.text()
    assert f"{len(found)} settings are still empty" in words
    assert clickbank.sections.status.to_problems.isVisible()
    clickbank.form.settings["vendor"].edited.emit("shop")  # type: ignore[union-attr]
    assert f"{len(found) - 1} settings are still empty" in clickbank.sections.status.told.text()


def test_an_empty_setting_leads_to_its_field(clickbank: PublishWorkspace, session: Session) -> None:
    sections = clickbank.sections
    page = next(words for words in _fill_buttons(clickbank) if "Address of the order form" in words)
    _fill_buttons(clickbank)[page].click()
    assert sections.stack.currentWidget() is sections.codes
    assert sections.codes.place() == "start"
    assert sections.codes.title.text() in page
    key = "order_form:start:en-GB"
    sections.codes.fields[key].edited.emit("https://pay.example/roses")  # type: ignore[union-attr]
    left = page.replace("is still empty.", "is still empty in Deutsch.")
    assert left in _fill_buttons(clickbank)
    sections.show_part(PROBLEMS)
    _fill_buttons(clickbank)[left].click()
    assert "order_form:start:de-DE" in sections.codes.fields


def test_an_answer_with_an_address_of_its_own_needs_no_setting(
    clickbank: PublishWorkspace, session: Session
) -> None:
    before = len(_fill_buttons(clickbank))
    links = {"yes": {"*": "https://pay.example/roses"}}
    session.apply("", set_step(session.funnel, "start", links=links))
    assert len(_fill_buttons(clickbank)) == before - 1


def test_a_setting_that_a_kind_of_offer_does_not_need_is_not_asked_for(
    clickbank: PublishWorkspace, session: Session
) -> None:
    asked = {words for words in _fill_buttons(clickbank) if "tem" in words}
    kinds = {
        step.type for key, step in session.funnel.steps.items() if key in clickbank.sections.codes.model.keys
    }
    assert asked
    assert kinds <= {"start", "quantities", "plans"}


def test_an_address_that_can_t_be_one_of_a_site_is_told(publish: PublishWorkspace, session: Session) -> None:
    address = publish.form.settings["address"]
    assert isinstance(address, TextField)
    address.edited.emit("javascript:alert(1)")
    words = (
        "“Address of the site” is not used: “javascript:alert(1)” does not begin with https:// or http://."
    )
    assert address.note() == words
    _fill_buttons(publish)[words].click()
    address.edited.emit("https://shop.example/")
    assert not address.note()
    assert words not in _fill_buttons(publish)


def test_an_exporter_of_mails_says_that_no_offer_goes_by_mail(
    publish: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    steps = {
        key: replace(step, channel="page") if step.channel == "email" else step
        for key, step in session.funnel.steps.items()
    }
    export = replace(session.funnel.export, exporter="email")
    session.apply("", replace(session.funnel, steps=steps, export=export))
    looked_at(publish, qtbot)
    assert publish.sections.status.title.text() == "No offer is made by e-mail"
    assert "“Where”" in publish.sections.status.told.text()
    session.apply("", set_step(session.funnel, "club", channel="email"))
    looked_at(publish, qtbot)
    assert publish.sections.status.title.text() == "Ready to export"


def test_every_field_has_a_name(numbers: Numbers, session: Session) -> None:
    for (key, _tag), field in numbers.fields.items():
        assert session.funnel.products[key].name in field.line.accessibleName()


def test_pages_are_marked_per_language_as_filled_or_missing(codes: Codes, session: Session) -> None:
    at = codes.model.keys.index("more")
    codes.list.setCurrentIndex(codes.model.index(at))
    codes.show_language("de-DE")
    assert set(codes.model.index(at).data(MARKS_ROLE)) == {MISSING}
    field = codes.fields["buy_button:more:de-DE"]
    assert isinstance(field, AreaField)
    field.edited.emit("<p>Buy</p>")
    assert session.funnel.export.settings["digistore24"]["buy_button:more:de-DE"] == "<p>Buy</p>"
    assert codes.model.index(at).data(MARKS_ROLE) == (MISSING, FULL, MISSING, MISSING)
    assert codes.count.text().startswith("1 of ")
    spoken = codes.model._spoken("more")
    assert "Deutsch: filled" in spoken
    assert "English: missing" in spoken
    session.undo_stack.undo()
    assert set(codes.model.index(at).data(MARKS_ROLE)) == {MISSING}


def test_the_next_missing_one_is_a_click_away(codes: Codes) -> None:
    seen = set()
    for _round in range(codes.model.tally()[1]):
        codes.go_to_missing()
        (key,) = codes.fields
        seen.add(key)
        codes.fields[key].edited.emit("<b>x</b>")  # type: ignore[union-attr]
    assert len(seen) == codes.model.tally()[1]
    assert not codes.next.isEnabled()


def test_a_language_that_is_not_exported_is_not_asked_for(codes: Codes, digistore: PublishWorkspace) -> None:
    before = codes.model.tally()[1]
    digistore.form.languages["ar-EG"].click()
    assert codes.model.tally()[1] == before * 3 // 4
    assert "ar-EG" not in codes.segments.buttons

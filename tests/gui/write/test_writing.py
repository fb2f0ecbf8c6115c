"""Writing a translation: typing, undo, states, and what happens when the source changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from funnelstudio.gui.session import Message, Session
from funnelstudio.gui.write.order import addable_fields, shown_fields
from funnelstudio.gui.write.workspace import WriteWorkspace
from funnelstudio.model.edits.steps import set_step
from funnelstudio.model.edits.texts import set_text
from tests.gui.write.conftest import Writer


def test_typing_a_translation_is_one_step_that_undo_takes_back(writer: Writer, session: Session) -> None:
    before = writer.value("headline")
    writer.rewrite("headline", "Ein Strauß, der mehr hermacht")
    assert writer.value("headline") == "Ein Strauß, der mehr hermacht"
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert writer.value("headline") == before
    assert writer.card("headline").editor.raw() == before


def test_a_new_text_counts_as_translated_and_the_count_follows(
    writer: Writer, write: WriteWorkspace, settle: Callable[[], None]
) -> None:
    writer.clear("benefit_1")
    settle()
    assert writer.state("benefit_1") == "missing"
    assert writer.card("benefit_1").pill.text() == "Missing"
    assert "112 of 113" in write.toolbar.count.words()
    writer.type("benefit_1", "Eine Lieferung")
    settle()
    assert writer.card("benefit_1").pill.text() == "Translated"
    assert "113 of 113" in write.toolbar.count.words()


def test_undo_in_a_field_goes_to_the_field_first(writer: Writer, session: Session, qtbot: QtBot) -> None:
    card = writer.go_into("headline")
    before = card.editor.raw()
    qtbot.keyClicks(card.editor, "X")
    qtbot.keyClick(card.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert card.editor.raw() == before == writer.value("headline")
    assert session.undo_stack.count() <= 1


def test_any_script_and_no_break_spaces_survive(writer: Writer, session: Session) -> None:
    words = "الباقة 花束 🌹 10\u00a0€"
    writer.rewrite("headline", words)
    assert writer.value("headline") == words
    session.go(language="ar-EG")
    session.go(language="de-DE")
    assert writer.card("headline").editor.raw() == words


def test_a_changed_source_shows_as_changed_until_it_is_said_to_be_right(
    writer: Writer, session: Session
) -> None:
    source = writer.value("lead", "en-GB")
    session.edit("", set_text, "en-GB", "more", "lead", f"{source} Today.")
    card = writer.card("lead")
    assert card.pill.text() == "Source changed"
    assert card.still_right.isVisible()
    card.still_right.click()
    assert writer.state("lead") == "translated"
    assert not card.still_right.isVisible()


def test_a_minor_fix_of_the_source_keeps_translations_current(
    writer: Writer, write: WriteWorkspace, session: Session
) -> None:
    session.go(language="en-GB")
    assert not writer.card("lead").source.isVisible()
    write.toolbar.minor.setChecked(True)
    writer.type("lead", "x")
    assert writer.state("lead") == "reviewed"
    write.toolbar.minor.setChecked(False)
    writer.type("lead", "y")
    assert writer.state("lead") == "stale"


def test_the_pill_marks_a_text_as_reviewed(writer: Writer) -> None:
    card = writer.rewrite("headline", "Neu")
    menu = card.pill.menu()
    next(action for action in menu.actions() if action.text() == "Reviewed").trigger()
    assert writer.state("headline") == "reviewed"


def test_a_lost_variable_is_said_at_once_and_put_in_by_a_click(writer: Writer) -> None:
    card = writer.rewrite("lead", "Ihre Bestellung ist unterwegs.")
    assert "{main_product}" in card.words_below()
    button = next(b for b in card.findChildren(QPushButton) if b.text() == "Insert it")
    button.click()
    assert writer.value("lead") == "Ihre Bestellung ist unterwegs. {main_product}"


def test_a_mistyped_variable_gets_the_one_that_was_meant(writer: Writer) -> None:
    card = writer.rewrite("headline", "Für nur {prize}")
    button = next(b for b in card.findChildren(QPushButton) if b.text() == "Change it to {price}")
    button.click()
    assert writer.value("headline") == "Für nur {price}"


def test_a_text_that_is_too_long_is_refused_and_not_lost(writer: Writer, told: list[Message]) -> None:
    before = writer.value("lead")
    card = writer.go_into("lead")
    card.use("x" * 100_000)
    assert writer.value("lead") == before
    assert len(card.editor.raw()) == 100_000
    assert "not kept" in card.words_below()
    assert told


def test_direction_comes_from_the_language(writer: Writer, session: Session) -> None:
    def direction(key: str) -> Qt.LayoutDirection:
        return writer.card(key).editor.document().defaultTextOption().textDirection()

    assert direction("headline") == Qt.LayoutDirection.LeftToRight
    session.go(language="ar-EG")
    writer.rewrite("headline", "Latin words first")
    assert direction("headline") == Qt.LayoutDirection.RightToLeft
    assert writer.card("headline").source.document().defaultTextOption().textDirection() == (
        Qt.LayoutDirection.LeftToRight
    )


def test_an_optional_text_is_added_from_the_menu_and_goes_back_when_never_filled(
    writer: Writer, write: WriteWorkspace, session: Session
) -> None:
    assert write.cards.card("guarantee") is None
    write.cards.focus_text("guarantee")
    writer.type("guarantee", "Vierzehn Tage")
    assert writer.value("guarantee") == "Vierzehn Tage"
    session.undo_stack.undo()
    assert writer.value("guarantee") == ""


def test_tab_goes_from_translation_to_translation(writer: Writer, qtbot: QtBot) -> None:
    card = writer.go_into("headline")
    qtbot.keyClick(card.editor, Qt.Key.Key_Tab)
    assert writer.workspace.cards.focused_key() == writer.workspace.cards.shown()[1]


def test_typing_elsewhere_shows_here(writer: Writer, session: Session) -> None:
    stack: QUndoStack = session.undo_stack
    session.edit("", set_text, "de-DE", "more", "headline", "Von woanders")
    assert writer.card("headline").editor.raw() == "Von woanders"
    assert stack.count() == 1


def test_a_document_that_is_only_read_shows_texts_and_takes_none(
    writer: Writer, write: WriteWorkspace, session: Session
) -> None:
    session.read_only = True
    write.show_focus()
    before = session.funnel
    card = writer.go_into("headline")
    assert card.editor.isReadOnly()
    assert not card.pill.isEnabled()
    write.cards.mark_focused("draft")
    assert session.funnel is before


def test_what_an_agent_says_is_offered_where_the_offer_is_made_by_call(
    write: WriteWorkspace, session: Session, settle: Callable[[], None]
) -> None:
    def offered() -> set[str]:
        shown = shown_fields(session.funnel, "de-DE", "more", frozenset())
        return {field.key for field in addable_fields(session.funnel, "more", shown)}

    spoken = {"call_opening", "objection_1", "reply_3"}
    assert not spoken & offered()
    settle()
    before = write.toolbar.count.words()
    session.apply("Channel", set_step(session.funnel, "more", channel="call"))
    settle()
    assert spoken <= offered()
    assert write.toolbar.count.words() == before
    write.cards.focus_text("call_opening")
    assert write.cards.card("call_opening") is not None


def test_an_event_is_offered_by_its_beginning_alone_until_it_has_one(session: Session) -> None:
    ending = next(key for key, step in session.funnel.steps.items() if step.type == "ending")

    def offered(*opened: str) -> set[str]:
        shown = shown_fields(session.funnel, "de-DE", ending, frozenset(opened))
        fields = addable_fields(session.funnel, ending, shown)
        return {field.key for field in fields if field.key.startswith("event_")}

    assert offered() == {"event_start"}
    assert offered("event_start") == {"event_title", "event_end", "event_place"}
    session.edit("", set_text, "en-GB", ending, "event_start", "2026-05-16")
    assert offered() == {"event_title", "event_end", "event_place"}

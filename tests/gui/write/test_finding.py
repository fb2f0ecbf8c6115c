"""Finding the way: next untranslated, filters, pages, find and replace, suggestions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from funnelstudio.gui.session import Message, Session
from funnelstudio.gui.write.find import find, replace_hits
from funnelstudio.gui.write.memory import suggestions
from funnelstudio.gui.write.rows import COUNT_ROLE
from funnelstudio.gui.write.workspace import WriteWorkspace
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.texts import state_of, value
from tests.gui.write.conftest import Writer


def test_enter_goes_to_the_next_text_to_translate_on_any_page(
    writer: Writer, write: WriteWorkspace, session: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    session.edit("", set_text, "de-DE", "more", "benefit_2", "")
    session.edit("", set_text, "de-DE", "small", "headline", "")
    card = writer.go_into("headline")
    qtbot.keyClick(card.editor, Qt.Key.Key_Return)
    settle()
    assert write.cards.focused_key() == "benefit_2"
    write.go_next()
    settle()
    assert (session.focus.step, write.cards.focused_key()) == ("small", "headline")


def test_a_text_is_reviewed_by_the_keyboard_and_the_next_one_entered(
    writer: Writer, write: WriteWorkspace, session: Session, settle: Callable[[], None]
) -> None:
    session.edit("", set_text, "de-DE", "more", "lead", "Neu {main_product}")
    session.edit("", set_text, "de-DE", "more", "benefit_3", "Auch neu")
    write.toolbar.choose("unreviewed")
    writer.go_into("lead")
    write.review_and_next()
    settle()
    assert writer.state("lead") == "reviewed"
    assert write.cards.focused_key() == "benefit_3"


def test_nothing_left_is_said(write: WriteWorkspace, told: list[Message]) -> None:
    write.go_next()
    assert told[-1].text == "Every text in this language is written."


def test_the_filter_shows_what_is_missing_and_keeps_it_while_it_is_written(
    writer: Writer, write: WriteWorkspace, session: Session
) -> None:
    session.edit("", set_text, "de-DE", "more", "benefit_2", "")
    write.toolbar.choose("missing")
    assert write.cards.shown() == ("benefit_2",)
    writer.type("benefit_2", "Sieben Tage")
    assert write.cards.shown() == ("benefit_2",)
    write.toolbar.choose("stale")
    assert write.cards.shown() == ()
    assert write.cards.nothing.isVisible()


def test_a_page_chosen_in_the_list_is_the_focus_and_shows_its_count(
    write: WriteWorkspace, session: Session
) -> None:
    pages = write.side.pages
    write.side.page_list.setCurrentIndex(pages.index_of("club"))
    assert session.focus.step == "club"
    assert write.cards.place == "club"
    done, wanted = pages.index_of("club").data(COUNT_ROLE).split(" / ")
    assert done == wanted


def test_the_language_list_changes_the_language(write: WriteWorkspace, session: Session) -> None:
    write.side.language_list.setCurrentIndex(write.side.languages.index_of("pl-PL"))
    assert session.focus.language == "pl-PL"
    assert write.cards.tag == "pl-PL"


def test_going_to_a_problem_enters_its_field(
    write: WriteWorkspace, session: Session, settle: Callable[[], None]
) -> None:
    session.go(place="club", field="decline", language="pl-PL")
    settle()
    assert (write.cards.place, write.cards.tag) == ("club", "pl-PL")
    assert write.cards.focused_key() == "decline"


def test_coming_back_to_write_enters_the_text_that_was_asked_for(
    writer: Writer, write: WriteWorkspace, session: Session, settle: Callable[[], None]
) -> None:
    write.hide()
    session.go(workspace="write", place="small", field="lead")
    write.show()
    settle()
    assert write.cards.place == "small"
    assert write.focusWidget() is writer.card("lead").editor


def test_find_and_replace_is_one_step_and_leaves_the_unticked_alone(
    write: WriteWorkspace, session: Session
) -> None:
    panel = write.find_panel
    panel.open()
    panel.words.setText("Rosen")
    panel.by.setText("Tulpen")
    panel.look()
    hits = panel.model.hits
    assert len(hits) > 3
    first = panel.model.index(0, 0)
    panel.model.setData(first, Qt.CheckState.Unchecked, int(Qt.ItemDataRole.CheckStateRole))
    panel.replace_now()
    assert session.undo_stack.count() == 1
    assert value(session.funnel, "de-DE", hits[0].place, hits[0].field) == hits[0].before
    assert value(session.funnel, "de-DE", hits[1].place, hits[1].field) == hits[1].after
    session.undo_stack.undo()
    assert all(value(session.funnel, "de-DE", hit.place, hit.field) == hit.before for hit in hits)


def test_whole_words_and_case_narrow_the_find(session: Session) -> None:
    every = find(session.funnel, "de-DE", "rosen")
    same_case = find(session.funnel, "de-DE", "rosen", match_case=True)
    whole = find(session.funnel, "de-DE", "Rosen", whole_words=True)
    assert len(every) > len(whole) > 0
    assert len(every) > len(same_case)


def test_a_replaced_text_stays_stale_and_takes_words_literally(session: Session) -> None:
    funnel = set_text(session.funnel, "en-GB", "more", "headline", "Something new")
    hits = find(funnel, "de-DE", value(funnel, "de-DE", "more", "headline"), r"\1 {price}")
    funnel = replace_hits(funnel, "de-DE", hits)
    assert value(funnel, "de-DE", "more", "headline") == r"\1 {price}"
    assert state_of(funnel, "de-DE", "more", "headline") == "stale"


def test_a_similar_text_elsewhere_is_suggested_and_used(
    writer: Writer, session: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    source = value(session.funnel, "en-GB", "more", "lead")
    session.edit("", set_text, "en-GB", "small", "lead", f"{source} Today")
    session.edit("", set_text, "de-DE", "small", "lead", "")
    found = suggestions(session.funnel, "de-DE", "small", "lead")
    assert found[0].place == "more"
    assert 0.9 < found[0].likeness < 1
    session.go(step="small")
    card = writer.go_into("lead")
    qtbot.waitUntil(lambda: "Add more roses?" in card.words_below())
    card.use(found[0].value)
    assert value(session.funnel, "de-DE", "small", "lead") == value(session.funnel, "de-DE", "more", "lead")


def test_variables_are_offered_while_a_brace_is_typed(writer: Writer, qtbot: QtBot) -> None:
    card = writer.clear("headline")
    qtbot.keyClicks(card.editor, "{pr")
    popup = card.editor.popup()
    assert popup is not None
    assert popup.is_open()
    assert popup.names()[0] in ("price", "product")
    card.editor.insert_variable("price")
    assert writer.value("headline") == "{price}"
    popup.close()

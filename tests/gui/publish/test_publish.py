"""Publish: from the choices to pages in a folder, and what keeps them back."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from funnelstudio.checks import check
from funnelstudio.checks.problem import Problem
from funnelstudio.gui.checking import Checking, limits_of_exporter
from funnelstudio.gui.controls.fields import AreaField
from funnelstudio.gui.problem_places import TODO, shown_as
from funnelstudio.gui.publish.blocks import Blocks, gathered
from funnelstudio.gui.publish.pages import SIZE
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.session import Message, Session
from funnelstudio.model.edits.document import set_export
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.limits import NO_LIMITS
from tests.gui.publish.hands import choose_another_site, choose_folder, export_now, listed, looked_at


def test_pages_are_written_and_listed(publish: PublishWorkspace, qtbot: QtBot, tmp_path: Path) -> None:
    choose_folder(publish, tmp_path / "site")
    export_now(publish, qtbot)
    written = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    assert {"index.html", "de-DE/rose-club.html", "ar-EG/12-red-roses.html"} <= written
    assert {path for path, fate in listed(publish).items() if fate == "written"} >= written
    assert publish.report.open_result.isVisible()
    model = publish.sections.pages.model
    first = model.index(0, 0)
    assert all(model.index(row, SIZE, first).data().endswith("kB") for row in range(model.rowCount(first)))


def test_a_second_export_writes_only_what_changed(
    publish: PublishWorkspace, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    choose_folder(publish, tmp_path / "site")
    export_now(publish, qtbot)
    session.edit("", set_text, "de-DE", "club", "headline", "Ganz anders")
    assert publish.report.isHidden()
    looked_at(publish, qtbot)
    assert {path for path, fate in listed(publish).items() if fate != "same"} == {"de-DE/rose-club.html"}
    export_now(publish, qtbot)
    assert [path for path, fate in listed(publish).items() if fate == "written"] == ["de-DE/rose-club.html"]
    assert publish.report.told.text().startswith("1 page written · ")


def test_one_language_can_be_left_out_and_the_choice_is_kept_in_the_funnel(
    publish: PublishWorkspace, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    choose_folder(publish, tmp_path / "site")
    publish.form.languages["ar-EG"].click()
    assert list(session.funnel.export.languages) == ["en-GB", "de-DE", "pl-PL"]
    export_now(publish, qtbot)
    assert not (tmp_path / "site" / "ar-EG").exists()
    publish.form.languages["ar-EG"].click()
    assert not session.funnel.export.languages


def test_the_last_language_stays(publish: PublishWorkspace, session: Session) -> None:
    for box in list(publish.form.languages.values()):
        box.click()
    assert len(publish.form.tags()) == 1


def test_an_error_blocks_until_a_draft_is_asked_for(
    publish: PublishWorkspace, session: Session, tmp_path: Path
) -> None:
    choose_folder(publish, tmp_path / "site")
    session.edit("", set_text, "en-GB", "more", "headline", "")
    session.set_problems(check(session.funnel))
    assert not publish.start.isEnabled()
    assert "blocks" in publish.sections.status.title.text()
    publish.draft.click()
    assert publish.start.isEnabled()


def test_go_there_leads_to_the_text(publish: PublishWorkspace, session: Session) -> None:
    session.edit("", set_text, "en-GB", "more", "headline", "")
    session.set_problems(check(session.funnel))
    buttons = [b for b in publish.blocks.findChildren(type(publish.start)) if b.text() == "Open in Write"]
    buttons[0].click()
    assert (session.focus.workspace, session.focus.place, session.focus.field) == (
        "write",
        "more",
        "headline",
    )


def test_a_folder_that_can_t_be_written_is_one_sentence(
    publish: PublishWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine")
    choose_folder(publish, tmp_path / "file")
    assert publish.sections.looking.is_busy
    publish.start.click()
    qtbot.waitUntil(lambda: not publish.report.isHidden(), timeout=20_000)
    assert publish.report.title.text() == "“file” is a file, not a folder."
    assert not publish.report.open_folder.isVisible()
    assert (tmp_path / "file").read_text() == "mine"


def test_why_a_folder_is_refused_stays_told(
    publish: PublishWorkspace, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    choose_another_site(publish, qtbot, tmp_path / "site")
    status = publish.sections.status
    assert "holds the pages" in status.title.text()
    session.set_problems(check(session.funnel))
    assert "holds the pages" in status.title.text()
    choose_folder(publish, tmp_path / "other")
    looked_at(publish, qtbot)
    assert status.title.text() == "Ready to export"


def test_a_long_problem_is_read_to_its_end(publish: PublishWorkspace, session: Session, qtbot: QtBot) -> None:
    session.edit("", set_text, "en-GB", "more", "headline", "")
    session.set_problems(check(session.funnel))
    publish.resize(760, 700)
    publish.sections.show_part("problems")
    words = [each for each in publish.blocks.findChildren(QLabel) if each.wordWrap()]
    qtbot.waitUntil(lambda: any(each.height() > 1.5 * each.fontMetrics().height() for each in words))
    assert all(each.height() >= each.heightForWidth(each.width()) for each in words)


def test_what_is_said_of_one_step_in_several_languages_is_said_once(session: Session) -> None:
    problem = Problem("text.empty", "error", "A button has no words.", "more")
    found = [msgspec.structs.replace(problem, language=tag) for tag in ("de-DE", "pl-PL")]
    other = msgspec.structs.replace(problem, step="club")
    assert gathered([*found, other]) == [found, [other]]
    blocks = Blocks(session)
    blocks.show_problems((*found, other))
    words = [each.text() for each in blocks.findChildren(QLabel)]
    assert "Deutsch, Polski" in words
    assert words.count("A button has no words.") == 2


def test_what_blocks_is_counted_as_the_top_bar_counts_it(
    publish: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    session.edit("", set_text, "en-GB", "more", "headline", "")
    found = check(session.funnel)
    todo = [problem for problem in found if problem.severity == "error" and shown_as(problem) == TODO]
    assert len(todo) == 1
    title = publish.sections.status.title
    session.set_problems(found)
    assert title.text() == "1 thing to do blocks the export"
    fault = Problem("tree.cycle", "error", "This leads in a circle.", "more")
    session.set_problems((*found, fault))
    assert title.text() == "1 problem and 1 thing to do block the export"
    session.set_problems((fault, fault))
    assert title.text() == "2 problems block the export"


def test_a_draft_is_told_to_be_one_and_files_in_the_way_come_first(
    publish: PublishWorkspace, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    choose_folder(publish, tmp_path / "site")
    export_now(publish, qtbot)
    session.edit("", set_text, "en-GB", "more", "headline", "")
    session.set_problems(check(session.funnel))
    publish.draft.click()
    looked_at(publish, qtbot)
    status = publish.sections.status
    assert status.title.text() == "Ready to write a draft"
    assert "Still open: 1 thing to do. Don't publish" in status.told.text()
    (tmp_path / "site" / "en-GB" / "rose-club.html").write_text("mine")
    session.edit("", set_text, "en-GB", "club", "headline", "Another")
    looked_at(publish, qtbot)
    assert "in the way" in status.title.text()
    assert "another folder" in status.told.text()


def test_settings_of_the_exporter_are_kept(publish: PublishWorkspace, session: Session) -> None:
    publish.form.settings["address"].edited.emit("https://shop.example/")  # type: ignore[union-attr]
    assert session.funnel.export.settings["static"]["address"] == "https://shop.example/"
    session.undo_stack.undo()
    assert "static" not in session.funnel.export.settings


def test_the_exporter_decides_what_is_asked_and_what_is_checked(
    publish: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    publish.form.exporter.chosen.emit("digistore24")
    assert "buy_button:more:de-DE" not in publish.form.settings
    publish.form.settings["use_buy_button"].switched.emit(True)  # type: ignore[union-attr]
    codes = publish.sections.codes
    codes.list.setCurrentIndex(codes.model.index(codes.model.keys.index("more")))
    codes.show_language("de-DE")
    field = codes.fields["buy_button:more:de-DE"]
    assert isinstance(field, AreaField)
    field.edited.emit("<p>\n</p>")
    kept = session.funnel.export.settings["digistore24"]
    assert kept == {"use_buy_button": "yes", "buy_button:more:de-DE": "<p>\n</p>"}
    assert limits_of_exporter("digistore24").title == "Digistore24"
    assert limits_of_exporter("gone") == NO_LIMITS
    checking = Checking(session)
    qtbot.waitUntil(lambda: checking.is_current)
    assert "target.number" in {problem.id for problem in session.problems}


def test_the_folder_beside_the_document_is_the_usual_one(
    publish: PublishWorkspace, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.load(session.funnel, tmp_path / "Roses.funnel")
    assert publish.form.target() == tmp_path / "Roses pages"
    session.apply("", set_export(session.funnel, exporter="digistore24"))
    assert publish.form.target() == tmp_path / "Roses digistore24"
    session.load(session.funnel, None)
    assert publish.form.target() is None
    assert not publish.start.isEnabled()
    assert publish.doing.text() == "Choose a folder first."
    looked_at(publish, qtbot)
    assert publish.sections.status.title.text() == "Choose a folder for the pages"


def test_what_would_be_written_is_counted(publish: PublishWorkspace, qtbot: QtBot) -> None:
    looked_at(publish, qtbot)
    before = publish.sections.status.told.text()
    assert "pages" in before
    assert "for you" in before
    publish.form.languages["ar-EG"].click()
    looked_at(publish, qtbot)
    assert not any(path.startswith("ar-EG") for path in listed(publish))
    assert publish.sections.status.told.text() != before


def test_an_export_can_be_cancelled(publish: PublishWorkspace, session: Session, tmp_path: Path) -> None:
    heard: list[Message] = []
    session.told.connect(heard.append)
    choose_folder(publish, tmp_path / "site")
    publish.start.click()
    assert publish.cancel.isVisible()
    assert publish.sections.status.title.text() == "Exporting…"
    assert not publish.form.isEnabled()
    publish.cancel.click()
    assert publish.form.isEnabled()
    assert not publish.cancel.isVisible()
    assert "cancelled" in heard[-1].text
    assert publish.report.isHidden()


def test_everything_that_takes_the_keyboard_has_a_name(
    publish: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    settings = {"digistore24": {"use_buy_button": "yes"}}
    session.apply("", set_export(session.funnel, exporter="digistore24", settings=settings))
    looked_at(publish, qtbot)
    sections = publish.sections
    for part in sections.segments.buttons:
        sections.show_part(part)
        nameless = [
            widget
            for widget in publish.findChildren(QWidget)
            if isinstance(
                widget, QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit | QAbstractItemView
            )
            and widget.isVisible()
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        ]
        assert nameless == [], part

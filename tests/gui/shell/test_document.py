"""Opening, saving, sharing, closing, recovering, and what other programs do to the file meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QUrl

from funnelstudio.model.edits.document import set_title
from funnelstudio.model.edits.languages import remove_language
from funnelstudio.storage.files import load
from funnelstudio.storage.recovery import list_recoveries
from tests.gui.conftest import OpenStudio
from tests.studio import Driver


def rename(driver: Driver, title: str) -> None:
    driver.window.session.edit("Change title", set_title, title)
    driver.settle()


def test_a_sample_is_saved_with_its_pictures(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio(sample="red-roses")
    driver.save_as(tmp_path / "roses.funnel")
    assert load(tmp_path / "roses.funnel").funnel == driver.funnel
    assert driver.window.session.assets == tmp_path / "roses.assets"
    assert (tmp_path / "roses.assets" / driver.funnel.products["roses"].picture).is_file()
    assert driver.window.top_bar.state.text() == "Saved"


def test_ctrl_s_writes_the_same_file(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio(sample="red-roses")
    driver.save_as(tmp_path / "roses.funnel")
    rename(driver, "Tulips")
    assert driver.window.top_bar.state.text() == "Edited"
    driver.press("Ctrl+S")
    driver.wait_until(lambda: driver.window.session.is_saved)
    assert load(tmp_path / "roses.funnel").funnel.title == "Tulips"


def test_closing_asks_about_unsaved_work_only(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio(sample="red-roses")
    rename(driver, "Tulips")
    driver.answers.unsaved = None
    assert not driver.close()
    assert driver.answers.asked == ["unsaved"]
    driver.answers.unsaved, driver.answers.save = "save", tmp_path / "tulips.funnel"
    driver.close()
    driver.wait_until(lambda: not driver.studio.windows)
    assert load(tmp_path / "tulips.funnel").funnel.title == "Tulips"


def test_a_broken_file_is_told_in_one_sentence(studio: OpenStudio, tmp_path: Path) -> None:
    broken = tmp_path / "broken.funnel"
    broken.write_text('{"format": ', encoding="utf-8")
    driver = studio(path=broken)
    assert not driver.window.document.is_open
    assert len(driver.messages) == 1
    assert "broken.funnel" in driver.messages[0]


def test_a_file_dropped_on_the_window_opens(studio: OpenStudio, tmp_path: Path) -> None:
    first = studio(sample="red-roses")
    first.save_as(tmp_path / "roses.funnel")
    first.close()
    driver = studio()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "roses.funnel"))])
    assert driver.drop(driver.window, mime, QPoint(300, 300))
    driver.wait_until(lambda: driver.window.document.is_open)
    assert driver.window.session.path == tmp_path / "roses.funnel"


def test_another_document_opens_in_another_window(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio(sample="red-roses")
    driver.save_as(tmp_path / "roses.funnel")
    driver.press("Ctrl+N")
    assert len(driver.studio.windows) == 2
    assert driver.funnel.title == "Red Roses"


def test_a_second_window_on_a_file_may_only_read(studio: OpenStudio, tmp_path: Path) -> None:
    first = studio(sample="red-roses")
    first.save_as(tmp_path / "roses.funnel")
    second = studio(path=tmp_path / "roses.funnel")
    assert second.window.session.read_only
    assert second.window.top_bar.state.text() == "Read-only"
    rename(second, "Mine")
    second.answers.save = tmp_path / "mine.funnel"
    second.press("Ctrl+S")
    second.wait_until(lambda: second.window.session.is_saved)
    assert second.answers.asked == ["save"]
    assert load(tmp_path / "roses.funnel").funnel.title == "Red Roses"


def test_what_another_program_writes_can_be_reloaded_and_undone(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio(sample="red-roses")
    path = tmp_path / "roses.funnel"
    driver.save_as(path)
    path.write_bytes(path.read_bytes().replace(b'"Red Roses"', b'"White Roses"', 1))
    driver.window.document.look_outside()
    driver.wait_until(lambda: driver.messages)
    message = driver.window.messages.messages()[-1]
    assert message.action is not None
    message.action()
    driver.wait_until(lambda: driver.funnel.title == "White Roses")
    assert driver.window.session.is_saved
    driver.press("Ctrl+Z")
    assert driver.funnel.title == "Red Roses"


def test_saving_over_another_programs_work_is_refused(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio(sample="red-roses")
    path = tmp_path / "roses.funnel"
    driver.save_as(path)
    theirs = path.read_bytes().replace(b'"Red Roses"', b'"White Roses"', 1)
    path.write_bytes(theirs)
    rename(driver, "Mine")
    driver.press("Ctrl+S")
    driver.wait_until(lambda: driver.messages)
    assert path.read_bytes() == theirs
    replace = next(m for m in driver.window.messages.messages() if m.action_label == "Replace it")
    assert replace.action is not None
    replace.action()
    driver.wait_until(lambda: driver.window.session.is_saved)
    assert load(path).funnel.title == "Mine"


def test_share_packs_the_pictures(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio(sample="red-roses")
    driver.answers.share = tmp_path / "roses.funnelz"
    driver.do("share")
    driver.wait_until(lambda: driver.messages)
    opened = load(tmp_path / "roses.funnelz")
    assert opened.funnel == driver.funnel
    assert (opened.assets / driver.funnel.products["roses"].picture).is_file()


def test_a_folder_that_cannot_be_written_is_told(studio: OpenStudio, tmp_path: Path) -> None:
    driver = studio(sample="red-roses")
    driver.answers.save = tmp_path / "missing" / "roses.funnel"
    driver.do("save_as")
    driver.wait_until(lambda: driver.messages)
    assert not driver.window.document.saving.is_busy
    assert driver.window.top_bar.state.text() == "Not saved yet"


def test_work_that_a_crash_left_is_found(
    studio: OpenStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = studio(sample="red-roses")
    driver.save_as(tmp_path / "roses.funnel")
    rename(driver, "Nearly lost")
    # A crash: the journal stays, its process is gone.
    driver.window.document.saving._safety._record()
    driver.settle()
    driver.window.document.saving._safety.end(keep=True)
    monkeypatch.setattr("funnelstudio.storage.recovery.may_run", lambda _owner: False)
    assert [found.title for found in list_recoveries()] == ["Nearly lost"]
    fresh = studio()
    found = list_recoveries()[0]
    fresh.window.document.recover(found)
    fresh.wait_until(lambda: fresh.window.document.is_open)
    assert fresh.funnel.title == "Nearly lost"
    assert fresh.window.session.path == tmp_path / "roses.funnel"
    assert not fresh.window.session.is_saved


def test_found_work_that_never_was_a_file_opens_in_its_own_language(
    studio: OpenStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = studio(sample="red-roses")
    rename(driver, "Nearly lost")
    driver.window.document.saving._safety._record()
    driver.settle()
    driver.window.document.saving._safety.end(keep=True)
    monkeypatch.setattr("funnelstudio.storage.recovery.may_run", lambda _owner: False)
    fresh = studio()
    fresh.window.document.recover(list_recoveries()[0])
    fresh.wait_until(lambda: fresh.window.document.is_open)
    assert fresh.window.session.focus.language == "en-GB"


def test_a_language_that_is_removed_is_not_shown_any_more(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.session.go(language="pl-PL")
    driver.window.session.edit("Remove language", remove_language, "pl-PL")
    assert driver.window.session.focus.language == "en-GB"


def test_opening_a_file_offers_the_work_that_a_crash_left(
    studio: OpenStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = studio(sample="red-roses")
    driver.save_as(tmp_path / "roses.funnel")
    rename(driver, "Nearly lost")
    driver.window.document.saving._safety._record()
    driver.settle()
    driver.window.document.saving._safety.end(keep=True)
    monkeypatch.setattr("funnelstudio.storage.recovery.may_run", lambda _owner: False)
    again = studio(path=tmp_path / "roses.funnel")
    again.settle()
    (offer,) = [one for one in again.window.messages.messages() if one.action_label == "Bring it back"]
    assert offer.action is not None
    offer.action()
    again.settle()
    assert again.funnel.title == "Nearly lost"
    assert not again.window.session.is_saved
    again.window.session.undo_stack.undo()
    assert again.funnel.title == "Red Roses"


def test_a_file_that_another_window_has_open_is_not_written_over(studio: OpenStudio, tmp_path: Path) -> None:
    first = studio(sample="red-roses")
    first.save_as(tmp_path / "roses.funnel")
    before = (tmp_path / "roses.funnel").read_bytes()
    second = studio(path=tmp_path / "roses.funnel")
    assert second.window.session.read_only
    second.answers.save = tmp_path / "roses.funnel"
    second.do("save")
    second.settle()
    assert any("open in another window" in words for words in second.messages)
    assert (tmp_path / "roses.funnel").read_bytes() == before
    second.answers.save = tmp_path / "roses copy.funnel"
    second.do("save")
    second.settle()
    assert (tmp_path / "roses copy.funnel").read_bytes() == before
    assert not second.window.session.read_only


def test_a_funnel_that_may_only_be_read_takes_no_edit(studio: OpenStudio, tmp_path: Path) -> None:
    first = studio(sample="red-roses")
    first.save_as(tmp_path / "roses.funnel")
    second = studio(path=tmp_path / "roses.funnel")
    rename(second, "Mine")
    assert second.funnel.title == "Red Roses"
    assert any("only be read" in words for words in second.messages)

"""A folder that is refused can't be exported into, the button says why, and nothing waits for the look."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio.checks import check
from funnelstudio.export.changes import DryRun, dry_run
from funnelstudio.gui.publish import looking
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.session import Session
from funnelstudio.model.edits.texts import set_text
from tests.gui.publish.hands import choose_another_site, choose_folder, listed, looked_at


def _reason(publish: PublishWorkspace) -> str:
    """Why the button can't be clicked, in the same sentence wherever it is told; empty where it can."""
    told = {publish.start.toolTip(), publish.start.accessibleDescription(), publish.doing.text()}
    (said,) = told
    assert publish.start.isEnabled() == (not said)
    return said


@pytest.fixture
def refused(publish: PublishWorkspace, qtbot: QtBot, tmp_path: Path) -> Path:
    """A file that is chosen in place of a folder, and was looked at."""
    (tmp_path / "mine").write_text("mine")
    choose_folder(publish, tmp_path / "mine")
    looked_at(publish, qtbot)
    return tmp_path / "mine"


@pytest.mark.usefixtures("refused")
def test_the_button_says_why_and_another_folder_frees_it_at_once(
    publish: PublishWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    status = publish.sections.status
    assert _reason(publish) == status.title.text() == "“mine” is a file, not a folder."
    assert publish.as_zip.isEnabled()
    choose_folder(publish, tmp_path / "site")
    assert publish.sections.looking.is_busy
    assert _reason(publish) == ""
    assert status.title.text() == "Looking at what has changed…"
    assert publish.sections.pages.none.isHidden()
    looked_at(publish, qtbot)
    assert _reason(publish) == ""
    assert listed(publish)


def test_another_funnels_site_and_the_funnels_own_folder(
    publish: PublishWorkspace, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    choose_another_site(publish, qtbot, tmp_path / "site")
    assert _reason(publish) == "The folder “site” holds the pages of “Red Roses” (Static pages)."
    publish.form.exporter.chosen.emit("static")
    assert _reason(publish) == ""
    own = tmp_path / "document"
    own.mkdir()
    (own / "Roses.funnel").write_text("{}")
    choose_folder(publish, own)
    looked_at(publish, qtbot)
    assert _reason(publish) == "“document” is the folder of the funnel itself."
    session.undo_stack.undo()
    assert _reason(publish) == ""


@pytest.mark.usefixtures("refused")
def test_it_stays_refused_while_one_goes_on_with_the_same_folder(
    publish: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    session.edit("", set_text, "de-DE", "club", "headline", "Ganz anders")
    publish.form.languages["ar-EG"].click()
    assert publish.sections.looking.is_busy
    assert _reason(publish) == "“mine” is a file, not a folder."
    session.edit("", set_text, "en-GB", "more", "headline", "")
    session.set_problems(check(session.funnel))
    assert _reason(publish) == "“mine” is a file, not a folder."
    publish.draft.click()
    looked_at(publish, qtbot)
    assert _reason(publish) == "“mine” is a file, not a folder."


def test_what_was_put_right_elsewhere_is_seen_when_the_window_is_back(
    publish: PublishWorkspace, refused: Path, qtbot: QtBot
) -> None:
    refused.unlink()
    QApplication.sendEvent(publish.window(), QEvent(QEvent.Type.WindowActivate))
    looked_at(publish, qtbot)
    assert _reason(publish) == ""
    refused.write_text("mine again")
    choose_folder(publish, refused.with_name("other"))
    choose_folder(publish, refused)
    looked_at(publish, qtbot)
    assert _reason(publish)
    refused.unlink()
    publish.hide()
    publish.show()
    looked_at(publish, qtbot)
    assert _reason(publish) == ""


@pytest.mark.usefixtures("refused")
def test_an_export_does_not_wait_for_the_look(
    publish: PublishWorkspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slow(*args: object, **more: object) -> DryRun:
        assert go_on.wait(20)
        return dry_run(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(looking, "dry_run", slow)
    choose_folder(publish, tmp_path / "site")
    qtbot.wait(looking.PAUSE_MS + 50)
    assert publish.sections.looking.is_busy
    assert _reason(publish) == ""
    publish.start.click()
    qtbot.waitUntil(lambda: not publish.report.isHidden(), timeout=20_000)
    go_on.set()
    looked_at(publish, qtbot)
    assert (tmp_path / "site" / "index.html").is_file()
    assert publish.start.isEnabled()


def test_the_headings_stand_at_the_top_before_anything_was_looked_at(publish: PublishWorkspace) -> None:
    assert publish.sections.looking.is_busy
    assert publish.sections.pages.none.isHidden()
    assert publish.sections.pages.tree.isVisible()


def test_an_error_of_the_look_alone_blocks_nothing(
    publish: PublishWorkspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(*_args: object, **_more: object) -> None:
        raise OSError("The connection is gone")

    monkeypatch.setattr(looking, "dry_run", torn)
    choose_folder(publish, tmp_path / "site")
    looked_at(publish, qtbot)
    assert publish.sections.status.title.text() == "The connection is gone"
    assert _reason(publish) == ""

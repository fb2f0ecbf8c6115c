"""Large funnels: a list at a glance, the rest while one goes on working, and many approvals at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from funnelstudio.errors import Cancelled
from funnelstudio.export.changes import NEW, UNSURE
from funnelstudio.gui import jobs
from funnelstudio.gui.publish import looking
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.session import Message, Session
from funnelstudio.model.edits.approvals import approve
from funnelstudio.model.edits.steps import rename_step
from funnelstudio.model.edits.texts import set_text
from funnelstudio.progress import Progress
from tests.gui.publish.hands import choose_folder, export_now, listed, looked_at


@pytest.fixture
def glances(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is made before the list is shown."""
    monkeypatch.setattr(looking, "AT_ONCE", 0)


@pytest.mark.usefixtures("glances")
def test_a_list_is_shown_before_its_pages_are_made(
    publish: PublishWorkspace, qtbot: QtBot, tmp_path: Path
) -> None:
    seen: list[tuple[int, set[str]]] = []
    sections = publish.sections
    sections.looking.found.connect(lambda _wish, run: seen.append((run.left, set(listed(publish).values()))))
    choose_folder(publish, tmp_path / "site")
    looked_at(publish, qtbot)
    assert [left > 0 for left, _fates in seen] == [True, False]
    assert [fates for _left, fates in seen] == [{NEW}, {NEW}]
    assert sections.pages.working_out.isHidden()
    assert all(file.size > 0 for file in sections.pages.model.groups[0].files)


@pytest.mark.usefixtures("glances")
def test_working_out_can_be_stopped_and_gone_on_with(
    publish: PublishWorkspace, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    choose_folder(publish, tmp_path / "site")
    looked_at(publish, qtbot)
    export_now(publish, qtbot)
    session.edit("", rename_step, "club", "Another name")
    sections, meter = publish.sections, publish.sections.pages.working_out
    sections.looking.went_on.connect(meter.stop.click)
    qtbot.waitUntil(meter.go_on.isVisible, timeout=20_000)
    assert not sections.looking.is_busy
    assert UNSURE in listed(publish).values()
    assert "maybe changed" in sections.status.told.text()
    assert sections.status.title.text() == "Ready to export"
    sections.looking.went_on.disconnect(meter.stop.click)
    meter.go_on.click()
    looked_at(publish, qtbot)
    assert meter.isHidden()
    assert UNSURE not in listed(publish).values()


def test_many_pages_are_approved_in_one_step_or_not_at_all(
    publish: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    looked_at(publish, qtbot)
    heard: list[Message] = []
    session.told.connect(heard.append)
    pages = publish.sections.pages
    pages.approve_all.click()
    session.edit("", set_text, "de-DE", "club", "headline", "Ganz anders")
    qtbot.waitUntil(lambda: jobs.running() == 0, timeout=20_000)
    assert not session.funnel.export.approvals
    assert "changed meanwhile" in heard[-1].text
    count = session.undo_stack.count()
    pages.approve_all.click()
    assert session.undo_stack.count() == count
    qtbot.waitUntil(lambda: jobs.running() == 0, timeout=20_000)
    assert session.undo_stack.count() == count + 1
    assert session.undo_stack.undoText() == "Approve the pages"
    assert pages.approving.isHidden()


def test_approving_can_be_stopped(session: Session) -> None:
    with pytest.raises(Cancelled):
        approve(session.funnel, "static", [("club", "de-DE")], progress=Progress(cancelled=lambda: True))

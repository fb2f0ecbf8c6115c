"""The Preview workspace around the page: steps, trail, languages; and calm where there is no web view."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio.gui import jobs, theme
from funnelstudio.gui.preview.workspace import PreviewWorkspace
from funnelstudio.gui.session import Session
from funnelstudio.model.edits.steps import rename_step
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples


@pytest.fixture
def session(qapp: QApplication) -> Session:
    theme.start(qapp, "light")
    roses = next(sample for sample in list_samples() if sample.id == "red-roses")
    made = Session()
    made.load(load(roses.path).funnel, roses.path)
    made.go(workspace="preview", step="club", language="de-DE")
    return made


@pytest.fixture
def preview(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PreviewWorkspace]:
    """The workspace on a computer whose web view can't start."""
    monkeypatch.setitem(sys.modules, "funnelstudio.gui.preview.web", None)
    workspace = PreviewWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.show()
    qtbot.waitUntil(lambda: workspace.page.rendered is not None)
    yield workspace
    qtbot.waitUntil(lambda: jobs.running() == 0)


def test_without_a_web_view_a_calm_panel_leads_to_the_browser(preview: PreviewWorkspace) -> None:
    calm = preview.page.stage.calm
    assert calm.isVisible()
    assert "can't be shown in this window" in calm.sentence.text()
    assert calm.browser_button.isVisible()


def test_the_browser_gets_the_page_that_is_shown(
    preview: PreviewWorkspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    browser = "funnelstudio.gui.preview.browser.QDesktopServices.openUrl"
    monkeypatch.setattr(browser, lambda url: opened.append(url.toLocalFile()))
    preview.page.stage.calm.browser_button.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].endswith("/de-DE/rose-club.html")
    with open(opened[0], encoding="utf-8") as page:  # noqa: PTH123
        assert "Rosenclub" in page.read()


def test_the_list_and_the_trail_lead_to_steps(preview: PreviewWorkspace, session: Session) -> None:
    preview.step_list.setCurrentIndex(preview.steps.index_of("thanks"))
    assert session.focus.step == "thanks"
    preview.trail.chosen.emit("more")
    assert session.focus.step == "more"
    assert preview.step_list.currentIndex() == preview.steps.index_of("more")


def test_a_renamed_step_shows_its_name(preview: PreviewWorkspace, session: Session) -> None:
    session.edit("", rename_step, "club", "The new club")
    assert preview.steps.index_of("club").data() == "The new club"

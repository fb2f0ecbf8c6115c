"""The Publish workspace on a sample, without the window around it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio.gui import jobs, theme
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.session import Session
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Session:
    """The roses without their pictures, which take far longer to make than the pages."""
    theme.start(qapp, "light")
    roses = next(sample for sample in list_samples() if sample.id == "red-roses")
    made = Session()
    made.load(load(roses.path).funnel, tmp_path / "document" / "Roses.funnel")
    made.go(workspace="publish")
    return made


@pytest.fixture
def publish(session: Session, qtbot: QtBot) -> Iterator[PublishWorkspace]:
    workspace = PublishWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.show()
    yield workspace
    workspace.sections.phone.stop()
    qtbot.waitUntil(lambda: jobs.running() == 0)

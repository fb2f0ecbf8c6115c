"""What a user does in Publish, in one call each."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from funnelstudio.gui.publish.workspace import PublishWorkspace


def choose_folder(publish: PublishWorkspace, folder: Path) -> None:
    publish.form.folder.edited.emit(str(folder))


def export_now(publish: PublishWorkspace, qtbot: QtBot) -> None:
    publish.start.click()
    qtbot.waitUntil(lambda: not publish.report.isHidden(), timeout=20_000)
    qtbot.waitUntil(publish.start.isEnabled)
    looked_at(publish, qtbot)


def looked_at(publish: PublishWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not publish.sections.looking.is_busy, timeout=20_000)


def choose_another_site(publish: PublishWorkspace, qtbot: QtBot, folder: Path) -> None:
    """Export into `folder`, and then choose an exporter that must not take it."""
    choose_folder(publish, folder)
    export_now(publish, qtbot)
    publish.form.exporter.chosen.emit("stripe")
    looked_at(publish, qtbot)


def listed(publish: PublishWorkspace) -> dict[str, str]:
    """Every file that is listed, with what becomes of it."""
    return {file.path: file.fate for group in publish.sections.pages.model.groups for file in group.files}

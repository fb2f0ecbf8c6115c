"""Asks for a file to open or to write, and about unsaved work: the only questions that wait for an answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from funnelstudio.gui import settings
from funnelstudio.gui.asker import Asker
from funnelstudio.i18n import _


def file_asker() -> Asker:
    """The questions, asked in dialogs of the system."""
    return Asker(ask_open, ask_save, ask_share, ask_unsaved)


def ask_open() -> Path | None:
    name, _filter = QFileDialog.getOpenFileName(
        QApplication.activeWindow(),
        _("Open a funnel"),
        settings.read(settings.LAST_FOLDER),
        _("Funnels ({patterns})").format(patterns="*.funnel *.funnelz"),
    )
    return Path(name) if name else None


def ask_save(suggested: Path) -> Path | None:
    name, _filter = QFileDialog.getSaveFileName(
        QApplication.activeWindow(),
        _("Save the funnel"),
        str(suggested),
        _("Funnels ({patterns})").format(patterns="*.funnel"),
    )
    return Path(name) if name else None


def ask_share(suggested: Path) -> Path | None:
    name, _filter = QFileDialog.getSaveFileName(
        QApplication.activeWindow(),
        _("Share the funnel with its pictures"),
        str(suggested),
        _("Packed funnels ({patterns})").format(patterns="*.funnelz"),
    )
    return Path(name) if name else None


def ask_unsaved(title: str) -> str | None:
    """Whether to save before the window closes."""
    box = QMessageBox(QApplication.activeWindow())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("Save the changes to “{title}”?").format(title=title[:80] or _("Untitled")))
    box.setInformativeText(_("Without saving they are lost."))
    save = box.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("Don’t save"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    save.setProperty("role", "primary")
    box.setDefaultButton(save)
    box.exec()
    chosen = box.clickedButton()
    return "save" if chosen is save else "discard" if chosen is discard else None

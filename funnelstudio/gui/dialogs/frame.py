"""The frame that all dialogs share: a title, a body, and buttons at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import label
from funnelstudio.i18n import _


def dialog(parent: QWidget, title: str, body: QWidget | QLayout, width: int = 480) -> QDialog:
    """A dialog that belongs to `parent`, lets go of itself when closed, and applies at once what it shows."""
    made = QDialog(parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setWindowTitle(title)
    made.setProperty("role", "panel")
    close = button(_("Close"), made.accept, "primary")
    close.setDefault(True)
    made.setLayout(
        column(label(title, "heading"), body, row(None, close), spacing=16, margins=(24, 22, 24, 20))
    )
    made.setMinimumWidth(width)
    return made

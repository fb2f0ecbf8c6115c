"""All keyboard shortcuts, from the action table."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from funnelstudio.gui.actions import ACTIONS, MENUS
from funnelstudio.gui.controls.boxes import scrolling
from funnelstudio.gui.controls.words import chip, label
from funnelstudio.gui.dialogs.frame import dialog
from funnelstudio.i18n import N_, _

CANVAS_KEYS = (
    (N_("Add a step after this one"), N_("Tab")),
    (N_("Add a step beside this one"), N_("Enter")),
    (N_("Walk the tree"), "← → ↑ ↓"),
    (N_("Delete the step with its branch"), N_("Del")),
    (N_("Move the picture"), N_("Space")),
    (N_("Closer, further, all of it"), "+  −  0"),
)
"""Keys that the canvas itself knows."""


def make(parent: QWidget) -> QDialog:
    """The dialog with all shortcuts."""
    content = QWidget()
    content.setProperty("role", "panel")
    grid = QGridLayout(content)
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    _fill(grid, _("On the canvas"), [(_(words), (_(keys),)) for words, keys in CANVAS_KEYS])
    for menu, words in MENUS:
        found = [
            (
                _(action.label),
                tuple(
                    QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
                    for keys in action.shortcut
                ),
            )
            for action in ACTIONS
            if action.menu == menu and action.shortcut
        ]
        if found:
            _fill(grid, _(words).replace("&", ""), found)
    made = dialog(parent, _("Keyboard shortcuts"), scrolling(content), 520)
    made.resize(520, 640)
    return made


def _fill(grid: QGridLayout, title: str, rows: list[tuple[str, tuple[str, ...]]]) -> None:
    heading = label(title, "section")
    heading.setContentsMargins(0, 10, 0, 0)
    grid.addWidget(heading, grid.rowCount(), 0)
    for words, keys in rows:
        line = grid.rowCount()
        grid.addWidget(label(words), line, 0)
        for number, key in enumerate(keys):
            grid.addWidget(chip(key, "quiet"), line, 1 + number)

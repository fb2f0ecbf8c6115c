"""What the program is, its version, and whose work it stands on."""

from __future__ import annotations

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QDialog, QWidget

from funnelstudio import __version__
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.dialogs.frame import dialog
from funnelstudio.gui.shell.top_bar import Logo
from funnelstudio.i18n import _

STANDS_ON = "Qt · PySide6 · networkx · Jinja · Babel · msgspec · markdown-it-py · nh3 · Lucide"


def make(parent: QWidget) -> QDialog:
    """The dialog about the program."""
    body = column(
        row(
            Logo(48),
            8,
            column(label("Funnel Studio", "title"), label(__version__, "secondary"), spacing=2),
            None,
        ),
        label(_("Draw upsell funnels, write their pages in every language, export them."), wrap=True),
        label(_("Stands on: {names}.").format(names=STANDS_ON), "caption", wrap=True),
        label(f"PySide6 {pyside_version}", "caption"),
        spacing=12,
    )
    return dialog(parent, _("About Funnel Studio"), body, 420)

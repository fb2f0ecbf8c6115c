"""`funnelstudio [FILE ...]`: opens the studio."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from pathlib import Path

from funnelstudio.errors import UserError
from funnelstudio.i18n import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        type=Path,
        nargs="*",
        help=_("a .funnel or .funnelz file; each gets a window"),
    )


def run(arguments: argparse.Namespace) -> int:
    need_window(_("The studio"))
    need_screen()
    try:
        from funnelstudio.gui import app
    except ImportError as error:
        if not _is_of_qt(error):
            raise
        raise UserError(
            _("The studio can't start: {reason}.").format(reason=str(error).rstrip(".")),
            _("“./studio doctor” names the system packages that are missing."),
        ) from error
    return app.run(arguments.files)


def has_window_library() -> bool:
    """Whether PySide6 is installed; found without importing it."""
    try:
        return importlib.util.find_spec("PySide6") is not None
    except (ImportError, ValueError):
        return False


def need_window(what: str) -> None:
    """Raise UserError when PySide6 is not installed."""
    if not has_window_library():
        raise UserError(
            _("{what} needs PySide6, which is not installed.").format(what=what),
            _("Install it with “pip install PySide6”; the other commands work without it."),
        )


def need_screen() -> None:
    """Raise UserError where there is no screen: Qt would end the process with a dump."""
    if sys.platform in ("win32", "darwin"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise UserError(
            _("There is no screen to open the studio on."),
            _("The commands work without one: see funnelstudio --help."),
        )


def _is_of_qt(error: ImportError) -> bool:
    """Whether a library is missing that Qt needs, and not a part of this program."""
    return "funnelstudio" not in (error.name or "") and "funnelstudio" not in str(error)

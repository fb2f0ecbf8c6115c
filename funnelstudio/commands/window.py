"""`funnelstudio [FILE]`: opens the studio."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

from funnelstudio.errors import UserError
from funnelstudio.i18n import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help=_("a .funnel or .funnelz file"))


def run(arguments: argparse.Namespace) -> int:
    need_window(_("The studio"))
    from funnelstudio.gui.app import main

    return main(arguments.file)


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
            _("Install it with “pip install PySide6”; all other commands work without it."),
        )

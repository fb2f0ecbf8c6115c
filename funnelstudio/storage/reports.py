"""Writes a report of a fault of the program into the user's state folder."""

from __future__ import annotations

import platform
import sys
import time
import traceback
from pathlib import Path
from typing import Final

from funnelstudio import __version__
from funnelstudio.storage.folders import state_folder

KEPT_REPORTS: Final = 20


def write_report(error: BaseException) -> Path | None:
    """The new report's path, None where none could be written. It holds no text of a funnel."""
    folder = state_folder() / "reports"
    path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{type(error).__name__}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(_report(error), encoding="utf-8", errors="backslashreplace")
        for old in sorted(folder.glob("*.txt"))[:-KEPT_REPORTS]:
            old.unlink()
    except OSError:
        return None
    return path


def _report(error: BaseException) -> str:
    head = (
        f"Funnel Studio {__version__}",
        f"Python {platform.python_version()} on {platform.platform()}",
        f"command: {' '.join(sys.argv[1:2])}",
        "",
    )
    return "\n".join(head) + "\n" + "".join(traceback.format_exception(error))

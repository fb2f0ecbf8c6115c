"""The folder of this user on this machine where Funnel Studio keeps what is not part of a document."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def state_folder() -> Path:
    """Where recoveries, old versions and locks are; it may not exist yet.

    FUNNELSTUDIO_STATE overrides it, for tests and for programs carried on a stick.
    """
    override = os.environ.get("FUNNELSTUDIO_STATE")
    if override:
        return Path(override)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "FunnelStudio"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Funnel Studio"
    xdg = os.environ.get("XDG_STATE_HOME", "")
    base = Path(xdg) if xdg.startswith("/") else Path.home() / ".local" / "state"
    return base / "funnelstudio"

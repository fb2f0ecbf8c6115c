"""The folders of this user on this machine where Funnel Studio keeps what is not part of a document."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def state_folder() -> Path:
    """Where recoveries, old versions and locks are; it may not exist yet.

    FUNNELSTUDIO_STATE overrides it, for tests and for programs carried on a stick.
    """
    return _folder("FUNNELSTUDIO_STATE", "XDG_STATE_HOME", ".local/state")


def data_folder() -> Path:
    """Where users put their own exporters (in `exporters/`). FUNNELSTUDIO_DATA overrides it."""
    return _folder("FUNNELSTUDIO_DATA", "XDG_DATA_HOME", ".local/share")


def _folder(override: str, xdg: str, usual: str) -> Path:
    chosen = os.environ.get(override)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "FunnelStudio"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Funnel Studio"
    named = os.environ.get(xdg, "")
    # The XDG rule: a relative path there counts as none.
    return (Path(named) if named.startswith("/") else Path.home() / usual) / "funnelstudio"

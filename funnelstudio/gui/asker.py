"""The few questions that need an answer before anything goes on, as functions that tests can replace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Asker:
    """The few questions that need an answer before anything goes on; each returns None when cancelled."""

    file_to_open: Callable[[], Path | None]
    file_to_save: Callable[[Path], Path | None]
    file_to_share: Callable[[Path], Path | None]
    unsaved: Callable[[str], str | None]
    """For a title: "save" or "discard"."""

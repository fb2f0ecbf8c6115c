"""Pictures that were made before, kept in a folder of the user's: AVIF in all sizes takes seconds to make."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 400_000_000
"""What may be kept; the pictures that were not wanted for longest go first."""


def usual_folder() -> Path:
    """Where they are kept for this user; FUNNELSTUDIO_CACHE overrides it."""
    chosen = os.environ.get("FUNNELSTUDIO_CACHE")
    if chosen:
        return Path(chosen) / "pictures"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = Path(local) if local else Path.home() / "AppData" / "Local"
        return base / "FunnelStudio" / "Cache" / "pictures"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "Funnel Studio" / "pictures"
    named = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG rule: a relative path there counts as none.
    return (Path(named) if named.startswith("/") else Path.home() / ".cache") / "funnelstudio" / "pictures"


class Store:
    """Files by key in a folder that may come to be, go, or be full at any time. None of it is ever needed."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._added = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Store) and other._folder == self._folder

    def __hash__(self) -> int:
        return hash(self._folder)

    def get(self, key: str) -> bytes:
        """The bytes that were kept under a key; nothing where there are none."""
        if self._folder is None:
            return b""
        try:
            data = (self._folder / key).read_bytes()
            os.utime(self._folder / key)
        except OSError:
            return b""
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep `data`, if that is possible."""
        if self._folder is None or not data:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                Path(aside).replace(self._folder / key)
            except OSError:
                Path(aside).unlink(missing_ok=True)
                raise
            self._added = True

    def tidy(self) -> None:
        """Let the oldest files go when there are too many; only looks after something was added."""
        if self._folder is None or not self._added:
            return
        self._added = False
        with contextlib.suppress(OSError):
            found = [
                (entry.stat().st_mtime, entry.stat().st_size, entry.path)
                for entry in os.scandir(self._folder)
            ]
            total = sum(size for _time, size, _path in found)
            for _time, size, path in sorted(found):
                if total <= MAX_BYTES:
                    break
                Path(path).unlink(missing_ok=True)
                total -= size

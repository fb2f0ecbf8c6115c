"""Files that were open lately."""

from __future__ import annotations

from pathlib import Path

from funnelstudio.gui import settings

MOST_RECENT = 12


def remember(path: Path) -> None:
    """Put a file first among those that were open lately."""
    kept = [other for other in settings.read(settings.RECENT) if other != str(path)]
    settings.write(settings.RECENT, (str(path), *kept)[:MOST_RECENT])
    settings.write(settings.LAST_FOLDER, str(path.parent))


def recent() -> tuple[Path, ...]:
    """Files that were open lately and are still there, the last one first."""
    kept = settings.read(settings.RECENT)
    return tuple(path for path in map(Path, kept) if path.is_file())

"""Pictures of a funnel as they go into a site: found beside the file, measured, named by content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from funnelstudio.export.image_size import image_size
from funnelstudio.export.plan import PICTURES
from funnelstudio.i18n import _

MAX_BYTES: Final = 20_000_000


class Picture(msgspec.Struct, frozen=True):
    """A picture of the site: its `path` there, its size in pixels, and the `source` file it comes from."""

    path: str
    width: int
    height: int
    source: str


class Pictures:
    """Finds each picture once; `found` are those that pages asked for, `missing` says what was not there."""

    def __init__(self, assets: Path | None) -> None:
        self._assets = assets
        self.found: dict[str, Picture] = {}
        self.missing: dict[str, str] = {}

    def seen(self, name: str) -> str:
        """The path that the picture `name` has in a site, "" for none; without asking for it to be there."""
        found = self.found.get(name) or (_find(self._assets, name) if name else None)
        return found.path if found is not None else ""

    def get(self, name: str) -> Picture | None:
        """The picture called `name` in the assets; None where there is none, which the page survives."""
        if not name or name in self.missing:
            return None
        if name not in self.found:
            picture = _find(self._assets, name)
            if picture is None:
                self.missing[name] = _("The picture “{name}” is missing or can't be used.").format(
                    name=name[:80]
                )
                return None
            self.found[name] = picture
        return self.found[name]


def _find(assets: Path | None, name: str) -> Picture | None:
    if assets is None or "/" in name or "\\" in name or name.startswith(".") or "\0" in name:
        return None
    try:
        status = (assets / name).stat()
    except (OSError, ValueError):
        return None
    if status.st_size > MAX_BYTES:
        return None
    return _read(str(assets / name), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1024)
def _read(path: str, _changed: int, _size: int) -> Picture | None:
    try:
        data = Path(path).read_bytes()
    except OSError:
        return None
    image = image_size(data)
    if image is None:
        return None
    name = f"{PICTURES}/{hashlib.blake2b(data, digest_size=10).hexdigest()}.{image.ending}"
    return Picture(name, image.width, image.height, path)

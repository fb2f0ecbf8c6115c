"""Pictures of a funnel as its pages show them: found beside the file, cut to their place, in all sizes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from funnelstudio.errors import BadInput
from funnelstudio.export.icons import icons, shown
from funnelstudio.export.manifest import Crop
from funnelstudio.export.picture_element import Known, element
from funnelstudio.export.picture_files import RECIPE, PictureFile
from funnelstudio.i18n import _
from funnelstudio.images.facts import Facts
from funnelstudio.images.kept import Store
from funnelstudio.images.look import MAX_BYTES, look, too_large
from funnelstudio.model.focus import CENTRE, Focus
from funnelstudio.model.funnel import Brand


class Use(NamedTuple):
    """A picture by its name in the assets, in a place of a page ("hero", "card", "logo"), with its focus."""

    place: str
    name: str
    focus: Focus = CENTRE


class Pictures:
    """Finds and measures each picture once.

    `needed` are the files that pages asked for by their path in the site, `missing` says what can't be used.
    With `quick` each crop is one file in one size, as is enough for the maker's own eyes.
    """

    def __init__(
        self,
        assets: Path | None,
        crops: Mapping[str, tuple[Crop, ...]] | None = None,
        store: Store | None = None,
        *,
        quick: bool = False,
    ) -> None:
        self._assets = assets
        self._crops = crops or {}
        self._store = store or Store(None)
        self._quick = quick
        self._known: dict[str, Known | None] = {}
        self._shown: dict[tuple[Use, str], dict[str, Any]] = {}
        self._icons: dict[str, list[dict[str, Any]]] = {}
        self.needed: dict[str, PictureFile] = {}
        self.missing: dict[str, str] = {}

    def seen(self, name: str) -> tuple[object, ...]:
        """What the picture `name` brings into a page, to be compared; empty for none."""
        known = self.known(name)
        if known is None:
            return ()
        from funnelstudio.images.pixels import endings

        return (known.digest, known.facts, endings())

    def known(self, name: str) -> Known | None:
        """The picture called `name`; None, with the reason in `missing`, where a page goes without it."""
        if not name:
            return None
        if name not in self._known:
            try:
                self._known[name] = self._find(name)
            except BadInput as error:
                self._known[name] = None
                self.missing[name] = _("{reason} The pages go without it.").format(reason=error.message)
        return self._known[name]

    def shown(self, use: Use, root: str) -> dict[str, Any] | None:
        """A picture for a template, as `element` has it; None where the page goes without it.

        `root` leads from the page up to the site's folder.
        """
        known = self.known(use.name)
        if known is None:
            return None
        key = (use, root)
        if key not in self._shown:
            crops = self._crops.get(use.place, ())
            made, files = element(known, crops, use.focus, root, quick=self._quick)
            self.needed.update((file.path, file) for file in files)
            self._shown[key] = made
        return self._shown[key]

    def icons(self, logo: str, brand: Brand, title: str, root: str) -> list[dict[str, Any]]:
        """The icons of the site for a template."""
        if root not in self._icons:
            found = icons(self.known(logo), brand, title)
            self.needed.update((file.path, file) for _says, file in found)
            self._icons[root] = shown(found, root)
        return self._icons[root]

    def taken(self) -> dict[str, PictureFile]:
        """The files that are needed since this was asked last."""
        files, self.needed = self.needed, {}
        return files

    def _find(self, name: str) -> Known:
        gone = BadInput(_("The picture “{name}” is missing.").format(name=name[:80]))
        if self._assets is None or "/" in name or "\\" in name or name.startswith(".") or "\0" in name:
            raise gone
        try:
            status = (self._assets / name).stat()
            if status.st_size > MAX_BYTES:
                raise too_large(name)
            return _read(str(self._assets / name), name, status.st_mtime_ns, status.st_size, self._store)
        except (OSError, ValueError) as error:
            raise gone from error


@lru_cache(maxsize=1024)
def _read(path: str, name: str, _changed: int, _size: int, store: Store) -> Known:
    """The picture in a file. Decoded once: what that told is kept with the pictures that were made."""
    from funnelstudio.images.pixels import engine, facts  # Pillow is wanted with the first picture

    data = Path(path).read_bytes()
    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    key = hashlib.blake2b(f"{RECIPE} {digest} {engine()}".encode(), digest_size=12).hexdigest() + ".json"
    kept = store.get(key)
    if kept:
        try:
            return Known(path, digest, msgspec.json.decode(kept, type=Facts))
        except msgspec.MsgspecError:
            pass  # written by another version: decoded again
    told = facts(look(data, name), name)
    if told.ending != "svg":  # a drawing is read as quickly as what is kept
        store.put(key, msgspec.json.encode(told))
    return Known(path, digest, told)

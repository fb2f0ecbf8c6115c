"""What an export would do, file by file, and how large each is: nothing is written."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export import site
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.exporter import Exporter, find_exporter
from funnelstudio.export.picture_files import ready
from funnelstudio.export.plan import Page
from funnelstudio.export.settings import lacking_settings
from funnelstudio.export.site import Entry, Record
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.progress import Progress

NEW: Final = "new"
CHANGED: Final = "changed"
SAME: Final = "same"
REMOVED: Final = "removed"
FOREIGN: Final = "foreign"
UNSURE: Final = "unsure"
"""What becomes of a file. A foreign one stands in the way: it is not ours, so the export is refused.

An unsure one is there and is made from something else by now; only making it tells whether it will differ.
"""

PAGE: Final = "page"
PICTURE: Final = "picture"
FILE: Final = "file"

_GZIP: Final = 31
_SMALL: Final = 64
_KEPT: Final = 1000
"""Pages that are remembered however few a funnel has, besides four rounds of its own."""


class Planned(msgspec.Struct, frozen=True, gc=False):
    """One file of the site. `packed` is its `size` as a web server sends it; -1 where it is not known.

    `kind` is PAGE, PICTURE or FILE; an `internal` one is for the maker of the funnel, not for buyers. A
    picture that is made `of` another tells the name of that among the funnel's pictures.
    """

    path: str
    kind: str
    fate: str
    step: str = ""
    tag: str = ""
    internal: bool = False
    size: int = -1
    packed: int = -1
    of: str = ""


class DryRun(msgspec.Struct, frozen=True):
    """Every file in the order of the plan, pictures after the pages, then those that would go.

    `warnings` are sentences on what the pages go without, as an export tells them. `left` is how many pages
    were not made: their sizes are not known, nor what they warn of.
    """

    files: tuple[Planned, ...]
    warnings: tuple[str, ...] = ()
    left: int = 0

    def count(self, *, kind: str = "", fate: str = "") -> int:
        """How many files are of this kind and fate; those for the maker count as no kind."""
        return sum(
            (not kind or (file.kind == kind and not file.internal)) and (not fate or file.fate == fate)
            for file in self.files
            if fate or file.fate != REMOVED
        )

    def for_maker(self) -> int:
        """How many files are for the funnel's maker alone."""
        return sum(file.internal and file.fate != REMOVED for file in self.files)


class Made(NamedTuple):
    """What a page came to: a hash of its bytes, how many they are, and how many once compressed."""

    content: str
    size: int
    packed: int


class Memory:
    """What earlier runs worked out, so that the next one renders only what an edit has touched.

    It belongs to one folder, exporter and thread at a time; keys are hashes, so nothing in it goes stale.
    """

    def __init__(self) -> None:
        self.made: dict[tuple[str, str], Made] = {}
        self.packed: dict[str, int] = {}
        self.warnings: dict[tuple[str, str], tuple[str, ...]] = {}

    def measure(self, data: bytes) -> Made:
        """The sizes of a file's bytes."""
        content = site.content_hash(data)
        if content not in self.packed:
            self.packed[content] = packed_size(data)
        return Made(content, len(data), self.packed[content])

    def tidy(self, most: int) -> None:
        """Forget the oldest of it, so that `most` of each kind stay."""
        kinds: tuple[dict[Any, Any], ...] = (self.made, self.packed, self.warnings)
        for kept in kinds:
            for key in list(kept)[: max(0, len(kept) - most)]:
                kept.pop(key, None)


def packed_size(data: bytes) -> int:
    """How many bytes a web server sends of a text: gzip at its usual level."""
    if len(data) < _SMALL:
        return len(data)
    squeeze = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    return min(len(data), len(squeeze.compress(data)) + len(squeeze.flush()))


def dry_run(
    funnel: Funnel,
    assets: Path | None,
    to: Path | None,
    *,
    exporter: str | Exporter = "static",
    languages: Sequence[str] = (),
    draft: bool = False,
    memory: Memory | None = None,
    most: int = sys.maxsize,
    progress: Progress | None = None,
) -> DryRun:
    """What `export` with the same arguments would do; without a folder `to` every file is new.

    At `most` so many pages are made or measured, which is what takes long; the others are told at a glance.
    The size of a picture that was never made is not known: making it takes too long for a look. Raises
    UserError as `export` would, but for files in the way: those are told by their fate.
    """
    progress = progress or Progress()
    chosen = exporter if isinstance(exporter, Exporter) else find_exporter(exporter)
    build = Build(order_of(funnel, assets, chosen, languages, draft=draft), progress)
    record = Record(exporter=chosen.name, start=start_id(funnel), title=funnel.title)
    files: list[Planned] = []
    try:
        pages = build.plan.pages
        paths = [page.path for page in pages]
        last = site.look(to, record, assets, paths).files if to is not None else {}
        memory = memory or Memory()
        looker = _Looker(build, to, last, memory, most)
        for number, page in enumerate(pages):
            if number % (len(pages) // 100 + 1) == 0:
                progress.at(number / len(pages))
            elif number % 16 == 0:
                progress.check()
            files.append(looker.page(page))
    finally:
        build.renderer.close()
    memory.tidy(_KEPT + 4 * len(pages))
    files += looker.pictures()
    files += looker.gone({file.path for file in files})
    told = [*lacking_settings(funnel, chosen), *looker.warnings, *build.pictures.missing.values()]
    return DryRun(tuple(files), tuple(dict.fromkeys(told)), looker.left)


class _Looker:
    """Looks at one file after the other, beside what the last export wrote."""

    def __init__(
        self, build: Build, to: Path | None, last: Mapping[str, Entry], memory: Memory, most: int
    ) -> None:
        self._build, self._to, self._last, self._memory, self._most = build, to, last, memory, most
        self.warnings: list[str] = []
        self.left = 0

    def page(self, page: Page) -> Planned:
        """What becomes of a page, made if need be and there is still leave to."""
        key = (page.path, self._build.inputs.hash_of(page))
        data = self._bytes(page.path)
        there = site.content_hash(data) if data is not None else ""
        made = self._memory.made.get(key)
        if made is not None:
            self._build.use_pictures(page)
        elif self._most > 0:
            self._most -= 1
            made = self._memory.made[key] = self._made(page, key, data, there)
        else:
            self.left += 1
            self._build.use_pictures(page)
            return self._glance(page, key[1], there, len(data or b""))
        self.warnings += self._memory.warnings.get(key, ())
        return _planned(page, self._fate(page.path, made.content, there), made.size, made.packed)

    def _made(self, page: Page, key: tuple[str, str], data: bytes | None, there: str) -> Made:
        build = self._build
        if data is not None and self._last.get(page.path) == Entry(key[1], there):
            build.use_pictures(page)
            return self._memory.measure(data)
        before = len(build.gathered.warnings)
        made = self._memory.measure(build.make(page, build.context(page)))
        self._memory.warnings[key] = tuple(build.gathered.warnings[before:])
        return made

    def _glance(self, page: Page, made_from: str, there: str, size: int) -> Planned:
        """What is known of a page without making it."""
        old = self._last.get(page.path)
        if old == Entry(made_from, there):
            return _planned(page, SAME, size)
        return _planned(page, UNSURE if there else NEW)

    def pictures(self) -> Iterator[Planned]:
        """What becomes of the pictures that the pages show. They are told by what they are made from."""
        for path, file in sorted(self._build.pictures.needed.items()):
            there, old = self._there(path), self._last.get(path)
            fate, size = NEW, -1
            if there is None:
                size = len(ready(file, self._build.store)) or -1
            elif old is None or (old.made_from == file.made_from and old.content == there.content):
                fate, size = SAME, there.size
            else:
                fate, size = self._fate(path, "", there.content), there.size
            yield Planned(path, PICTURE, fate, size=size, packed=size, of=Path(file.source).name)

    def gone(self, kept: set[str]) -> Iterator[Planned]:
        """The files of the last export that this one doesn't have, unless somebody changed them."""
        for path, entry in self._last.items():
            if path in kept or not site.safe_path(path):
                continue
            there = self._there(path)
            if there is not None and there.content == entry.content:
                kind = PAGE if path.endswith(".html") else FILE
                yield Planned(path, kind, REMOVED, size=there.size)

    def _fate(self, path: str, content: str, there: str) -> str:
        if not there:
            return NEW
        if there == content:
            return SAME
        old = self._last.get(path)
        return CHANGED if old is not None and old.content == there else FOREIGN

    def _bytes(self, path: str) -> bytes | None:
        return site.bytes_there(self._to, path) if self._to is not None else None

    def _there(self, path: str) -> Made | None:
        data = self._bytes(path)
        return Made(site.content_hash(data), len(data), len(data)) if data is not None else None


def _planned(page: Page, fate: str, size: int = -1, packed: int = -1) -> Planned:
    kind = PAGE if page.path.endswith(".html") else FILE
    return Planned(page.path, kind, fate, page.step, page.tag, page.internal, size=size, packed=packed)


def file_text(
    funnel: Funnel,
    assets: Path | None,
    path: str,
    *,
    exporter: str | Exporter = "static",
    languages: Sequence[str] = (),
    draft: bool = False,
) -> str:
    """The text of one file, as `export` with the same arguments would write it. Raises UserError."""
    chosen = exporter if isinstance(exporter, Exporter) else find_exporter(exporter)
    build = Build(order_of(funnel, assets, chosen, languages, draft=draft))
    try:
        for page in build.plan.pages:
            if page.path == path:
                return build.text(page, build.context(page))
    finally:
        build.renderer.close()
    raise UserError(_("There is no such page any more."))

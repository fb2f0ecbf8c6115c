"""The picture files of a site: what each is made from, and making those that are not there yet."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec

from funnelstudio.errors import BadInput
from funnelstudio.images import svg
from funnelstudio.images.kept import Store
from funnelstudio.images.look import look
from funnelstudio.images.size import Box

RECIPE: Final = "1"
"""To be raised when the same picture begins to give other files."""

COPY: Final = "copy"
CUT: Final = "cut"
ICON: Final = "icon"
PART: Final = "part"
GIVEN: Final = "given"

_LARGE: Final = 16_000_000
"""Pictures with more pixels are made one at a time, since each takes much memory."""


class PictureFile(msgspec.Struct, frozen=True):
    """A file at `path` of the site, made from the picture in `source`, or with the bytes that are `given`.

    A COPY is the file itself (of a drawing the cleaned one). A PART is the part `box` of a drawing, a CUT
    that of a picture in `width` by `height` pixels. An ICON is all of it in a square of `width` pixels, on
    the colour `ground`.
    """

    path: str
    kind: str
    source: str = ""
    ending: str = ""
    box: Box = (0, 0, 0, 0)
    width: int = 0
    height: int = 0
    sharp: bool = False
    ground: str = ""
    given: bytes = b""
    pixels: int = 0

    @property
    def made_from(self) -> str:
        """A hash of all that decides on its bytes; the name in its path has the picture's content in it."""
        parts = (self.path, self.kind, self.box, self.width, self.height, self.sharp, self.ground, self.given)
        versions = _engine() if self.kind in (CUT, ICON) else ""
        return hashlib.blake2b(f"{RECIPE} {parts} {versions}".encode(), digest_size=12).hexdigest()


def _engine() -> str:
    from funnelstudio.images.pixels import engine  # Pillow is wanted with the first picture, not at the start

    return engine()


def stem(digest: str, *parts: object) -> str:
    """A name for files that are made of a picture with this digest in this way."""
    return hashlib.blake2b(f"{RECIPE} {digest} {parts}".encode(), digest_size=8).hexdigest()


def made(files: Sequence[PictureFile], store: Store) -> Iterator[tuple[PictureFile, bytes]]:
    """The bytes of each file, from the store or made anew; in the order of the files.

    A picture that is gone by now, or changed to something else, gives no bytes.
    """
    sources: dict[str, list[PictureFile]] = {}
    for file in files:
        sources.setdefault(file.source, []).append(file)
    small = [group for group in sources.values() if group[0].pixels <= _LARGE]
    large = [group for group in sources.values() if group[0].pixels > _LARGE]
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        try:
            for part in pool.map(lambda group: _made_of_one(group, store), small):
                yield from part
            for group in large:
                yield from _made_of_one(group, store)
        finally:
            pool.shutdown(cancel_futures=True)
    store.tidy()


def ready(file: PictureFile, store: Store) -> bytes:
    """The bytes of one file where that needs no work; none where it has to be made."""
    if file.kind in (CUT, ICON):
        return store.get(_key(file))
    return bytes_of(file, store)


def bytes_of(file: PictureFile, store: Store) -> bytes:
    """The bytes of one file; none where its picture can't be read any more."""
    return _made_of_one([file], store)[0][1]


def _key(file: PictureFile) -> str:
    return f"{file.made_from}.{file.ending}"


def _made_of_one(files: Sequence[PictureFile], store: Store) -> list[tuple[PictureFile, bytes]]:
    """The bytes of files that are all of one picture, which is decoded once."""
    found = [(file, store.get(_key(file)) if file.kind in (CUT, ICON) else file.given) for file in files]
    if all(data for _file, data in found):
        return found
    from funnelstudio.images.pixels import cut, encoded, fitted, upright  # Pillow is wanted only now

    try:
        source = look(Path(files[0].source).read_bytes(), Path(files[0].source).name)
        wanted = [file for file, data in found if not data]
        decoded = any(file.kind in (CUT, ICON) for file in wanted)
        image = upright(source, files[0].source) if decoded else None
    except (OSError, BadInput):
        return found
    finished = []
    for file, data in found:
        if data:
            finished.append((file, data))
            continue
        if file.kind in (COPY, PART):
            finished.append((file, source.data if file.kind == COPY else svg.part(source.data, file.box)))
            continue
        if image is None:
            continue
        if file.kind == ICON:
            part = fitted(image, file.width, file.ground, 0.8 if file.ground else 1.0)
        else:
            part = cut(image, file.box, file.width, file.height)
        finished.append((file, encoded(part, file.ending, sharp=file.sharp)))
        store.put(_key(file), finished[-1][1])
    return finished

"""Reads the folder of an exporter, whoever made it: bounded, ordinary files only, nothing outside of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from funnelstudio.export.manifest import fault
from funnelstudio.i18n import _

MANIFEST: Final = "exporter.toml"
MAX_MANIFEST: Final = 200_000
MAX_FOLDER: Final = 4_000_000
"""Bytes that the manifest may have, and templates, assets and words together."""

MAX_FILES: Final = 500
MAX_DEPTH: Final = 6
MAX_LINE: Final = 4_000
"""Characters of a line of a manifest: what reads TOML takes long for a key of many parts."""

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "templates": (".j2",),
    "assets": (".css", ".js"),
    "locales": (".po",),
}
"""The subfolders of an exporter, and the endings of the files in each that count."""

Stamp = tuple[tuple[str, int, int], ...]


def stamp(folder: Path) -> Stamp:
    """What tells whether anything in the exporter changed: path, time and size of each of its files.

    Raises BadInput for a folder that has more than an exporter may, or links that lead out of it.
    """
    if folder.is_symlink():
        raise fault(folder, _("it is a link to another folder"))
    found = [_stamp_of(folder, folder / MANIFEST)]
    for kind, endings in PARTS.items():
        found += [_stamp_of(folder, path) for path in _files(folder, folder / kind, endings, 1)]
        if len(found) > MAX_FILES:
            raise fault(folder / kind, _("it has too many files"))
    if sum(size for _path, _time, size in found) > MAX_FOLDER:
        raise fault(folder, _("its files are too large"))
    return tuple(found)


def texts(folder: Path, kind: str, found: Stamp) -> dict[str, str]:
    """The files of the subfolder `kind` by their path in it."""
    start = f"{kind}/"
    return {
        path.removeprefix(start): read_text(folder / path, MAX_FOLDER)
        for path, _time, _size in found
        if path.startswith(start)
    }


def manifest_text(folder: Path) -> str:
    """What stands in the manifest. Raises BadInput."""
    path = folder / MANIFEST
    text = read_text(path, MAX_MANIFEST)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            raise fault(path, _("line {line} is too long").format(line=number))
    return text


def read_text(path: Path, most: int) -> str:
    """The text of an ordinary file of at most `most` bytes. Raises BadInput; never waits for anything."""
    # Without waiting: opening a named pipe would last until somebody writes into it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        raise fault(path, _("it can't be read")) from error
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise fault(path, _("it is no ordinary file"))
        data = file.read(most + 1)
    if len(data) > most:
        raise fault(path, _("it is too large"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise fault(path, _("it is no text in UTF-8")) from error


def _stamp_of(folder: Path, path: Path) -> tuple[str, int, int]:
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            raise fault(path, _("it is a link that leads out of the folder"))
        about = path.stat()
    except (OSError, RuntimeError) as error:
        raise fault(path, _("it can't be read")) from error
    if not stat.S_ISREG(about.st_mode):
        raise fault(path, _("it is no ordinary file"))
    return path.relative_to(folder).as_posix(), about.st_mtime_ns, about.st_size


def _files(folder: Path, place: Path, endings: tuple[str, ...], depth: int) -> Iterator[Path]:
    """The files at and below `place` that count, in order."""
    if place.is_symlink():
        raise fault(place, _("it is a link to another folder"))
    if not place.is_dir():
        return
    if depth > MAX_DEPTH:
        raise fault(folder, _("its folders are too deep"))
    entries = sorted(_entries(place), key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(endings) and not entry.is_dir(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_dir():
            yield from _files(folder, Path(entry.path), endings, depth + 1)


def _entries(place: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(place) as found:
        for number, entry in enumerate(found):
            if number >= MAX_FILES:
                raise fault(place, _("it has too many files"))
            yield entry

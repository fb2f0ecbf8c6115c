"""Packs a funnel with its pictures into one `.funnelz` file (zip) to share, and opens such files safely."""

from __future__ import annotations

import contextlib
import io
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import Final, NamedTuple

from funnelstudio.errors import BadInput
from funnelstudio.i18n import _, ngettext
from funnelstudio.images.look import MAX_BYTES as MAX_PICTURE_BYTES
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage import durable, troubles
from funnelstudio.storage.assets import assets_folder, is_picture_name, picture_suffix, pictures_of
from funnelstudio.storage.folders import state_folder
from funnelstudio.storage.schema import MAX_BYTES, encode

SUFFIX: Final = ".funnelz"
MAX_UNPACKED_BYTES: Final = 500_000_000
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
"""The same time for all members, so that the same funnel packs to the same bytes."""


class Unpacked(NamedTuple):
    """What a packed file holds: the funnel's bytes, and the folder that its pictures were put in."""

    funnel: bytes
    assets: Path
    notes: tuple[str, ...]


def is_packed(data: bytes) -> bool:
    """Whether a file's bytes are a zip."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_packed_name(path: Path) -> bool:
    """Whether a name says that the file is packed."""
    return path.suffix.lower() == SUFFIX


def share(funnel: Funnel, path: Path | None, out: Path) -> tuple[str, ...]:
    """Write `funnel` and its pictures, from beside `path`, to the packed file `out`.

    Returns the names of pictures that are missing. The same funnel gives the same bytes.
    """
    assets = None if path is None else assets_folder(path)
    buffer = io.BytesIO()
    missing: list[str] = []
    with zipfile.ZipFile(buffer, "w") as archive:
        _add(archive, f"{out.stem}.funnel", encode(funnel), zipfile.ZIP_DEFLATED)
        for name in pictures_of(funnel):
            try:
                data = (assets / name).read_bytes() if assets is not None else None
            except OSError:
                data = None
            if data is None:
                missing.append(name)
            else:
                _add(archive, f"{out.stem}.assets/{name}", data, zipfile.ZIP_STORED)
    durable.write(out, buffer.getvalue())
    return tuple(missing)


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    member = zipfile.ZipInfo(name, _WHEN)
    member.external_attr = 0o644 << 16
    archive.writestr(member, data, method)


def unpack(data: bytes, digest: str, shown: str) -> Unpacked:
    """The funnel in the packed file `data`, its pictures put into a folder of the user's state.

    Members are found by their names, never extracted to them; whatever else is inside is left alone and
    counted in a note. Raises BadInput for a broken archive or one that grows too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            funnel, pictures, ignored = _sort_members(archive, shown)
            budget = _Budget(shown)
            content = budget.read(archive, funnel, MAX_BYTES)
            found = {
                name: budget.read(archive, member, MAX_PICTURE_BYTES) for name, member in pictures.items()
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        message = _("“{name}” is packed, but the pack is broken.").format(name=shown)
        raise BadInput(message) from error
    sound = {name: picture for name, picture in found.items() if picture_suffix(picture)}
    ignored += len(found) - len(sound)
    return Unpacked(content, _store(sound, digest), _notes(ignored))


def _notes(ignored: int) -> tuple[str, ...]:
    if not ignored:
        return ()
    message = ngettext(
        "{count} file in the pack does not belong to a funnel and was left out.",
        "{count} files in the pack do not belong to a funnel and were left out.",
        ignored,
    )
    return (message.format(count=ignored),)


def _sort_members(
    archive: zipfile.ZipFile, shown: str
) -> tuple[zipfile.ZipInfo, dict[str, zipfile.ZipInfo], int]:
    """The funnel, the pictures by name, and how many other members there are."""
    funnels: list[zipfile.ZipInfo] = []
    pictures: dict[str, zipfile.ZipInfo] = {}
    ignored = 0
    for member in archive.infolist():
        folder, _slash, name = member.filename.rpartition("/")
        if not folder and name.endswith(".funnel"):
            funnels.append(member)
        elif folder.endswith(".assets") and "/" not in folder and is_picture_name(name):
            pictures[name] = member
        elif not member.is_dir():
            ignored += 1
    if len(funnels) != 1:
        raise BadInput(_("“{name}” is a zip file, but not a packed funnel.").format(name=shown))
    return funnels[0], pictures, ignored


class _Budget:
    """Counts what comes out of an archive, since the sizes it names need not be true."""

    def __init__(self, shown: str) -> None:
        self._left = MAX_UNPACKED_BYTES
        self._shown = shown

    def read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
        bound = min(limit, self._left)
        with archive.open(member) as stream:
            data = stream.read(bound + 1)
        if len(data) > bound:
            raise BadInput(_("“{name}” holds more than fits in a funnel.").format(name=self._shown))
        self._left -= len(data)
        return data


def _store(pictures: dict[str, bytes], digest: str) -> Path:
    """Put the pictures into a folder that is named by the archive's content."""
    folder = state_folder() / "packed" / f"{digest[:16]}.assets"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in pictures.items():
            target = folder / name
            if not (target.is_file() and target.read_bytes() == data):
                durable.write(target, data)
    except OSError as error:
        raise troubles.writing(error, folder) from error
    return folder


def forget_unpacked() -> None:
    """Remove the pictures of packed files that were opened; they come back when one is opened again."""
    with contextlib.suppress(OSError):
        shutil.rmtree(state_folder() / "packed")

"""Keeps unsaved work through a crash: a journal of every edit in the user's state folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from funnelstudio.errors import BadInput, UserError
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage import delta, troubles
from funnelstudio.storage.canonical import encode
from funnelstudio.storage.files import digest_of
from funnelstudio.storage.folders import state_folder
from funnelstudio.storage.owner import Owner, is_here, may_run, this_process
from funnelstudio.storage.schema import MAX_BYTES, decode

_MAGIC: Final = b"funnelstudio journal 1\n"
_CHECKSUM: Final = 32
_HEAD: Final = 4 + _CHECKSUM
COMPACT_AFTER: Final = 500
"""Records after which a journal is written anew from one snapshot."""


class About(msgspec.Struct, frozen=True):
    """The first record of a journal: whose work it is, of which file, and what that file was like."""

    owner: Owner
    path: str
    digest: str
    started: int
    title: str = ""


class Recovery(NamedTuple):
    """Unsaved work that was left behind. `path` is None for a funnel that was never saved."""

    journal: Path
    path: Path | None
    title: str
    changed: float
    fits: bool
    """Whether the file is still as it was: if not, the work opens as a copy beside it."""


class Journal:
    """The unsaved work of one document. Nothing is on the disk until the first `record`.

    All calls may come from a worker, one at a time. Each record is synced before `record` returns, so work
    is lost back to the last record at most.
    """

    def __init__(self, saved: Funnel, path: Path | None = None, digest: str = "") -> None:
        self._last = saved
        self._path = path
        self._digest = digest
        self._file: BinaryIO | None = None
        self._place: Path | None = None
        self._records = 0

    def record(self, funnel: Funnel) -> None:
        """Keep `funnel`. Raises UserError when the state folder can't be written."""
        if funnel is self._last:
            return
        try:
            if self._file is None or self._records >= COMPACT_AFTER:
                self._begin(funnel)
            else:
                _append(self._file, msgspec.json.encode(delta.delta(self._last, funnel)))
                self._records += 1
        except OSError as error:
            # Whatever follows a torn record is lost, so the next one begins a journal of its own.
            self.close()
            raise troubles.writing(error, self._place or state_folder() / "recovery") from error
        self._last = funnel

    def saved(self, funnel: Funnel, path: Path, digest: str) -> None:
        """`funnel` is safe in the file `path` now: forget what was kept, go on from there."""
        self.discard()
        self._last, self._path, self._digest = funnel, path, digest

    def discard(self) -> None:
        """Remove the journal: its work is saved, or the user said not to."""
        place = self._place
        self.close()
        if place is not None:
            with contextlib.suppress(OSError):
                place.unlink()
        self._place = None

    def close(self) -> None:
        """Let go of the journal and leave it behind to be found."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
        self._file = None

    def _begin(self, funnel: Funnel) -> None:
        """A new journal that begins with all of `funnel`; the one before it goes once this one is safe."""
        folder = state_folder() / "recovery"
        folder.mkdir(parents=True, exist_ok=True)
        before = self._place
        self.close()
        place = folder / f"{secrets.token_hex(8)}.journal"
        path = "" if self._path is None else str(self._path)
        about = About(this_process(), path, self._digest, int(time.time()), funnel.title)
        with contextlib.ExitStack() as undo:
            undo.callback(lambda: place.unlink(missing_ok=True))
            file = place.open("xb")
            undo.callback(file.close)
            file.write(_MAGIC)
            _append(file, msgspec.json.encode(about))
            _append(file, encode(funnel))
            undo.pop_all()
        self._file, self._place, self._records = file, place, 0
        if before is not None:
            with contextlib.suppress(OSError):
                before.unlink()


def list_recoveries() -> tuple[Recovery, ...]:
    """Work that programs on this machine left behind, newest first; what still runs is not listed."""
    found = []
    with contextlib.suppress(OSError):
        for journal in sorted((state_folder() / "recovery").glob("*.journal")):
            recovery = _look_at(journal)
            if recovery is not None:
                found.append(recovery)
    return tuple(sorted(found, key=lambda recovery: recovery.changed, reverse=True))


def find_recovery(path: Path) -> Recovery | None:
    """The newest work on the file at `path` that was left behind, if there is any."""
    wanted = path.resolve()
    return next((one for one in list_recoveries() if one.path and one.path.resolve() == wanted), None)


def recover(recovery: Recovery) -> Funnel:
    """The newest state in a journal that can be read whole; a torn end is left out. Raises UserError."""
    try:
        records = _records(recovery.journal)
        next(records, None)
        snapshot = next(records, None)
        if snapshot is None:
            raise BadInput(_("This recovery holds nothing that can be read."))
        plain: dict[str, Any] = msgspec.json.decode(snapshot)
        for record in records:
            delta.apply(plain, msgspec.json.decode(record))
    except OSError as error:
        raise troubles.reading(error, recovery.journal) from error
    except (msgspec.MsgspecError, zlib.error, TypeError, AttributeError, ValueError) as error:
        raise BadInput(_("This recovery is damaged.")) from error
    return decode(msgspec.json.encode(plain), recovery.title)


def discard(recovery: Recovery) -> None:
    """Remove a recovery, because the user said so or because its work is safe elsewhere."""
    try:
        recovery.journal.unlink(missing_ok=True)
    except OSError as error:
        raise troubles.writing(error, recovery.journal) from error


def _look_at(journal: Path) -> Recovery | None:
    try:
        records = _records(journal)
        about = msgspec.json.decode(next(records, b""), type=About)
        has_work = next(records, None) is not None
        changed = journal.stat().st_mtime
    except (OSError, UserError, msgspec.MsgspecError, zlib.error):
        return None
    if not has_work or (is_here(about.owner) and may_run(about.owner)):
        return None
    path = Path(about.path) if about.path else None
    fits = path is None or digest_of(path) == about.digest
    return Recovery(journal, path, about.title, changed, fits)


def _append(file: BinaryIO, payload: bytes) -> None:
    """One record: length, checksum, compressed payload; on the disk when this returns."""
    packed = zlib.compress(payload, 1)
    file.write(len(packed).to_bytes(4, "big") + hashlib.sha256(packed).digest() + packed)
    file.flush()
    os.fsync(file.fileno())


def _records(journal: Path) -> Iterator[bytes]:
    """Payloads of the records up to the first that is not whole."""
    with journal.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise BadInput(_("This recovery is damaged."))
        while len(head := file.read(_HEAD)) == _HEAD:
            length = int.from_bytes(head[:4], "big")
            packed = file.read(length) if length <= MAX_BYTES else b""
            if len(packed) != length or hashlib.sha256(packed).digest() != head[4:]:
                return
            yield zlib.decompress(packed)

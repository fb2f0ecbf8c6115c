"""One window a file: a note in the user's state folder says which process has a funnel open."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.i18n import _
from funnelstudio.storage.folders import state_folder
from funnelstudio.storage.owner import Owner, is_here, may_run, this_process


class InUse(UserError):  # noqa: N818 - as its siblings in `errors`
    """Another window has the file open; it can be opened to read."""


class Lock:
    """That this process has a file open. `release` gives it up; the end of the process does as well."""

    def __init__(self, note: Path | None, content: bytes) -> None:
        self._note = note
        self._content = content

    def release(self) -> None:
        """Let others open the file. Safe to call more than once."""
        note, self._note = self._note, None
        if note is None:
            return
        with contextlib.suppress(OSError):
            if note.read_bytes() == self._content:
                note.unlink()


def key_of(path: Path) -> str:
    """A name for the file at `path`, the same through every link that leads to it."""
    real = os.path.normcase(os.path.realpath(path))
    return hashlib.sha256(real.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def lock(path: Path) -> Lock:
    """Note that this process has `path` open. Raises InUse when another does that still runs.

    Where no note can be written the file opens all the same: a lock must never keep anyone from working.
    """
    note = state_folder() / "locks" / f"{key_of(path)}.json"
    content = msgspec.json.encode(this_process())
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        for _attempt in range(3):
            if _create(note, content):
                return Lock(note, content)
            _remove_stale(note, path)
    except OSError:
        pass
    return Lock(None, content)


def _create(note: Path, content: bytes) -> bool:
    """Whether the note could be made, whole at once: a link from a finished file never overwrites."""
    draft = note.with_suffix(f".{secrets.token_hex(4)}")
    draft.write_bytes(content)
    try:
        os.link(draft, note)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        with note.open("xb") as file:
            file.write(content)
    finally:
        draft.unlink()
    return True


def _remove_stale(note: Path, path: Path) -> None:
    """Take away the note of a process that has ended. Raises InUse for one that may run."""
    try:
        content = note.read_bytes()
    except FileNotFoundError:
        return
    try:
        owner = msgspec.json.decode(content, type=Owner)
    except msgspec.MsgspecError:
        owner = None
    if owner is not None and may_run(owner):
        raise _in_use(owner, path)
    # Moved before it goes: if another window was quicker, what was moved is its note and is put back.
    aside = note.with_suffix(f".{secrets.token_hex(4)}")
    note.rename(aside)
    if aside.read_bytes() != content:
        with contextlib.suppress(OSError):
            os.link(aside, note)
    aside.unlink()


def _in_use(owner: Owner, path: Path) -> InUse:
    if is_here(owner):
        message = _("“{name}” is open in another window.").format(name=path.name)
    else:
        message = _("“{name}” is open on the computer “{host}”.").format(name=path.name, host=owner.host)
    return InUse(message, _("Open it to read, or close it there first."))

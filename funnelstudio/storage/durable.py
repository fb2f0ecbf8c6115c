"""Writes a file so that it is whole on the disk or as it was before, whatever fails on the way."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import time
from pathlib import Path
from typing import Final

from funnelstudio.errors import UserError
from funnelstudio.i18n import _
from funnelstudio.storage import troubles

REPLACE_TRIES: Final = 8
"""On Windows a virus scanner or an indexer may hold a file for a moment; about two seconds in all."""


def digest(data: bytes) -> str:
    """The content hash that tells one version of a file from another."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> str:
    """Put `data` at `path`, through links, keeping the mode of what stood there. Returns its digest.

    Raises UserError, and then leaves no new file behind and an old one as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        temporary = _write_beside(target, data, _status_of(target))
        try:
            _replace(temporary, target)
        except BaseException:
            _drop(temporary)
            raise
        _sync_folder(target.parent)
        written = digest(target.read_bytes())
    except OSError as error:
        raise troubles.writing(error, target) from error
    if written != digest(data):
        raise UserError(
            _("“{name}” does not hold what was saved to it.").format(name=target.name),
            _("The disk may be failing, or another program wrote to it: save it elsewhere."),
        )
    return written


def check_target(path: Path) -> None:
    """Raise UserError where `write` is sure to: before other files are written that go with this one."""
    target = Path(os.path.realpath(path))
    try:
        _status_of(target)
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    except OSError as error:
        raise troubles.writing(error, target) from error


def _status_of(target: Path) -> os.stat_result | None:
    """Mode and owner of the file at `target`, None without one. Raises UserError if it may not change."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise UserError(_("“{name}” is not a file.").format(name=target.name), _("Choose another name."))
    # The mode counts for an administrator too: who made a file read-only meant it.
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise UserError(
            _("“{name}” is read-only.").format(name=target.name), _("Save it under another name.")
        )
    return status


def _write_beside(target: Path, data: bytes, status: os.stat_result | None) -> Path:
    """A synced file with `data` in the target's folder, under a name short enough for any."""
    temporary = target.with_name(f".{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666 if status is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if status is not None:
                _make_alike(temporary, status)
            os.fsync(file.fileno())
    except BaseException:
        _drop(temporary)
        raise
    return temporary


def _make_alike(temporary: Path, status: os.stat_result) -> None:
    """Owner and mode of the old file, as far as they may be given; a memory stick knows neither."""
    with contextlib.suppress(OSError):
        if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.getuid(), os.getgid()):
            os.chown(temporary, status.st_uid, status.st_gid)
    with contextlib.suppress(OSError):
        temporary.chmod(stat.S_IMODE(status.st_mode))


def _replace(temporary: Path, target: Path) -> None:
    for attempt in range(REPLACE_TRIES):
        try:
            os.replace(temporary, target)  # noqa: PTH105 - the call that tests make fail
        except PermissionError:
            if os.name != "nt" or attempt == REPLACE_TRIES - 1:
                raise
            time.sleep(0.02 * 2**attempt)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the new name last. Windows can't, and some file systems know no such call."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # a folder that may be written but not listed
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def _drop(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()

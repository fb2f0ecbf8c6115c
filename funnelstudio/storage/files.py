"""Opens and saves funnel files."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final, NamedTuple

from funnelstudio.errors import BadInput, UserError
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress
from funnelstudio.storage import durable, packed, troubles, versions
from funnelstudio.storage.assets import assets_folder, copy_pictures, pictures_of
from funnelstudio.storage.packed import share
from funnelstudio.storage.schema import MAX_BYTES, encode, read

__all__ = ["SUFFIX", "ChangedOutside", "Opened", "assets_folder", "digest_of", "load", "save", "share"]

SUFFIX: Final = ".funnel"


class ChangedOutside(UserError):  # noqa: N818 - as its siblings in `errors`
    """Saving would lose what another program wrote to the file since it was read."""


class Opened(NamedTuple):
    """A file that was opened: `path` with links resolved, `assets` (may not exist), `notes` for people."""

    funnel: Funnel
    path: Path
    assets: Path
    digest: str
    notes: tuple[str, ...] = ()
    is_newer: bool = False
    is_migrated: bool = False
    is_packed: bool = False

    @property
    def needs_save_as(self) -> bool:
        """Whether Save should propose another name: a newer file would lose something, a packed one can't."""
        return self.is_newer or self.is_packed


def load(path: Path) -> Opened:
    """The funnel at `path`, a `.funnel` or a packed `.funnelz`. Raises UserError, BadInput with a place."""
    real = Path(os.path.realpath(path))
    data = _bytes_of(real)
    digest = durable.digest(data)
    if packed.is_packed(data):
        inside = packed.unpack(data, digest, real.name)
        data, assets, notes = inside.funnel, inside.assets, inside.notes
    else:
        assets, notes = assets_folder(real), ()
    document = read(data, real.name)
    return Opened(
        document.funnel,
        real,
        assets,
        digest,
        (*document.notes, *notes),
        document.is_newer,
        document.is_migrated,
        packed.is_packed_name(real),
    )


def save(
    funnel: Funnel,
    path: Path,
    *,
    expected: str = "",
    keep_old: bool = False,
    keep_version: bool = True,
    assets: Path | None = None,
    progress: Progress | None = None,
) -> str:
    """Write `funnel` to `path` and return the file's digest once it is safe on the disk.

    `expected` is the digest of the file as it was read: when another one stands there, nothing is written and
    ChangedOutside is raised. `keep_old` keeps what stands there as `NAME.funnel.bak` (after a migration),
    `keep_version` a copy of what is written in the user's state folder.
    `assets` is the folder that the pictures are in now; for a new `path` they are copied beside it.
    """
    progress = progress or Progress()
    if packed.is_packed_name(path):
        raise UserError(
            _("“{name}” is a packed funnel, which is not saved to.").format(name=path.name),
            _("Save it as .funnel, or share it again."),
        )
    if expected and digest_of(path) not in (expected, ""):
        raise ChangedOutside(
            _("Another program has changed “{name}” since it was read.").format(name=path.name)
        )
    durable.check_target(path)
    if keep_old:
        _keep_old(path)
    data = encode(funnel)
    progress.at(0.3)
    target = assets_folder(Path(os.path.realpath(path)))
    if assets is not None and assets != target:
        copy_pictures(pictures_of(funnel), assets, target)
    progress.at(0.6)
    digest = durable.write(path, data)
    if keep_version:
        versions.keep(path, data)
    progress.at(1.0)
    return digest


def digest_of(path: Path) -> str:
    """The digest of the file at `path` as it is now, "" where none can be read."""
    try:
        return durable.digest(_bytes_of(Path(os.path.realpath(path))))
    except UserError:
        return ""


def _bytes_of(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(path)
        if not stat.S_ISREG(status.st_mode):
            raise BadInput(_("“{name}” is not a file.").format(name=path.name))
        if status.st_size > MAX_BYTES:
            size = status.st_size // 1_000_000
            message = _("“{name}” can't be opened: it is too large ({size} MB).")
            raise BadInput(message.format(name=path.name, size=size))
        return path.read_bytes()
    except OSError as error:
        raise troubles.reading(error, path) from error


def _keep_old(path: Path) -> None:
    """Keep the file as `.bak`, unless one is kept already: the oldest is the one to have."""
    old = Path(os.path.realpath(path))
    kept = old.with_name(old.name + ".bak")
    if old.is_file() and not kept.exists():
        durable.write(kept, _bytes_of(old))

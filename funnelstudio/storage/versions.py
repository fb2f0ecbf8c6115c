"""The last saved versions of each file, kept in the user's state folder and thinned as they age."""

from __future__ import annotations

import contextlib
import re
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from funnelstudio.errors import BadInput
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage import durable, troubles
from funnelstudio.storage.folders import state_folder
from funnelstudio.storage.lock import key_of
from funnelstudio.storage.schema import decode

KEPT: Final = 10

_NAME = re.compile(r"(\d{13,15})-([0-9a-f]{64})\.z")


class Version(NamedTuple):
    """A kept version: `when` in milliseconds since 1970, `digest` of the file then, `path` of the copy."""

    when: int
    digest: str
    path: Path


def keep(path: Path, data: bytes, now: int | None = None) -> None:
    """Keep `data`, as just saved to `path`. Never fails: a copy less is no reason to stop anyone's work."""
    when = time.time_ns() // 1_000_000 if now is None else now
    with contextlib.suppress(OSError):
        kept = list_versions(path)
        digest = durable.digest(data)
        if kept and kept[0].digest == digest:
            return
        folder = _folder(path)
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / "draft"
        draft.write_bytes(zlib.compress(data, 1))
        draft.replace(folder / f"{when:013d}-{digest}.z")
        for version in superfluous(list_versions(path), when):
            version.path.unlink()


def list_versions(path: Path) -> tuple[Version, ...]:
    """Versions of the file at `path`, newest first."""
    found = []
    with contextlib.suppress(OSError):
        for copy in _folder(path).iterdir():
            match = _NAME.fullmatch(copy.name)
            if match:
                found.append(Version(int(match[1]), match[2], copy))
    return tuple(sorted(found, reverse=True))


def read_version(version: Version) -> Funnel:
    """The funnel as it was. Raises UserError when the copy is gone, BadInput when it is damaged."""
    try:
        data = zlib.decompress(version.path.read_bytes())
    except OSError as error:
        raise troubles.reading(error, version.path) from error
    except zlib.error as error:
        raise BadInput(_("This kept version is damaged.")) from error
    if durable.digest(data) != version.digest:
        raise BadInput(_("This kept version is damaged."))
    return decode(data)


def superfluous(versions: Sequence[Version], now: int) -> list[Version]:
    """Versions to drop so that KEPT are left: of close neighbours the one that tells least for its age.

    The newest three and the oldest always stay.
    """
    left = sorted(versions, reverse=True)
    dropped = []
    while len(left) > KEPT:
        place = min(
            range(3, len(left) - 1),
            key=lambda i: (left[i - 1].when - left[i + 1].when) / max(1, now - left[i].when),
        )
        dropped.append(left.pop(place))
    return dropped


def _folder(path: Path) -> Path:
    return state_folder() / "versions" / key_of(path)

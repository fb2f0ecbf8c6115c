"""The folder that a site is published into: what is ours there, staging, and a swap that survives a kill.

New files are written into a staging folder inside the target; its manifest, written last, is the point of no
return. Before it, a failing or killed export leaves the last site as it was. After it, whatever was left
undone is completed by the next run. Files that the last manifest doesn't name are never touched.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export.exporter import load_exporters
from funnelstudio.i18n import _

MANIFEST: Final = ".funnelstudio-site.json"
STAGING: Final = ".funnelstudio-staging"


_quoted: Final = json.JSONEncoder(ensure_ascii=False).encode
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A file of a site: hashes of what it was made from, and of what stands in it."""

    made_from: str
    content: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What the manifest in a site's folder says. `start` tells sites of different funnels apart."""

    format: int = 1
    exporter: str = ""
    start: str = ""
    title: str = ""
    files: dict[str, Entry] = {}


def content_hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def file_hash(path: Path | str) -> str:
    """Hash of a file's content; "" where there is no such file."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - half the time of Path.open, for each page
            return content_hash(file.read())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""


def open_target(to: Path, record: Record, assets: Path | None) -> Record:
    """Make the folder `to` ready, complete what a killed run left, and say what the last export wrote there.

    Raises UserError where `to` is no place for a site: a file, a funnel's own folder, another site's folder.
    """
    with clear_errors(to):
        _refuse_places(to, assets)
        to.mkdir(parents=True, exist_ok=True)
        _refuse_links(to, (STAGING,))
        complete(to)
        last = read_record(to / MANIFEST)
        _refuse_other(to, last, record)
        shutil.rmtree(to / STAGING, ignore_errors=True)
        (to / STAGING).mkdir()
    return last


def look(to: Path, record: Record, assets: Path | None, paths: Iterable[str] = ()) -> Record:
    """What `open_target`, and `prepare_folders` with `paths`, would say, and raise; nothing is written."""
    with clear_errors(to):
        _refuse_places(to, assets)
        _refuse_links(to, (STAGING, *_folders(paths)))
        _refuse_unwritable(to)
        staged = to / STAGING / MANIFEST
        last = read_record(staged if staged.is_file() else to / MANIFEST)
    _refuse_other(to, last, record)
    return last


def bytes_there(to: Path, path: str) -> bytes | None:
    """The file that stands at `path`, also where a killed run left it staged; None where there is none."""
    for place in (to / STAGING / path, to / path) if (to / STAGING / MANIFEST).is_file() else (to / path,):
        try:
            return place.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue
    return None


def _refuse_other(to: Path, last: Record, record: Record) -> None:
    """Raise UserError where the folder is another funnel's site, or another exporter's."""
    if last.files and (last.exporter, last.start) != (record.exporter, record.start):
        raise UserError(
            _("The folder “{folder}” holds the pages of “{title}” ({exporter}).").format(
                folder=_own_name(to), title=last.title, exporter=_exporter_title(last.exporter)
            ),
            _("Choose another folder than {path}.").format(path=to.absolute()),
        )


def _exporter_title(name: str) -> str:
    """What an exporter is called for people; its own name where it doesn't come with the program."""
    found = load_exporters().get(name)
    return _(found.manifest.title) if found is not None else name


def read_record(path: Path) -> Record:
    """The manifest at `path`; an empty one where there is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except FileNotFoundError:
        return Record()
    except msgspec.MsgspecError as error:
        raise UserError(
            _("The file “{file}” is damaged, so it is not known which pages there are ours.").format(
                file=path.name
            ),
            _("Choose another folder than {path}, or empty it.").format(path=path.parent.absolute()),
        ) from error


def write_record(path: Path, record: Record) -> None:
    """Write a manifest, one file a line and in order, so that it compares well in git."""
    head = {
        "format": record.format,
        "exporter": record.exporter,
        "start": record.start,
        "title": record.title,
    }
    top = "".join(
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n" for key, value in head.items()
    )
    aside = path.with_name(path.name + ".new")
    with aside.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write("{\n" + top + '  "files": {')
        for number, (name, entry) in enumerate(sorted(record.files.items())):
            hashes = f"[{_quoted(entry.made_from)}, {_quoted(entry.content)}]"
            file.write(f"{',' if number else ''}\n    {_quoted(name)}: {hashes}")
        file.write("\n  }\n}\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def prepare_folders(to: Path, paths: Iterable[str]) -> None:
    """Make the folders of `paths` in the staging folder; refuse those that are links in the target."""
    folders = _folders(paths)
    with clear_errors(to):
        _refuse_links(to, folders)
        for folder in folders:
            (to / STAGING / folder).mkdir(parents=True, exist_ok=True)


def _folders(paths: Iterable[str]) -> list[str]:
    """The folders in which files are, but for the site's own."""
    return sorted({path.rpartition("/")[0] for path in paths} - {""})


def refuse_foreign(to: Path, paths: Iterable[str]) -> None:
    """Raise UserError when there are `paths`: files at places of ours whose content is not ours."""
    for path in paths:
        raise UserError(
            _("The file “{file}” was not written by this export, or was changed since.").format(
                file=Path(path).name
            ),
            _("Move {path} away, or choose another folder.").format(path=(to / path).absolute()),
        )


def publish(to: Path, record: Record) -> tuple[str, ...]:
    """Swap the staged files in and remove stale ones; returns the paths that were removed."""
    with clear_errors(to):
        write_record(to / STAGING / MANIFEST, record)
        return _complete(to, record)


def complete(to: Path) -> tuple[str, ...]:
    """Do what is left of a publication that had reached its point of no return."""
    staged = to / STAGING / MANIFEST
    return _complete(to, read_record(staged)) if staged.is_file() else ()


def _complete(to: Path, record: Record) -> tuple[str, ...]:
    staging = to / STAGING
    last = read_record(to / MANIFEST)
    _move_in(str(staging), str(to))
    removed = _remove_stale(to, last.files, record.files)
    (staging / MANIFEST).replace(to / MANIFEST)
    shutil.rmtree(staging, ignore_errors=True)
    return removed


def _move_in(staged: str, place: str) -> None:
    """Move what is staged to its place. A folder that is new there moves as a whole, at once."""
    with os.scandir(staged) as found:
        entries = [*found]
    for entry in entries:
        target = f"{place}/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            if entry.name != MANIFEST:
                os.replace(entry.path, target)  # noqa: PTH105 - half the time of Path.replace
            continue
        try:
            os.rename(entry.path, target)  # noqa: PTH104 - as above
        except OSError:  # it is there, or somebody looks into it on Windows
            Path(target).mkdir(exist_ok=True)
            _move_in(entry.path, target)


def discard(to: Path) -> None:
    """Forget what was staged, unless it had reached its point of no return."""
    if not (to / STAGING / MANIFEST).exists():
        shutil.rmtree(to / STAGING, ignore_errors=True)


def _remove_stale(to: Path, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> tuple[str, ...]:
    """Remove what the last export wrote and this one doesn't have, unless somebody changed it."""
    removed = []
    for path, entry in old.items():
        if path not in new and safe_path(path) and file_hash(to / path) == entry.content:
            (to / path).unlink()
            removed.append(path)
    for folder in sorted({path.rpartition("/")[0] for path in removed} - {""}, reverse=True):
        try:
            (to / folder).rmdir()
        except OSError:  # somebody else's files are in it
            continue
    return tuple(removed)


def safe_path(path: str) -> bool:
    """Whether a path in a manifest stays inside the folder: a manifest may come from anywhere."""
    parts = path.split("/")
    return "\\" not in path and ":" not in path and not any(part in ("", ".", "..") for part in parts)


def _refuse_places(to: Path, assets: Path | None) -> None:
    if to.is_symlink() and not to.exists():
        raise UserError(
            _("“{name}” is a link that leads nowhere.").format(name=to.name),
            _("Remove {path}, or choose another folder.").format(path=to.absolute()),
        )
    if to.exists() and not to.is_dir():
        raise UserError(
            _("“{file}” is a file, not a folder.").format(file=_own_name(to)),
            _("Choose a folder instead of {path}.").format(path=to.absolute()),
        )
    place = _real(to)
    if assets is not None and place.is_relative_to(_real(assets)):
        raise UserError(
            _("The folder “{folder}” holds the pictures of the funnel.").format(folder=_own_name(assets)),
            _("Choose another folder than {path}.").format(path=assets.absolute()),
        )
    own = next(iter(sorted(to.glob("*.funnel"))), None) if to.is_dir() else None
    if own is not None or (assets is not None and place == _real(assets).parent):
        raise UserError(
            _("“{folder}” is the folder of the funnel itself.").format(folder=_own_name(to)),
            _("Choose a folder of its own, such as {path}.").format(path=to.absolute() / "site"),
        )


def _own_name(place: Path) -> str:
    """What people call a folder or file; its path where it has no name, as the root of a disk."""
    return _real(place).name or str(place)


def _real(place: Path) -> Path:
    """A path without links; `Path.resolve` fails at one that leads to itself."""
    return Path(os.path.realpath(place))


def _refuse_unwritable(to: Path) -> None:
    """Raise PermissionError where the folder, or that in which it is to be made, can't be written to."""
    there = next((place for place in (to, *to.absolute().parents) if place.exists()), to)
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


def _refuse_links(to: Path, folders: Iterable[str]) -> None:
    for folder in folders:
        parts = folder.split("/")
        for end in range(1, len(parts) + 1):
            inner = to.joinpath(*parts[:end])
            if inner.is_symlink():
                raise UserError(
                    _("“{folder}” is a link to another folder.").format(folder=inner.name),
                    _("Remove {path}, or choose another folder.").format(path=inner.absolute()),
                )


class clear_errors:  # noqa: N801 - used as a `with` statement's word
    """Turns what the system says of a folder into one sentence."""

    def __init__(self, to: Path) -> None:
        self._to = to

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            raise sentence(error, self._to) from error


def sentence(error: OSError, to: Path) -> UserError:
    """What to tell the user of an error in the folder `to`, or in a file of that name."""
    name, elsewhere = _own_name(to), _("Choose another place than {path}.").format(path=to.absolute())
    if error.errno in _FULL:
        return UserError(
            _("There is no room left for the pages in “{name}”.").format(name=name),
            _("The last pages in {path} are as they were.").format(path=to.absolute()),
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserError(_("“{name}” can't be written to.").format(name=name), elsewhere)
    if error.errno == errno.ENAMETOOLONG:
        longest = max(to.parts, key=len, default=name)
        return UserError(_("The name “{name}” is too long.").format(name=longest[:80]))
    reason = error.strerror or str(error)
    said = _("The pages can't be written to “{name}”: {reason}.").format(name=name, reason=reason)
    return UserError(said, elsewhere)

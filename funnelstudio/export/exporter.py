"""Exporters: folders with a manifest, templates, assets and words, and no code; found and read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final, Literal

import msgspec

from funnelstudio import bundled
from funnelstudio.errors import BadInput, UserError
from funnelstudio.i18n import _

MANIFEST: Final = "exporter.toml"
MAX_FOLDER: Final = 4_000_000
"""Bytes that an exporter's templates, assets and words may have together."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PATH = re.compile(r"(?:[A-Za-z0-9_.-]|\{language\}|\{step\}|/)+")
_TEXT_FILES = {"templates": (".j2",), "assets": (".css",), "locales": (".po",)}


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Output(_Table, frozen=True):
    """One kind of file that is written: `path` may hold {language} and {step}.

    `per` is the thing that gets one each; those for a step come in each language as well.
    """

    per: Literal["start", "offer", "ending", "language", "funnel"]
    path: str
    template: str


class Limits(_Table, frozen=True):
    """What the target can't exceed; 0 is no limit. `branches` "answer" means all options share one yes."""

    levels: int = 6
    branches: Literal["option", "answer"] = "option"
    options: int = 0
    lengths: Mapping[str, int] = {}


class Setting(_Table, frozen=True):
    """Something that Publish asks the user for; every value is a string ("yes" and "no" for yes_no)."""

    key: str
    label: str
    help: str = ""
    kind: Literal["text", "address", "yes_no", "choice"] = "text"
    choices: tuple[str, ...] = ()
    default: str = ""


class Plural(_Table, frozen=True):
    """A word that depends on {count}, in English."""

    one: str
    other: str


class Manifest(_Table, frozen=True):
    """What `exporter.toml` says. `words` are the pages' own words in English, by key."""

    name: str
    title: str
    description: str = ""
    concluded: bool = False
    outputs: tuple[Output, ...] = ()
    limits: Limits = Limits()
    settings: tuple[Setting, ...] = ()
    words: Mapping[str, str | Plural] = {}


class Exporter(msgspec.Struct, frozen=True, kw_only=True):
    """An exporter as read: `templates` and `assets` by file name, `locales` the tags that it has words for.

    `digest` changes with any byte of it, so that pages are written anew when their exporter changes.
    """

    manifest: Manifest
    folder: str
    templates: Mapping[str, str]
    assets: Mapping[str, str]
    locales: Mapping[str, str]
    digest: str

    @property
    def name(self) -> str:
        return self.manifest.name


def load_exporters(extra_folder: Path | None = None) -> dict[str, Exporter]:
    """Every bundled exporter by name, then those in `extra_folder`, which can't replace a bundled one.

    An exporter of the user's that can't be read is left out: `load_exporter` says why.
    """
    found = {}
    for folder in _folders(bundled.folder("exporters")):
        exporter = load_exporter(folder)
        found[exporter.name] = exporter
    for folder in _folders(extra_folder):
        try:
            exporter = load_exporter(folder)
        except UserError:
            continue
        found.setdefault(exporter.name, exporter)
    return found


def find_exporter(name: str, extra_folder: Path | None = None) -> Exporter:
    """The exporter called `name`. Raises UserError that lists the names there are."""
    exporters = load_exporters(extra_folder)
    if name not in exporters:
        raise UserError(
            _("There is no exporter “{name}”.").format(name=name[:40]),
            _("There are: {names}.").format(names=", ".join(exporters)),
        )
    return exporters[name]


def load_exporter(folder: Path) -> Exporter:
    """The exporter in `folder`. Raises BadInput, whose place is the file, when it can't be used."""
    stamp = tuple(
        (str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.rglob("*.*"))
    )
    return _load(folder, stamp)


@lru_cache(maxsize=64)
def _load(folder: Path, _stamp: tuple[tuple[str, int, int], ...]) -> Exporter:
    files = {kind: _read_texts(folder / kind, endings) for kind, endings in _TEXT_FILES.items()}
    raw = _read(folder / MANIFEST)
    manifest = _manifest(raw, folder / MANIFEST)
    for output in manifest.outputs:
        if output.template not in files["templates"]:
            raise _fault(folder, _("the template “{name}” is missing").format(name=output.template))
    total = hashlib.blake2b(raw.encode(), digest_size=16)
    for kind in sorted(files):
        for name, text in sorted(files[kind].items()):
            total.update(f"{kind}/{name}\0{text}\0".encode())
    return Exporter(
        manifest=manifest,
        folder=str(folder),
        templates=files["templates"],
        assets=files["assets"],
        locales={name.removesuffix(".po"): str(folder / "locales" / name) for name in files["locales"]},
        digest=total.hexdigest(),
    )


def _folders(parent: Path | None) -> list[Path]:
    if parent is None or not parent.is_dir():
        return []
    return sorted(path.parent for path in parent.glob(f"*/{MANIFEST}"))


def _read_texts(folder: Path, endings: tuple[str, ...]) -> dict[str, str]:
    """The text files of one subfolder by their path below it; links that lead out of it are refused."""
    if not folder.is_dir():
        return {}
    found = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix not in endings or not path.is_file():
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            raise _fault(folder, _("“{name}” leads out of the folder").format(name=path.name))
        size += path.stat().st_size
        if size > MAX_FOLDER:
            raise _fault(folder, _("its files are too large"))
        found[path.relative_to(folder).as_posix()] = _read(path)
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(path, _("it can't be read")) from error


def _manifest(raw: str, path: Path) -> Manifest:
    try:
        manifest = msgspec.toml.decode(raw, type=Manifest)
    except msgspec.MsgspecError as error:
        raise _fault(path, str(error)) from error
    if _NAME.fullmatch(manifest.name) is None:
        raise _fault(path, _("its name needs small letters, digits and _ only"))
    for output in manifest.outputs:
        _check_path(output, path)
    return manifest


def _check_path(output: Output, path: Path) -> None:
    parts = PurePosixPath(output.path)
    safe = _PATH.fullmatch(output.path) and not parts.is_absolute() and ".." not in parts.parts
    if not safe or any(part.startswith(".") for part in parts.parts):
        raise _fault(path, _("the output path “{path}” is not allowed").format(path=output.path[:80]))
    wanted = {"funnel": (), "language": ("{language}",)}.get(output.per, ("{language}", "{step}"))
    for placeholder in wanted:
        if placeholder not in output.path:
            raise _fault(
                path,
                _("the output path “{path}” needs {name}").format(path=output.path[:80], name=placeholder),
            )


def _fault(path: Path, reason: str) -> BadInput:
    return BadInput(
        _("The exporter in {place} can't be used: {reason}.").format(place=path, reason=reason),
        place=str(path),
    )

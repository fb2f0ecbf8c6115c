"""Exporters: folders with a manifest, templates, assets and words, and no code; found and read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from funnelstudio import bundled
from funnelstudio.errors import UserError
from funnelstudio.export.manifest import Manifest, fault, inherited, read_manifest
from funnelstudio.i18n import _

MANIFEST: Final = "exporter.toml"
MAX_FOLDER: Final = 4_000_000
"""Bytes that an exporter's templates, assets and words may have together."""

_TEXT_FILES = {"templates": (".j2",), "assets": (".css", ".js"), "locales": (".po",)}
_Stamp = tuple[tuple[str, int, int], ...]


class Exporter(msgspec.Struct, frozen=True, kw_only=True):
    """An exporter as read, with what it inherits: `templates` and `assets` by file name.

    `locales` are the tags that it has words for, each with its catalogues; the first with a word counts.
    `digest` changes with any byte of it, so that pages are written anew when their exporter changes.
    """

    manifest: Manifest
    folder: str
    templates: Mapping[str, str]
    assets: Mapping[str, str]
    locales: Mapping[str, tuple[str, ...]]
    digest: str

    @property
    def name(self) -> str:
        return self.manifest.name


def load_exporters(extra_folder: Path | None = None) -> dict[str, Exporter]:
    """Every bundled exporter by name, `static` first, then those in `extra_folder`, which replace none.

    An exporter of the user's that can't be read is left out: `load_exporter` says why.
    """
    found = {}
    for folder in sorted(_folders(bundled.folder("exporters")), key=lambda path: path.name != "static"):
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
    own = _load(folder, _stamp(folder))
    if not own.manifest.extends:
        return own
    parent = bundled.folder("exporters") / own.manifest.extends
    if not (parent / MANIFEST).is_file() or parent == folder:
        raise fault(folder, _("there is no exporter “{name}” to extend").format(name=own.manifest.extends))
    return _extended(folder, _stamp(folder), parent, _stamp(parent))


def _stamp(folder: Path) -> _Stamp:
    found = [(str(path), path.stat()) for path in sorted(folder.rglob("*.*"))]
    return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in found)


@lru_cache(maxsize=64)
def _load(folder: Path, _stamp: _Stamp) -> Exporter:
    """The exporter as its own folder has it."""
    files = {kind: _read_texts(folder / kind, endings) for kind, endings in _TEXT_FILES.items()}
    raw = _read(folder / MANIFEST)
    manifest = read_manifest(raw, folder / MANIFEST)
    total = hashlib.blake2b(raw.encode(), digest_size=16)
    for kind in sorted(files):
        for name, text in sorted(files[kind].items()):
            total.update(f"{kind}/{name}\0{text}\0".encode())
    exporter = Exporter(
        manifest=manifest,
        folder=str(folder),
        templates=files["templates"],
        assets=files["assets"],
        locales={name.removesuffix(".po"): (str(folder / "locales" / name),) for name in files["locales"]},
        digest=total.hexdigest(),
    )
    return exporter if manifest.extends else _complete(exporter)


@lru_cache(maxsize=64)
def _extended(folder: Path, stamp: _Stamp, parent_folder: Path, _parent_stamp: _Stamp) -> Exporter:
    """The exporter in `folder` with what it inherits."""
    own, parent = _load(folder, stamp), load_exporter(parent_folder)
    named = {f"{parent.name}/{name}": text for name, text in parent.templates.items()}
    tags = {**parent.locales, **own.locales}
    return _complete(
        Exporter(
            manifest=inherited(own.manifest, parent.manifest),
            folder=own.folder,
            templates={**named, **parent.templates, **own.templates},
            assets={**parent.assets, **own.assets},
            locales={tag: own.locales.get(tag, ()) + parent.locales.get(tag, ()) for tag in tags},
            digest=hashlib.blake2b(f"{own.digest} {parent.digest}".encode(), digest_size=16).hexdigest(),
        )
    )


def _complete(exporter: Exporter) -> Exporter:
    """The exporter, once it is sure that every template that it names is there."""
    for output in exporter.manifest.outputs:
        if output.template not in exporter.templates:
            raise fault(
                Path(exporter.folder), _("the template “{name}” is missing").format(name=output.template)
            )
    return exporter


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
            raise fault(folder, _("“{name}” leads out of the folder").format(name=path.name))
        size += path.stat().st_size
        if size > MAX_FOLDER:
            raise fault(folder, _("its files are too large"))
        found[path.relative_to(folder).as_posix()] = _read(path)
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise fault(path, _("it can't be read")) from error

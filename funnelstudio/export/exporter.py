"""Exporters: folders with a manifest, templates, assets and words, and no code; found and read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from funnelstudio import bundled
from funnelstudio.errors import UserError
from funnelstudio.export.catalogues import as_translations
from funnelstudio.export.folder import MANIFEST, PARTS, Stamp, manifest_text, stamp, texts
from funnelstudio.export.manifest import Manifest, fault, inherited, read_manifest
from funnelstudio.i18n import _

USUAL: Final = "static"
"""The exporter whose pages are shown where another makes none."""


class Exporter(msgspec.Struct, frozen=True, kw_only=True):
    """An exporter as read, with what it inherits: `templates` and `assets` by file name.

    `locales` are the tags that it has words for, each with its catalogues; the first with a word counts.
    `digest` changes with any byte of it, so that pages are written anew when their exporter changes. One that
    is not `bundled` is rendered in a process of its own, with bounds.
    """

    manifest: Manifest
    folder: str
    templates: Mapping[str, str]
    assets: Mapping[str, str]
    locales: Mapping[str, tuple[str, ...]]
    digest: str
    bundled: bool = False

    @property
    def name(self) -> str:
        return self.manifest.name


class Found(NamedTuple):
    """The exporters there are by name, and folders of the user's own with why they can't be used."""

    exporters: Mapping[str, Exporter]
    broken: Mapping[Path, UserError]


def load_exporters(extra_folder: Path | None = None) -> dict[str, Exporter]:
    """Every bundled exporter by name, `static` first, then those in `extra_folder`, which replace none.

    An exporter of the user's that can't be read is left out: `read_exporters` says why.
    """
    return dict(read_exporters(extra_folder).exporters)


def read_exporters(extra_folder: Path | None = None) -> Found:
    """Every exporter, and what is wrong with those of the user's own that are left out."""
    found: dict[str, Exporter] = {}
    broken: dict[Path, UserError] = {}
    for folder in sorted(_folders(bundled.folder("exporters")), key=lambda path: path.name != "static"):
        exporter = load_exporter(folder)
        found[exporter.name] = exporter
    for folder in _folders(extra_folder):
        try:
            exporter = load_exporter(folder)
            if exporter.name in found:
                raise fault(folder, _("there is another exporter called “{name}”").format(name=exporter.name))
        except UserError as error:
            broken[folder] = error
        else:
            found[exporter.name] = exporter
    return Found(found, broken)


def find_exporter(name: str, extra_folder: Path | None = None) -> Exporter:
    """The exporter called `name`. Raises UserError that lists the names there are."""
    # Nearly always it is a bundled one, and those are found without reading all others.
    own = bundled.folder("exporters") / name
    if name.isidentifier() and (own / MANIFEST).is_file():
        return load_exporter(own)
    exporters = load_exporters(extra_folder)
    if name not in exporters:
        raise UserError(
            _("There is no exporter “{name}”.").format(name=name[:40]),
            _("There are: {names}.").format(names=", ".join(exporters)),
        )
    return exporters[name]


def chosen_exporter(typed: str, named: str, extra_folder: Path | None = None) -> Exporter:
    """The exporter that somebody typed, by its name or as a folder; without one, the one that a funnel names.

    A funnel can name no folder: it may come from anywhere.
    """
    if "/" in typed or "\\" in typed or typed == "." or Path(typed).is_absolute():
        return load_exporter(Path(typed).resolve())
    return find_exporter(typed or named, extra_folder)


def load_exporter(folder: Path) -> Exporter:
    """The exporter in `folder`. Raises BadInput, whose place is the file, when it can't be used."""
    own = _load(folder, stamp(folder))
    if not own.manifest.extends:
        return own
    parent = bundled.folder("exporters") / own.manifest.extends
    if not (parent / MANIFEST).is_file() or parent == folder:
        raise fault(folder, _("there is no exporter “{name}” to extend").format(name=own.manifest.extends))
    return _extended(folder, stamp(folder), parent, stamp(parent))


@lru_cache(maxsize=64)
def _load(folder: Path, found: Stamp) -> Exporter:
    """The exporter as its own folder has it."""
    files = {kind: texts(folder, kind, found) for kind in PARTS}
    raw = manifest_text(folder)
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
        bundled=folder.resolve().is_relative_to(bundled.folder("exporters").resolve()),
    )
    if not exporter.bundled:
        _check_size(manifest, folder / MANIFEST)
        for (path,) in exporter.locales.values():
            as_translations(Path(path))
    return exporter if manifest.extends else _complete(exporter)


@lru_cache(maxsize=64)
def _extended(folder: Path, found: Stamp, parent_folder: Path, _parent_found: Stamp) -> Exporter:
    """The exporter in `folder` with what it inherits."""
    own, parent = _load(folder, found), load_exporter(parent_folder)
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
            bundled=own.bundled,
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


def _check_size(manifest: Manifest, path: Path) -> None:
    """Raise BadInput where a manifest asks for more work than any that is meant well."""
    crops = [crop for place in manifest.pictures.values() for crop in place]
    counts = {
        "outputs": (len(manifest.outputs), 60),
        "settings": (len(manifest.settings), 120),
        "words": (len(manifest.words) + len(manifest.maker_words), 1_000),
        "scripts": (len(manifest.scripts) + len(manifest.hosts), 40),
        "pictures": (len(crops) + max((len(crop.widths) for crop in crops), default=0), 60),
    }
    for name, (count, most) in counts.items():
        if count > most:
            raise fault(path, _("it has too many {name}: more than {most}").format(name=name, most=most))


def _folders(parent: Path | None) -> list[Path]:
    try:
        return sorted(path.parent for path in parent.glob(f"*/{MANIFEST}")) if parent is not None else []
    except OSError:
        return []

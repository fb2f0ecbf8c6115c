"""A site as one .zip file: equal funnels give equal bytes, and a failing run leaves the last file whole."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from funnelstudio.errors import UserError
from funnelstudio.export import site
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.run import ExportResult, export
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress

LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry, the earliest that a zip file knows: equal sites give equal bytes."""

_MODE: Final = 0o100644 << 16
_STORED: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})


def export_zip(
    funnel: Funnel,
    assets: Path | None,
    to: Path,
    *,
    exporter: str | Exporter = "static",
    languages: Sequence[str] = (),
    jobs: int = 1,
    draft: bool = False,
    progress: Progress | None = None,
) -> ExportResult:
    """Write the site of `funnel` into the zip file `to`, which it replaces once the new one is complete.

    Raises UserError with the reason, Cancelled from `progress`; in both cases the last file stays.
    """
    progress = progress or Progress()
    with site.clear_errors(to):
        _refuse(to)
    with tempfile.TemporaryDirectory(prefix="funnelstudio-zip-") as folder:
        made = Path(folder) / "site"
        result = export(
            funnel,
            assets,
            made,
            exporter=exporter,
            languages=languages,
            jobs=jobs,
            draft=draft,
            progress=progress.share(0.0, 0.9),
        )
        with site.clear_errors(to):
            pack(made, to)
    progress.at(1.0)
    return result


def pack(folder: Path, to: Path) -> None:
    """Put all files of a site into the zip file `to`, sorted by path, all with one time. Raises OSError."""
    aside = to.with_name(f".{to.name}.new")
    try:
        with aside.open("wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                for path in sorted(_files(folder)):
                    entry = zipfile.ZipInfo(path, LONG_AGO)
                    entry.create_system = 3  # the same on every system, Windows too
                    entry.external_attr = _MODE
                    stored = Path(path).suffix.lower() in _STORED
                    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                    archive.writestr(entry, (folder / path).read_bytes())
            out.flush()
            os.fsync(out.fileno())
        aside.replace(to)
    finally:
        aside.unlink(missing_ok=True)


def _files(folder: Path) -> list[str]:
    """The paths of a site's files, without its manifest, which is for the folder alone."""
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != site.MANIFEST
    ]


def _refuse(to: Path) -> None:
    if to.is_dir():
        raise UserError(
            _("“{name}” is a folder, not a file.").format(name=to.name),
            _("Choose another place than {path}.").format(path=to.absolute()),
        )
    if not to.parent.is_dir():
        raise UserError(_("There is no folder {path}.").format(path=to.parent), _("Choose another folder."))

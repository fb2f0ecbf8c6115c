"""The bundled funnels that a newcomer starts from."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import NamedTuple

from funnelstudio import bundled
from funnelstudio.errors import NotPossible, UserError
from funnelstudio.i18n import _
from funnelstudio.storage.files import load, save


class Sample(NamedTuple):
    """A bundled funnel. `id` is what the command line calls it; `title` and `description` are for people."""

    id: str
    title: str
    description: str
    path: Path


def list_samples() -> tuple[Sample, ...]:
    """The samples of `resources/samples/samples.toml` in its order."""
    folder = bundled.resource("samples")
    manifest = tomllib.loads((folder / "samples.toml").read_text(encoding="utf-8"))
    rows = sorted(manifest["sample"], key=lambda row: int(row.get("order", 0)))
    return tuple(_sample(folder, row["id"], row["title"], row["description"], row["file"]) for row in rows)


def _sample(folder: Path, sample_id: str, title: str, description: str, file: str) -> Sample:
    return Sample(sample_id, _(title), _(description), folder / file)


def find_sample(sample_id: str) -> Sample:
    """The sample with this id. Raises UserError that names those there are."""
    samples = list_samples()
    for sample in samples:
        if sample.id == sample_id:
            return sample
    known = ", ".join(sample.id for sample in samples)
    raise UserError(
        _("There is no sample “{id}”.").format(id=sample_id), _("There are: {known}.").format(known=known)
    )


def new_from_sample(sample_id: str, path: Path) -> Path:
    """Write the sample and its pictures as a new file at `path`. Raises NotPossible if one stands there."""
    sample = find_sample(sample_id)
    if os.path.lexists(path):
        raise NotPossible(_("“{name}” is there already.").format(name=path.name), _("Choose another name."))
    opened = load(sample.path)
    save(opened.funnel, path, assets=opened.assets, keep_version=False)
    return path

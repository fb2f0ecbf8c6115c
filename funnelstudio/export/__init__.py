"""From a funnel to finished pages: exporters, the plan of a site, rendering, verifying, publishing.

The names here import the template engine only when they are called.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from funnelstudio.export.exporter import Exporter, find_exporter, load_exporter, load_exporters
from funnelstudio.export.limits import limits_of
from funnelstudio.export.manifest import Limits, Manifest, Setting
from funnelstudio.export.settings import setting_key
from funnelstudio.export.words import missing_words
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress

if TYPE_CHECKING:
    from funnelstudio.export.run import ExportResult, PreviewPage

__all__ = [
    "Exporter",
    "Limits",
    "Manifest",
    "Setting",
    "export",
    "find_exporter",
    "limits_of",
    "load_exporter",
    "load_exporters",
    "missing_words",
    "preview_page",
    "render_page",
    "setting_key",
]


def export(
    funnel: Funnel,
    assets: Path | None,
    to: Path,
    *,
    exporter: str | Exporter = "static",
    languages: Sequence[str] = (),
    jobs: int = 1,
    draft: bool = False,
    quick: bool = False,
    progress: Progress | None = None,
) -> ExportResult:
    """Write the pages of `funnel` into the folder `to`: see `run.export`."""
    from funnelstudio.export import run

    return run.export(
        funnel,
        assets,
        to,
        exporter=exporter,
        languages=languages,
        jobs=jobs,
        draft=draft,
        quick=quick,
        progress=progress,
    )


def render_page(
    funnel: Funnel,
    assets: Path | None,
    exporter: str | Exporter,
    step_id: str,
    tag: str,
    *,
    draft: bool = True,
) -> str:
    """The HTML of one step's page for the preview: see `run.render_page`."""
    from funnelstudio.export import run

    return run.render_page(funnel, assets, exporter, step_id, tag, draft=draft)


def preview_page(
    funnel: Funnel, assets: Path | None, exporter: str | Exporter, step_id: str, tag: str
) -> PreviewPage:
    """One step's page with its pictures for the preview: see `run.preview_page`."""
    from funnelstudio.export import run

    return run.preview_page(funnel, assets, exporter, step_id, tag)

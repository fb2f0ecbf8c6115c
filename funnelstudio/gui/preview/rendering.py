"""Makes one page for the preview, off the gui thread: its HTML, and where its links and pictures lead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export import Exporter, find_exporter, preview_page
from funnelstudio.export.plan import Plan, plan
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.storage.folders import data_folder

USUAL_EXPORTER = "static"


class Rendered(msgspec.Struct, frozen=True):
    """A page at `path` of its site.

    `places` maps each page's path to (step, language), `files` a picture's path to its bytes.
    """

    path: str
    html: str
    places: Mapping[str, tuple[str, str]]
    files: Mapping[str, bytes]


class Renderer:
    """Renders pages one after another; keeps the plan of the site while the tree stays the same."""

    def __init__(self) -> None:
        self._exporter: Exporter | None = None
        self._planned: tuple[object, object, Plan] | None = None
        self._places: Mapping[str, tuple[str, str]] = {}

    def render(self, funnel: Funnel, assets: Path | None, step: str, tag: str) -> Rendered:
        """The page of `step` in the language `tag`. Raises UserError where the exporter has none for it."""
        exporter = self._exporter_of(funnel)
        site = self._plan(funnel, exporter)
        path = site.at.get((step, tag))
        if path is None:
            raise UserError(_("There is no page to show."), _("Choose a step that has a page."))
        made = preview_page(funnel, assets, exporter, step, tag)
        return Rendered(path, made.html, self._places, made.files)

    def _exporter_of(self, funnel: Funnel) -> Exporter:
        name = funnel.export.exporter or USUAL_EXPORTER
        if self._exporter is None or self._exporter.name != name:
            try:
                self._exporter = find_exporter(name, data_folder() / "exporters")
            except UserError:
                self._exporter = find_exporter(USUAL_EXPORTER)
        return self._exporter

    def _plan(self, funnel: Funnel, exporter: Exporter) -> Plan:
        known = self._planned
        if known is not None and known[0] is funnel.steps and known[1] is funnel.languages:
            return known[2]
        made = plan(funnel, exporter)
        self._planned = (funnel.steps, funnel.languages, made)
        self._places = {path: place for place, path in made.at.items()}
        return made


def page_step(funnel: Funnel, place: str, step: str) -> str:
    """The step whose page shows the texts of `place`: itself, else the step of the focus, else the start."""
    if place in funnel.steps:
        return place
    return step if step in funnel.steps else start_id(funnel)

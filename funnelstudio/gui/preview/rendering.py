"""Makes one page for the preview, off the gui thread: its HTML, and where its links and pictures lead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export import Exporter, find_exporter, preview_page
from funnelstudio.export.exporter import USUAL
from funnelstudio.export.plan import Plan, plan, whole_page
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.storage.folders import data_folder


class Rendered(msgspec.Struct, frozen=True):
    """A page at `path` of its site.

    `places` maps each page's path to (step, language), `files` a picture's path to its bytes. `exporter` is
    the name of the one that made it.
    """

    path: str
    html: str
    places: Mapping[str, tuple[str, str]]
    files: Mapping[str, bytes]
    exporter: str = USUAL


class _Planned(NamedTuple):
    """The plan of a site, and the steps and languages that it was made for."""

    steps: object
    languages: object
    site: Plan
    places: Mapping[str, tuple[str, str]]


class Renderer:
    """Renders pages one after another; keeps the plans of sites while the tree stays the same.

    Where the funnel's exporter makes no page of a step that could be shown, as one of documents or of blocks,
    the usual one shows it.
    """

    def __init__(self) -> None:
        self._exporter: Exporter | None = None
        self._planned: dict[str, _Planned] = {}

    def render(self, funnel: Funnel, assets: Path | None, step: str, tag: str) -> Rendered:
        """The page of `step` in the language `tag`. Raises UserError where there is no such step."""
        for exporter in (self._exporter_of(funnel), find_exporter(USUAL)):
            planned = self._plan(funnel, exporter)
            path = whole_page(exporter, planned.site, step, tag)
            if path:
                made = preview_page(funnel, assets, exporter, step, tag)
                return Rendered(path, made.html, planned.places, made.files, exporter.name)
        raise UserError(_("There is no page to show."), _("Choose a step that has a page."))

    def _exporter_of(self, funnel: Funnel) -> Exporter:
        name = funnel.export.exporter or USUAL
        if self._exporter is None or self._exporter.name != name:
            try:
                self._exporter = find_exporter(name, data_folder() / "exporters")
            except UserError:
                self._exporter = find_exporter(USUAL)
        return self._exporter

    def _plan(self, funnel: Funnel, exporter: Exporter) -> _Planned:
        known = self._planned.get(exporter.name)
        if known is not None and known.steps is funnel.steps and known.languages is funnel.languages:
            return known
        site = plan(funnel, exporter)
        places = {path: place for place, path in site.at.items()}
        made = _Planned(funnel.steps, funnel.languages, site, places)
        self._planned[exporter.name] = made
        return made


def page_step(funnel: Funnel, place: str, step: str) -> str:
    """The step whose page shows the texts of `place`: itself, else the step of the focus, else the start."""
    if place in funnel.steps:
        return place
    return step if step in funnel.steps else start_id(funnel)

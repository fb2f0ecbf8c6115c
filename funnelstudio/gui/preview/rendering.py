"""Makes one page for the preview, off the gui thread: its HTML, and where its links and pictures lead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export import Exporter, find_exporter, render_page
from funnelstudio.export.pictures import Pictures
from funnelstudio.export.plan import Plan, plan
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.storage.folders import data_folder

USUAL_EXPORTER = "static"


class Rendered(msgspec.Struct, frozen=True):
    """A page at `path` of its site.

    `places` maps each page's path to (step, language), `files` a picture's path to the file it comes from.
    """

    path: str
    html: str
    places: Mapping[str, tuple[str, str]]
    files: Mapping[str, str]


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
        html = render_page(funnel, assets, exporter, step, tag, draft=False)
        return Rendered(path, html, self._places, _pictures(funnel, assets, html))

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


def _pictures(funnel: Funnel, assets: Path | None, html: str) -> dict[str, str]:
    """Each picture of the page: its path in the site, and the file that it comes from."""
    pictures = Pictures(assets)
    names = {product.picture for product in funnel.products.values()}
    names |= {step.picture for step in funnel.steps.values()} | {funnel.brand.logo}
    found = (pictures.get(name) for name in names - {""})
    return {picture.path: picture.source for picture in found if picture is not None and picture.path in html}

"""Exporting: plan, render what changed, verify, publish; and one page at a time for the preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export import making, site
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.exporter import Exporter, find_exporter
from funnelstudio.export.making import Done, make_all
from funnelstudio.export.picture_files import PictureFile, made
from funnelstudio.export.plan import Page
from funnelstudio.export.settings import lacking_settings
from funnelstudio.export.site import Entry, Record
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.progress import Progress


class ExportResult(msgspec.Struct, frozen=True):
    """What an export did: paths in the folder, and `warnings`, sentences on what the pages go without."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()


class PreviewPage(msgspec.Struct, frozen=True):
    """A page for the maker's own eyes: its HTML, and its pictures by their path in the site."""

    html: str
    files: Mapping[str, bytes]


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
    """Write the pages of `funnel` into the folder `to`; only what changed is rendered and written.

    `assets` holds the funnel's pictures. With `jobs` above 1 that many processes render; the bytes are the
    same. In a `draft` untranslated texts are marked. With `quick`, for the maker's own eyes, each
    picture is made in one size only. Raises UserError with the reason, Cancelled from `progress`; in both
    cases the last site stays as it was.
    """
    progress = progress or Progress()
    chosen = exporter if isinstance(exporter, Exporter) else find_exporter(exporter)
    order = order_of(funnel, assets, chosen, languages, draft=draft, quick=quick)
    build = Build(order, progress)
    record = Record(exporter=chosen.name, start=start_id(funnel), title=funnel.title)
    last = site.open_target(to, record, assets)
    try:
        site.prepare_folders(to, [page.path for page in build.plan.pages])
        with site.clear_errors(to):
            done = make_all(build, last.files, to, jobs, progress.share(0.02, 0.5))
            _put_pictures(build, done, last.files, to, progress.share(0.5, 0.9))
        site.refuse_foreign(to, done.foreign)
        progress.at(0.92)
        removed = site.publish(to, msgspec.structs.replace(record, files=done.entries))
    finally:
        build.renderer.close()
        site.discard(to)
    progress.at(1.0)
    fresh = set(done.written)
    same = tuple(path for path in done.entries if path not in fresh)
    warnings = tuple(dict.fromkeys([*lacking_settings(funnel, chosen), *done.warnings]))
    return ExportResult(tuple(done.written), same, removed, build.plan.pages, warnings)


def render_page(
    funnel: Funnel,
    assets: Path | None,
    exporter: str | Exporter,
    step_id: str,
    tag: str,
    *,
    draft: bool = True,
) -> str:
    """The HTML of one step's page as it would be exported, with links relative to its path."""
    return preview_page(funnel, assets, exporter, step_id, tag, draft=draft, quick=False).html


def preview_page(
    funnel: Funnel,
    assets: Path | None,
    exporter: str | Exporter,
    step_id: str,
    tag: str,
    *,
    draft: bool = False,
    quick: bool = True,
) -> PreviewPage:
    """One step's page with its pictures, each in one size. Raises UserError where there is none."""
    chosen = exporter if isinstance(exporter, Exporter) else find_exporter(exporter)
    build = Build(order_of(funnel, assets, chosen, draft=draft, quick=quick))
    for page in build.plan.pages:
        if (page.step, page.tag) == (step_id, tag):
            try:
                html = build.text(page, build.context(page))
                files = (
                    {file.path: data for file, data in made([*build.pictures.needed.values()], build.store)}
                    if quick
                    else {}
                )
                return PreviewPage(html, files)
            finally:
                build.renderer.close()
    raise UserError(_("There is no page for this step."))


def _put_pictures(build: Build, done: Done, known: Mapping[str, Entry], to: Path, progress: Progress) -> None:
    """Make the pictures that are not there yet; the manifest says what those that are were made from."""
    wanted = []
    for path, file in sorted(done.pictures.items()):
        old = known.get(path)
        if old is not None and old.made_from == file.made_from and site.file_hash(to / path) == old.content:
            done.entries[path] = old
        else:
            wanted.append(file)
    for number, (file, data) in enumerate(made(wanted, build.store), 1):
        _put_picture(file, data, done, known, to)
        progress.at(number / len(wanted), _("{count} pictures").format(count=number))


def _put_picture(file: PictureFile, data: bytes, done: Done, known: Mapping[str, Entry], to: Path) -> None:
    if not data:
        name = Path(file.source).name
        done.warnings.append(_("The picture “{name}” went while the pages were made.").format(name=name))
        return
    content = site.content_hash(data)
    done.entries[file.path] = Entry(file.made_from, content)
    there = site.file_hash(to / file.path)
    if there == content:
        return
    if there and (file.path not in known or known[file.path].content != there):
        done.foreign.append(file.path)
        return
    (to / site.STAGING / file.path).parent.mkdir(exist_ok=True)
    making.write(f"{to}/{site.STAGING}/{file.path}", data)
    done.written.append(file.path)

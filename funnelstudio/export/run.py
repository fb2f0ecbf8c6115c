"""Exporting: plan, render what changed, verify, publish; and one page at a time for the preview."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export import site
from funnelstudio.export.build import Build, Order, order_of
from funnelstudio.export.exporter import Exporter, find_exporter
from funnelstudio.export.picture_files import PictureFile, made
from funnelstudio.export.plan import Page
from funnelstudio.export.settings import lacking_settings
from funnelstudio.export.site import Entry, Record
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.progress import Progress

CHUNK: Final = 64


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


class Done(msgspec.Struct):
    """What one chunk of pages came to. `foreign` are files in the way that are not ours."""

    entries: dict[str, Entry] = {}
    written: list[str] = []
    foreign: list[str] = []
    pictures: dict[str, PictureFile] = {}
    warnings: list[str] = []


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
            done = _make_all(build, last.files, to, jobs, progress.share(0.02, 0.5))
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


def make_page(build: Build, page: Page, known: Mapping[str, Entry], to: str, done: Done) -> None:
    """Make one page into the staging folder, unless the file that is there is the same."""
    made_from = build.input_hash(page)
    old = known.get(page.path)
    there = site.file_hash(f"{to}/{page.path}")
    if old is not None and old.made_from == made_from and there == old.content:
        build.use_pictures(page)
        done.entries[page.path] = old
        return
    warnings = len(build.gathered.warnings)
    data = build.make(page, build.context(page))
    if len(build.gathered.warnings) > warnings:
        made_from = ""  # made again next time, so that its warnings are heard again
    content = site.content_hash(data)
    done.entries[page.path] = Entry(made_from, content)
    if there == content:
        return
    if there and (old is None or old.content != there):
        done.foreign.append(page.path)
        return
    _write(f"{to}/{site.STAGING}/{page.path}", data)
    done.written.append(page.path)


def _write(path: str, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def _make_all(build: Build, known: Mapping[str, Entry], to: Path, jobs: int, progress: Progress) -> Done:
    pages = build.plan.pages
    chunks = [range(at, min(at + CHUNK, len(pages))) for at in range(0, len(pages), CHUNK)]
    total = Done()
    # One of the user's own renders in one process, so that its bounds hold for the whole of it.
    if jobs > 1 and len(chunks) > 1 and build.order.exporter.bundled:
        parts = _in_processes(build.order, known, to, min(jobs, len(chunks)), chunks)
    else:
        parts = (_make_chunk(build, known, str(to), chunk) for chunk in chunks)
    for number, part in enumerate(parts, 1):
        _add(total, part)
        progress.at(number / len(chunks), _("{count} pages").format(count=len(total.entries)))
    return total


def _in_processes(
    order: Order, known: Mapping[str, Entry], to: Path, jobs: int, chunks: Sequence[range]
) -> Iterator[Done]:
    """The chunks in order, made in other processes. Spawned: a fork of a program with threads may hang."""
    # Packed by msgspec, since pickling the texts of a large funnel takes longer than rendering them.
    load = msgspec.msgpack.encode((order, known, str(to)))
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (load,)) as pool:
        try:
            for part in pool.map(_work, chunks):
                yield msgspec.msgpack.decode(part, type=Done)
        finally:
            pool.shutdown(cancel_futures=True)


_at_work: list[tuple[Build, Mapping[str, Entry], str]] = []
"""In a worker process: what it works on."""


def _start_worker(load: bytes) -> None:
    order, known, to = msgspec.msgpack.decode(load, type=tuple[Order, dict[str, Entry], str])
    _at_work[:] = [(Build(order), known, to)]


def _work(chunk: range) -> bytes:
    build, known, to = _at_work[0]
    return msgspec.msgpack.encode(_make_chunk(build, known, to, chunk))


def _make_chunk(build: Build, known: Mapping[str, Entry], to: str, chunk: range) -> Done:
    done = Done()
    build.gathered.warnings.clear()
    for number in chunk:
        make_page(build, build.plan.pages[number], known, to, done)
    done.pictures.update(build.pictures.needed)
    done.warnings += [*build.gathered.warnings, *build.pictures.missing.values()]
    return done


def _add(total: Done, part: Done) -> None:
    total.entries.update(part.entries)
    total.written += part.written
    total.foreign += part.foreign
    total.pictures.update(part.pictures)
    total.warnings += part.warnings


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
    _write(f"{to}/{site.STAGING}/{file.path}", data)
    done.written.append(file.path)

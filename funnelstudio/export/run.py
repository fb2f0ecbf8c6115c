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
from funnelstudio.export.pictures import Picture
from funnelstudio.export.plan import Page
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


class Done(msgspec.Struct):
    """What one chunk of pages came to. `foreign` are files in the way that are not ours."""

    entries: dict[str, Entry] = {}
    written: list[str] = []
    foreign: list[str] = []
    pictures: dict[str, Picture] = {}
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
    progress: Progress | None = None,
) -> ExportResult:
    """Write the pages of `funnel` into the folder `to`; only what changed is rendered and written.

    `assets` holds the funnel's pictures. With `jobs` above 1 that many processes render; the bytes are the
    same. In a `draft` untranslated texts are marked. Raises UserError with the reason, Cancelled from
    `progress`; in both cases the last site stays as it was.
    """
    progress = progress or Progress()
    chosen = exporter if isinstance(exporter, Exporter) else find_exporter(exporter)
    order = order_of(funnel, assets, chosen, languages, draft=draft)
    build = Build(order, progress)
    record = Record(exporter=chosen.name, start=start_id(funnel), title=funnel.title)
    last = site.open_target(to, record, assets)
    try:
        site.prepare_folders(to, [page.path for page in build.plan.pages])
        with site.clear_errors(to):
            done = _make_all(build, last.files, to, jobs, progress.share(0.02, 0.9))
            _copy_pictures(done, last.files, to)
        site.refuse_foreign(to, done.foreign)
        progress.at(0.92)
        removed = site.publish(to, msgspec.structs.replace(record, files=done.entries))
    finally:
        build.renderer.close()
        site.discard(to)
    progress.at(1.0)
    fresh = set(done.written)
    same = tuple(path for path in done.entries if path not in fresh)
    return ExportResult(
        tuple(done.written), same, removed, build.plan.pages, tuple(dict.fromkeys(done.warnings))
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
    """The HTML of one step's page as it would be exported, with links relative to its path."""
    chosen = exporter if isinstance(exporter, Exporter) else find_exporter(exporter)
    build = Build(order_of(funnel, assets, chosen, draft=draft))
    for page in build.plan.pages:
        if (page.step, page.tag) == (step_id, tag):
            try:
                return build.text(page, build.context(page))
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
    done.pictures.update(build.pictures.found)
    done.warnings += [*build.gathered.warnings, *build.pictures.missing.values()]
    return done


def _add(total: Done, part: Done) -> None:
    total.entries.update(part.entries)
    total.written += part.written
    total.foreign += part.foreign
    total.pictures.update(part.pictures)
    total.warnings += part.warnings


def _copy_pictures(done: Done, known: Mapping[str, Entry], to: Path) -> None:
    for picture in {picture.path: picture for picture in done.pictures.values()}.values():
        data = Path(picture.source).read_bytes()
        content = site.content_hash(data)
        done.entries[picture.path] = Entry(content, content)
        there = site.file_hash(to / picture.path)
        if there == content:
            continue
        if there and (picture.path not in known or known[picture.path].content != there):
            done.foreign.append(picture.path)
            continue
        (to / site.STAGING / picture.path).parent.mkdir(exist_ok=True)
        _write(f"{to}/{site.STAGING}/{picture.path}", data)
        done.written.append(picture.path)

"""Makes the pages of a site into its staging folder, alone or together with other processes."""

from __future__ import annotations

import gc
import os
import time
from collections import deque
from collections.abc import Container, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import msgspec

from funnelstudio.export import site
from funnelstudio.export.build import Build, Order
from funnelstudio.export.picture_files import PictureFile
from funnelstudio.export.plan import Page
from funnelstudio.export.render import compiled
from funnelstudio.export.site import Entry
from funnelstudio.i18n import _
from funnelstudio.progress import Progress

CHUNK: Final = 32
"""Pages that are made before it is told how many are."""

MANY: Final = 3_000
"""New pages for which other processes are started before it is seen how long they take."""

WORTHWHILE: Final = 0.7
"""Seconds of work that must be left for other processes to be started, which takes them half of that."""


class Done(msgspec.Struct):
    """What one chunk of pages came to. `foreign` are files in the way that are not ours."""

    entries: dict[str, Entry] = {}
    written: list[str] = []
    foreign: list[str] = []
    pictures: dict[str, PictureFile] = {}
    warnings: list[str] = []


def make_all(build: Build, known: Mapping[str, Entry], to: Path, jobs: int, progress: Progress) -> Done:
    """Make all pages of a site that is to stand in the folder `to`, where `known` files stand by now."""
    pages = build.plan.pages
    chunks = [range(at, min(at + CHUNK, len(pages))) for at in range(0, len(pages), CHUNK)]
    parts: dict[int, Done] = {}
    count = 0
    for number, part in _parts(build, known, to, jobs, chunks):
        parts[number] = part
        count += len(part.entries)
        progress.at(len(parts) / len(chunks), _("{count} pages").format(count=count))
    total = Done()
    for number in range(len(chunks)):
        _add(total, parts.pop(number))
    return total


def _parts(
    build: Build, known: Mapping[str, Entry], to: Path, jobs: int, chunks: Sequence[range]
) -> Iterator[tuple[int, Done]]:
    """What each chunk came to, in any order. Other processes help once it is seen that it takes long."""
    waiting = deque(enumerate(chunks))
    # One of the user's own renders in one process, so that its bounds hold for the whole of it.
    if jobs == 1 or not build.order.exporter.bundled:
        # The overview of all pages, in the last one, takes the most memory: the others use what it leaves.
        waiting.rotate(1)
        jobs = 1
    taken: list[float] = []
    with ExitStack() as until_done:
        # Where so much is new it will take long; else it is seen whether it does.
        sure = jobs > 1 and len(build.plan.pages) - len(known) >= MANY
        helpers = until_done.enter_context(_helpers(jobs - 1)) if sure else None
        while waiting:
            started = time.perf_counter()
            number, chunk = waiting.popleft()
            yield number, _make_chunk(build, known, str(to), chunk)
            taken.append(time.perf_counter() - started)
            # The first also compiled the templates.
            long = jobs > 1 and len(taken) > 1 and min(taken) * len(waiting) >= WORTHWHILE
            if helpers is not None or long:
                helpers = helpers or until_done.enter_context(_helpers(jobs - 1))
                yield from _shared(build, known, to, helpers, waiting)


class _Helpers(NamedTuple):
    """Other processes, and the file in which they find what they work on."""

    pool: ProcessPoolExecutor
    load: str


@contextmanager
def _helpers(count: int) -> Iterator[_Helpers]:
    """So many processes, which start at once. They are spawned: a fork of a program with threads may hang."""
    with (
        TemporaryDirectory(prefix="funnelstudio-export-", ignore_cleanup_errors=True) as folder,
        ProcessPoolExecutor(count, get_context("spawn")) as pool,
    ):
        for _number in range(count):
            pool.submit(_wake)
        try:
            yield _Helpers(pool, f"{folder}/load")
        finally:
            pool.shutdown(cancel_futures=True)


def _shared(
    build: Build,
    known: Mapping[str, Entry],
    to: Path,
    helpers: _Helpers,
    waiting: deque[tuple[int, range]],
) -> Iterator[tuple[int, Done]]:
    """The chunks, made by other processes from the first on and here from the last on until they meet."""
    # Packed by msgspec, since pickling the texts of a large funnel takes longer than rendering them; in a
    # file, since this process would else wait until the other has started and taken it.
    load = msgspec.msgpack.encode((build.order, known, str(to), compiled(build.order.exporter)))
    write(helpers.load, load)
    del load
    theirs = deque(
        (number, chunk, helpers.pool.submit(_work, helpers.load, chunk)) for number, chunk in waiting
    )
    waiting.clear()
    while theirs:
        number, chunk, future = theirs[-1]
        if future.cancel():
            theirs.pop()
            yield number, _make_chunk(build, known, str(to), chunk)
            if not (theirs and theirs[0][2].done()):
                continue
        number, chunk, future = theirs.popleft()
        yield number, msgspec.msgpack.decode(future.result(), type=Done)


_at_work: list[tuple[Build, Mapping[str, Entry], str]] = []
"""In a worker process: what it works on."""


_Load = tuple[Order, dict[str, Entry], str, dict[str, bytes]]
"""What a worker is told: what to make, what stands there by now, where, and the compiled templates."""


def _wake() -> None:
    """Nothing: the process has begun, and this module is imported, when it is asked for that."""


def _begin(load: str) -> None:
    gc.disable()  # nothing of this is garbage before the process ends
    order, known, to, templates = msgspec.msgpack.decode(Path(load).read_bytes(), type=_Load)
    compiled(order.exporter).update(templates)
    _at_work[:] = [(Build(order), known, to)]
    gc.freeze()
    gc.enable()


def _work(load: str, chunk: range) -> bytes:
    if not _at_work:
        _begin(load)
    build, known, to = _at_work[0]
    return msgspec.msgpack.encode(_make_chunk(build, known, to, chunk))


def _make_chunk(build: Build, known: Mapping[str, Entry], to: str, chunk: range) -> Done:
    done = Done()
    build.gathered.warnings.clear()
    pages = [build.plan.pages[number] for number in chunk]
    folders = {folder for folder in set(map(_folder, pages)) if os.path.isdir(f"{to}/{folder}")}  # noqa: PTH112 - as in write
    for page in pages:
        _make_page(build, page, known, to, folders, done)
    done.pictures.update(build.pictures.taken())
    done.warnings += [*build.gathered.warnings, *build.pictures.missing.values()]
    return done


def _folder(page: Page) -> str:
    return page.path.rpartition("/")[0]


def _make_page(
    build: Build, page: Page, known: Mapping[str, Entry], to: str, folders: Container[str], done: Done
) -> None:
    """Make one page into the staging folder, unless the file that is there is the same.

    Only in `folders` a file may be there.
    """
    made_from = build.inputs.hash_of(page)
    old = known.get(page.path)
    there = site.file_hash(f"{to}/{page.path}") if _folder(page) in folders else ""
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
    write(f"{to}/{site.STAGING}/{page.path}", data)
    done.written.append(page.path)


def write(path: str, data: bytes) -> None:
    """Write a file whose folder is there; half the time of Path.write_bytes."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def _add(total: Done, part: Done) -> None:
    total.entries.update(part.entries)
    total.written += part.written
    total.foreign += part.foreign
    total.pictures.update(part.pictures)
    total.warnings += part.warnings

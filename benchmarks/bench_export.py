"""Export of 10,000 pages against Hugo, Pelican and bare sandboxed Jinja2, against itself, and its memory.

Prints ratios of times from one run, best of three rounds. All rounds write into fresh folders, and nothing is
deleted before the last is over: new files take twice the time right after as many were deleted.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from benchmarks.large_funnel import LANGUAGES, large_funnel
from benchmarks.peers import given, with_hugo, with_pelican
from funnelstudio.export import export, find_exporter
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.plan import Page
from funnelstudio.export.render import environment
from funnelstudio.model.funnel import Funnel

PAGES = 10_000
ROUNDS = 3
COMPARED = 97
"""Every so-manieth page is compared with those of the peers, word by word."""


def bare(build: Build, contexts: Mapping[Page, Mapping[str, Any]], to: Path) -> float:
    """Seconds that Jinja2's own sandbox needs to render and write all pages from contexts that are ready."""
    for folder in {(to / page.path).parent for page in contexts}:
        folder.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    engine = ImmutableSandboxedEnvironment(
        loader=DictLoader(build.order.exporter.templates),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    engine.filters.update(environment(build.order.exporter).filters)
    for page, context in contexts.items():
        text = engine.get_template(page.template).render(context)
        (to / page.path).write_bytes(text.encode())
    return time.perf_counter() - started


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes. What is in memory before is no concern of the garbage collector's."""
    gc.collect()
    gc.freeze()
    os.sync()  # what others have written is not this one's to wait for
    started = time.perf_counter()
    work()
    taken = time.perf_counter() - started
    gc.unfreeze()
    return taken


def compile_modules(to: Path) -> None:
    """Let processes that are started from here find their modules compiled, as in an installed program."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(to)
    subprocess.run([sys.executable, "-c", "import funnelstudio.export.making"], check=True)


class Race:
    """All that is compared, made ready to be run again and again in folders below `work`."""

    def __init__(self, steps: int, work: Path) -> None:
        self.work = work
        self.funnel: Funnel = large_funnel(steps)
        self.build = Build(order_of(self.funnel, None, find_exporter("static")))
        pages = given.pages_of(self.build)
        self.contexts = {page: self.build.context(page) for page in pages}
        self.facts = {
            page.path: given.facts(self.build, page, context) for page, context in self.contexts.items()
        }
        with_hugo.prepare(self.build, self.facts.values(), work / "hugo")
        with_pelican.prepare(self.build, self.contexts, work / "pelican")
        self.seen = {page: self.build.seen(page, context) for page, context in self.contexts.items()}

    def round(self, to: Path, *, first: bool) -> dict[str, float]:
        """Seconds of everything, once; of Pelican in the `first` round."""
        funnel = self.funnel
        found = {
            "bare": timed(lambda: bare(self.build, self.seen, to / "bare")),
            "one job": timed(lambda: export(funnel, None, to / "one")),
            "unchanged": timed(lambda: export(funnel, None, to / "one")),
            "hugo": timed(lambda: with_hugo.run(self.work / "hugo", to / "hugo")),
            "hugo on one core": timed(lambda: with_hugo.run(self.work / "hugo", to / "hugo 1", cores=1)),
            "two jobs": timed(lambda: export(funnel, None, to / "two", jobs=2)),
        }
        if first:  # it takes a minute, and is far from close
            found["pelican"] = timed(lambda: with_pelican.run(self.work / "pelican", to / "pelican"))
        return found

    def refuse_unlike(self, to: Path) -> None:
        """Stop unless the bare pages are ours to the byte, and those of the peers hold the same texts."""
        for page in self.contexts:
            ours = (to / "one" / page.path).read_bytes()
            if (to / "bare" / page.path).read_bytes() != ours or (
                to / "two" / page.path
            ).read_bytes() != ours:
                raise SystemExit(f"{page.path} differs: the comparison would not be fair")
            if not (to / "hugo" / page.path).is_file() or not (to / "pelican" / page.path).is_file():
                raise SystemExit(f"{page.path} was not made by a peer: the comparison would not be fair")
        some = {path: self.facts[path] for path in [*self.facts][::COMPARED]}
        given.refuse_other_texts(some, {name: to / name for name in ("one", "hugo", "pelican")})


def measure(steps: int, rounds: int) -> dict[str, float]:
    """The best times in seconds of several rounds."""
    best: dict[str, float] = {}
    work = Path(tempfile.mkdtemp(prefix="bench-export-"))
    try:
        compile_modules(work / "compiled")
        race = Race(steps, work)
        for number in range(rounds):
            times = race.round(work / f"round {number}", first=number == 0)
            print({name: round(seconds, 2) for name, seconds in times.items()}, file=sys.stderr, flush=True)
            best |= {name: min(seconds, best.get(name, seconds)) for name, seconds in times.items()}
        race.refuse_unlike(work / "round 0")
    finally:
        shutil.rmtree(work)
    return best


def memory(pages: int) -> tuple[float, float]:
    """Megabytes at the most of a process of its own: before it exports, with the funnel loaded, and after."""
    command = [sys.executable, __file__, "--memory", str(pages)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    before, after = done.stdout.split()
    return float(before), float(after)


def show_memory(pages: int) -> None:
    """In a process of its own: print the highest memory before and after an export."""
    funnel = large_funnel(pages // len(LANGUAGES))
    build = Build(order_of(funnel, None, find_exporter("static")))
    build.make(build.plan.pages[0], build.context(build.plan.pages[0]))
    before = _peak()
    with tempfile.TemporaryDirectory(prefix="bench-export-") as to:
        export(funnel, None, Path(to))
    print(before, _peak())


def _peak() -> float:
    """The most memory that this process has had. A child's `ru_maxrss` begins with its parent's."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().partition("VmHWM:")[2].split(maxsplit=1)[0]) / 1000
    in_kilobytes = 1000 if sys.platform != "darwin" else 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / in_kilobytes


def report(pages: int, rounds: int) -> None:
    times = measure(max(8, pages // len(LANGUAGES)), rounds)
    one, two = times["one job"], times["two jobs"]
    print(f"export of {pages} pages: Hugo's data mode / two jobs\t{times['hugo'] / two:.2f}\t>= 1.5")
    print(f"Hugo's data mode / one job\t{times['hugo'] / one:.2f}\t>= 1")
    print(f"Hugo's data mode on one core / one job\t{times['hugo on one core'] / one:.2f}\t")
    print(f"one job / bare sandboxed Jinja2\t{one / times['bare']:.2f}\t<= 1.3")
    print(f"Pelican / two jobs\t{times['pelican'] / two:.1f}\t>= 5")
    print(f"Pelican / one job\t{times['pelican'] / one:.1f}\t")
    print(f"one job / two jobs\t{one / two:.2f}\t>= 1.6")
    print(f"unchanged export / full export\t{times['unchanged'] / one:.2f}\t<= 0.25")
    for count in (pages // 4, pages // 2, pages):
        before, after = memory(count)
        print(f"MB at the most with {count} pages, {before:.0f} before the export\t{after:.0f}\t")


def main() -> None:
    report(PAGES, ROUNDS)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        show_memory(int(sys.argv[2]))
    else:
        report(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES, ROUNDS)

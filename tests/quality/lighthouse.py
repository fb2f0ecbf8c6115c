"""Lighthouse on pages that a server on this machine hands out: its four scores, and what they lack."""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

import msgspec

from tests.quality.tools import chromium, chromium_args, node, npm_modules

SCRIPT: Final = Path(__file__).with_suffix(".mjs")
SEO: Final = "seo"
PERFORMANCE: Final = "performance"


class Scores(msgspec.Struct, frozen=True):
    """What Lighthouse gives a page in each category, 0 to 100, and for each what keeps it from 100."""

    url: str
    scores: Mapping[str, int]
    lost: Mapping[str, tuple[str, ...]]
    error: str = ""

    def below(self, *, indexed: bool) -> list[str]:
        """What is below 100, a line each; a page that may not be found has no SEO to lose."""
        if self.error:
            return [f"Lighthouse could not look: {self.error}"]
        return [
            f"{category} {score}: {'; '.join(self.lost[category]) or 'no audit says why'}"
            for category, score in self.scores.items()
            if score < 100 and (indexed or category != SEO)
        ]


class Lighthouse:
    """One running Lighthouse with a Chromium of its own; it looks at one page after the other."""

    def __init__(self) -> None:
        flags = json.dumps(["--headless=new", *chromium_args()])
        command = [node(), str(SCRIPT), str(npm_modules()), chromium(), flags]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def look_thrice(self, url: str) -> Scores:
        """The scores of the run of three whose speed is in the middle."""
        runs = [self.look(url) for _ in range(3)]
        middle = statistics.median_low([run.scores.get(PERFORMANCE, 0) for run in runs])
        return next(run for run in runs if run.scores.get(PERFORMANCE, 0) == middle)

    def look(self, url: str) -> Scores:
        """The scores of the page at `url`."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        stdin.write(f"{url}\n")
        stdin.flush()
        answer = stdout.readline()
        if not answer:
            raise RuntimeError(f"Lighthouse ended at {url} with code {self._process.wait(timeout=30)}.")
        return msgspec.json.decode(answer, type=Scores)

    def close(self) -> None:
        """Let it end its Chromium and itself."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=30)


@contextmanager
def lighthouse() -> Iterator[Lighthouse]:
    """A Lighthouse for as long as it is needed."""
    running = Lighthouse()
    try:
        yield running
    finally:
        running.close()


def look_at(urls: Iterable[str], jobs: int = 2) -> dict[str, Scores]:
    """The scores of each page, looked at by `jobs` at a time.

    Where speed is below 100, three more runs with nothing beside them count, as a busy machine is slow too.
    """
    waiting: SimpleQueue[str] = SimpleQueue()
    for url in urls:
        waiting.put(url)
    found: dict[str, Scores] = {}

    def work() -> None:
        with lighthouse() as running:
            while True:
                try:
                    url = waiting.get_nowait()
                except Empty:
                    return
                found[url] = running.look(url)

    with ThreadPoolExecutor(jobs) as pool:
        for done in [pool.submit(work) for _ in range(jobs)]:
            done.result()
    slow = [url for url, each in found.items() if each.scores.get(PERFORMANCE, 100) < 100]
    if slow:
        with lighthouse() as running:
            found.update({url: running.look_thrice(url) for url in slow})
    return found

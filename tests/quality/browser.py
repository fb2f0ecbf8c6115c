"""Chromium, started for as long as it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import TypeVar

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.quality.tools import chromium, chromium_args

Result = TypeVar("Result")


@contextmanager
def running(*options: str) -> Iterator[Browser]:
    """A headless Chromium that reaches this machine only; open pages in `new_context()` and close it."""
    with sync_playwright() as playwright, launched(playwright, *options) as browser:
        yield browser


@contextmanager
def launched(playwright: Playwright, *options: str) -> Iterator[Browser]:
    """The same of a Playwright that is there already: a thread can have one only."""
    browser = playwright.chromium.launch(
        executable_path=chromium(), args=[*chromium_args(), *options], chromium_sandbox=False
    )
    try:
        yield browser
    finally:
        browser.close()


def in_browsers(tasks: Sequence[Callable[[Browser], Result]], jobs: int, *options: str) -> list[Result]:
    """What the tasks return, in their order; each of `jobs` threads has a browser for those that it does."""
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in range(len(tasks)):
        waiting.put(number)
    found: dict[int, Result] = {}

    def work() -> None:
        with running(*options) as browser:
            while True:
                try:
                    number = waiting.get_nowait()
                except Empty:
                    return
                found[number] = tasks[number](browser)

    with ThreadPoolExecutor(jobs) as pool:
        for done in [pool.submit(work) for _ in range(jobs)]:
            done.result()
    return [found[number] for number in range(len(tasks))]

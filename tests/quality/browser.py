"""Chromium, started for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.quality.tools import chromium, chromium_args


@contextmanager
def running(*options: str) -> Iterator[Browser]:
    """A headless Chromium that reaches this machine only; open pages in `new_context()` and close it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*chromium_args(), *options], chromium_sandbox=False
        )
        try:
            yield browser
        finally:
            browser.close()

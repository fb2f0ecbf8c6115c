"""Chromium for the tests that look at pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.quality.tools import chromium, chromium_args


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """A headless Chromium that reaches this machine only; open pages in `new_context()` and close it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=chromium_args(), chromium_sandbox=False
        )
        yield browser
        browser.close()

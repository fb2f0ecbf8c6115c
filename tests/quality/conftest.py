"""Chromium for the tests that look at pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.quality.browser import running


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """A headless Chromium that reaches this machine only; open pages in `new_context()` and close it."""
    with running() as browser:
        yield browser

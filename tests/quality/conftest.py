"""What the tests that look at pages share: Chromium, and the pictures that exports made before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.quality.browser import launched
from tests.quality.tools import CACHE


@pytest.fixture(scope="session", autouse=True)
def kept_pictures() -> Iterator[None]:
    """AVIF in all sizes takes seconds to make: once is enough for all tests here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUNNELSTUDIO_CACHE", str(CACHE))
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers; there can be one only."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def chromium_browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium that reaches this machine only; open pages in `new_context()` and close it."""
    with launched(playwright) as browser:
        yield browser

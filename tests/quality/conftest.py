"""What the tests that look at pages share: Chromium, and the pictures that exports made before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.quality.browser import running
from tests.quality.tools import CACHE


@pytest.fixture(scope="session", autouse=True)
def kept_pictures() -> Iterator[None]:
    """AVIF in all sizes takes seconds to make: once is enough for all tests here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUNNELSTUDIO_CACHE", str(CACHE))
        yield


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """A headless Chromium that reaches this machine only; open pages in `new_context()` and close it."""
    with running() as browser:
        yield browser

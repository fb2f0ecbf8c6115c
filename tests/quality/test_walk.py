"""Every path of every sample in every language is walked by clicking to its thank-you page, scripts off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.quality.browser import launched
from tests.quality.sites import BASE, Choice, all_themes, make, sample, samples
from tests.quality.walking import NO_PICTURES, walk_site

LANGUAGES = [(name, language.tag) for name in samples() for language in sample(name)[0].languages]


@pytest.fixture(scope="module")
def walker(playwright: Playwright) -> Iterator[Browser]:
    """A browser that shows no pictures: they keep their places."""
    with launched(playwright, NO_PICTURES) as browser:
        yield browser


@pytest.mark.parametrize(("name", "tag"), LANGUAGES)
def test_every_path_leads_to_its_ending(name: str, tag: str, walker: Browser, tmp_path: Path) -> None:
    themes = all_themes()
    site = make(Choice(BASE, themes[LANGUAGES.index((name, tag)) % len(themes)], name), tmp_path, quick=True)
    walked = walk_site(walker, site, sample(name)[0], tag)
    print(f"{name} {tag}: {len(walked.clicked)} of {len(walked.wanted)} paths in {walked.clicks} clicks")
    assert walked.problems == []
    assert walked.clicked == walked.wanted
    assert walked.wanted

"""The plain pages of every sample in every language, each looked at in Chromium; the themes take turns."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quality.files import file_findings, nu_findings
from tests.quality.serving import served
from tests.quality.sites import BASE, Choice, Site, all_themes, make, samples
from tests.quality.visits import looked_at, visit_findings


@pytest.fixture(scope="module", params=samples())
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The exported site of one sample."""
    themes = all_themes()
    theme = themes[samples().index(request.param) % len(themes)]
    yield make(Choice(BASE, theme, request.param), tmp_path_factory.mktemp(request.param))


def test_the_export_warns_of_nothing(site: Site) -> None:
    assert site.warnings == ()


def test_languages_links_weight_and_policy(site: Site) -> None:
    assert [finding.line() for finding in file_findings(site)] == []


def test_the_nu_checker_has_nothing_to_say(site: Site, tmp_path: Path) -> None:
    assert [finding.line() for finding in nu_findings([site], tmp_path)] == []


def test_chromium_and_axe_have_nothing_to_say(site: Site, chromium_browser: Browser) -> None:
    with served(site.root) as base:
        found = visit_findings(chromium_browser, site, looked_at(site), base)
    assert [finding.line() for finding in found] == []


def test_buyers_pages_have_no_script(site: Site) -> None:
    texts = [(site.root / page.path).read_text(encoding="utf-8") for page in site.html if page.for_buyers]
    assert texts and not [text for text in texts if "<script" in text.lower() and "ld+json" not in text]


def test_an_export_needs_no_window() -> None:
    code = (
        "import sys; import funnelstudio.export.run; print(any(m.startswith('PySide6') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

"""Every exporter with every sample: its files; and in Chromium a page of each kind. The themes take turns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from funnelstudio.export.exporter import load_exporters
from tests.quality.files import file_findings, nu_findings
from tests.quality.pictures import with_every_kind
from tests.quality.serving import served
from tests.quality.sites import BASE, Choice, Site, all_themes, choices, make, make_from, one_of_each_kind
from tests.quality.visits import scriptless_findings, visit_findings

OTHERS = [name for name in load_exporters() if name != BASE]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Site]]]:
    """The sites of each exporter but the one that the others extend."""
    folder = tmp_path_factory.mktemp("exporters")
    found: dict[str, list[Site]] = {}
    for choice in choices(only=OTHERS):
        found.setdefault(choice.exporter, []).append(make(choice, folder, quick=True))
    yield found


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """From each exporter a site with a page of every kind, in English and Arabic."""
    folder = tmp_path_factory.mktemp("kinds")
    funnel, assets = with_every_kind()
    themes = all_themes()
    yield {
        name: make_from(Choice(name, themes[turn % len(themes)], "kinds"), funnel, assets, folder, quick=True)
        for turn, name in enumerate(load_exporters())
    }


@pytest.mark.parametrize("name", OTHERS)
def test_files_are_right(name: str, sites: dict[str, list[Site]], kinds: dict[str, Site]) -> None:
    found = [finding for site in (*sites[name], kinds[name]) for finding in file_findings(site)]
    assert [finding.line() for finding in found] == []


def test_the_nu_checker_has_nothing_to_say(
    sites: dict[str, list[Site]], kinds: dict[str, Site], tmp_path: Path
) -> None:
    some = [found[turn % len(found)] for turn, found in enumerate(sites.values())]
    assert [finding.line() for finding in nu_findings([*kinds.values(), *some], tmp_path)] == []


@pytest.mark.parametrize("name", load_exporters())
def test_chromium_and_axe_have_nothing_to_say(
    name: str, kinds: dict[str, Site], chromium_browser: Browser
) -> None:
    site = kinds[name]
    pages = one_of_each_kind(site)
    with served(site.root) as base:
        found = visit_findings(chromium_browser, site, pages, base, dark=False)
    found += scriptless_findings(chromium_browser, site, pages)
    assert [finding.line() for finding in found] == []

"""`./studio quality`: judges every exporter, theme and sample language; writes build/quality/report.html."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Final

from playwright.sync_api import Browser

from funnelstudio.export.exporter import load_exporters
from funnelstudio.model.languages import is_rtl
from tests.quality import pictures
from tests.quality.browser import in_browsers
from tests.quality.files import file_findings, nu_findings
from tests.quality.lighthouse import look_at
from tests.quality.outcome import Outcome, Rated, write
from tests.quality.serving import served
from tests.quality.sites import (
    BASE,
    INDEXED,
    Choice,
    Finding,
    PageFile,
    Site,
    all_themes,
    choices,
    make,
    make_from,
    one_of_each_kind,
    sample,
    samples,
)
from tests.quality.tools import BUILD, CACHE
from tests.quality.visits import looked_at, scriptless_findings, visit_findings
from tests.quality.walking import NO_PICTURES, Walked, walk_site

FOLDER: Final = BUILD / "quality"
EVERY_KIND: Final = "every-kind"
"""The name of the funnel that has a page of each kind in two languages, one of them from right to left."""

SKIPPED: Final = ("nu", "visits", "walk", "pictures", "lighthouse")


def main(arguments: Sequence[str]) -> int:
    """Judge, write the report, and print a line for each failure; 0 when there is none."""
    asked = _arguments(arguments)
    began = time.monotonic()
    os.environ.setdefault("FUNNELSTUDIO_CACHE", str(CACHE))
    shutil.rmtree(FOLDER, ignore_errors=True)
    outcome = Outcome()
    sites = _export(outcome, choices(full=asked.full, only=asked.exporter))
    kinds = _kind_sites(outcome, asked.exporter, full=asked.full)
    _step(outcome, "files", lambda: _files(outcome, [*sites, *kinds]))
    if "nu" not in asked.skip:
        _step(outcome, "nu", lambda: _nu(outcome, [*sites, *kinds]))
    if "visits" not in asked.skip:
        _step(outcome, "visits", lambda: _visit(outcome, sites, kinds, asked.jobs, full=asked.full))
    if "walk" not in asked.skip:
        _step(outcome, "walk", lambda: _walk(outcome, sites, asked.jobs))
    if "pictures" not in asked.skip:
        _step(outcome, "pictures", lambda: _pictures(outcome, kinds, asked.jobs))
    if "lighthouse" not in asked.skip:
        _step(outcome, "lighthouse", lambda: _lighthouse(outcome, kinds, asked.jobs, full=asked.full))
    outcome.sites = sites
    outcome.seconds["all"] = time.monotonic() - began
    page = write(outcome, FOLDER)
    for finding in outcome.findings:
        print(finding.line())
    print(f"{len(outcome.findings) or 'No'} failures in {outcome.seconds['all']:.0f} s. The report: {page}")
    return 1 if outcome.findings else 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./studio quality", description=__doc__)
    parser.add_argument("--full", action="store_true", help="all pages of all exporters in all themes: hours")
    parser.add_argument("--exporter", action="append", default=[], help="this one alone; may be repeated")
    parser.add_argument("--skip", action="append", default=[], choices=SKIPPED, help="leave a part out")
    parser.add_argument("--jobs", type=int, default=2, help="how much is done at a time")
    return parser.parse_args(arguments)


def _step(outcome: Outcome, name: str, work: partial[None] | object) -> None:
    """Do one part of the work and tell how long it took."""
    began, before = time.monotonic(), len(outcome.findings)
    assert callable(work)
    work()
    outcome.seconds[name] = time.monotonic() - began
    failures = len(outcome.findings) - before
    say(f"{name}: {outcome.counts.get(name, '')} in {outcome.seconds[name]:.0f} s, {failures} failures")


def say(text: str) -> None:
    """Tell how far it is, beside the lines for failures."""
    print(text, file=sys.stderr, flush=True)


def _export(outcome: Outcome, wanted: Iterable[Choice]) -> list[Site]:
    began = time.monotonic()
    sites = []
    for choice in wanted:
        try:
            sites.append(make(choice, FOLDER / "sites"))
        except Exception as error:  # whatever it is, the report tells it
            outcome.findings.append(Finding("export", choice.name, "", f"{type(error).__name__}: {error}"))
    outcome.note_warnings(sites)
    outcome.seconds["export"] = time.monotonic() - began
    files = sum(len(site.pages) for site in sites)
    outcome.counts["export"] = f"{len(sites)} sites, {files} files"
    say(f"export: {outcome.counts['export']} in {outcome.seconds['export']:.0f} s")
    return sites


def _kind_sites(outcome: Outcome, only: Sequence[str], *, full: bool) -> list[Site]:
    """The funnel with a page of each kind: by the base in every theme, by the others in one each."""
    funnel, assets = pictures.with_every_kind()
    names = all_themes()
    sites = []
    for turn, exporter in enumerate(load_exporters()):
        if only and exporter not in only:
            continue
        for theme in names if full or exporter == BASE else [names[turn % len(names)]]:
            choice = Choice(exporter, theme, EVERY_KIND)
            try:
                sites.append(make_from(choice, funnel, assets, FOLDER / "sites"))
            except Exception as error:  # whatever it is, the report tells it
                outcome.findings.append(
                    Finding("export", choice.name, "", f"{type(error).__name__}: {error}")
                )
    return sites


def _files(outcome: Outcome, sites: list[Site]) -> None:
    for site in sites:
        outcome.findings += file_findings(site)
    outcome.counts["files"] = f"{sum(len(site.pages) for site in sites)} files"


def _nu(outcome: Outcome, sites: list[Site]) -> None:
    outcome.findings += nu_findings(sites, FOLDER / "blocks")
    outcome.counts["nu"] = f"{sum(len(site.html) for site in sites)} pages"


def _visit(outcome: Outcome, sites: list[Site], kinds: list[Site], jobs: int, *, full: bool) -> None:
    """Every page of the base, wide and narrow; of the others those of each kind, the one way or the other."""
    tasks = []
    for turn, site in enumerate((*sites, *kinds)):
        base = site.choice.exporter == BASE
        if full:
            pages = looked_at(site)
        elif site in kinds:
            pages = one_of_each_kind(site)
        elif base:
            pages = _in_turn(site)
        else:
            # Made as the base makes its own: one sample of each will do, and the files tell the rest.
            pages = one_of_each_kind(site) if turn % len(samples()) == 0 else []
        if pages:
            tasks.append(partial(_look, site=site, pages=pages, dark=full or base))
    for found in in_browsers(tasks, jobs):
        outcome.findings += found
    outcome.counts["visits"] = f"{sum(len(task.keywords['pages']) for task in tasks)} pages"


def _in_turn(site: Site) -> list[PageFile]:
    """The pages in the languages whose turn it is in this theme: each language has one theme."""
    names = all_themes()
    turn = names.index(site.choice.theme)
    tags = {tag for place, tag in enumerate(site.languages) if place % len(names) == turn}
    return [page for page in looked_at(site) if page.tag in tags or (not page.tag and turn == 0)]


def _look(browser: Browser, *, site: Site, pages: list[PageFile], dark: bool) -> list[Finding]:
    with served(site.root) as base:
        found = visit_findings(browser, site, pages, base, dark=dark)
    return found + scriptless_findings(browser, site, pages)


def _walk(outcome: Outcome, sites: list[Site], jobs: int) -> None:
    """Every path once in each language; the themes take turns."""
    first: dict[str, list[Site]] = {}
    for site in sites:
        if site.choice.exporter == BASE:
            first.setdefault(site.choice.sample, []).append(site)
    walks = [
        (themed[place % len(themed)], tag)
        for themed in first.values()
        for place, tag in enumerate(themed[0].languages)
    ]
    tasks = [partial(_walk_one, site=site, tag=tag) for site, tag in walks]
    for (site, _), walked in zip(walks, in_browsers(tasks, jobs, NO_PICTURES), strict=True):
        outcome.walks.append((site.choice.sample, walked))
        outcome.findings += [site.finding("walk", "", problem) for problem in walked.problems]
    paths = sum(len(walked.clicked) for _, walked in outcome.walks)
    clicks = sum(walked.clicks for _, walked in outcome.walks)
    outcome.counts["walk"] = f"{paths} paths in {clicks} clicks"


def _walk_one(browser: Browser, *, site: Site, tag: str) -> Walked:
    return walk_site(browser, site, sample(site.choice.sample)[0], tag)


def _pictures(outcome: Outcome, kinds: list[Site], jobs: int) -> None:
    tasks = [
        partial(pictures.take, site=site, into=FOLDER / "pictures")
        for site in kinds
        if site.choice.exporter == BASE
    ]
    outcome.shots = [shot for shots in in_browsers(tasks, jobs) for shot in shots]
    outcome.counts["pictures"] = f"{len(outcome.shots)} pictures"


def _lighthouse(outcome: Outcome, kinds: list[Site], jobs: int, *, full: bool) -> None:
    """Each kind of page of the base in every theme; of the others some, so that all kinds have their turn."""
    with ExitStack() as servers:
        pages: dict[str, tuple[Site, PageFile]] = {}
        for turn, site in enumerate(kinds):
            base = servers.enter_context(served(site.root))
            for page in _rated(site, turn, full=full):
                pages[f"{base}/{page.path}"] = (site, page)
        for url, scores in look_at(pages, jobs).items():
            site, page = pages[url]
            outcome.rated.append(Rated(site.name, page.path, page.kind, page.tag, dict(scores.scores)))
            lost = scores.below(indexed=page.kind in INDEXED)
            outcome.findings += [site.finding("lighthouse", page.path, message) for message in lost]
    outcome.counts["lighthouse"] = f"{len(pages)} pages"


def _rated(site: Site, turn: int, *, full: bool) -> list[PageFile]:
    pages = [page for page in one_of_each_kind(site) if page.for_buyers]
    if full:
        return pages
    straight = [page for page in pages if not is_rtl(page.tag or "en")]
    if site.choice.exporter == BASE:
        return pages if site.choice.theme == all_themes()[0] else straight
    others = [page for page in pages if page.kind not in INDEXED]
    chosen = [page for page in straight if page.kind == INDEXED[0]]
    return chosen + ([others[turn % len(others)]] if others else [])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""The report: readable by programs and people, and valid itself."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser

from tests.quality.outcome import Outcome, Rated, write
from tests.quality.pictures import Shot
from tests.quality.sites import Choice, Finding, Site
from tests.quality.tools import axe_problems, html_problems
from tests.quality.walking import Walked


def _outcome(tmp_path: Path) -> Outcome:
    outcome = Outcome()
    choice = Choice("static", "classic", "roses")
    outcome.sites = [Site(choice, str(tmp_path), (), (), ("en-GB",), ())]
    path = (("start", "yes"),)
    walked = Walked("en-GB", frozenset([path]), frozenset([path]), 1, ())
    outcome.walks = [("roses", walked)]
    outcome.rated = [Rated(choice.name, "en-GB/a.html", "start", "en-GB", {"performance": 100, "seo": 98})]
    outcome.shots = [Shot("a.png", "entry", "classic", "light", "en-GB", 375)]
    outcome.counts = {"walk": "1 paths in 1 clicks"}
    outcome.seconds = {"walk": 1.2, "all": 90.0}
    return outcome


def test_a_green_report(tmp_path: Path) -> None:
    page = write(_outcome(tmp_path), tmp_path)
    assert json.loads((tmp_path / "report.json").read_bytes())["green"] is True
    assert "Every page passes" in page.read_text(encoding="utf-8")
    assert html_problems([page]) == []


def test_a_report_with_a_failure(tmp_path: Path, chromium_browser: Browser) -> None:
    outcome = _outcome(tmp_path)
    outcome.findings.append(Finding("axe", "static-classic-roses", "en-GB/a.html", "no <h1>\non it"))
    page = write(outcome, tmp_path)
    told = json.loads((tmp_path / "report.json").read_bytes())
    assert told["failures"] == ["axe: static-classic-roses/en-GB/a.html: no <h1> on it"]
    assert [check["failures"] for check in told["checks"] if check["name"] == "axe"] == [1]
    assert html_problems([page]) == []
    with chromium_browser.new_context() as context:
        shown = context.new_page()
        shown.goto(page.as_uri())
        assert axe_problems(shown) == []

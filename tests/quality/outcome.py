"""What judging came to, and its report: report.json for programs, report.html for people."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final

import jinja2
import msgspec

from tests.quality.files import MAX_WEIGHT, weight_of
from tests.quality.pictures import Shot
from tests.quality.sites import BASE, Finding, Site
from tests.quality.walking import Walked

PARTS: Final = {"nu": "nu", "walk": "walk", "lighthouse": "lighthouse"} | dict.fromkeys(
    [
        *("axe", "outside", "cookies", "console", "shift", "overflow"),
        *("reach", "forced colours", "motion", "print", "scripts off"),
    ],
    "visits",
)
"""Checks that are made in a part of the work that may be left out."""

CHECKS: Final = {
    "export": "The export works, and warns of nothing",
    "nu": "The Nu HTML checker has nothing to say",
    "axe": "axe finds no barrier, light at 1280 and dark at 320 pixels",
    "lighthouse": "Lighthouse gives 100; SEO only where pages may be found",
    "weight": "At most 14 kB compressed, before pictures",
    "links": "Every link and picture is there",
    "languages": "Language and direction are named; language links lead to the same step and back",
    "policy": "A Content-Security-Policy; noindex after the purchase",
    "outside": "No request outside but for the platform’s scripts",
    "cookies": "No cookie",
    "console": "Nothing in the console, from a server and from the disk",
    "shift": "No layout shift",
    "overflow": "Nothing sticks out or is cut off at 320 pixels and at 200 %",
    "reach": "Buttons and the decline are 44 pixels high",
    "forced colours": "Readable in forced colours",
    "motion": "Nothing moves when asked for rest",
    "print": "Nothing is lost on paper",
    "scripts off": "The same without scripts",
    "data": "JSON, CSV and text files can be read",
    "walk": "Every path is walked by clicking, scripts off, to its thank-you page",
}


class Rated(msgspec.Struct, frozen=True):
    """What Lighthouse gave a page."""

    site: str
    page: str
    kind: str
    language: str
    scores: dict[str, int]


class Outcome:
    """What is gathered while judging."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.sites: list[Site] = []
        self.walks: list[tuple[str, Walked]] = []
        self.rated: list[Rated] = []
        self.shots: list[Shot] = []
        self.warnings: list[str] = []
        self.counts: dict[str, str] = {}
        self.seconds: dict[str, float] = {}

    def note_warnings(self, sites: list[Site]) -> None:
        """Warnings of the base are failures; a platform that can do less than the tree may warn of it."""
        for site in sites:
            for warning in site.warnings:
                if site.choice.exporter == BASE:
                    self.findings.append(site.finding("export", "", warning))
                else:
                    self.warnings.append(f"{site.name}: {warning}")


def write(outcome: Outcome, folder: Path) -> Path:
    """Write the report into `folder` and return its page."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = _summary(outcome)
    (folder / "report.json").write_bytes(msgspec.json.format(msgspec.json.encode(seen), indent=1) + b"\n")
    template = Path(__file__).with_name("report.html.j2").read_text(encoding="utf-8")
    engine = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    page = folder / "report.html"
    page.write_text(engine.from_string(template).render(seen), encoding="utf-8")
    return page


def _summary(outcome: Outcome) -> dict[str, Any]:
    by_check = Counter(finding.check for finding in outcome.findings)
    by_site = Counter(finding.site for finding in outcome.findings)
    return {
        "green": not outcome.findings,
        "failures": [finding.line() for finding in outcome.findings],
        "checks": [
            {
                "name": name,
                "words": words,
                "failures": by_check[name],
                "made": PARTS.get(name, "files") in outcome.seconds,
            }
            for name, words in CHECKS.items()
        ],
        "counts": outcome.counts,
        "seconds": {name: round(seconds, 1) for name, seconds in outcome.seconds.items()},
        "most_weight": MAX_WEIGHT,
        "sites": [
            {
                "name": site.name,
                "exporter": site.choice.exporter,
                "theme": site.choice.theme,
                "sample": site.choice.sample,
                "languages": site.languages,
                "files": len(site.pages),
                "weight": weight_of(site),
                "failures": by_site[site.name],
            }
            for site in outcome.sites
        ],
        "walks": [
            {
                "sample": sample,
                "language": walked.language,
                "clicked": len(walked.clicked),
                "paths": len(walked.wanted),
                "clicks": walked.clicks,
            }
            for sample, walked in outcome.walks
        ],
        "lighthouse": [msgspec.to_builtins(each) for each in outcome.rated],
        "pictures": [msgspec.to_builtins(shot) for shot in outcome.shots],
        "warnings": outcome.warnings,
    }

"""What judges the pages finds what is wrong: what finds nothing would pass every page."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quality.files import data_problems, file_findings
from tests.quality.serving import served
from tests.quality.sites import Choice, PageFile, Site
from tests.quality.visits import probe, visit_findings

POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
GOOD = f"""<!doctype html><html lang="en"><head>{POLICY}<title>A</title><meta name="robots" content="noindex">
</head><body><main><h1>Roses</h1></main></body></html>"""


def _site(folder: Path, text: str) -> Site:
    (folder / "en").mkdir()
    (folder / "en" / "a.html").write_text(text, encoding="utf-8")
    page = PageFile("en/a.html", "product", "a", "en", internal=False, whole=True)
    return Site(Choice("static", "classic", "a"), str(folder), (page,), (), ("en",), ())


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ('lang="en"', 'lang="de"', "languages"),
        ('lang="en"', 'lang="en" dir="rtl"', "languages"),
        ("<h1>", '<a href="../de/a.html" hreflang="de">Deutsch</a><h1>', "languages"),
        ("<h1>", '<a href="b.html">B</a><h1>', "links"),
        ("<h1>", '<img src="b.png" alt=""><h1>', "links"),
        ("<h1>", '<a href="#b">B</a><h1>', "links"),
        ("<h1>", '<img src="https://elsewhere.example/b.png" alt=""><h1>', "outside"),
        ("noindex", "index", "policy"),
        ("default-src 'none'", "default-src *", "policy"),
        ("Roses", "".join(chr(0x4E00 + n * n % 20_000) for n in range(9000)), "weight"),
    ],
)
def test_files_that_are_wrong(tmp_path: Path, old: str, new: str, check: str) -> None:
    wrong = file_findings(_site(tmp_path, GOOD.replace("'unsafe-inline'", "'sha256-x'").replace(old, new)))
    assert check in {finding.check for finding in wrong}


def test_files_that_are_right(tmp_path: Path) -> None:
    assert file_findings(_site(tmp_path, GOOD.replace("'unsafe-inline'", "'sha256-x'"))) == []


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("a.json", "{", True),
        ("a.json", "{}", False),
        ("a.csv", "a,b\n1,2\n", False),
        ("a.csv", "a,b\n1\n", True),
        ("a.csv", "a,b\n=1,2\n", True),
        ("a.txt", "Hello {{ name }}", True),
    ],
)
def test_data_that_is_wrong(path: str, text: str, wrong: bool) -> None:
    assert bool(data_problems(path, text)) == wrong


@pytest.mark.parametrize(
    ("body", "name", "media"),
    [
        ('<p style="width:900px">Wide</p>', "overflow", {}),
        ('<p style="height:1em;overflow:hidden">One<br>Two<br>Three</p>', "overflow", {}),
        ("<details><summary>Q</summary><p>A</p></details>", "paper", {"media": "print"}),
        ('<p style="color:#eee">Pale</p>', "paper", {"media": "print"}),
        (
            '<a class="button" style="text-decoration:none" href="#">Buy</a>',
            "forced",
            {"forced_colors": "active"},
        ),
        ('<p style="transition:color 1s">Slow</p>', "motion", {"reduced_motion": "reduce"}),
        ('<main><a class="button" href="#">Buy</a></main>', "reach", {}),
    ],
)
def test_probes_find_what_is_wrong(
    chromium_browser: Browser, body: str, name: str, media: dict[str, str]
) -> None:
    with chromium_browser.new_context(viewport={"width": 640, "height": 480}) as context:
        page = context.new_page()
        page.emulate_media(**media)  # type: ignore[arg-type]  # each is one that it takes
        page.set_content("<!doctype html><p>Fine</p>")
        assert probe(page, name) == []
        page.set_content(f"<!doctype html>{body}")
        assert probe(page, name) != []


def test_a_page_that_talks_and_asks_elsewhere(tmp_path: Path, chromium_browser: Browser) -> None:
    late = "document.cookie = 'a=1'; console.error('No'); fetch('https://elsewhere.example/')"
    loose = GOOD.replace(POLICY, "").replace("</body>", f"<script>{late}</script></body>")
    site = _site(tmp_path, loose)
    with served(site.root) as base:
        found = visit_findings(chromium_browser, site, site.pages, base)
    assert {"cookies", "outside", "console"} <= {finding.check for finding in found}


def test_a_page_that_jumps(tmp_path: Path, chromium_browser: Browser) -> None:
    late = "requestAnimationFrame(() => setTimeout(() => document.body.prepend('Late'), 20))"
    site = _site(tmp_path, GOOD.replace(POLICY, "").replace("</body>", f"<script>{late}</script></body>"))
    with served(site.root) as base:
        found = visit_findings(chromium_browser, site, site.pages, base)
    assert "shift" in {finding.check for finding in found}


def test_a_page_that_is_right(tmp_path: Path, chromium_browser: Browser) -> None:
    site = _site(tmp_path, GOOD)
    with served(site.root) as base:
        assert visit_findings(chromium_browser, site, site.pages, base) == []


def test_the_server_compresses_and_sends_the_sites_headers(tmp_path: Path) -> None:
    site = _site(tmp_path, GOOD)
    (tmp_path / "_headers").write_text("# a host's file\n/en/*\n  X-Robots-Tag: noindex\n", encoding="utf-8")
    with served(site.root) as base, urllib.request.urlopen(f"{base}/en/a.html") as answer:  # noqa: S310 - our own
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Content-Encoding"] == "gzip"

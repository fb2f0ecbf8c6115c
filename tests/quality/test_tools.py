"""The page checkers find what is wrong: a checker that finds nothing would pass every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quality.tools import axe_problems, html_problems

GOOD = (
    '<!DOCTYPE html><html lang="en"><head><title>Roses</title></head>'
    "<body><main><h1>Roses</h1></main></body></html>"
)
BAD = GOOD.replace("<h1>Roses</h1>", '<h1>Roses</h1><img src="rose.png"><b></i>')
CSP = '<head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Path, Path]:
    good, bad = tmp_path / "good.html", tmp_path / "bad.html"
    good.write_text(GOOD.replace("<head>", CSP), encoding="utf-8")
    bad.write_text(BAD, encoding="utf-8")
    return good, bad


def test_nu_tells_good_from_bad(pages: tuple[Path, Path]) -> None:
    good, bad = pages
    assert html_problems([good]) == []
    assert any("alt" in problem and "bad.html:1" in problem for problem in html_problems([bad]))


def test_axe_tells_good_from_bad(pages: tuple[Path, Path], chromium_browser: Browser) -> None:
    good, bad = pages
    with chromium_browser.new_context() as context:
        page = context.new_page()
        page.goto(good.as_uri())
        assert axe_problems(page) == []
        page.goto(bad.as_uri())
        assert any(problem.startswith("image-alt (critical)") for problem in axe_problems(page))


def test_browser_reaches_nothing_outside(chromium_browser: Browser) -> None:
    with chromium_browser.new_context() as context:
        failed: list[str] = []
        page = context.new_page()
        page.on("requestfailed", lambda request: failed.append(str(request.failure)))
        page.set_content('<img src="http://example.com/rose.png">')
        page.wait_for_timeout(200)
        assert failed == ["net::ERR_NAME_NOT_RESOLVED"]

"""What stands beside the pages: the chooser of languages, the site map, and what web servers are told."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from funnelstudio.export import export
from funnelstudio.export.site_files import below
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Step
from funnelstudio.model.value import replace
from tests.export.filled import SITE, filled
from tests.export.test_parts import STATIC

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _exported(funnel: Funnel, assets: Path, to: Path, **settings: str) -> Path:
    result = export(filled(funnel, STATIC, **settings), assets, to)
    assert result.warnings == ()
    return to


@pytest.fixture
def site(funnel: Funnel, assets: Path, tmp_path: Path) -> Path:
    return _exported(funnel, assets, tmp_path / "site")


def test_the_site_map_has_the_pages_before_the_purchase_in_all_languages(site: Path) -> None:
    root = ElementTree.fromstring((site / "sitemap.xml").read_text())  # noqa: S314 - our own
    found = [each.text for each in root.findall("s:url/s:loc", SITEMAP)]
    assert found == [SITE, *(f"{SITE}{tag}/red-roses.html" for tag in ("en-GB", "de-DE", "ar-EG"))]
    for url in root.findall("s:url", SITEMAP):
        tags = [each.get("hreflang") for each in url.findall("x:link", SITEMAP)]
        assert tags == ["en-GB", "de-DE", "ar-EG", "x-default"]
    assert f"Sitemap: {SITE}sitemap.xml" in (site / "robots.txt").read_text()
    assert "Disallow" not in (site / "robots.txt").read_text()


def test_without_an_address_there_is_no_site_map(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    site = _exported(funnel, assets, tmp_path / "site", address="")
    assert not (site / "sitemap.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text()
    assert "canonical" not in (site / "index.html").read_text()


def test_files_for_the_server_can_be_left_out(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    site = _exported(funnel, assets, tmp_path / "site", server_files="no")
    left = {"_headers", ".htaccess", "robots.txt", "setup/nginx.conf"}
    assert not [name for name in left if (site / name).exists()]


def test_pages_after_the_purchase_are_hidden_by_header_and_by_themselves(site: Path) -> None:
    headers = (site / "_headers").read_text()
    hidden = set(re.findall(r"^/(\S+\.html)\n  X-Robots-Tag: noindex$", headers, re.MULTILINE))
    pages = {path.relative_to(site).as_posix() for path in site.glob("??-??/*.html")}
    entries = {path for path in pages if path.endswith("red-roses.html")}
    assert hidden == pages - entries
    for path in pages:
        assert ('content="noindex"' in (site / path).read_text()) == (path in hidden)
    pattern = re.search(r"FilesMatch \"(\^\(\?!.*)\"", (site / ".htaccess").read_text())
    assert pattern is not None
    for path in (*pages, "index.html"):
        assert (re.search(pattern[1], path.rpartition("/")[2]) is not None) == (path in hidden)


def test_nginx_finds_each_page_by_the_right_rule(site: Path) -> None:
    text = (site / "setup" / "nginx.conf").read_text()
    assert text.count("{") == text.count("}")
    shown, hidden = re.findall(r'location ~ "(.*)" \{', text)
    for path in ("", "index.html", "de-DE/red-roses.html"):
        assert re.search(shown, f"/offers/{path}")
    for path in ("de-DE/club.html", "ar-EG/thank-you.html"):
        assert not re.search(shown, f"/offers/{path}")
        assert re.search(hidden, f"/offers/{path}")
    assert "location ^~ /offers/setup/ {" in text


def test_a_path_that_is_odd_does_not_reach_the_servers_files() -> None:
    assert below("https://shop.example/offers/") == "/offers/"
    assert below('https://shop.example/o";}/') == below("https://shop.example/") == below("") == "/"


def test_many_pages_are_more_than_hosts_take_rules_for(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    many = {f"t{n}": Step(type="ending", name=f"Thanks {n}") for n in range(30)}
    large = replace(funnel, steps={**funnel.steps, **many})
    assert _exported(large, assets, tmp_path / "x")
    assert (tmp_path / "x" / "_headers").read_text().count("X-Robots-Tag") == 1


def test_the_chooser_speaks_of_each_language_in_it(site: Path) -> None:
    text = (site / "index.html").read_text()
    assert "noindex" not in text
    assert f'<link rel="canonical" href="{SITE}">' in text
    assert f'hreflang="x-default" href="{SITE}"' in text
    assert "Zwölf rote Rosen" in text and "اثنتا عشرة وردة" in text
    assert f'hreflang="x-default" href="{SITE}"' in (site / "de-DE" / "red-roses.html").read_text()


def test_one_language_needs_no_choice(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    export(filled(funnel, STATIC), assets, tmp_path / "site", languages=["de-DE"])
    text = (tmp_path / "site" / "index.html").read_text()
    assert "Rosebud" in text and "Zwölf rote Rosen" in text
    assert "Sprache" not in text.split("<h1>")[1].split("</h1>")[0]
    assert "hreflang" not in (tmp_path / "site" / "de-DE" / "red-roses.html").read_text()

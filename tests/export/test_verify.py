"""What is wrong with a page is found by patterns alone, and nothing is said of what only looks like it."""

from __future__ import annotations

import pytest

from funnelstudio.export.plan import relative
from funnelstudio.export.verify import Site, faults

PATHS = (
    "index.html",
    "setup/overview.html",
    "de-DE/start.html",
    "de-DE/rosen.html",
    "en-GB/roses.html",
    "a/b/c.html",
)
SITE = Site(frozenset(PATHS), {"https://pay.example/?a=1&b=2"})
KNOWN = "<script>let a = {b};</script>"


def found(body: str, path: str = "de-DE/rosen.html", *, thorough: bool = False) -> list[str]:
    page = f'<!doctype html><html lang="de-DE"><head><style>a{{b}}</style></head><body>{body}</body></html>'
    return faults(page, path, "de-DE", SITE, [KNOWN], thorough=thorough)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("target", PATHS)
def test_every_link_between_pages_leads_somewhere(path: str, target: str) -> None:
    assert found(f'<a href="{relative(path, target)}">to</a>', path) == []
    assert found(f'<a href="{relative(path, target)}#part">to</a>', path, thorough=True) == []


GOOD = [
    '<a href="https://elsewhere.example">to</a>',
    '<a href="https://pay.example/?a=1&amp;b=2">to</a>',
    '<a href="#part">to</a><p id="part">here</p>',
    '<img src="../assets/ab.png" alt="">',
    "<p>href=&#34;nowhere&#34; src=x id=y id=y</p>",
    '<p data-id="same"></p><p data-id="same"></p>',
    '<p data-href="nowhere.html"></p>',
    "<p>a { b } and {} and {1}</p>",
    f"{KNOWN}<p>and more</p>",
]
BAD = [
    '<a href="nowhere.html">to</a>',
    '<a\nhref="nowhere.html">to</a>',
    '<a href="../de-DE/nowhere.html">to</a>',
    '<a href="../../de-DE/rosen.html">to</a>',
    '<a href="//elsewhere.example">to</a>',
    '<a href="javascript:alert(1)">to</a>',
    '<img src="https://elsewhere.example/a.png" alt="">',
    '<img\tsrc="rosen.html" alt="">',
    '<p id="same"></p><p id="same"></p>',
    "<p>{price}</p>",
    "<script>x</script>",
    f"{KNOWN}<script>x</script>",
    '<iframe title="x"></iframe>',
    "<base>",
    "<form></form>",
    '<p style="x">y</p>',
]


@pytest.mark.parametrize("body", GOOD)
@pytest.mark.parametrize("thorough", [False, True])
def test_nothing_is_said_of_what_is_right(body: str, thorough: bool) -> None:
    assert found(body, thorough=thorough) == []


@pytest.mark.parametrize("body", BAD)
@pytest.mark.parametrize("thorough", [False, True])
def test_what_is_wrong_is_found_without_a_parser_too(body: str, thorough: bool) -> None:
    assert found(body, thorough=thorough)

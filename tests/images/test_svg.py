"""Drawings: what draws stays, what acts, asks or repeats itself without end does not."""

from __future__ import annotations

from xml.etree.ElementTree import XML, Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.images.svg import (
    Drawing,
    NoDrawing,
    begins,
    can_be_cut,
    cleaned,
    declarations,
    part,
    style_sheet,
)
from tests.repository import ROOT

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def tree(data: bytes) -> Element:
    return XML(data)


def clean(body: str, attributes: str = "") -> str:
    made = cleaned(f"<svg {HEAD} {attributes}>{body}</svg>".encode())
    assert tree(made.data).tag.endswith("svg")
    assert cleaned(made.data) == made
    return made.data.decode()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>evil()</script>",
        "<SCRIPT>evil()</SCRIPT>",
        '<script href="https://evil.example/x.js"/>',
        '<path d="M0 0" onclick="evil()"/>',
        '<path d="M0 0" ONLOAD="evil()"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><img src='evil'/></body></foreignObject>",
        '<a xlink:href="javascript:evil()"><path d="M0 0"/></a>',
        '<use href="https://evil.example/a.svg#a"/>',
        '<use xlink:href="evil.svg#a"/>',
        '<image href="https://evil.example/a.png"/>',
        '<image href="file:///evil"/>',
        '<image href="data:image/svg+xml;base64,ZXZpbA=="/>',
        '<feImage href="https://evil.example/a.png"/>',
        '<path fill="url(https://evil.example/a.svg#a)"/>',
        '<path fill="url(#a) url(//evil.example/)"/>',
        "<path style=\"fill:url('https://evil.example')\"/>",
        '<path style="fill:u\\72l(evil)"/>',
        "<path style=\"mask:image-set('evil' 1x)\"/>",
        "<style>@import 'evil';</style>",
        "<style>@font-face{font-family:a;src:url(evil)} .a{cursor:url(evil),auto}</style>",
        "<style>.a{fill:url(evil)}</style>",
        '<set attributeName="href" to="javascript:evil()"/>',
        '<animate attributeName="x" values="evil"/>',
        "<metadata>evil</metadata>",
        '<x:path xmlns:x="urn:evil"/>',
        "<iframe src='evil'/>",
        "<!-- evil -->",
        "<?evil evil?>",
        "<handler>evil()</handler>",
    ],
)
def test_what_acts_or_reaches_out_is_left_out(hostile: str) -> None:
    made = clean(f'{hostile}<circle id="kept" r="4"/>').lower()
    assert "evil" not in made
    assert "javascript" not in made
    assert 'id="kept"' in made


def test_what_draws_stays() -> None:
    body = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<g transform="scale(2)" style="fill:url(#g);opacity:.5"><use xlink:href="#g" /></g>'
        "<style>.a{fill:red}</style>"
        '<text x="1" xml:space="preserve">Roses <tspan>&amp; more</tspan> here</text>'
        '<image width="1" height="1" xlink:href="data:image/png;base64,iVBORw0KGgo=" />'
    )
    made = clean(body, 'viewBox="0 0 10 10"')
    for kept in (
        "linearGradient",
        'stop-color="#fff"',
        "scale(2)",
        "fill:url(#g);opacity:.5",
        ".a{fill:red}",
    ):
        assert kept in made
    assert "Roses <tspan>&amp; more</tspan> here" in made
    assert "iVBORw0KGgo=" in made
    assert 'xlink:href="#g"' in made


def test_every_icon_of_ours_keeps_its_shapes() -> None:
    for path in (ROOT / "resources" / "icons").glob("*.svg"):
        before = tree(path.read_bytes())
        after = tree(cleaned(path.read_bytes()).data)
        assert [part.attrib for part in list(after.iter())[1:]] == [
            part.attrib for part in list(before.iter())[1:]
        ]


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg width="40" height="20"/>', (40, 20)),
        ('<?xml version="1.0"?><svg viewBox="0 0 30 60" width="15px"></svg>', (15, 30)),
        ('<svg width="10mm" height="1in"/>', (38, 96)),
        ('<svg width="100%" viewBox="-5 -5 30 60"></svg>', (30, 60)),
        ("<svg></svg>", (300, 150)),
        ('<svg width="99999" height="99999"></svg>', (16000, 16000)),
        ('<!DOCTYPE svg PUBLIC "a" "b"><svg width="4" height="5"/>', (4, 5)),
    ],
)
def test_sizes(svg: str, size: tuple[int, int]) -> None:
    assert begins(svg.encode())
    made = cleaned(svg.encode())
    assert (made.width, made.height) == size
    assert b"viewBox" in made.data


def test_a_part_is_a_drawing_of_its_own() -> None:
    made = cleaned(b'<svg width="40" height="20" viewBox="-10 0 80 40"><path d="M0 0"/></svg>').data
    assert can_be_cut(made)
    cut = cleaned(part(made, (10, 5, 20, 10)))
    assert (cut.width, cut.height) == (20, 10)
    assert b'viewBox="10 10 40 20"' in cut.data
    assert b"<path" in cut.data
    assert not can_be_cut(cleaned(b'<svg width="40" height="20" viewBox="0 0 10 10"/>').data)


def test_names_of_namespaces_by_entity_are_known() -> None:
    svg = (
        '<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE svg PUBLIC "x" "y" [\n'
        '<!ENTITY ns_svg "http://www.w3.org/2000/svg">\n]>\n'
        '<svg xmlns="&ns_svg;" width="3" height="4"><path d="M0 0"/></svg>'
    )
    assert begins(svg.encode())
    made = cleaned(svg.encode("latin-1"))
    assert (made.width, made.height) == (3, 4)
    assert b"<path" in made.data
    assert b"ENTITY" not in made.data


BOMB = '<g id="g0"><path d="M0 0"/></g>' + "".join(
    f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("svg", "words"),
    [
        ("<svg", "not well-formed"),
        ("<html/>", "no SVG in it"),
        ("", "not well-formed"),
        ('<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg>&c;</svg>', "full of entities"),
        ('<svg><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>', "without end"),
        ('<svg><g id="a"><use href="#a"/></g></svg>', "without end"),
        (f"<svg>{BOMB}</svg>", "without end"),
        ("<svg>" + "<g>" * 500 + "</g>" * 500 + "</svg>", "too many parts"),
        ("<svg>" + "<g/>" * 60_000 + "</svg>", "too many parts"),
    ],
)
def test_what_is_no_drawing_says_why(svg: str, words: str) -> None:
    with pytest.raises(NoDrawing, match=words):
        cleaned(svg.encode())


def test_an_external_entity_is_never_read() -> None:
    svg = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg><text>&a;</text></svg>'
    assert b"root" not in cleaned(svg.encode()).data


def test_styles_keep_what_only_draws() -> None:
    assert declarations("fill: red; behavior: url(x); -moz-binding: url(#a); stroke:url(#b)") == (
        "fill:red;stroke:url(#b)"
    )
    assert style_sheet("/* x */ .a , #b > c { fill:red } @media print { .d { fill:blue } } e{widows:2}") == (
        ".a , #b > c{fill:red}"
    )


@given(st.binary(max_size=60))
def test_no_bytes_end_in_anything_but_a_drawing_or_a_reason(data: bytes) -> None:
    for tried in (data, b"<svg>" + data + b"</svg>", b'<svg a="' + data + b'"/>'):
        try:
            assert isinstance(cleaned(tried), Drawing)
        except NoDrawing as error:
            assert str(error)

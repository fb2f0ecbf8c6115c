"""The style sheet of a block says nothing of the page around it."""

from __future__ import annotations

import re

import pytest

from funnelstudio.export import find_exporter
from funnelstudio.export.blocks import as_block
from funnelstudio.export.scoped import scoped
from funnelstudio.export.style import style, themes
from funnelstudio.model.funnel import Brand

BLOCK = ".funnel-page.funnel-page"


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (":root{--a:1}", f"{BLOCK}{{--a:1}}"),
        ("body{margin:0}", f"{BLOCK}{{margin:0}}"),
        ("html.dark p{x:1}", f"{BLOCK}.dark p{{x:1}}"),
        ("*,::before{x:1}", f"{BLOCK} *,{BLOCK} ::before{{x:1}}"),
        ("a:is(.b,.c),d{x:1}", f"{BLOCK} a:is(.b,.c),{BLOCK} d{{x:1}}"),
        ("bodywork{x:1}", f"{BLOCK} bodywork{{x:1}}"),
        (
            "@media (min-width:9px){:root{a:1}.b{c:1}}",
            f"@media (min-width:9px){{{BLOCK}{{a:1}}{BLOCK} .b{{c:1}}}}",
        ),
        ("@keyframes k{from{x:0}to{x:1}}", "@keyframes k{from{x:0}to{x:1}}"),
        ('@import "x";p{x:1}', f'@import "x";{BLOCK} p{{x:1}}'),
        ('p::after{content:"} a{"}', f'{BLOCK} p::after{{content:"}} a{{"}}'),
        (".a{&:hover{x:1}}", f"{BLOCK} .a{{&:hover{{x:1}}}}"),
        ("", ""),
    ],
)
def test_every_rule_stands_below_the_block(css: str, expected: str) -> None:
    assert scoped(css) == expected


@pytest.mark.parametrize("name", ["cartflows", "funnelkit"])
def test_nothing_of_the_exporters_sheets_gets_out(name: str) -> None:
    exporter = find_exporter(name)
    output = next(output for output in exporter.manifest.outputs if output.fragment)
    for theme in themes(exporter):
        css = scoped(style(Brand(theme=theme), exporter, output.styles).css)
        heads = re.findall(r"(?:^|[{}])([^{}@;]+)(?=\{)", css)
        assert heads
        assert not [head for head in heads if not head.startswith(BLOCK)]


def test_a_block_has_whole_addresses_and_no_short_codes_but_its_systems() -> None:
    page = (
        "<style>[a]{x:1}</style><main class='m'>[x] &lbrack;yes&rbrack; ../assets/"
        '<img src="../assets/a.jpg" srcset="../assets/a.jpg 1w, ../assets/b.jpg 2w"></main>'
    )
    block = as_block(page, "en/x.html", 'https://x.example/"/')
    assert block == (
        "<style>[a]{x:1}</style><div class='m'>&#91;x&#93; [yes] ../assets/"
        '<img src="https://x.example/&quot;/assets/a.jpg" '
        'srcset="https://x.example/&quot;/assets/a.jpg 1w, https://x.example/&quot;/assets/b.jpg 2w"></div>'
    )
    assert '"../assets/a.jpg"' in as_block(page, "en/x.html", "")

"""The platform's own map becomes a funnel, and the funnel's export is that map again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnelstudio.errors import BadInput
from funnelstudio.exchange.digistore24 import MAX_BYTES, funnel_of, read_map
from funnelstudio.export import find_exporter
from funnelstudio.export.build import Build, order_of
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.walk import depth, walk
from funnelstudio.storage.schema import decode, encode

DOCUMENTED = {"y": 51, "yn": 52, "yy": 53, "yny": 52}
GERMAN = Language(tag="de-DE", currency="EUR")
NUMBERS = st.integers(1, 10**12)


@st.composite
def maps(draw: st.DrawFn) -> dict[str, int]:
    """Trees of up to six levels."""
    found: dict[str, int] = {}

    def grow(key: str) -> None:
        found[key] = draw(NUMBERS)
        for answer in "yn":
            if len(key) < 6 and draw(st.integers(0, 3)) == 0:
                grow(key + answer)

    if draw(st.booleans()):
        grow("y")
    return found


def _funnel(tree: object, main: str = "50") -> Funnel:
    return funnel_of(read_map(json.dumps(tree).encode()), main, GERMAN)


def _exported(funnel: Funnel) -> object:
    build = Build(order_of(funnel, None, find_exporter("digistore24")))
    page = next(page for page in build.plan.pages if page.path.endswith("upsells.json"))
    return json.loads(build.make(page, build.context(page)))


def test_the_documented_map_comes_out_as_it_went_in() -> None:
    funnel = _funnel(DOCUMENTED)
    assert _exported(funnel) == DOCUMENTED
    assert [step.product for step in funnel.steps.values()].count("p52") == 2
    assert sorted(funnel.products) == ["p50", "p51", "p52", "p53"]
    assert funnel.steps["yn"].strategy == "downsell"
    assert funnel.export.exporter == "digistore24"


@settings(max_examples=60, deadline=None)
@given(maps())
def test_every_map_comes_out_as_it_went_in(tree: dict[str, int]) -> None:
    funnel = _funnel(tree)
    assert _exported(decode(encode(funnel))) == tree
    assert depth(walk(funnel.steps), funnel.steps) == max(map(len, tree), default=0)
    assert walk(funnel.steps).loose == ()


def test_a_full_tree_has_sixty_three_offers() -> None:
    keys = ["y"]
    for key in keys:
        if len(key) < 6:
            keys += [f"{key}y", f"{key}n"]
    tree = {key: number for number, key in enumerate(keys, 1)}
    assert len(tree) == 63
    assert _exported(_funnel(tree)) == tree


def test_numbers_may_stand_in_quotes() -> None:
    assert read_map(b'\xef\xbb\xbf{"yy": "53", "y": 51}') == {"y": "51", "yy": "53"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no object"),
        (b"null", "no object"),
        (b'{"y": 51, "y": 52}', "twice"),
        (b'{"n": 51}', "begins with y"),
        (b'{"": 51}', "begins with y"),
        (b'{"Y": 51}', "begins with y"),
        (b'{"y": 51, "yx": 52}', "begins with y"),
        (b'{"y": 51, "yyn": 52}', "follows “yy”, which is not there"),
        (b'{"yn": 51}', "follows “y”"),
        (b'{"y": 1, "yy": 1, "yyy": 1, "yyyy": 1, "yyyyy": 1, "yyyyyy": 1, "yyyyyyy": 1}', "at level 7"),
        (b'{"y": null}', "no product number"),
        (b'{"y": true}', "no product number"),
        (b'{"y": -1}', "no product number"),
        (b'{"y": 0}', "no product number"),
        (b'{"y": 5.5}', "no product number"),
        (b'{"y": NaN}', "no product number"),
        (b'{"y": {"y": 51}}', "no product number"),
        (b'{"y": "51<b>"}', "no product number"),
        (b'{"y": 99999999999999999}', "no product number"),
        (b" " * (MAX_BYTES + 1), "too large"),
    ],
)
def test_a_broken_map_is_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match="is no upsell map of Digistore24: ") as caught:
        read_map(data, "tree.json")
    assert reason in caught.value.message
    assert caught.value.message.startswith("“tree.json”")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("main", ["", "x", "0", "-5", "50 ", "5" * 17])
def test_the_main_product_needs_a_number(main: str) -> None:
    with pytest.raises(BadInput, match="no product number"):
        _funnel(DOCUMENTED, main)

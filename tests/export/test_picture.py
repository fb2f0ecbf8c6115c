"""The tree as SVG: valid, complete, escaped, in the window's colours, and made without Qt."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree

import pytest

from funnelstudio.export.picture import svg
from funnelstudio.export.picture_look import DARK, LIGHT, cut, escaped, measure
from funnelstudio.forecast.flow import forecast
from funnelstudio.model.edits.steps import rename_step
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Step
from funnelstudio.model.value import replace
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples
from tests.builders import a_funnel, big_funnel

SPACE = "{http://www.w3.org/2000/svg}"


def words(picture: str) -> list[str]:
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own picture
    return ["".join(text.itertext()) for text in root.iter(f"{SPACE}text")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_sample_is_a_picture_with_all_its_steps(theme: str) -> None:
    for sample in list_samples():
        funnel = load(sample.path).funnel
        shown = words(svg(funnel, theme=theme, flow=forecast(funnel)))
        for step in funnel.steps.values():
            assert any(text.rstrip("…") and step.name.startswith(text.rstrip("…")) for text in shown)
        assert "Level 1" in shown


def test_names_are_escaped() -> None:
    hostile = '</text><script>alert("1")</script> & \x00\x1b'
    funnel = a_funnel()
    key = list(funnel.steps)[1]
    step = replace(funnel.steps[key], name=hostile)
    picture = svg(replace(funnel, title=hostile, steps={**funnel.steps, key: step}))
    assert "<script>" not in picture
    assert any(text.startswith("</text><script>") for text in words(picture))


def test_prices_follow_the_language() -> None:
    roses = load(next(s for s in list_samples() if s.id == "red-roses").path).funnel
    assert any("€" in text for text in words(svg(roses, tag="de-DE")))
    assert any("zł" in text for text in words(svg(roses, tag="pl-PL")))


def test_the_same_funnel_gives_the_same_picture() -> None:
    assert svg(a_funnel()) == svg(a_funnel())


def test_empty_and_odd_funnels_have_a_picture_too() -> None:
    assert words(svg(Funnel())) == []
    odd = Funnel(steps={"a": Step(type="start"), "b": Step(type="<new>&kind", name="Newer", next={"x": "a"})})
    assert "Newer" in words(svg(odd))


def test_a_large_funnel_has_one_card_a_step() -> None:
    picture = svg(big_funnel(341, 1))
    assert picture.count('r="5.0"') >= 340


def test_a_name_is_cut_to_its_room() -> None:
    long = "Wide words " * 30
    funnel = rename_step(a_funnel(), next(iter(a_funnel().steps)), long)
    shown = [text for text in words(svg(funnel)) if text.startswith("Wide words")]
    assert shown and all(text.endswith("…") for text in shown)
    assert measure(cut(long, "title", 100), "title") <= 100


def test_forbidden_characters_are_left_out() -> None:
    assert escaped("a\x00b\ud800c\ufffed<") == "abcd&lt;"


def test_its_colours_are_those_of_the_window(qapp: object) -> None:
    from funnelstudio.gui import palette
    from funnelstudio.gui.canvas.look import look_of

    for inks, colours in ((LIGHT, palette.LIGHT), (DARK, palette.DARK)):
        look = look_of(colours)
        for name in ("ground", "dots", "card", "edge", "text", "accepted", "declined", "pill", "pill_text"):
            assert getattr(inks, name) == getattr(look, name).name().upper(), name
        assert inks.kinds == {kind: colour.name().upper() for kind, colour in look.kinds.items()}
        assert inks.strategies == {
            name: (ground.name().upper(), ink.name().upper())
            for name, (ground, ink) in look.strategies.items()
        }


def test_it_needs_no_qt() -> None:
    program = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from tests.builders import a_funnel\n"
        "from funnelstudio.export.picture import svg\n"
        "assert svg(a_funnel()).startswith('<svg')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

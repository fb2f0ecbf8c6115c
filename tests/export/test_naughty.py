"""Nothing that a user types reaches a page unescaped, wherever it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from funnelstudio.export import export, find_exporter, render_page
from funnelstudio.export.addresses import safe_address
from funnelstudio.export.build import Build, order_of
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.value import replace, with_item
from tests.export.naughty import NAUGHTY, assert_harmless, filled_with, skeleton


@pytest.mark.parametrize("name", ["static", "digistore24"])
@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_no_string_becomes_an_element_or_an_address(funnel: Funnel, words: str, name: str) -> None:
    exporter = find_exporter(name)
    harmless, naughty = filled_with(funnel, "Harmless"), filled_with(funnel, words)
    steps = [key for key, step in funnel.steps.items() if step.type in ("start", "quantities", "ending")]
    for step in steps:
        for tag in ("en-GB", "ar-EG"):
            good = skeleton(render_page(harmless, None, exporter, step, tag))
            html = render_page(naughty, None, exporter, step, tag)
            bad = skeleton(html)
            assert_harmless(good, bad)
            assert "49" not in html or "49" in words


@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_what_is_for_the_maker_is_as_harmless(funnel: Funnel, words: str) -> None:
    def made(funnel: Funnel) -> dict[str, str]:
        build = Build(order_of(funnel, None, find_exporter("digistore24")))
        pages = [page for page in build.plan.pages if page.internal]
        return {page.path: build.make(page, build.context(page)).decode() for page in pages}

    good, bad = made(filled_with(funnel, "Harmless")), made(filled_with(funnel, words))
    for path, text in bad.items():
        if path.endswith(".json"):
            assert set(json.loads(text).values()) == {None}
        else:
            assert_harmless(skeleton(good[path]), skeleton(text))


def test_hostile_ids_names_and_tags_stay_in_the_folder(funnel: Funnel, tmp_path: Path) -> None:
    names = [
        "../../etc/passwd",
        "CON",
        "con",
        "nul.txt",
        "..",
        "/",
        "a" * 300,
        "ünïcode ßtraße",
        "漢字",
        "index",
        "a\\b",
    ]
    steps = dict(funnel.steps)
    for number, name in enumerate(names):
        steps[f"../{number}/{name}"] = Step(type="ending", name=name, slug=name if number % 2 else "")
    languages = (
        *funnel.languages,
        Language(tag="../../x"),
        Language(tag="CON"),
        Language(tag="assets"),
        Language(tag="EN-gb"),
    )
    result = export(replace(funnel, steps=steps, languages=languages), None, tmp_path / "deep" / "site")
    paths = [page.path for page in result.pages]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["site"]
    assert all(len(part) < 80 and part not in ("..", ".") for path in paths for part in path.split("/"))
    assert not {part.split(".")[0].lower() for path in paths for part in path.split("/")} & {
        "con",
        "nul",
        "aux",
    }


def test_a_price_beyond_measure_and_a_missing_one_are_survived(funnel: Funnel, tmp_path: Path) -> None:
    options = (
        Option(id="a", price={"GBP": "1e99"}),
        Option(id="b", price={"GBP": "NaN"}),
        Option(id="c", quantity=-5),
    )
    step = replace(funnel.steps["more"], options=options)
    result = export(replace(funnel, steps=with_item(funnel.steps, "more", step)), None, tmp_path / "site")
    assert any("has no price" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://pay.example/?a=1&b=2", True),
        ("mailto:a@b.example", True),
        ("tel:+44123", True),
        ("offer/next.html?x=a:b", True),
        ("/checkout", True),
        ("#top", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_addresses(written: str, kept: bool) -> None:
    assert safe_address(written) == (written if kept else "")


def test_an_address_that_is_refused_falls_back_to_the_next_page(funnel: Funnel, tmp_path: Path) -> None:
    step = replace(funnel.steps["food"], links={"yes": {"*": "javascript:alert(1)"}})
    result = export(replace(funnel, steps=with_item(funnel.steps, "food", step)), None, tmp_path / "site")
    assert any("not allowed as a link" in warning for warning in result.warnings)
    assert 'class="button" href="thank-you.html"' in (tmp_path / "site/en-GB/food.html").read_text("utf-8")


def test_a_newer_kind_of_step_is_a_page_all_the_same(funnel: Funnel) -> None:
    step = Step(type="wheel", name="Wheel", next={"spin": "thanks", "no": "thanks"})
    changed = replace(funnel, steps=with_item(funnel.steps, "wheel", step))
    build = Build(order_of(changed, None, find_exporter("static")))
    page = next(page for page in build.plan.pages if page.step == "wheel")
    assert b'href="thank-you.html"' in build.make(page, build.context(page))

"""An exporter of the user's own: the guide's example works, and pages are as the program makes them."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from markupsafe import Markup

from funnelstudio.export import export, find_exporter, load_exporter, load_exporters, render_page
from funnelstudio.export.bounded import Child
from funnelstudio.export.exporter import chosen_exporter, read_exporters
from funnelstudio.export.frames import Begin, Bounds, Render, from_ext, plain
from funnelstudio.export.lint import lint
from funnelstudio.model.funnel import Funnel
from tests.export.own import own_exporter
from tests.guide import GUIDE
from tests.guide_exporter import MEANINGS, TABLES, with_tables

PAGE = (GUIDE / "own-exporter.md").read_text(encoding="utf-8")


def test_the_example_of_the_guide_works(tmp_path: Path, funnel: Funnel) -> None:
    folder = tmp_path / "with_note"
    for name, text in re.findall(r"^`([\w/.]+)`\n\n```\w+\n(.*?)```", PAGE, re.M | re.S):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert [finding for finding in lint(folder, funnel, None) if finding.severity != "notice"] == []
    html = render_page(funnel, None, load_exporter(folder), "thanks", "en-GB")
    assert '<p class="wide">We answer within a day.</p>' in html
    same = render_page(funnel, None, load_exporter(folder), "more", "en-GB")
    assert same == render_page(funnel, None, "static", "more", "en-GB")


def test_the_tables_of_the_guide_are_those_of_the_program() -> None:
    lacking = [
        f"{name}.{key}"
        for name, table in TABLES.items()
        for key in table.__struct_fields__
        if key not in MEANINGS[name]
    ]
    assert lacking == [], "tests/guide_exporter.py says what each key is for"
    assert _names(PAGE) == _names(with_tables(PAGE)), "./studio words writes it anew"


def _names(page: str) -> list[str]:
    """The first column of all tables; examples and what is said of them may differ."""
    return re.findall(r"^\| `([^`]+)` \|", page, re.M)


def test_the_child_writes_the_bytes_that_the_program_writes(funnel: Funnel) -> None:
    for name in ("static", "digistore24"):
        foreign = msgspec.structs.replace(find_exporter(name), bundled=False)
        for tag in ("en-GB", "ar-EG"):
            for step in ("start", "more", "thanks"):
                own = render_page(funnel, None, foreign, step, tag)
                assert own == render_page(funnel, None, name, step, tag)


def test_an_unchanged_site_starts_no_process(
    tmp_path: Path, funnel: Funnel, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = 'name = "own"\ntitle = "Own"\nextends = "static"\n'
    exporter = load_exporter(own_exporter(tmp_path, files={"exporter.toml": manifest}))
    export(funnel, None, tmp_path / "site", exporter=exporter)
    monkeypatch.setattr(Child, "_start", lambda _child: pytest.fail("started"))
    assert export(funnel, None, tmp_path / "site", exporter=exporter).written == ()


def test_what_templates_see_is_the_same_in_the_child() -> None:
    seen = {
        "text": "<b> \ud800",
        "html": Markup("<b>"),
        "huge": 10**30,
        "list": [1, 2.5, True, None, ("a", Markup("b"))],
        "keys": {1: {"inner": Markup("c")}},
    }
    packed = msgspec.msgpack.encode(plain(seen))
    back = msgspec.msgpack.decode(packed, ext_hook=from_ext, strict=False)
    assert back["text"] == "<b> \ufffd"
    assert back["html"] == "<b>"
    assert type(back["html"]) is type(back["list"][4][1]) is type(back["keys"][1]["inner"]) is Markup
    assert (back["huge"], back["list"][:4]) == (str(10**30), [1, 2.5, True, None])


def test_a_child_answers_again_after_a_fault() -> None:
    child = Child(Begin({"a": "{{ x }}", "b": "{{ 1 / 0 }}"}, Bounds()), lambda: None)
    try:
        assert child.ask(Render("a", {"x": 1})).text == b"1"
        assert child.ask(Render("b", {})).reason == "b line 1: division by zero"
        assert child.ask(Render("a", {"x": 2})).text == b"2"
        assert child.ask(Render("gone", {})).fault == "failed"
    finally:
        child.close()


def test_only_bundled_ones_are_trusted(tmp_path: Path) -> None:
    own_exporter(tmp_path)
    found = load_exporters(tmp_path)
    assert [name for name, exporter in found.items() if not exporter.bundled] == ["own"]
    copy = own_exporter(tmp_path / "x", files={"exporter.toml": 'name = "own"\ntitle = "x"'})
    copy.rename(tmp_path / "again")
    assert list(read_exporters(tmp_path).broken) == [tmp_path / "own"]
    assert chosen_exporter("", "static", tmp_path).bundled
    assert not chosen_exporter(str(tmp_path / "own"), "static").bundled

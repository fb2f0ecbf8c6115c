"""The linter of exporters: every mistake that a writer can make is found, with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from funnelstudio import bundled
from funnelstudio.errors import UserError
from funnelstudio.export import foreign
from funnelstudio.export.frames import Bounds
from funnelstudio.export.lint import Finding, lint
from funnelstudio.export.sheets import coloured, sided
from funnelstudio.model.funnel import Funnel
from tests.export.conftest import small_funnel
from tests.export.own import own_exporter

EXTENDING = """
name = "own"
title = "Own"
extends = "static"
"""


def _found(folder: Path, funnel: Funnel) -> dict[str, Finding]:
    """The findings by the last part of their id; of several of one kind the first."""
    found: dict[str, Finding] = {}
    for finding in lint(folder, funnel, None):
        found.setdefault(finding.id.removeprefix("exporter."), finding)
    return found


def test_the_starter_has_no_mistakes(tmp_path: Path, funnel: Funnel) -> None:
    folder = tmp_path / "my_pages"
    shutil.copytree(bundled.resource("exporter"), folder)
    found = lint(folder, funnel, None)
    assert [finding for finding in found if finding.severity != "notice"] == []
    assert [finding.id for finding in found] == ["exporter.missing_translation"]


WRONG = """\
{% import "x.txt.j2" as x %}{{ nothing }}
{{ page.headlin if page.headlin is defined }}
{{ page.decline.txt if page.decline.txt is defined }}
{{ settings.shop if settings.shop is defined }}
{{ site.words.hello if site.words.hello is defined }}
{{ page.headline | safe }}
{% autoescape false %}{{ page.title }}{% endautoescape %}
{% include "gone.html.j2" ignore missing %}
Buy now, for {{ page.title }} http://x.example/ &nbsp; <!-- not this -->
<img alt="A red rose" src="">
{% raw %}{{ raw }}{% endraw %}"""


@pytest.mark.parametrize(
    ("line", "kind", "severity", "said"),
    [
        (1, "unknown_name", "error", "“nothing” is not known here"),
        (2, "unknown_field", "error", "No page has “page.headlin”"),
        (3, "unknown_field", "error", "page.decline.txt"),
        (4, "unknown_field", "error", "settings.shop"),
        (5, "unknown_word", "error", "no word “hello”"),
        (1, "unescaped", "warning", "x.txt.j2"),
        (6, "unescaped", "warning", "|safe"),
        (7, "unescaped", "warning", "autoescape"),
        (8, "unknown_template", "error", "gone.html.j2"),
        (9, "fixed_text", "notice", "“Buy now, for”"),
        (10, "fixed_text", "notice", "“red rose”"),
    ],
)
def test_what_a_template_does_wrong(
    wrong: tuple[Finding, ...], line: int, kind: str, severity: str, said: str
) -> None:
    found = [each for each in wrong if (each.id, each.line) == (f"exporter.{kind}", line + 1)]
    assert [each.severity for each in found] == [severity]
    assert said in found[0].message
    assert found[0].file == "templates/page.html.j2"


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    folder = tmp_path_factory.mktemp("wrong")
    return lint(own_exporter(folder, WRONG, {"templates/x.txt.j2": "x"}), small_funnel(), None)


def test_nothing_else_is_found(wrong: tuple[Finding, ...]) -> None:
    kinds = {finding.id.removeprefix("exporter.") for finding in wrong}
    known = {"unknown_name", "unknown_field", "unknown_word", "unknown_template", "unescaped", "fixed_text"}
    assert kinds == known | {"template", "missing_word"}
    assert [finding.severity for finding in wrong] == sorted(
        (finding.severity for finding in wrong), key=["error", "warning", "notice"].index
    )


def test_what_pages_come_to(tmp_path: Path, funnel: Funnel) -> None:
    body = '<script>alert(1)</script><a href="gone.html">{{ page.title }} {price}</a><p>'
    messages = " ".join(each.message for each in lint(own_exporter(tmp_path, body), funnel, None))
    assert "“script” may not stand" in messages
    assert "“gone.html” leads nowhere" in messages
    assert "{price} was left" in messages
    assert "is not closed rightly" in messages


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        ("{% for o in page.options %}{{ o.prise }}{% endfor %}", "template", "page.html.j2 line 2"),
        ("{% for %}", "syntax", "Expected"),
    ],
)
def test_what_keeps_a_template_from_rendering(
    tmp_path: Path, funnel: Funnel, body: str, kind: str, said: str
) -> None:
    found = _found(own_exporter(tmp_path, body), funnel)
    assert said in found[kind].message
    assert found[kind].place == "templates/page.html.j2:2"


@pytest.mark.parametrize(
    ("name", "text", "kind", "place"),
    [
        ("exporter.toml", EXTENDING + "surprise = 1", "manifest", "exporter.toml:5"),
        ("exporter.toml", EXTENDING + "[limits]\nlevels = 'x'", "manifest", "exporter.toml:6"),
        ("exporter.toml", EXTENDING + "[[outputs\n", "manifest", "exporter.toml:5"),
        (
            "exporter.toml",
            EXTENDING + '[[outputs]]\nper = "funnel"\ntemplate = "gone.html.j2"\npath = "a"\n',
            "manifest",
            "exporter.toml:7",
        ),
        (
            "exporter.toml",
            EXTENDING + '[[outputs]]\nper = "moon"\ntemplate = "x.html.j2"\npath = "a"\n',
            "manifest",
            "exporter.toml:6",
        ),
    ],
)
def test_what_the_manifest_does_wrong(
    tmp_path: Path, funnel: Funnel, name: str, text: str, kind: str, place: str
) -> None:
    files = {"exporter.toml": EXTENDING, "templates/x.txt.j2": "x", name: text}
    found = _found(own_exporter(tmp_path, files=files), funnel)
    assert found[kind].place == place


def test_what_other_files_do_doubtfully(tmp_path: Path, funnel: Funnel) -> None:
    output = '[[outputs]]\nper = "ending"\npath = "{language}/{step}.html"\ntemplate = "x.txt.j2"\n'
    files = {
        "exporter.toml": 'scripts = ["https://x.example/a.js"]'
        + EXTENDING
        + output
        + '[words]\nmotto = "M"\n',
        "templates/x.txt.j2": "x",
        "templates/loose.html.j2": "x",
        "assets/a.css": "p {\n  margin-left: 1px;\n\n  color: #fff;\n}",
        "assets/a.js": "let x = 1",
    }
    found = _found(own_exporter(tmp_path, files=files), funnel)
    assert {kind: finding.place for kind, finding in found.items() if kind != "page"} == {
        "unescaped": "exporter.toml:8",
        "left_right": "assets/a.css:2",
        "fixed_colour": "assets/a.css:4",
        "script": "assets/a.js",
        "unused_word": "exporter.toml:10",
        "unused_template": "templates/loose.html.j2",
        "missing_translation": "exporter.toml",
    }


def test_words_need_translations_with_the_same_gaps(tmp_path: Path, funnel: Funnel) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    wrong = 'msgctxt "save_all"\nmsgid "Save {amount}"\nmsgstr "Sparen Sie {betrag}"\n\n'
    manifest = EXTENDING + '[words]\nsave_all = "Save {amount}"\nmotto = "Motto"\n'
    files = {
        "exporter.toml": manifest,
        "locales/de.po": head + wrong + 'msgctxt "gone"\nmsgid "Gone"\nmsgstr "Fort"\n',
    }
    folder = own_exporter(tmp_path, files=files)
    found = _found(folder, funnel)
    assert found["gap"].language == "de"
    assert found["gap"].severity == "error"
    assert found["missing_translation"].message == "Not translated: motto."
    assert "“gone”" in found["unused_translation"].message
    (folder / "locales/de.po").write_text('msgid "unclosed\n')
    assert _found(folder, funnel)["manifest"].file == "locales/de.po"


def test_words_of_the_program_are_missed_where_nothing_is_extended(tmp_path: Path, funnel: Funnel) -> None:
    found = _found(own_exporter(tmp_path), funnel)
    assert "decline" in found["missing_word"].message
    assert "missing_word" not in _found(own_exporter(tmp_path, files={"exporter.toml": EXTENDING}), funnel)


def test_a_page_without_its_direction_is_found(tmp_path: Path, funnel: Funnel) -> None:
    page = "<!doctype html>\n<html><head><title>{{ page.title }}</title></head><body></body></html>\n"
    found = lint(own_exporter(tmp_path, files={"templates/page.html.j2": page}), funnel, None)
    messages = " ".join(finding.message for finding in found)
    assert "which way its language runs (dir)" in messages
    assert "does not name its language" in messages


def test_a_hostile_exporter_is_one_finding(
    tmp_path: Path, funnel: Funnel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "USUAL", Bounds(seconds_a_page=1.5))
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    found = _found(own_exporter(tmp_path, loop), funnel)
    assert "took longer than 1.5 s" in found["bounds"].message
    assert found["bounds"].severity == "error"


def test_a_folder_that_is_none_is_one_sentence(tmp_path: Path, funnel: Funnel) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        lint(tmp_path / "nowhere", funnel, None)
    assert [finding.id for finding in lint(tmp_path, funnel, None)] == ["exporter.manifest"]


def test_sides_and_colours_are_told_from_what_looks_like_them() -> None:
    css = """
    /* margin-left: 1px; color: #fff */
    a.left:hover #fff { margin-inline: 0; text-align: start; color: var(--accent); inset: 0 }
    @media (min-width: 30em) { p { float: left; border-top-left-radius: 1px; left: 0; padding-right: 1px } }
    b { background: linear-gradient(rgb(0 0 0), var(--ink)); text-align: right }
    """
    assert [(each.line, each.code.split(":")[0]) for each in sided(css)] == [
        (4, "float"),
        (4, "border-top-left-radius"),
        (4, "left"),
        (4, "padding-right"),
        (5, "text-align"),
    ]
    assert [(each.line, each.code.split(":")[0]) for each in coloured(css)] == [(5, "background")]

"""An exporter that extends another has all of it, and may override each part by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from funnelstudio.errors import BadInput
from funnelstudio.export import export, find_exporter, load_exporter, load_exporters, render_page, setting_key
from funnelstudio.export.manifest import Setting
from funnelstudio.export.settings import settings_of
from funnelstudio.export.words import Words, missing_words
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace

STATIC = find_exporter("static")
MANIFEST = """
name = "own"
title = "Own"
extends = "static"
[[outputs]]
per = "ending"
path = "{language}/bye-{step}.html"
template = "ending.html.j2"
[[outputs]]
name = "data"
per = "language"
path = "{language}.json"
template = "data.json.j2"
[[settings]]
key = "overview"
label = "Overview"
kind = "yes_no"
default = "no"
[[settings]]
key = "motto"
label = "Motto"
per = "language"
default = "Roses & more"
[[settings]]
key = "code"
label = "Code"
per = "step"
steps = ["offer"]
[words]
offer = "Just for you"
motto = "Motto"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    for name, text in {
        "exporter.toml": MANIFEST,
        "templates/base.html.j2": '{% extends "static/base.html.j2" %}'
        "{% block scripts %}<p>{{ settings.motto }}: {{ settings.code }}</p>{% endblock %}",
        "templates/data.json.j2": '{"motto": {{ settings.motto | tojson }}}',
        "assets/zz_overview.css": "b { color: red }",
        "locales/de.po": 'msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=utf-8\\n'
        'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgctxt "motto"\nmsgid "Motto"\nmsgstr "Leitspruch"\n',
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _set(funnel: Funnel, **settings: str) -> Funnel:
    return replace(funnel, export=replace(funnel.export, settings={"own": settings}))


def test_parts_are_inherited_and_overridden_by_name(folder: Path) -> None:
    own = load_exporter(folder)
    assert own is load_exporter(folder)
    assert set(own.templates) > set(STATIC.templates) | {"static/base.html.j2", "data.json.j2"}
    assert own.templates["offer.html.j2"] == STATIC.templates["offer.html.j2"]
    assert own.templates["static/base.html.j2"] == STATIC.templates["base.html.j2"]
    assert own.assets == {**STATIC.assets, "zz_overview.css": "b { color: red }"}
    paths = {output.name or output.per: output.path for output in own.manifest.outputs}
    assert paths["ending"] == "{language}/bye-{step}.html"
    assert paths["offer"] == "{language}/{step}.html"
    assert [setting.key for setting in own.manifest.settings][-2:] == ["motto", "code"]
    assert own.manifest.settings[1].default == "no"
    assert own.digest != STATIC.digest


def test_words_are_its_own_then_the_inherited_ones(folder: Path) -> None:
    own = load_exporter(folder)
    german = Words(own, "de-DE", {})
    assert german.word("motto") == "Leitspruch"
    assert german.word("confirmation") == "Bestätigung"
    assert german.counted("every_days", 3) == Words(STATIC, "de-DE", {}).counted("every_days", 3)
    assert german.word("offer") == "Just for you"  # other English: the inherited translation is of another
    assert missing_words(own, "fr-FR") == ("motto",)


def test_pages_see_the_settings_of_their_funnel_language_and_step(folder: Path, funnel: Funnel) -> None:
    own = load_exporter(folder)
    funnel = _set(funnel, **{"motto:de-DE": "<b>", "code:more:de-DE": "X & Y", "code:thanks:de-DE": "no"})
    assert "<p>&lt;b&gt;: X &amp; Y</p>" in render_page(funnel, None, own, "more", "de-DE")
    assert "<p>Roses &amp; more: </p>" in render_page(funnel, None, own, "more", "en-GB")
    assert "<p>&lt;b&gt;: </p>" in render_page(funnel, None, own, "thanks", "de-DE")


def test_json_is_escaped_as_json_and_looked_at(folder: Path, funnel: Funnel, tmp_path: Path) -> None:
    naughty = _set(funnel, **{"motto:de-DE": '"</script>\\'})
    result = export(naughty, None, tmp_path / "site", exporter=load_exporter(folder))
    assert (tmp_path / "site/de-DE.json").read_text("utf-8").startswith('{"motto": "\\"\\u003c/script')
    assert not any("no JSON" in warning for warning in result.warnings)
    assert not (tmp_path / "site/setup/overview.html").exists()
    (folder / "templates/data.json.j2").write_text('{"motto": {{ settings.motto }}')
    result = export(naughty, None, tmp_path / "site", exporter=load_exporter(folder))
    assert "de-DE.json: this is no JSON." in result.warnings


def test_a_setting_of_one_page_makes_only_that_page_anew(
    folder: Path, funnel: Funnel, tmp_path: Path
) -> None:
    own = load_exporter(folder)
    export(funnel, None, tmp_path / "site", exporter=own, languages=["en-GB"])
    changed = _set(funnel, **{"code:food:en-GB": "X"})
    result = export(changed, None, tmp_path / "site", exporter=own, languages=["en-GB"])
    assert result.written == ("en-GB/food.html",)


@pytest.mark.parametrize(
    ("per", "key"), [("funnel", "code"), ("language", "code:de-DE"), ("step", "code:more:de-DE")]
)
def test_keys_of_settings(per: str, key: str) -> None:
    assert setting_key(Setting(key="code", label="Code", per=per), "more", "de-DE") == key  # type: ignore[arg-type]  # from the table


def test_a_setting_that_needs_another_is_empty_without_it(funnel: Funnel) -> None:
    kept = {"digistore24": {"buy_button:more:de-DE": "<p></p>"}}
    off = replace(funnel, export=replace(funnel.export, settings=kept))
    digistore = find_exporter("digistore24")
    assert settings_of(off, digistore, "more", "de-DE")["buy_button"] == ""


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('extends = "nothing"', "no exporter “nothing” to extend"),
        ('extends = "../static"', "small letters"),
        ('extends = "static"\nscripts = ["http://x.example/a.js"]', "not allowed"),
        ('extends = "static"\nhosts = ["https://x.example; script-src *"]', "not allowed"),
        ('extends = "static"\n[[outputs]]\nper = "funnel"\npath = "a.html"\ntemplate = "gone.j2"', "missing"),
    ],
)
def test_what_can_not_be_extended_is_one_sentence(folder: Path, line: str, reason: str) -> None:
    (folder / "exporter.toml").write_text(f'name = "own"\ntitle = "Own"\n{line}\n', encoding="utf-8")
    with pytest.raises(BadInput, match="can't be used") as caught:
        load_exporter(folder)
    assert reason in caught.value.message
    assert "own" not in load_exporters(folder.parent)


def test_static_comes_first(folder: Path) -> None:
    assert next(iter(load_exporters(folder.parent))) == "static"

"""Documents made of a funnel: the call script, the sheet of plan changes, the texts for approval."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from funnelstudio.export import export, find_exporter, missing_words
from funnelstudio.export.approval import word_of
from funnelstudio.model.fields import fields_of, step_fields
from funnelstudio.model.funnel import Funnel, PlanChange
from funnelstudio.model.offers import CHANNELS, STEP_TYPES, Option, Step
from funnelstudio.model.texts import places
from funnelstudio.model.value import replace
from tests.export.documents import (
    compare_with_golden,
    context,
    files,
    sample,
    with_settings,
    with_step,
    with_texts,
)

DOCUMENTS = ("plan_changes", "call_script", "email", "texts")
LANGUAGES = ("ar", "cs", "da", "de", "es", "fr", "hu", "it", "nl", "pl", "pt", "sv", "tr")


def _made(funnel: Funnel, exporter: str, folder: Path) -> dict[str, str]:
    result = export(funnel, None, folder, exporter=exporter)
    assert result.warnings == ()
    return {name: data.decode() for name, data in files(folder).items()}


@pytest.mark.parametrize("exporter", ["call_script", "texts"])
def test_the_documents_are_the_golden_ones(funnel: Funnel, tmp_path: Path, exporter: str) -> None:
    spoken = with_texts(
        funnel,
        "en-GB",
        "more",
        call_opening="Good morning from {brand}.",
        objection_1="Too dear.",
        reply_1="It is **{price}** in all.",
    )
    compare_with_golden(spoken, None, exporter, tmp_path / "site")


def test_the_sheets_of_plan_changes_are_the_golden_ones(tmp_path: Path) -> None:
    compare_with_golden(sample("monthly-to-yearly"), None, "plan_changes", tmp_path / "site")


@pytest.mark.parametrize("exporter", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_words_are_there_in_every_language(exporter: str, language: str) -> None:
    assert missing_words(find_exporter(exporter), language) == ()


@pytest.mark.parametrize("exporter", DOCUMENTS)
def test_makers_words_are_there_in_german(exporter: str) -> None:
    assert missing_words(find_exporter(exporter), "de", maker=True) == ()


@pytest.mark.parametrize("exporter", ["plan_changes", "call_script", "texts"])
def test_a_document_is_one_file_without_anything_from_outside(
    funnel: Funnel, assets: Path, tmp_path: Path, exporter: str
) -> None:
    export(funnel, assets, tmp_path / "site", exporter=exporter)
    assert not (tmp_path / "site/assets").exists()
    for name, data in files(tmp_path / "site").items():
        text = data.decode()
        if name.endswith(".html"):
            assert not re.search(r"<(?:script|img|link|iframe|form)\b", text)
            assert "default-src 'none'" in text


# The call script


def test_layouts_are_chosen(funnel: Funnel, tmp_path: Path) -> None:
    made = {
        "One by one": {"call-script.html"},
        "List": {"all-offers.html"},
        "Both": {"call-script.html", "all-offers.html"},
    }
    for layout, names in made.items():
        chosen = with_settings(funnel, "call_script", layout=layout)
        found = _made(chosen, "call_script", tmp_path / layout)
        assert {name.rpartition("/")[2] for name in found} == names


def test_every_answer_is_a_link_to_the_step_that_follows(funnel: Funnel, tmp_path: Path) -> None:
    html = _made(funnel, "call_script", tmp_path)["en-GB/call-script.html"]
    links, ids = set(re.findall(r'href="#([^"]+)"', html)), re.findall(r' id="([^"]+)"', html)
    assert links <= set(ids)
    assert len(ids) == len(set(ids))
    more = html.partition('id="step-2"')[2].partition("</section>")[0]
    assert re.findall(r'<a class="(yes|no)" href="#step-(\d+)"', more) == [
        ("yes", "3"),
        ("yes", "3"),
        ("no", "5"),
    ]
    assert 'class="back screen"' in more


def test_what_is_said_aloud_is_there(funnel: Funnel, tmp_path: Path) -> None:
    spoken = with_texts(
        funnel,
        "en-GB",
        "club",
        call_opening="Hello from {brand}",
        objection_1="Too dear",
        reply_1="Only {price}",
    )
    html = _made(spoken, "call_script", tmp_path)["en-GB/call-script.html"]
    club = html.partition('id="step-3"')[2].partition("</section>")[0]
    for words in (
        "Hello from Rosebud &amp; Co.",
        "Too dear",
        "Only £12.00",
        "30 days free, then",
        "Minimum term 3 months",
        "Prices include VAT.",
    ):
        assert words in club, words
    assert 'href="https://shop.example/withdraw"' in club


def test_an_objection_without_reply_is_left_out(funnel: Funnel, tmp_path: Path) -> None:
    half = with_texts(funnel, "en-GB", "club", objection_1="Too dear")
    assert "Too dear" not in _made(half, "call_script", tmp_path)["en-GB/call-script.html"]


def test_what_is_not_offered_by_phone_is_marked(funnel: Funnel, tmp_path: Path) -> None:
    mailed = with_step(funnel, "food", channel="email")
    html = _made(mailed, "call_script", tmp_path)["en-GB/all-offers.html"]
    assert html.count("By e-mail") == 1


# Plan changes


def test_public_texts_are_those_of_the_language_and_what_lacks_is_named(tmp_path: Path) -> None:
    funnel = sample("monthly-to-yearly")
    french = dict(funnel.texts["fr-FR"])
    del french["plan_change:month-to-year"]
    empty = PlanChange(id="empty", title="Empty", targets=("nobody",))
    lacking = replace(
        funnel,
        texts={**funnel.texts, "fr-FR": french},
        plan_changes=(*funnel.plan_changes, empty),
    )
    made = _made(lacking, "plan_changes", tmp_path)
    assert "no public title in this language" in made["fr-FR/plan-changes.html"]
    assert "Your year with Meridian" not in made["fr-FR/plan-changes.html"]
    assert "Your year with Meridian" in made["en-GB/plan-changes.html"]
    for words in ("no source, so it applies to nobody", "no product has this tag"):
        assert words in made["en-GB/plan-changes.html"]
    whole = context(funnel, "plan_changes", "fr-FR")["changes"]
    assert [tag["tag"] for tag in whole[0]["targets"]] == ["year", "year-churn"]


def test_the_table_holds_every_rule_on_one_line(tmp_path: Path) -> None:
    made = _made(sample("monthly-to-yearly"), "plan_changes", tmp_path)
    rows = list(csv.reader(io.StringIO(made["de-DE/plan-changes.csv"].removeprefix("\ufeff"))))
    assert len(rows) == 5
    assert {len(row) for row in rows} == {8}
    assert rows[1][2] == "Ihr Jahr mit Meridian"
    assert rows[1][3].startswith("Sie wechseln von {subscriptionTitle}")
    assert rows[1][5] == "year, year-churn"


def test_every_transition_has_its_words(tmp_path: Path) -> None:
    from funnelstudio.model.funnel import TRANSITIONS

    changes = tuple(PlanChange(id=name, title=name, transition=name) for name in TRANSITIONS)
    made = _made(replace(sample("monthly-to-yearly"), plan_changes=changes), "plan_changes", tmp_path)
    html = made["en-GB/plan-changes.html"]
    words = find_exporter("plan_changes").manifest.maker_words
    assert all(str(words[name]) in html and str(words[f"{name}_note"]) in html for name in TRANSITIONS)


def test_a_funnel_without_plan_changes_says_so(funnel: Funnel, tmp_path: Path) -> None:
    assert "has no plan changes" in _made(funnel, "plan_changes", tmp_path)["en-GB/plan-changes.html"]


# Texts for approval


def test_every_text_has_its_word_and_its_state(funnel: Funnel) -> None:
    words = find_exporter("texts").manifest.maker_words
    called = replace(funnel, export=replace(funnel.export, exporter="call_script"))
    for name in ("monthly-to-yearly", "agency"):
        for entry in context(sample(name), "texts")["places"]:
            assert all(field["word"] in words for field in entry["fields"])
    spoken = with_texts(called, "en-GB", "more", call_opening="Hello", objection_1="No", reply_1="Yes")
    fields = {
        field["word"]
        for entry in context(spoken, "texts")["places"]
        for field in entry["fields"]
        if entry["place"] == "more"
    }
    assert {"field_call_opening", "field_objection", "field_reply"} <= fields <= set(words)


@pytest.mark.parametrize("exporter", ["static", "call_script"])
def test_every_field_that_there_is_has_its_word(exporter: str) -> None:
    words = find_exporter("texts").manifest.maker_words
    for kind in STEP_TYPES:
        for channel in CHANNELS:
            step = Step(type=kind, channel=channel, options=(Option(id="a"),))
            for field in step_fields(step, exporter):
                assert word_of("step", field) in words, field.key
    for name in ("monthly-to-yearly", "agency"):
        funnel = sample(name)
        for place in places(funnel):
            assert all(word_of(place, field) in words for field in fields_of(funnel, place))


def test_states_are_counted_and_the_source_stands_beside(funnel: Funnel, tmp_path: Path) -> None:
    stale = replace(funnel.texts["de-DE"]["more"]["headline"], source="00000000", state="translated")
    german = funnel.texts["de-DE"]
    more = {**german["more"], "headline": stale}
    funnel = replace(funnel, texts={**funnel.texts, "de-DE": {**german, "more": more}})
    seen = context(funnel, "texts", "de-DE")
    assert seen["counts"]["stale"] == 1
    assert seen["counts"]["missing"] > 10
    made = _made(funnel, "texts", tmp_path / "beside")
    assert "Source changed" in made["de-DE/texts.html"]
    assert "Make it a fuller bouquet" in made["de-DE/texts.html"]
    plain = with_settings(funnel, "texts", beside="no", states="no")
    alone = _made(plain, "texts", tmp_path / "alone")["de-DE/texts.html"]
    assert "Make it a fuller bouquet" not in alone
    assert "Source changed" not in alone


def test_the_version_changes_with_a_text_and_with_nothing_else(funnel: Funnel) -> None:
    before = context(funnel, "texts")["version"]
    assert context(with_step(funnel, "food", note="later"), "texts")["version"] == before
    assert context(with_texts(funnel, "de-DE", "food", headline="x"), "texts")["version"] == before
    assert context(with_texts(funnel, "en-GB", "food", headline="x"), "texts")["version"] != before


def test_texts_of_a_call_come_and_go_with_the_chosen_exporter(funnel: Funnel, tmp_path: Path) -> None:
    spoken = with_texts(funnel, "en-GB", "more", call_opening="Good morning")
    assert "Good morning" not in _made(spoken, "texts", tmp_path)["en-GB/texts.html"]
    chosen = replace(spoken, export=replace(spoken.export, exporter="call_script"))
    assert "Good morning" in _made(chosen, "texts", tmp_path)["en-GB/texts.html"]

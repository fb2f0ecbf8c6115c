"""Writing texts: states, stale translations, minor changes, and what can't be written."""

from __future__ import annotations

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model.edits import texts as edit
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.texts import fingerprint, page, state_of, stored, value
from funnelstudio.model.value import replace
from tests.builders import a_funnel

HEADLINE = ("six", "headline")


def text(funnel: Funnel, tag: str, place: str = "six", field: str = "headline") -> Text:
    found = stored(funnel, tag, place, field)
    assert found is not None
    return found


def test_new_source_text_makes_translations_stale() -> None:
    funnel = edit.set_text(a_funnel(3), "en-GB", *HEADLINE, "Even more roses")
    assert text(funnel, "en-GB") == Text(value="Even more roses")
    assert [state_of(funnel, tag, *HEADLINE) for tag in ("de-DE", "pl-PL")] == ["stale", "stale"]
    assert state_of(funnel, "de-DE", "few", "headline") == "translated"


def test_minor_change_keeps_translations_that_were_current() -> None:
    before = a_funnel(3)
    stale = replace(text(before, "pl-PL"), source="00000000")
    before = edit.replace_texts(before, {("pl-PL", *HEADLINE): stale})
    before = edit.set_state(before, "en-GB", *HEADLINE, "reviewed")
    after = edit.set_text(before, "en-GB", *HEADLINE, "6 more: good and fresh!", minor=True)
    assert [state_of(after, tag, *HEADLINE) for tag in ("en-GB", "de-DE", "pl-PL")] == [
        "reviewed",
        "translated",
        "stale",
    ]
    assert text(after, "de-DE").source == fingerprint("6 more: good and fresh!")


def test_translation_remembers_its_source() -> None:
    funnel = edit.set_text(a_funnel(), "en-GB", *HEADLINE, "New")
    funnel = edit.set_text(funnel, "de-DE", *HEADLINE, "Neu")
    assert text(funnel, "de-DE") == Text(value="Neu", state="translated", source=fingerprint("New"))
    reviewed = edit.set_text(funnel, "de-DE", *HEADLINE, "Neues", state="reviewed")
    assert state_of(reviewed, "de-DE", *HEADLINE) == "reviewed"
    minor = edit.set_text(reviewed, "de-DE", *HEADLINE, "Neues!", minor=True)
    assert text(minor, "de-DE") == replace(text(reviewed, "de-DE"), value="Neues!")


def test_translation_without_a_source_text() -> None:
    funnel = edit.set_text(a_funnel(), "de-DE", "six", "guarantee", "Frisch")
    assert text(funnel, "de-DE", field="guarantee").source == ""
    assert state_of(funnel, "de-DE", "six", "guarantee") == "translated"


def test_writing_what_is_there_changes_nothing() -> None:
    funnel = a_funnel()
    assert edit.set_text(funnel, "en-GB", *HEADLINE, text(funnel, "en-GB").value) is funnel
    assert edit.set_text(funnel, "de-DE", "six", "guarantee", "") is funnel
    assert edit.replace_texts(funnel, {("en-GB", *HEADLINE): text(funnel, "en-GB").value}) is funnel


def test_nothing_is_left_of_an_emptied_text() -> None:
    funnel = edit.set_text(Funnel(languages=a_funnel().languages), "en-GB", "shared", "imprint", "Imprint")
    assert funnel.texts == {"en-GB": {"shared": {"imprint": Text(value="Imprint")}}}
    assert edit.set_text(funnel, "en-GB", "shared", "imprint", "").texts == {}
    assert edit.replace_texts(funnel, {("en-GB", "shared", "imprint"): ""}).texts == {}
    assert edit.set_text(funnel, "de-DE", "shared", "imprint", "") is funnel


def test_clearing_a_variant_shows_its_base_again() -> None:
    funnel = a_funnel()
    variant = replace(funnel.languages[1], tag="de-AT", base="de-DE")
    funnel = replace(funnel, languages=(*funnel.languages, variant))
    own = edit.set_text(funnel, "de-AT", *HEADLINE, "Servus")
    assert value(own, "de-AT", *HEADLINE) == "Servus"
    back = edit.set_text(own, "de-AT", *HEADLINE, "")
    assert value(back, "de-AT", *HEADLINE) == value(funnel, "de-DE", *HEADLINE)
    assert "de-AT" not in back.texts


def test_confirming_a_stale_text() -> None:
    funnel = edit.set_text(a_funnel(), "en-GB", *HEADLINE, "New")
    assert state_of(edit.confirm_text(funnel, "de-DE", *HEADLINE), "de-DE", *HEADLINE) == "translated"
    draft = edit.set_state(funnel, "de-DE", *HEADLINE, "draft")
    assert state_of(draft, "de-DE", *HEADLINE) == "stale"
    with pytest.raises(NotPossible, match="no text here"):
        edit.confirm_text(funnel, "de-DE", "six", "guarantee")


def test_an_edit_shares_all_it_does_not_touch() -> None:
    before = a_funnel()
    after = edit.set_text(before, "en-GB", *HEADLINE, "New")
    assert after.texts["de-DE"] is before.texts["de-DE"]
    assert after.texts["en-GB"]["few"] is before.texts["en-GB"]["few"]
    assert after.steps is before.steps
    assert page(before, "en-GB", "six")["headline"].value != "New"


def test_line_ends_are_made_plain() -> None:
    funnel = edit.set_text(a_funnel(), "en-GB", "six", "body", "one\r\ntwo\rthree")
    assert text(funnel, "en-GB", field="body").value == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("address", "written", "sentence"),
    [
        (("xx", *HEADLINE), "a", "no language “xx”"),
        (("en-GB", "nowhere", "headline"), "a", "“nowhere” isn't there"),
        (("en-GB", "product:none", "name"), "a", "isn't there"),
        (("en-GB", "plan_change:none", "title"), "a", "isn't there"),
        (("en-GB", "six", ""), "a", "not the name of a text"),
        (("en-GB", *HEADLINE), "a\x00b", r"control character \(U\+0000\) at position 2"),
        (("en-GB", *HEADLINE), "\ud800", r"U\+D800"),
        (("en-GB", *HEADLINE), "x" * 20_001, "20001 characters; at most 20000"),
    ],
)
def test_what_cannot_be_written(address: tuple[str, str, str], written: str, sentence: str) -> None:
    funnel = a_funnel()
    with pytest.raises(NotPossible, match=sentence):
        edit.set_text(funnel, *address, written)
    with pytest.raises(NotPossible, match=sentence):
        edit.replace_texts(funnel, {("en-GB", "few", "headline"): "fine", address: written})


def test_unknown_state() -> None:
    with pytest.raises(NotPossible, match="not one of the choices"):
        edit.set_text(a_funnel(), "de-DE", *HEADLINE, "a", state="stale")


def test_a_longer_text_from_a_file_can_still_be_shortened() -> None:
    funnel = edit.put(a_funnel().texts, "en-GB", *HEADLINE, Text(value="x" * 100_000))
    shorter = edit.set_text(replace(a_funnel(), texts=funnel), "en-GB", *HEADLINE, "short")
    assert text(shorter, "en-GB").value == "short"


def test_many_texts_at_once() -> None:
    funnel = edit.replace_texts(
        a_funnel(),
        {
            ("en-GB", *HEADLINE): "New",
            ("de-DE", *HEADLINE): "Neu",
            ("de-DE", "few", "headline"): Text(value="Wenige", state="reviewed", source="0badc0de"),
            ("de-DE", "few", "lead"): "",
        },
    )
    assert text(funnel, "de-DE") == Text(value="Neu", state="translated", source=fingerprint("New"))
    assert state_of(funnel, "de-DE", "few", "headline") == "stale"
    assert stored(funnel, "de-DE", "few", "lead") is None

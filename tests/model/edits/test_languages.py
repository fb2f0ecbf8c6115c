"""Languages: tags, variants, a new source, and all that hangs on a tag."""

from __future__ import annotations

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model.edits import languages as edit
from funnelstudio.model.edits.document import set_export
from funnelstudio.model.edits.products import set_platform_id
from funnelstudio.model.edits.steps import set_link
from funnelstudio.model.edits.texts import set_state, set_text
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.languages import Language
from funnelstudio.model.texts import places, state_of, stored, value
from tests.builders import a_funnel

AT = ("six", "headline")


def tags(funnel: Funnel) -> list[str]:
    return [language.tag for language in funnel.languages]


def with_variant() -> Funnel:
    funnel = edit.add_language(a_funnel(), Language(tag="de-AT", currency="EUR", base="de-DE"))
    return set_text(funnel, "de-AT", *AT, "Servus")


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("de-de", "de-DE"),
        ("DE_at", "de-AT"),
        (" en ", "en"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("sr-latn", "sr-Latn"),
        ("de-1996", "de-1996"),
        ("en-u-ca-gregory", "en-u-ca-gregory"),
        ("xx-YY", "xx-YY"),
        ("tlh", "tlh"),
    ],
)
def test_tags_get_their_usual_spelling(typed: str, tag: str) -> None:
    assert edit.normal_tag(typed) == tag


@pytest.mark.parametrize(
    "typed", ["", "d", "german!", "de--DE", "../de", "de/DE", "*", "de-" + "abcde-" * 9, "дe"]
)
def test_what_is_no_tag(typed: str) -> None:
    with pytest.raises(NotPossible, match="is not a language tag"):
        edit.normal_tag(typed)


def test_first_language_is_the_source() -> None:
    funnel = edit.add_language(Funnel(), Language(tag="en-gb", currency="gbp"))
    assert funnel.languages == (Language(tag="en-GB", currency="GBP"),)
    assert source_tag(funnel) == "en-GB"
    with pytest.raises(NotPossible, match="has the language “en-GB” already"):
        edit.add_language(funnel, Language(tag="EN-gb"))


def test_a_copied_language_is_a_draft() -> None:
    funnel = edit.add_language(a_funnel(), Language(tag="en-US", currency="USD"), copy_from="en-GB")
    assert value(funnel, "en-US", *AT) == value(funnel, "en-GB", *AT)
    assert state_of(funnel, "en-US", *AT) == "draft"
    changed = set_text(funnel, "en-GB", *AT, "New")
    assert state_of(changed, "en-US", *AT) == "stale"


def test_variants_are_based_on_a_language_of_their_own() -> None:
    funnel = with_variant()
    with pytest.raises(NotPossible, match="“de-AT” is itself based on another"):
        edit.add_language(funnel, Language(tag="de-CH", base="de-AT"))
    with pytest.raises(NotPossible, match="no language “fr-FR”"):
        edit.add_language(funnel, Language(tag="fr-CA", base="fr-FR"))
    with pytest.raises(NotPossible, match="Other languages are based on this one"):
        edit.set_language(funnel, "de-DE", base="en-GB")
    with pytest.raises(NotPossible, match="source language can't be based"):
        edit.set_language(a_funnel(), "en-GB", base="de-DE")
    with pytest.raises(NotPossible, match="no language “de-DE”"):
        edit.set_language(funnel, "de-DE", base="de-DE")
    with pytest.raises(NotPossible, match="“XQX” is not a currency"):
        edit.set_language(funnel, "de-DE", currency="XQX")
    assert (
        edit.set_language(funnel, "de-DE", price_note=" inkl.\n MwSt. ").languages[1].price_note
        == "inkl.  MwSt."
    )


def test_retagging_takes_everything_along() -> None:
    funnel = set_link(with_variant(), "six", "yes", "de-DE", "https://example.de")
    funnel = set_platform_id(funnel, "roses", "digistore24", "1", "de-DE")
    funnel = set_export(funnel, languages=("de-DE",))
    after = edit.retag(funnel, "de-DE", "de-ch")
    assert tags(after) == ["en-GB", "de-CH", "de-AT"]
    assert after.languages[2].base == "de-CH"
    assert after.texts["de-CH"] is funnel.texts["de-DE"]
    assert after.steps["six"].links == {"yes": {"de-CH": "https://example.de"}}
    assert after.products["roses"].ids == {"digistore24": {"de-CH": "1"}}
    assert after.export.languages == ("de-CH",)
    assert edit.retag(after, "de-CH", "de-DE") == funnel
    assert edit.retag(funnel, "de-DE", "de-DE") is funnel
    with pytest.raises(NotPossible, match="already"):
        edit.retag(funnel, "de-DE", "en-GB")


def test_removing_a_language() -> None:
    funnel = edit.add_language(a_funnel(), Language(tag="fr-FR", currency="EUR"), copy_from="de-DE")
    assert edit.remove_language(funnel, "fr-FR") == a_funnel()
    with pytest.raises(NotPossible, match="translated from this one"):
        edit.remove_language(a_funnel(), "en-GB")
    only = edit.remove_language(a_funnel(), "de-DE")
    assert edit.remove_language(only, "en-GB").texts == {}
    with pytest.raises(NotPossible, match="no language “xx”"):
        edit.remove_language(funnel, "xx")


def test_a_variant_whose_base_goes_keeps_what_it_showed() -> None:
    before = with_variant()
    after = edit.remove_language(before, "de-DE")
    assert after.languages[1].base == ""
    for place in places(before):
        for field in before.texts["de-DE"].get(place, {}):
            assert value(after, "de-AT", place, field) == value(before, "de-AT", place, field)


def test_a_new_source_keeps_what_is_current_and_what_is_stale() -> None:
    before = set_text(a_funnel(3), "en-GB", *AT, "New")
    before = set_text(before, "pl-PL", *AT, "Nowe")
    before = set_state(before, "en-GB", "few", "headline", "reviewed")
    after = edit.move_language(before, "pl-PL", 0)
    assert tags(after) == ["pl-PL", "en-GB", "de-DE"]
    assert [state_of(after, tag, *AT) for tag in tags(after)] == ["translated", "translated", "stale"]
    assert state_of(after, "en-GB", "few", "headline") == "reviewed"
    assert state_of(after, "de-DE", "club", "headline") == "translated"
    found = stored(after, "pl-PL", *AT)
    assert found is not None
    assert found.source == ""
    changed = set_text(after, "pl-PL", "club", "headline", "Nowe")
    assert state_of(changed, "de-DE", "club", "headline") == "stale"


def test_a_new_source_that_is_stale_itself() -> None:
    before = set_text(a_funnel(3), "en-GB", *AT, "New")
    after = edit.move_language(before, "de-DE", 0)
    assert state_of(after, "en-GB", *AT) == "stale"
    assert state_of(after, "pl-PL", *AT) == "translated", "both were made from the same older text"


def test_a_new_source_that_lacks_texts() -> None:
    after = edit.move_language(set_text(a_funnel(), "de-DE", *AT, ""), "de-DE", 0)
    assert state_of(after, "en-GB", *AT) == "draft"
    assert state_of(after, "de-DE", *AT) == "missing"


def test_a_variant_cannot_be_the_source() -> None:
    with pytest.raises(NotPossible, match="source language can't be based"):
        edit.move_language(with_variant(), "de-AT", 0)
    moved = edit.move_language(with_variant(), "de-AT", 1)
    assert tags(moved) == ["en-GB", "de-AT", "de-DE"]
    assert moved.texts is not None
    assert edit.move_language(moved, "de-AT", 1) is moved

"""Fields of each page, the state of each text, and how much of a page is done."""

from __future__ import annotations

import pytest

from funnelstudio.model import texts
from funnelstudio.model.edits.texts import set_state, set_text
from funnelstudio.model.fields import fields_of, step_fields
from funnelstudio.model.funnel import Funnel, PlanChange, Text
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import Step
from funnelstudio.model.value import replace, with_item
from tests.builders import a_funnel

AT = ("six", "headline")


def keys(step: Step) -> list[str]:
    return [field.key for field in step_fields(step)]


def test_fields_follow_the_kind_of_step() -> None:
    steps = a_funnel().steps
    assert keys(steps["few"])[:2] == ["headline", "lead"]
    assert {"q1.title", "q1.note", "q1.button", "decline", "benefit_5", "answer_4"} <= set(keys(steps["few"]))
    assert "yes.button" in keys(steps["start"])
    assert "decline" not in keys(steps["start"])
    assert {"next_4", "help"} <= set(keys(steps["thanks"]))
    assert not {"decline", "question_1", "yes.button"} & set(keys(steps["thanks"]))
    assert "decline" in keys(Step(type="quiz"))
    for step in steps.values():
        assert len(set(keys(step))) == len(keys(step))


def test_a_picture_needs_a_description() -> None:
    step = a_funnel().steps["six"]
    required = {field.key for field in step_fields(replace(step, picture="a.png")) if field.required}
    assert required == {"headline", "yes.button", "decline", "picture_alt"}
    assert "picture_alt" not in {field.key for field in step_fields(step) if field.required}


def test_places_in_working_order() -> None:
    funnel = replace(a_funnel(), plan_changes=(PlanChange(id="up", title="Up"),))
    found = texts.places(funnel)
    assert found[:2] == ("start", "six")
    assert found[8:] == (
        "product:roses",
        "product:more",
        "product:vase",
        "product:club",
        "plan_change:up",
        "shared",
    )
    assert all(fields_of(funnel, place) for place in found)
    assert fields_of(funnel, "product:none") == fields_of(funnel, "none") == ()


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("six", "6 more"),
        ("product:roses", "12 red roses"),
        ("plan_change:up", "Up"),
        ("shared", "Shared texts"),
        ("x", "x"),
    ],
)
def test_names_of_places(place: str, name: str) -> None:
    assert (
        texts.place_name(replace(a_funnel(), plan_changes=(PlanChange(id="up", title="Up"),)), place) == name
    )


def test_states() -> None:
    funnel = a_funnel()
    assert texts.state_of(funnel, "en-GB", *AT) == "draft"
    assert texts.state_of(funnel, "de-DE", *AT) == "translated"
    assert texts.state_of(set_text(funnel, "de-DE", *AT, ""), "de-DE", *AT) == "missing"
    assert texts.state_of(set_text(funnel, "en-GB", *AT, "New"), "de-DE", *AT) == "stale"
    assert texts.state_of(set_text(funnel, "en-GB", *AT, ""), "de-DE", *AT) == "translated"
    assert texts.state_of(set_state(funnel, "en-GB", *AT, "reviewed"), "en-GB", *AT) == "reviewed"
    assert texts.state_of(funnel, "xx", *AT) == "missing"


def test_variants_show_their_base() -> None:
    funnel = a_funnel()
    funnel = replace(funnel, languages=(*funnel.languages, Language(tag="de-AT", base="de-DE")))
    assert texts.value(funnel, "de-AT", *AT) == texts.value(funnel, "de-DE", *AT)
    assert texts.stored(funnel, "de-AT", *AT) is None
    assert texts.tally(funnel, "de-AT", "six") == texts.tally(funnel, "de-DE", "six")
    stale = set_text(funnel, "en-GB", *AT, "New")
    assert texts.state_of(stale, "de-AT", *AT) == "stale"
    assert texts.state_of(set_text(stale, "de-AT", *AT, "Servus"), "de-AT", *AT) == "translated"


def test_tally() -> None:
    funnel = a_funnel()
    done, needed = texts.tally(funnel, "de-DE", "six")
    assert done == needed
    assert texts.tally(set_text(funnel, "en-GB", *AT, "New"), "de-DE", "six") == (done - 1, needed)
    assert texts.tally(set_text(funnel, "en-GB", "six", "guarantee", "New"), "de-DE", "six") == (
        done,
        needed + 1,
    )
    assert texts.tally(set_state(funnel, "de-DE", *AT, "draft"), "de-DE", "six") == (done - 1, needed)
    bare = Funnel(languages=funnel.languages, steps=funnel.steps)
    assert texts.tally(bare, "en-GB", "six") == (0, 3)


def test_an_empty_text_in_a_file_counts_as_missing() -> None:
    funnel = a_funnel()
    page = with_item(funnel.texts["en-GB"]["six"], "headline", Text(value=""))
    pages = with_item(funnel.texts["en-GB"], "six", page)
    funnel = replace(funnel, texts=with_item(funnel.texts, "en-GB", pages))
    assert texts.state_of(funnel, "en-GB", *AT) == "missing"


def test_fingerprints() -> None:
    assert texts.fingerprint("roses") == texts.fingerprint("roses") != texts.fingerprint("Roses")
    assert len(texts.fingerprint("\ud800")) == 8


def test_an_offer_by_call_or_e_mail_has_texts_of_its_own() -> None:
    funnel = a_funnel()
    offer = next(key for key, step in funnel.steps.items() if step.type == "product")
    ending = next(key for key, step in funnel.steps.items() if step.type == "ending")

    def all_keys(funnel: Funnel, place: str) -> set[str]:
        return {field.key for field in fields_of(funnel, place)}

    spoken = {"call_opening", *(f"{kind}_{n}" for kind in ("objection", "reply") for n in (1, 2, 3))}
    usual = all_keys(funnel, offer)
    assert not usual & {*spoken, "mail_subject"}

    def through(channel: str, exporter: str = "static") -> Funnel:
        steps = {**funnel.steps, offer: replace(funnel.steps[offer], channel=channel)}
        return replace(funnel, steps=steps, export=replace(funnel.export, exporter=exporter))

    assert all_keys(through("call"), offer) == usual | spoken
    assert all_keys(through("email"), offer) == usual | {"mail_subject"}
    assert all_keys(through("account"), offer) == usual
    assert all_keys(through("page", "call_script"), offer) == usual | spoken
    assert spoken <= all_keys(through("page", "call_script"), "start")
    assert not spoken & all_keys(through("page", "call_script"), ending)
    called = through("call")
    assert not spoken & {field.key for field in texts.needed(called, "en-GB", offer)}
    assert texts.tally(called, "en-GB", offer) == texts.tally(funnel, "en-GB", offer)


def test_what_an_agent_says_is_translated_like_other_texts() -> None:
    funnel = a_funnel()
    offer = next(key for key, step in funnel.steps.items() if step.type == "product")
    called = replace(funnel, steps={**funnel.steps, offer: replace(funnel.steps[offer], channel="call")})
    source, other = (language.tag for language in funnel.languages[:2])
    spoken = set_text(called, source, offer, "call_opening", "Good morning")
    assert texts.state_of(spoken, other, offer, "call_opening") == "missing"
    assert "call_opening" in {field.key for field in texts.needed(spoken, other, offer)}
    translated = set_text(spoken, other, offer, "call_opening", "Guten Tag")
    assert texts.state_of(translated, other, offer, "call_opening") == "translated"
    stale = set_text(translated, source, offer, "call_opening", "Good evening")
    assert texts.state_of(stale, other, offer, "call_opening") == "stale"

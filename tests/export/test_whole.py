"""The tree as documents see it: numbers, ways, answers, jumps, loose steps, cycles."""

from __future__ import annotations

from typing import Any

from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Moment, Option
from funnelstudio.model.value import replace
from tests.export.documents import context, with_settings, with_step, with_texts


def _steps(funnel: Funnel, tag: str = "en-GB", exporter: str = "call_script") -> dict[str, Any]:
    return {step["id"]: step for step in context(funnel, exporter, tag)["steps"]}


def test_steps_are_numbered_in_the_order_of_the_walk(funnel: Funnel) -> None:
    steps = _steps(funnel)
    assert [*steps] == ["start", "more", "club", "thanks", "which", "food"]
    assert [step["place"] for step in steps.values()] == [1, 2, 3, 4, 5, 6]
    assert [step["number"] for step in steps.values()] == ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.2", "1.1.2.1"]
    assert [step["depth"] for step in steps.values()] == [0, 1, 2, 3, 2, 3]
    assert [step["level"] for step in steps.values()] == [0, 1, 2, 4, 2, 3]


def test_a_step_tells_the_way_to_it_and_all_that_leads_there(funnel: Funnel) -> None:
    steps = _steps(funnel)
    assert [(each["id"], each["accepts"]) for each in steps["food"]["way"]] == [
        ("start", True),
        ("more", False),
        ("which", False),
    ]
    assert steps["start"]["way"] == []
    assert steps["start"]["sources"] == []
    assert [(each["id"], each["words"]) for each in steps["club"]["sources"]] == [
        ("more", "6 more"),
        ("more", "12 more"),
    ]
    assert len(steps["thanks"]["sources"]) == 8


def test_answers_tell_where_they_lead_and_what_is_a_jump(funnel: Funnel) -> None:
    steps = _steps(funnel)
    answers = steps["club"]["answers"]
    assert [answer["outcome"] for answer in answers] == ["month", "year", "parts", "no"]
    assert {answer["leads_to"] for answer in answers} == {"1.1.1.1"}
    assert {answer["target_place"] for answer in answers} == {4}
    # The first that leads to a step is its home, the others jump.
    assert [answer["jump"] for answer in answers] == [False, True, True, True]
    assert [answer["accepts"] for answer in answers] == [True, True, True, False]
    assert answers[0]["option"]["price"] == "£12.00"
    assert answers[3]["option"] is None
    assert steps["thanks"]["answers"] == []


def test_steps_that_nothing_leads_to_stand_at_the_end(funnel: Funnel) -> None:
    loose = with_step(funnel, "alone", type="product", product="food", options=(Option(id="yes"),))
    step = _steps(loose)["alone"]
    assert step["loose"]
    assert (step["number"], step["place"]) == ("2", 7)
    assert [answer["target"] for answer in step["answers"]] == ["", ""]
    assert [answer["target_place"] for answer in step["answers"]] == [0, 0]


def test_a_cycle_and_a_step_that_is_not_there_end_nothing(funnel: Funnel) -> None:
    round_about = with_step(funnel, "food", next={"yes": "more", "no": "nowhere"})
    steps = _steps(round_about)
    yes, no = steps["food"]["answers"]
    assert (yes["target"], yes["jump"]) == ("more", True)
    assert (no["target"], no["leads_to"]) == ("", "")
    assert [each["id"] for each in steps["more"]["way"]] == ["start"]


def test_a_funnel_without_a_start_has_a_tree(funnel: Funnel) -> None:
    steps = {key: step for key, step in funnel.steps.items() if key != "start"}
    found = _steps(replace(funnel, steps=steps))
    assert [*found] == ["more", "club", "thanks", "which", "food"]
    assert found["more"]["number"] == "1"


def test_names_are_those_of_the_language(funnel: Funnel) -> None:
    named = with_texts(funnel, "de-DE", "product:club", name="Rosenklub")
    steps = _steps(named, "de-DE")
    assert steps["club"]["short"] == "Rosenklub"
    assert steps["club"]["name"] == "Club"
    assert steps["which"]["short"] == "Which vase?"


def test_addresses_need_the_site(funnel: Funnel) -> None:
    assert {step["address"] for step in _steps(funnel, exporter="email").values()} == {""}
    known = with_settings(funnel, "email", address="https://shop.example/offers")
    steps = {step["id"]: step for step in context(known, "email", "de-DE", "mails.html.j2")["steps"]}
    assert steps["club"]["address"] == "https://shop.example/offers/de-DE/club.html"
    assert steps["more"]["answers"][0]["target_address"] == "https://shop.example/offers/de-DE/club.html"


def test_moments_are_told_in_the_language(funnel: Funnel) -> None:
    later = with_step(funnel, "food", moment=Moment(after_days=1))
    assert _steps(later)["food"]["when"] == "1 day after the order"
    assert _steps(later, "de-DE")["food"]["when"] == "1 Tag nach der Bestellung"
    assert _steps(funnel)["food"]["when"] == ""


def test_answers_are_called_by_the_values_of_their_own_options(funnel: Funnel) -> None:
    titled = with_texts(
        funnel, "en-GB", "club", month__title="For {price}", parts__title="{instalments} parts of {price}"
    )
    steps = _steps(titled)
    words = [answer["words"] for answer in steps["club"]["answers"]]
    assert words[0] == "For £12.00"
    assert words[2].endswith(f"parts of {steps['club']['answers'][2]['option']['price']}")
    assert not any("{" in each for each in words)
    assert [each["words"] for each in steps["thanks"]["sources"] if each["id"] == "club"] == words
    checklist = context(titled, "stripe", template="setup.html.j2")["steps"]
    answers = next(step["answers"] for step in checklist if step["id"] == "club")
    assert [answer["words"] for answer in answers] == words

"""Branches: connect, move, copy, paste, delete; and the steps in them."""

from __future__ import annotations

from itertools import count

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model import tree
from funnelstudio.model.edits import branches as edit
from funnelstudio.model.edits import steps
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import (
    ALTERNATIVES,
    ENDING,
    MAX_LEVELS,
    NO,
    PLANS,
    PRODUCT,
    QUANTITIES,
    START,
    YES,
    Moment,
    Option,
    Plan,
    outcomes,
)
from funnelstudio.model.walk import branch, walk
from tests.builders import LANGUAGES, a_funnel


def numbered() -> edit.MakeId:
    numbers = count(1)
    return lambda _taken: f"new{next(numbers)}"


def home(funnel: Funnel, step: str) -> tuple[str, str]:
    return walk(funnel.steps).home[step]


def test_connect_makes_a_jump() -> None:
    funnel = edit.connect(a_funnel(), "vase", NO, "gift")
    assert walk(funnel.steps).home["gift"] == ("vase", NO)
    assert walk(funnel.steps).jumps["few", "q1"] == "gift"


def test_no_wire_makes_a_circle_or_leads_to_the_start() -> None:
    with pytest.raises(NotPossible, match="in a circle"):
        edit.connect(a_funnel(), "vase", NO, "six")
    with pytest.raises(NotPossible, match="in a circle"):
        edit.connect(a_funnel(), "vase", NO, "vase")
    with pytest.raises(NotPossible, match="start"):
        edit.connect(a_funnel(), "vase", NO, "start")
    with pytest.raises(NotPossible, match="no answer “maybe”"):
        edit.connect(a_funnel(), "vase", "maybe", "gift")
    with pytest.raises(NotPossible, match="no longer there"):
        edit.connect(a_funnel(), "vase", NO, "none")


def test_disconnect_leaves_the_branch_loose_and_connect_brings_it_home() -> None:
    loose = edit.disconnect(a_funnel(), "six", YES)
    assert walk(loose.steps).loose == ("club",)
    assert "vase" in loose.steps
    assert edit.connect(loose, "six", YES, "club") == a_funnel()
    assert edit.disconnect(loose, "six", YES) is loose


def test_swapping_answers() -> None:
    swapped = edit.swap_outcomes(a_funnel(), "six", YES, NO)
    assert swapped.steps["six"].next == {YES: "few", NO: "club"}
    assert edit.swap_outcomes(swapped, "six", YES, NO) == a_funnel()


def test_moving_a_branch() -> None:
    funnel = edit.move_branch(a_funnel(), "vase", "few", "q1")
    assert home(funnel, "vase") == ("few", "q1")
    assert home(funnel, "gift") == ("club", "month"), "what hung there changes places"
    with pytest.raises(NotPossible, match="in a circle"):
        edit.move_branch(a_funnel(), "six", "vase", YES)
    with pytest.raises(NotPossible, match="start"):
        edit.move_branch(a_funnel(), "start", "vase", YES)


def test_duplicating_a_branch_keeps_texts_and_shares_endings() -> None:
    funnel = edit.duplicate_branch(a_funnel(), "club", "gift", "a0", make_id=numbered())
    assert branch(walk(funnel.steps), "new1")[:2] == ("new1", "new2")
    assert home(funnel, "new1") == ("gift", "a0")
    assert funnel.texts["de-DE"]["new1"] == funnel.texts["de-DE"]["club"]
    assert "thanks" in funnel.steps["new1"].next.values() or "new3" in funnel.steps
    assert tree.cycles(funnel) == []
    taken = edit.disconnect(a_funnel(), "few", "q1")
    with pytest.raises(NotPossible, match="leads to “Vase” already"):
        edit.duplicate_branch(taken, "gift", "club", "month")


def test_pasting_into_another_funnel_brings_what_it_sells() -> None:
    copied = edit.copy_branch(a_funnel(3), "club")
    other = Funnel(languages=LANGUAGES[:1], steps={"s": steps.new_step(START)})
    funnel = edit.paste_branch(other, copied, "s", YES, make_id=numbered())
    assert set(funnel.products) == {"club", "vase"}
    assert set(funnel.texts) == {"en-GB"}
    assert funnel.texts["en-GB"]["new1"]["headline"].value.startswith("Rose club")
    assert "product:vase" in funnel.texts["en-GB"]
    assert walk(funnel.steps).loose == ()


def test_pasting_nothing_written_leaves_no_empty_language() -> None:
    copied = edit.copy_branch(a_funnel(written=False), "club")
    other = Funnel(languages=LANGUAGES[:2], steps={"s": steps.new_step(START)})
    assert edit.paste_branch(other, copied, "s", YES, make_id=numbered()).texts == {}
    part = set_text(a_funnel(written=False), "de-DE", "few", "headline", "Wenige")
    copied = edit.copy_branch(part, "club")
    assert edit.paste_branch(other, copied, "s", YES, make_id=numbered()).texts == {}


def test_deleting_a_branch_keeps_what_is_reached_otherwise() -> None:
    funnel = edit.delete_branch(a_funnel(), "club")
    assert not {"club", "vase", "thanks"} & funnel.steps.keys()
    assert YES not in funnel.steps["six"].next
    assert all("vase" not in pages for pages in funnel.texts.values())
    kept = edit.delete_branch(edit.connect(a_funnel(), "gift", "a0", "vase"), "club")
    assert {"vase", "thanks"} <= kept.steps.keys()
    with pytest.raises(NotPossible, match="start can't be removed"):
        edit.delete_branch(a_funnel(), "start")


def test_deleting_a_step_keeps_the_chain() -> None:
    funnel = edit.delete_step(a_funnel(), "club")
    assert home(funnel, "vase") == ("six", YES)
    funnel = edit.delete_step(a_funnel(), "six", keep=NO)
    assert home(funnel, "few") == ("start", YES)
    assert "club" not in funnel.steps
    funnel = edit.delete_step(a_funnel(), "bye")
    assert "bye" not in funnel.steps
    assert funnel.steps["few"].next == {"q1": "gift"}


def test_deleting_several_steps() -> None:
    funnel = edit.delete_steps(a_funnel(), ["club", "gift", "start", "none"])
    assert funnel.steps.keys() == {"start", "six", "few", "bye"}


def test_adding_a_seventh_level_is_refused() -> None:
    funnel = a_funnel()
    after, answer = "gift", "a0"
    for level in range(4, MAX_LEVELS + 1):
        funnel = steps.add_step(funnel, f"deep{level}", steps.new_step(PRODUCT), after, answer)
        after, answer = f"deep{level}", YES
    with pytest.raises(NotPossible, match="6 levels"):
        steps.add_step(funnel, "deep7", steps.new_step(PRODUCT), after, answer)
    with pytest.raises(NotPossible, match="6 levels"):
        steps.insert_step(funnel, "deep7", steps.new_step(PRODUCT), "start", YES)
    assert "end" in steps.add_step(funnel, "end", steps.new_step(ENDING), after, NO).steps


def test_inserting_on_a_wire() -> None:
    funnel = steps.insert_step(a_funnel(), "in", steps.new_step(PRODUCT, product="vase"), "six", YES)
    assert home(funnel, "club") == ("in", YES)
    assert funnel.steps["in"].next == {YES: "club", NO: "club"}


@pytest.mark.parametrize("kind", [PRODUCT, ALTERNATIVES, QUANTITIES, PLANS])
def test_a_new_step_has_fitting_options(kind: str) -> None:
    step = steps.new_step(kind, "Name", "vase")
    assert len(step.options) == (1 if kind == PRODUCT else 2)
    assert all((option.plan is not None) == (kind == PLANS) for option in step.options)
    funnel = steps.add_step(a_funnel(), "new", step, "gift", "a0")
    assert home(funnel, "new") == ("gift", "a0")


def test_changing_the_kind_keeps_what_fits() -> None:
    funnel = steps.set_type(a_funnel(), "few", PLANS)
    assert outcomes(funnel.steps["few"]) == ("q1", "q2", "q3", NO)
    assert funnel.steps["few"].next == a_funnel().steps["few"].next
    assert funnel.steps["few"].options[0] == Option(id="q1", rate=0.1, plan=Plan())
    assert funnel.texts == a_funnel().texts
    one = steps.set_type(a_funnel(), "few", PRODUCT)
    assert one.steps["few"].next == {YES: "gift", NO: "bye"}
    page = one.texts["de-DE"]["few"]
    assert page["yes.title"] == a_funnel().texts["de-DE"]["few"]["q1.title"]
    assert "q2.title" not in page
    end = steps.set_type(a_funnel(), "few", ENDING)
    assert (end.steps["few"].options, end.steps["few"].next) == ((), {})
    assert "gift" in end.steps, "no work is lost"
    with pytest.raises(NotPossible, match="start stays"):
        steps.set_type(a_funnel(), "start", PRODUCT)


def test_fields_of_a_step() -> None:
    funnel = steps.rename_step(a_funnel(), "six", " Six \n more ")
    assert funnel.steps["six"].name == "Six more"
    assert steps.rename_step(funnel, "six", "Six more") is funnel
    pinned = steps.pin(funnel, "six", (1.0, 2.0))
    assert pinned.steps["six"].pinned == (1.0, 2.0)
    linked = steps.set_link(funnel, "six", YES, "*", " https://a.example ")
    assert linked.steps["six"].links == {YES: {"*": "https://a.example"}}
    assert steps.set_link(linked, "six", YES, "*", "") == funnel
    later = steps.set_step(funnel, "six", moment=Moment(after_days=60), channel="call", note="one\r\ntwo")
    assert later.steps["six"].note == "one\ntwo"
    with pytest.raises(NotPossible, match="one start"):
        steps.add_start(funnel, "again", steps.new_step(START))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "a\x00b"},
        {"note": "\x1b"},
        {"channel": "smoke"},
        {"strategy": "force"},
        {"moment": Moment(after_days=-1)},
        {"product": "none"},
    ],
)
def test_what_a_step_cannot_be(fields: dict[str, object]) -> None:
    with pytest.raises(NotPossible):
        steps.set_step(a_funnel(), "six", **fields)

"""What is set aside stays aside until its day; errors can't be; the profile says how bad findings are."""

from __future__ import annotations

from datetime import date

import pytest

from funnelstudio.checks import Checker, check, waive
from funnelstudio.checks.check import STEP, Check
from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Problem
from funnelstudio.checks.table import CHECKS
from funnelstudio.errors import NotPossible
from funnelstudio.model.checking import Checking, Waiver
from funnelstudio.model.edits import waivers
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace
from tests.checks.cases_selling import FAULTS, downsell_for
from tests.checks.funnels import a_sound_funnel, both, with_step, with_text

TODAY = date(2026, 6, 15)


def a_warned_funnel() -> Funnel:
    return downsell_for("30.00")(a_sound_funnel())


def checked(funnel: Funnel) -> tuple[Checker, tuple[Problem, ...]]:
    checker = Checker(today=TODAY)
    return checker, checker.update(funnel)


def test_a_waived_warning_is_gone_and_listed() -> None:
    funnel = a_warned_funnel()
    (problem,) = checked(funnel)[1]
    aside = waive(funnel, problem, "The bunch is made of rarer roses", "Ada", "2026-06-15")
    checker, left = checked(aside)
    assert left == ()
    assert [(found, waiver.by) for found, waiver in checker.waived] == [(problem, "Ada")]
    assert waivers.remove_waiver(aside, aside.waivers[0]) == funnel


def test_a_waiver_for_one_place_leaves_the_others() -> None:
    funnel = both(*(with_text(tag, "vase", "lead", "Only €9, £9") for tag in ("en-GB", "de-DE")))(
        a_sound_funnel()
    )
    first, second = checked(funnel)[1]
    assert checked(waive(funnel, first, "A joke", "Ada"))[1] == (second,)


def test_when_its_day_has_passed_both_are_told() -> None:
    funnel = a_warned_funnel()
    (problem,) = checked(funnel)[1]
    aside = waive(funnel, problem, "Until the new price list", "Ada", "2026-06-14")
    found = checked(aside)[1]
    assert {one.id for one in found} == {problem.id, "check.waiver_over"}
    over = next(one for one in found if one.id == "check.waiver_over")
    assert over.fix is not None
    assert over.fix.apply(aside) == funnel


def test_a_date_that_can_not_be_read_counts_as_over() -> None:
    waiver = Waiver(check="selling.downsell_dear", place="few", reason="x", by="y", until="soon")
    found = checked(replace(a_warned_funnel(), waivers=(waiver,)))[1]
    assert {one.id for one in found} == {"selling.downsell_dear", "check.waiver_over"}


def test_errors_can_not_be_set_aside() -> None:
    funnel = with_step("vase", product="")(a_sound_funnel())
    error = next(one for one in check(funnel) if one.severity == ERROR)
    with pytest.raises(NotPossible, match="can't be set aside"):
        waive(funnel, error, "Later", "Ada")
    by_hand = replace(funnel, waivers=(Waiver(check=error.id, place="vase", reason="x", by="y"),))
    found = checked(by_hand)[1]
    assert error in found
    assert "check.waiver_error" in {one.id for one in found}


def test_a_waiver_of_nothing_is_told() -> None:
    waiver = Waiver(check="law.vat", reason="x", by="y")
    (found,) = checked(replace(a_sound_funnel(), waivers=(waiver,)))[1]
    assert (found.id, found.severity) == ("check.waiver_unused", NOTICE)


def test_a_waiver_asks_for_a_reason_a_name_and_a_date_that_is_one() -> None:
    funnel = a_sound_funnel()
    for fields in ({"reason": ""}, {"by": " "}, {"until": "31.12.2026"}):
        waiver = replace(Waiver(check="law.vat", reason="x", by="y"), **fields)
        with pytest.raises(NotPossible):
            waivers.add_waiver(funnel, waiver)


def test_a_newer_waiver_for_the_same_place_replaces_the_older() -> None:
    one = Waiver(check="law.vat", language="de-DE", reason="x", by="y")
    other = replace(one, reason="z")
    funnel = waivers.add_waiver(waivers.add_waiver(a_sound_funnel(), one), other)
    assert funnel.waivers == (other,)


def test_profiles_change_how_bad_warnings_are() -> None:
    def severities(profile: str) -> set[str]:
        return {one.severity for one in check(waivers.set_profile(a_warned_funnel(), profile))}

    assert severities("normal") == {WARNING}
    assert severities("strict") == {ERROR}
    assert severities("draft") == {NOTICE}
    with pytest.raises(NotPossible):
        waivers.set_profile(a_sound_funnel(), "lax")


def test_what_blocks_only_because_of_the_profile_can_be_set_aside() -> None:
    funnel = waivers.set_profile(a_warned_funnel(), "strict")
    (problem,) = check(funnel)
    assert check(waive(funnel, problem, "Rarer roses", "Ada")) == ()


def test_own_thresholds_are_kept_only_where_they_differ() -> None:
    spoil, _near = FAULTS["selling.downsell_range"]
    funnel = spoil(a_sound_funnel())
    assert check(waivers.set_threshold(funnel, "downsell_most", 70)) == ()
    assert waivers.set_threshold(funnel, "downsell_most", 60).checking == funnel.checking
    plain = waivers.set_threshold(a_sound_funnel(), "offers_on_a_path", None)
    assert plain.checking == Checking()
    with pytest.raises(NotPossible):
        waivers.set_threshold(funnel, "speed", 1)


def test_own_words_are_kept_per_language() -> None:
    funnel = waivers.set_words(a_sound_funnel(), "shaming", "de", (" geizig ", "geizig", ""))
    assert funnel.checking.words == {"shaming": {"de": ("geizig",)}}
    assert waivers.set_words(funnel, "shaming", "de", ()).checking.words == {}


def test_a_check_that_raises_is_reported_once_and_the_others_go_on() -> None:
    def stumbles(_funnel: Funnel, step_id: str) -> list[Problem]:
        raise KeyError(step_id)

    bad = Check("tree.bad", WARNING, STEP, "Stumbles", stumbles)
    found = Checker(checks=(bad, *CHECKS)).update(a_warned_funnel())
    assert sorted(one.id for one in found) == ["check.fault", "selling.downsell_dear"]
    fault = next(one for one in found if one.id == "check.fault")
    assert "tree.bad" in fault.message

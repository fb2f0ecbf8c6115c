"""Funnels that no editor makes: every fault at once, senseless files, very many findings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from funnelstudio.checks import SEVERITIES, Checker, check
from funnelstudio.checks.problem import Problem
from funnelstudio.errors import NotPossible
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.limits import Limits
from funnelstudio.model.offers import PRODUCT, YES, Option, Plan
from funnelstudio.model.value import replace
from tests.builders import a_step, big_funnel
from tests.checks.cases_target import PLATFORM
from tests.checks.funnels import a_sound_funnel, with_option, with_product, with_step
from tests.checks.test_checks import FAULTS
from tests.storage.strategies import funnels


def sane(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.id != "check.fault", problem.message
        assert problem.severity in SEVERITIES
        assert problem.message
        assert len(problem.message) < 2_000


@settings(max_examples=150)
@given(funnels)
def test_senseless_funnels_are_checked_and_no_check_stumbles(funnel: Funnel) -> None:
    found = check(funnel, PLATFORM)
    sane(found)
    for problem in found:
        if problem.fix is not None:
            try:
                sane(check(problem.fix.apply(funnel), PLATFORM))
            except NotPossible as refusal:
                assert refusal.message


NUMBERS = st.sampled_from([-(10**20), -1, 0, 1, 7, 10**20])
AMOUNTS = st.sampled_from(["0", "-1.5", "0.000000000001", "999999999999.999999999999", "1e9", "", "24.00"])
PRICES = st.dictionaries(st.sampled_from(["EUR", "GBP", "JPY", "KWD", "?"]), AMOUNTS, max_size=3)
PLANS = st.none() | st.builds(
    Plan,
    interval=st.sampled_from(["day", "week", "month", "year", "moon"]),
    every=NUMBERS,
    trial_days=NUMBERS,
    instalments=NUMBERS,
    minimum_term=NUMBERS,
    first=PRICES,
)
RATES = st.none() | st.floats(-2, 2) | st.just(float("nan")) | st.just(float("inf"))


@settings(max_examples=60)
@given(st.data())
def test_senseless_numbers_in_a_funnel_that_hangs_together(data: st.DataObject) -> None:
    funnel = a_sound_funnel()
    for key, step in funnel.steps.items():
        for option in step.options:
            fields = st.fixed_dictionaries(
                {"quantity": NUMBERS, "price": PRICES, "plan": PLANS, "rate": RATES}
            )
            funnel = with_option(key, option.id, **data.draw(fields))(funnel)
    for key in funnel.products:
        funnel = with_product(key, price=data.draw(PRICES), units=data.draw(NUMBERS))(funnel)
    found = check(funnel, PLATFORM)
    sane(found)
    for problem in found:
        if problem.fix is not None:
            try:
                sane(check(problem.fix.apply(funnel), PLATFORM))
            except NotPossible as refusal:
                assert refusal.message


def test_every_fault_at_once() -> None:
    funnel = a_sound_funnel()
    wanted = set()
    for case, (spoil, _near) in FAULTS.items():
        if case in ("tree.levels", "target.levels", "target.advised", "texts.no_language", "tree.no_start"):
            continue  # these leave nothing for the others
        try:
            funnel = spoil(funnel)
            wanted.add(case.partition(":")[0])
        except (KeyError, StopIteration):
            continue
    found = check(funnel, PLATFORM)
    sane(found)
    assert len(wanted) > 60
    assert len({problem.id for problem in found}) > 40


def test_many_thousand_findings_come_in_order() -> None:
    funnel = big_funnel(2000, 3)
    bare = replace(funnel, texts={tag: {} for tag in funnel.texts})
    found = check(bare, Limits(concluded=True))
    assert len(found) > 5_000
    sane(found)
    ranks = [SEVERITIES.index(problem.severity) for problem in found]
    assert ranks == sorted(ranks)


def test_branches_that_join_again_and_again_take_no_time() -> None:
    """With 2 to the power of 40 paths, only what is worked out along the wires comes to an end."""
    funnel = a_sound_funnel()
    made = {"start": replace(funnel.steps["start"], next={YES: "o0"}), "end": funnel.steps["bye"]}
    for n in range(40):
        target = f"o{n + 1}" if n < 39 else "end"
        made[f"o{n}"] = a_step(PRODUCT, f"Offer {n}", "vase", next={YES: target, "no": target})
    found = check(replace(funnel, steps=made, texts={tag: {} for tag in funnel.texts}))
    assert "selling.bought_already" in {problem.id for problem in found}


def test_a_checker_that_was_cut_short_starts_again() -> None:
    funnel = a_sound_funnel()
    checker = Checker()
    checker.update(funnel)
    spoilt = with_step("vase", options=(Option(id=YES, rate=9),))(funnel)
    plan = checker._plan
    try:
        checker._plan = None  # type: ignore[assignment]  # stands for a run that ends in the middle
        checker.update(spoilt)
    except AttributeError:
        checker._plan = plan
    assert set(checker.update(spoilt)) == set(check(spoilt))

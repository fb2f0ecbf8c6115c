"""Checking what changed finds the same as checking all, whatever the edit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnelstudio.checks.checker import Checker, check
from funnelstudio.errors import NotPossible
from funnelstudio.model.checking import Waiver
from funnelstudio.model.edits import (
    branches,
    languages,
    options,
    plan_changes,
    products,
    steps,
    texts,
    waivers,
)
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import NO, PRODUCT, YES, Moment, Step
from funnelstudio.model.value import replace
from tests.builders import a_step
from tests.checks.cases_target import PLATFORM
from tests.checks.funnels import QUARTER, Change, a_sound_funnel
from tests.checks.test_checks import FAULTS
from tests.model.strategies import a_tree

EDITS: tuple[Change, ...] = (
    lambda funnel: steps.rename_step(funnel, "vase", "A vase"),
    lambda funnel: steps.rename_step(funnel, "six", "Eighteen"),
    lambda funnel: steps.set_step(funnel, "six", moment=Moment(after_days=9)),
    lambda funnel: steps.set_step(funnel, "start", product="vase"),
    lambda funnel: steps.set_step(funnel, "gift", strategy="downsell"),
    lambda funnel: steps.set_type(funnel, "vase", "quantities"),
    lambda funnel: steps.insert_step(funnel, "x1", a_step(PRODUCT, "New", "vase"), "start", YES),
    lambda funnel: branches.swap_outcomes(funnel, "six", YES, NO),
    lambda funnel: branches.delete_branch(funnel, "club"),
    lambda funnel: branches.delete_branch(funnel, "few"),
    lambda funnel: branches.disconnect(funnel, "six", NO),
    lambda funnel: texts.set_text(funnel, "en-GB", "vase", "headline", "Changed {main_product}"),
    lambda funnel: texts.set_text(funnel, "de-DE", "vase", "headline", "Geändert {prise}"),
    lambda funnel: texts.set_text(funnel, "de-DE", "six", "headline", ""),
    lambda funnel: texts.set_text(funnel, "en-GB", "six", "yes.button", ""),
    lambda funnel: texts.set_text(funnel, "en-GB", "shared", "terms_url", "http://example.com"),
    lambda funnel: products.set_product(funnel, "club", tags=("other",)),
    lambda funnel: products.set_product(funnel, "roses", kind="digital"),
    lambda funnel: products.set_product_price(funnel, "more", "GBP", "8"),
    lambda funnel: products.remove_product(funnel, "more"),
    lambda funnel: products.set_product_price(funnel, "vase", "GBP", ""),
    lambda funnel: plan_changes.add_plan_change(funnel, QUARTER),
    lambda funnel: plan_changes.set_plan_change(funnel, "c1", sources=("year",)),
    lambda funnel: languages.add_language(funnel, Language(tag="pl-PL", currency="PLN")),
    lambda funnel: languages.set_language(funnel, "de-DE", buyers="business"),
    lambda funnel: languages.remove_language(funnel, "de-DE"),
    lambda funnel: options.remove_option(funnel, "few", "q1"),
    lambda funnel: waivers.set_threshold(funnel, "rate_most", 5),
    lambda funnel: waivers.set_profile(funnel, "strict"),
    lambda funnel: waivers.add_waiver(
        funnel, Waiver(check="prices.missing", place="vase", reason="No pounds", by="Ada")
    ),
)


def tried(change: Change, funnel: Funnel) -> Funnel:
    try:
        return change(funnel)
    except NotPossible:
        return funnel


@pytest.mark.parametrize("first", range(len(EDITS)))
def test_checking_what_changed_finds_the_same_as_checking_all(first: int) -> None:
    checker = Checker(PLATFORM)
    funnel = a_sound_funnel()
    checker.update(funnel)
    for change in (EDITS[first], *EDITS):
        funnel = tried(change, funnel)
        assert set(checker.update(funnel)) == set(check(funnel, PLATFORM))


@settings(max_examples=40)
@given(st.data())
def test_the_same_in_any_order_of_faults_and_edits(data: st.DataObject) -> None:
    checker = Checker(PLATFORM)
    funnel = a_sound_funnel()
    changes = st.sampled_from([*EDITS, *(change for pair in FAULTS.values() for change in pair)])
    for change in data.draw(st.lists(changes, min_size=1, max_size=6)):
        try:
            funnel = change(funnel)
        except (NotPossible, KeyError, StopIteration):
            continue
        assert set(checker.update(funnel)) == set(check(funnel, PLATFORM))


@settings(max_examples=30)
@given(a_tree(), a_tree())
def test_the_same_for_trees_with_jumps(one: dict[str, Step], other: dict[str, Step]) -> None:
    checker = Checker()
    base = a_sound_funnel()
    for tree in (one, other, one):
        funnel = replace(base, steps=tree)
        assert set(checker.update(funnel)) == set(check(funnel))

"""The samples are clean, and whatever spoils one is found by its own check and by no other family's."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnelstudio.checks import ERROR, NOTICE, check
from funnelstudio.checks.check import family
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.limits import NO_LIMITS, Limits
from funnelstudio.model.markets import in_eu, to_consumers
from funnelstudio.model.offers import NO, OFFERS, START, Step, option_of, outcomes, product_of
from funnelstudio.model.value import replace, without
from funnelstudio.model.walk import path_to, walk
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples
from tests.checks.funnels import (
    CONCLUDED,
    with_option,
    with_product,
    with_step,
    with_text,
)

SAMPLES = [sample.id for sample in list_samples()]

Spoilt = tuple[Funnel, str]
"""A funnel and the id of the check that must find it."""


@lru_cache(maxsize=8)
def sample(name: str) -> Funnel:
    return load(next(known.path for known in list_samples() if known.id == name)).funnel


@lru_cache(maxsize=8)
def errors_before(name: str) -> frozenset[str]:
    return frozenset(problem.id for problem in check(sample(name), CONCLUDED) if problem.severity == ERROR)


@pytest.mark.parametrize("limits", [NO_LIMITS, CONCLUDED], ids=["elsewhere", "concluded"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_no_error_and_no_warning(name: str, limits: Limits) -> None:
    assert [problem for problem in check(sample(name), limits) if problem.severity != NOTICE] == []


def answers(funnel: Funnel) -> list[tuple[str, str]]:
    return [(key, outcome) for key, step in funnel.steps.items() for outcome in outcomes(step)]


def cut_a_wire(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    key, outcome = draw(st.sampled_from(answers(funnel)))
    follows = without(funnel.steps[key].next, outcome)
    return with_step(key, next=follows)(funnel), "tree.loose_outcome"


def make_a_cycle(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    key, outcome = draw(st.sampled_from(answers(funnel)))
    above = [step for step, _outcome in path_to(walk(funnel.steps), key)]
    target = draw(st.sampled_from([*above, key]))
    return with_step(key, next={**funnel.steps[key].next, outcome: target})(funnel), "tree.cycle"


def drop_a_price(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    key, outcome = draw(st.sampled_from([wire for wire in answers(funnel) if wire[1] != NO]))
    currency = draw(st.sampled_from([language.currency for language in funnel.languages]))
    step = funnel.steps[key]
    option = option_of(step, outcome)
    price = without(price_of(funnel, step, outcome), currency)
    if option is not None and option.price:
        return with_option(key, outcome, price=price)(funnel), "prices.missing"
    product = product_of(step, outcome)
    price = without(funnel.products[product].price, currency)
    return with_product(product, price=price)(funnel), "prices.missing"


def spoil_a_price(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    key, outcome = draw(
        st.sampled_from([wire for wire in answers(funnel) if option_of(funnel.steps[wire[0]], wire[1])])
    )
    currency = draw(st.sampled_from([language.currency for language in funnel.languages]))
    text, check_id = draw(
        st.sampled_from([("1e9", "prices.unreadable"), ("-1.00", "prices.negative"), ("0", "prices.zero")])
    )
    price = {**price_of(funnel, funnel.steps[key], outcome), currency: text}
    return with_option(key, outcome, price=price)(funnel), check_id


def buttons(step: Step) -> list[str]:
    return [f"{outcome}.button" for outcome in outcomes(step) if outcome != NO]


def empty_a_button(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    key = draw(st.sampled_from([key for key, step in funnel.steps.items() if buttons(step)]))
    field = draw(st.sampled_from(buttons(funnel.steps[key])))
    return with_text(funnel.languages[0].tag, key, field, " ")(funnel), "texts.empty_button"


def swap_a_button(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    """Say “Weiter” where a contract with a consumer is concluded; businesses are not protected."""
    key = draw(st.sampled_from([key for key, step in funnel.steps.items() if buttons(step)]))
    field = draw(st.sampled_from(buttons(funnel.steps[key])))
    german = next(language for language in funnel.languages if language.tag == "de-DE")
    assert in_eu(german)
    found = "law.button" if to_consumers(german) else ""
    return with_text("de-DE", key, field, "Weiter für {price}")(funnel), found


def promise_a_variable(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    key = draw(st.sampled_from(list(funnel.steps)))
    language = draw(st.sampled_from(funnel.languages))
    return with_text(language.tag, key, "headline", "Only {prise}")(funnel), "texts.unknown_variable"


def take_all_buyers(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    offers = [key for key, step in funnel.steps.items() if step.type in OFFERS]
    key = draw(st.sampled_from(offers))
    option = draw(st.sampled_from(funnel.steps[key].options))
    return with_option(key, option.id, rate=1.01)(funnel), "selling.rates"


def forget_the_product(draw: st.DrawFn, funnel: Funnel) -> Spoilt:
    sellers = [key for key, step in funnel.steps.items() if step.type in OFFERS or step.type == START]
    key = draw(st.sampled_from(sellers))
    options = tuple(replace(option, product="") for option in funnel.steps[key].options)
    return with_step(key, product="", options=options)(funnel), "tree.no_product"


SPOILERS = (
    cut_a_wire,
    make_a_cycle,
    drop_a_price,
    spoil_a_price,
    empty_a_button,
    swap_a_button,
    promise_a_variable,
    take_all_buyers,
    forget_the_product,
)


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__)
@settings(max_examples=25)
@given(data=st.data(), name=st.sampled_from(SAMPLES))
def test_what_spoils_a_sample_is_found_by_its_own_family(spoil, data: st.DataObject, name: str) -> None:
    funnel, expected = data.draw(st.composite(spoil)(sample(name)))
    found = check(funnel, CONCLUDED)
    if expected:
        assert expected in {problem.id for problem in found}
    errors = {problem.id for problem in found if problem.severity == ERROR} - errors_before(name)
    assert {family(check_id) for check_id in errors} <= {family(expected)}

"""A page that is no longer as it was approved is told, with what differs, and can be approved anew."""

from __future__ import annotations

import pytest

from funnelstudio.checks import Checker
from funnelstudio.checks.problem import Problem
from funnelstudio.model.edits.approvals import approve
from funnelstudio.model.edits.document import set_export
from funnelstudio.model.edits.options import set_option_price
from funnelstudio.model.edits.products import set_product_price
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.limits import Limits
from tests.builders import a_funnel

LIMITS = Limits(exporter="static")


@pytest.fixture
def funnel() -> Funnel:
    made = a_funnel()
    pages = [(step, language.tag) for step in made.steps for language in made.languages]
    return approve(made, "static", pages)


def quantities(funnel: Funnel) -> tuple[str, str]:
    step = next(key for key, step in funnel.steps.items() if step.type == "quantities")
    return step, funnel.steps[step].options[0].id


def drifted(checker: Checker, funnel: Funnel) -> list[Problem]:
    return [problem for problem in checker.update(funnel) if problem.id == "target.approved"]


def test_nothing_is_told_of_pages_as_they_were_approved(funnel: Funnel) -> None:
    assert drifted(Checker(LIMITS), funnel) == []


def test_the_price_is_told_as_it_was_and_as_it_is(funnel: Funnel) -> None:
    step, option = quantities(funnel)
    checker = Checker(LIMITS)
    drifted(checker, funnel)
    changed = set_option_price(funnel, step, option, "GBP", "8.50")
    problems = drifted(checker, changed)
    # A price of the option's own stands in no other currency.
    assert {(problem.step, problem.language) for problem in problems} == {(step, "en-GB"), (step, "de-DE")}
    assert problems == drifted(Checker(LIMITS), changed)
    english = next(problem for problem in problems if problem.language == "en-GB")
    assert "£9.00, now £8.50" in english.message
    assert english.fix is not None
    assert drifted(checker, english.fix.apply(changed)) == [p for p in problems if p is not english]


def test_every_edit_is_seen_without_checking_all_again(funnel: Funnel) -> None:
    step, option = quantities(funnel)
    product = funnel.steps[next(key for key, found in funnel.steps.items() if found.type == "start")].product
    edits = [
        lambda f: set_text(f, "en-GB", step, "lead", "Other words"),
        lambda f: set_text(f, "en-GB", step, f"{option}.button", "Take it"),
        lambda f: set_product_price(f, product, "GBP", "99"),
        lambda f: set_text(f, "en-GB", f"product:{product}", "name", "Another name"),
        lambda f: set_export(f, settings={"static": {f"code:{step}:en-GB": "<b>"}}),
    ]
    checker = Checker(LIMITS)
    seen = 0
    for edit in edits:
        funnel = edit(funnel)
        found = drifted(checker, funnel)
        assert found == drifted(Checker(LIMITS), funnel)
        assert found
        seen = max(seen, len(found))
    assert seen > 1
    assert any("wording" in problem.message and "buttons" in problem.message for problem in found)


def test_another_exporter_has_approvals_of_its_own(funnel: Funnel) -> None:
    step, option = quantities(funnel)
    changed = set_option_price(funnel, step, option, "GBP", "8.50")
    assert drifted(Checker(Limits(exporter="digistore24")), changed) == []
    assert drifted(Checker(), changed)  # with no exporter named, the funnel's own

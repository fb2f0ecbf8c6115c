"""What differs between two funnels: exactly what an edit touched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from funnelstudio.model.diff import diff, keys_that_differ
from funnelstudio.model.edits import (
    branches,
    document,
    languages,
    options,
    plan_changes,
    products,
    steps,
    texts,
)
from funnelstudio.model.funnel import Funnel, PlanChange
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import PRODUCT
from tests.builders import a_funnel

DETAILS = (
    *("everything", "steps", "structure", "products", "texts", "languages", "brand", "title"),
    *("plan_changes", "assumptions", "export"),
)


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (partial(texts.set_text, tag="en-GB", place="six", field="lead", value="a"), {"texts"}),
        (partial(steps.rename_step, step_id="six", name="a"), {"steps"}),
        (partial(branches.disconnect, step_id="club", outcome="month"), {"steps", "structure"}),
        (partial(options.set_option, step_id="few", option_id="q1", rate=0.5), {"steps"}),
        (partial(options.move_option, step_id="few", option_id="q1", position=2), {"steps", "structure"}),
        (partial(products.set_product, product_id="more", name="a"), {"products"}),
        (partial(languages.set_language, tag="de-DE", currency="CHF"), {"languages"}),
        (partial(languages.add_language, language=Language(tag="fr")), {"languages"}),
        (partial(document.set_title, title="a"), {"title"}),
        (partial(document.set_brand, radius=3), {"brand"}),
        (partial(document.set_assumptions, orders=3), {"assumptions"}),
        (partial(document.set_export, folder="a"), {"export"}),
        (partial(plan_changes.add_plan_change, change=PlanChange(id="a")), {"plan_changes"}),
    ],
)
def test_an_edit_changes_what_it_names(edit: Callable[[Funnel], Funnel], changed: set[str]) -> None:
    before = a_funnel()
    changes = diff(before, edit(before))
    assert {name for name in DETAILS if getattr(changes, name)} == changed
    assert bool(changes)


def test_which_steps_and_texts() -> None:
    before = a_funnel()
    after = branches.delete_branch(texts.set_text(before, "de-DE", "six", "lead", "a"), "gift")
    changes = diff(before, after)
    assert changes.steps == {"gift", "few"}
    assert changes.structure
    assert changes.texts == {"en-GB": {"gift"}, "de-DE": {"gift", "six"}}
    back = diff(after, before)
    assert (back.steps, back.texts) == (changes.steps, changes.texts)


def test_steps_that_come() -> None:
    before = a_funnel()
    after = steps.add_loose_step(before, "lone", steps.new_step(PRODUCT))
    assert diff(before, after).steps == {"lone"}
    assert diff(after, before).steps == {"lone"}
    assert diff(before, after).structure


def test_nothing_and_everything() -> None:
    funnel = a_funnel()
    assert not diff(funnel, funnel)
    assert not any(getattr(diff(funnel, funnel), name) for name in DETAILS)
    assert diff(None, funnel).everything


def test_keys_that_differ() -> None:
    one, other = object(), object()
    assert keys_that_differ({"a": one, "b": one}, {"a": one, "b": other}) == {"b"}
    assert keys_that_differ({"a": one, "b": other}, {"b": other, "a": one}) == frozenset()
    assert keys_that_differ({"a": one}, {"b": one}) == {"a", "b"}
    assert keys_that_differ({"a": one}, {}) == {"a"}
    assert keys_that_differ({}, {"a": one}) == {"a"}

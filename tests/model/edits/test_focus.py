"""The focus of a picture: a point of it, gone with the picture, and only written where it was set."""

from __future__ import annotations

import json

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model.edits import products, steps
from funnelstudio.model.focus import CENTRE, bounded
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Step
from funnelstudio.model.products import Product

FUNNEL = Funnel(
    steps={"a": Step(type="product", picture="roses.png", picture_focus=(10, 20))},
    products={"p": Product(name="Roses", picture="roses.png")},
)


def test_a_focus_is_set_and_stays_with_its_picture() -> None:
    funnel = steps.set_step(FUNNEL, "a", picture_focus=(0, 100))
    assert funnel.steps["a"].picture_focus == (0, 100)
    assert steps.set_step(funnel, "a", name="Roses").steps["a"].picture_focus == (0, 100)
    funnel = products.set_product(funnel, "p", picture_focus=(30, 40))
    assert products.set_product(funnel, "p", units=2).products["p"].picture_focus == (30, 40)


def test_another_picture_begins_in_its_centre() -> None:
    assert steps.set_step(FUNNEL, "a", picture="roses.png") is FUNNEL
    assert steps.set_step(FUNNEL, "a", picture="vase.png").steps["a"].picture_focus == CENTRE
    assert steps.set_step(FUNNEL, "a", picture="").steps["a"].picture_focus == CENTRE
    changed = products.set_product(FUNNEL, "p", picture="vase.png", picture_focus=(1, 2))
    assert changed.products["p"].picture_focus == (1, 2)
    assert products.set_product(changed, "p", picture="").products["p"].picture_focus == CENTRE


@pytest.mark.parametrize("focus", [(-1, 0), (0, 101), (1.5, 2), (1,), "12", [1, 2], (True, 1)])
def test_what_is_no_point_of_a_picture_is_refused(focus: object) -> None:
    with pytest.raises(NotPossible):
        steps.set_step(FUNNEL, "a", picture_focus=focus)
    with pytest.raises(NotPossible):
        products.set_product(FUNNEL, "p", picture_focus=focus)


def test_a_focus_of_a_file_is_kept_within_the_picture() -> None:
    assert bounded((-5, 10**20)) == (0, 100)
    assert bounded((7, 93)) == (7, 93)


def test_only_a_focus_that_was_set_is_written() -> None:
    from funnelstudio.storage.schema import decode, encode

    written = json.loads(encode(steps.set_step(FUNNEL, "a", picture_focus=(50, 50))))
    assert "picture_focus" not in written["steps"]["a"]
    assert json.loads(encode(FUNNEL))["steps"]["a"]["picture_focus"] == [10, 20]
    assert decode(encode(FUNNEL)) == FUNNEL

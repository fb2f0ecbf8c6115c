"""After any edits, the scene that follows them is the one that would be built anew."""

from __future__ import annotations

import random

import pytest
from PySide6.QtWidgets import QApplication

from funnelstudio.errors import NotPossible
from funnelstudio.gui.canvas.scene import build
from funnelstudio.gui.canvas.sight import sight
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.model import ids
from funnelstudio.model.diff import diff
from funnelstudio.model.edits import branches, options, products, steps, texts
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, OFFERS, outcomes
from tests.builders import big_funnel


def any_edit(funnel: Funnel, chance: random.Random) -> Funnel:
    """One edit of a kind and place that chance picks."""
    step = chance.choice(list(funnel.steps))
    other = chance.choice(list(funnel.steps))
    answer = chance.choice(outcomes(funnel.steps[step]) or ("no",))
    made = steps.new_step(chance.choice((*OFFERS, ENDING)), f"New {chance.random():.3f}")
    edits = (
        lambda: steps.rename_step(funnel, step, "Name " * chance.randint(0, 6)),
        lambda: steps.add_step(funnel, ids.fresh(funnel.steps), made, step, answer),
        lambda: steps.set_type(funnel, step, chance.choice((*OFFERS, ENDING))),
        lambda: branches.connect(funnel, step, answer, other),
        lambda: branches.disconnect(funnel, step, answer),
        lambda: branches.move_branch(funnel, other, step, answer),
        lambda: branches.delete_step(funnel, step),
        lambda: branches.delete_branch(funnel, step) if chance.random() < 0.2 else funnel,
        lambda: steps.pin(funnel, step, (chance.uniform(0, 900), chance.uniform(-500, 500))),
        lambda: options.set_option_price(funnel, step, answer, "GBP", str(chance.randint(1, 99999))),
        lambda: products.set_product_price(funnel, chance.choice(list(funnel.products)), "GBP", "7777.00"),
        lambda: texts.set_text(funnel, "de-DE", step, "headline", chance.choice(("", "Neu"))),
    )
    try:
        return chance.choice(edits)()
    except NotPossible:
        return funnel


@pytest.mark.parametrize("seed", range(6))
def test_following_edits_is_as_good_as_building_anew(qapp: QApplication, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable edits, not secrets
    funnel = big_funnel(85, 2)
    stage = Stage(funnel, "en-GB")
    history = [funnel]
    for _number in range(60):
        after = chance.choice(history) if chance.random() < 0.15 else any_edit(funnel, chance)
        changes = diff(funnel, after)
        for step in list(funnel.steps)[:20]:
            stage.status(step)
        stage.take(changes, "en-GB")
        funnel = after
        history.append(after)
        fresh = Stage(funnel, "en-GB")
        assert stage.scene.cards == fresh.scene.cards
        assert stage.scene.arranged == fresh.scene.arranged
        assert [stage.status(key) for key in funnel.steps] == [fresh.status(key) for key in funnel.steps]
        wires = [stage.scene.wires(index) for index in range(len(funnel.steps))]
        assert wires == [fresh.scene.wires(index) for index in range(len(funnel.steps))]


def test_what_is_in_view_is_found_without_looking_at_all(qapp: QApplication) -> None:
    scene = build(big_funnel(700, 1), "en-GB")
    placed = scene.arranged
    left, top, right, bottom = placed.bounds
    for part in (
        (left, top, 500.0, 400.0),
        (right - 600, bottom - 300, 600.0, 300.0),
        (300.0, -200.0, 400.0, 400.0),
    ):
        found = set(sight(scene, part, 1.0, margin=0).cards)
        for index in range(len(placed.order)):
            x, y, width, height = scene.box(index)
            inside = (
                x < part[0] + part[2]
                and x + width > part[0]
                and y < part[1] + part[3]
                and y + height > part[1]
            )
            assert inside == (index in found)
    everything = sight(scene, (left, top, right - left, bottom - top), 0.002)
    assert len(everything.cards) + len(everything.bars) < 60

"""The shares on the wires can be read: none of them meets another one, a card or a chip."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF

from funnelstudio.forecast.flow import forecast
from funnelstudio.gui import settings
from funnelstudio.gui.canvas.paint_wires import chip_box, ends_of, share_box
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.session import Session
from funnelstudio.model.cards import rate_words
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.products import Product


def offer(name: str, rates: dict[str, float], to: dict[str, str]) -> Step:
    options = tuple(Option(id=key, price={"GBP": "1234567.89"}, rate=rate) for key, rate in rates.items())
    return Step(type="quantities", product="p", name=name, options=options, next=to)


def crowded() -> Funnel:
    """Answers that lead to the same card, to jumps and to endings, and wide cards side by side."""
    four = {"w": 0.0031, "x": 0.17, "y": 0.0004, "z": 0.1}
    wide = "A very long name for an offer that is wide"
    return Funnel(
        title="Crowded",
        languages=(Language(tag="en-GB", currency="GBP"),),
        products={"p": Product(name="Thing", price={"GBP": "24.00"})},
        steps={
            "s": Step(type="start", product="p", next={"yes": "a"}),
            "a": offer("Four to one", four, {**dict.fromkeys("wxyz", "b"), "no": "c"}),
            "b": offer(wide, {"w": 0.2, "x": 0.1}, {"w": "e", "x": "e", "no": "f"}),
            "c": offer(wide, {"w": 0.2, "x": 0.1}, {"w": "e", "x": "t", "no": "t"}),
            "e": offer(wide, {"w": 1.0}, {"w": "t", "no": "t"}),
            "f": offer(wide, {"w": 0.5}, {"w": "t", "no": "t"}),
            "t": Step(type="ending", name="Thanks"),
        },
    )


def shares(stage: Stage) -> Iterator[QRectF]:
    flow, scene = stage.flow, stage.scene
    assert flow is not None
    for index, step_id in enumerate(scene.arranged.order):
        for wire in scene.wires(index):
            words = rate_words(flow, step_id, wire.outcome)
            if words:
                yield share_box(ends_of(scene, stage.places, index, wire), words)


def things(stage: Stage) -> Iterator[QRectF]:
    scene = stage.scene
    for index in range(len(scene.arranged.order)):
        yield QRectF(*scene.box(index))
        for wire in scene.wires(index):
            if wire.chip >= 0:
                yield QRectF(*chip_box(scene, stage.places, index, wire))


@pytest.mark.parametrize("down", [False, True], ids=["to the right", "from the top down"])
def test_shares_meet_nothing(canvas: CanvasView, session: Session, down: bool) -> None:
    session.load(crowded())
    settings.write(settings.SHOW_FORECAST, True)
    settings.write(settings.TOP_DOWN, down)
    canvas.show_forecast(forecast(session.funnel))
    shown = list(shares(canvas.stage))
    assert len(shown) == 15
    for one, other in combinations(shown, 2):
        assert not one.intersects(other)
    for one in shown:
        assert not any(one.intersects(thing) for thing in things(canvas.stage))
    canvas.grab()
    settings.write(settings.TOP_DOWN, False)

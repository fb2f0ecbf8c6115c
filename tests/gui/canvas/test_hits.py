"""What is hit is what is painted there, at every zoom."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from funnelstudio.gui.canvas.hits import hit
from funnelstudio.gui.canvas.paint_wires import ends_of, pieces
from funnelstudio.gui.canvas.stage import NEAR, Stage
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.canvas.viewport import Viewport, fitted, zoomed
from funnelstudio.gui.session import Session
from funnelstudio.model.offers import outcomes
from tests.builders import big_funnel
from tests.gui.canvas.conftest import Mouse


@pytest.mark.parametrize("zoom", [0.5, 0.8, 1.0, 1.7])
def test_every_card_row_and_port_is_hit_where_it_stands(
    canvas: CanvasView, session: Session, mouse: Mouse, zoom: float
) -> None:
    canvas.surface.zoom_at(zoom, 550, 350)
    for step_id, step in session.funnel.steps.items():
        at = mouse.head(step_id)
        assert hit(canvas.stage, at.x(), at.y()).step == step_id
        for outcome in outcomes(step):
            port, row = mouse.port(step_id, outcome), mouse.row(step_id, outcome)
            found = hit(canvas.stage, port.x(), port.y())
            assert (found.what, found.step, found.outcome) == ("port", step_id, outcome)
            if zoom >= 1:
                assert hit(canvas.stage, row.x(), row.y()).outcome == outcome


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_what_is_hit_as_a_card_is_painted_as_one(canvas: CanvasView, zoom: float) -> None:
    canvas.surface.zoom_at(zoom, 550, 350)
    canvas.minimap.hide()
    canvas.zoombar.hide()
    picture = canvas.surface.grab().toImage()
    ground = canvas.stage.look.ground
    for x in range(7, canvas.surface.width() - 7, 31):
        for y in range(9, canvas.surface.height() - 9, 23):
            # Corners are round: what counts is a point with card on all sides.
            around = [(x + dx, y + dy) for dx in (-9, 9) for dy in (-9, 9)]
            if all(hit(canvas.stage, *point).on_card for point in around):
                assert picture.pixelColor(x, y) != ground


def test_wires_are_hit_along_their_way(canvas: CanvasView, mouse: Mouse) -> None:
    scene = canvas.stage.scene
    for index, step_id in enumerate(scene.arranged.order):
        for wire in scene.wires(index):
            x0, y0, x1, y1 = ends_of(scene, canvas.stage.places, index, wire)
            at = mouse.pixel((x0 + x1) / 2, (y0 + y1) / 2)
            found = hit(canvas.stage, at.x(), at.y())
            assert (found.what, found.step) == ("wire", step_id)


@pytest.mark.parametrize("zoom", [0.003, 0.05, 0.2, 0.39])
def test_from_afar_blocks_are_hit_where_they_are_painted(zoom: float, canvas: CanvasView) -> None:
    assert zoom < NEAR
    stage = Stage(big_funnel(700, 1), "en-GB")
    stage.view = fitted(Viewport(width=900, height=600), stage.bounds())
    stage.view = zoomed(stage.view, zoom, 450, 300)
    placed = stage.scene.arranged
    for index in range(0, len(placed.order), 7):
        x, y, width, height = stage.scene.box(index)
        at = stage.view.to_screen(x + width / 2, y + height / 2)
        found = hit(stage, *at)
        assert found.step
        if height * stage.view.scale > 6:
            assert found.step == placed.order[index]


def test_the_ground_is_the_themes_window(canvas: CanvasView) -> None:
    canvas.minimap.hide()
    corner = canvas.surface.grab().toImage().pixelColor(1, canvas.surface.height() - 1)
    assert abs(corner.lightness() - QColor(canvas.stage.look.palette.window).lightness()) < 12


def test_a_top_down_wire_to_what_lies_under_its_card_goes_beside_the_card() -> None:
    """It leaves its port to the right, so it must come round the card and not run behind it."""
    ends, below = (200.0, 60.0, 80.0, 160.0), 110.0
    points = [(piece[4], piece[5]) for piece in pieces(ends, below)]
    assert all(x > 200 for x, y in points if y <= below)
    assert points[-1] == (80.0, 160.0)

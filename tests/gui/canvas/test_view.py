"""Looking around: wheel, zoom bar, map, headings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio.gui import settings
from funnelstudio.gui.canvas.headings import fitting
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.canvas.viewport import SQUEEZE, Viewport, blend, fitted, moved, showing, zoomed
from funnelstudio.gui.session import Session
from tests.builders import big_funnel
from tests.gui.canvas.conftest import Mouse


def wheel(canvas: CanvasView, at: QPoint, turn: QPoint, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.surface.mapToGlobal(at)),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.surface, event)


def test_ctrl_and_wheel_zoom_around_the_mouse(canvas: CanvasView, mouse: Mouse) -> None:
    at = mouse.head("small")
    wheel(canvas, at, QPoint(0, 240), Qt.KeyboardModifier.ControlModifier)
    assert canvas.stage.view.scale == pytest.approx(1.44)
    found = canvas.stage.view.to_tree(at.x(), at.y())
    x, y, width, height = canvas.stage.box_of("small") or (0, 0, 0, 0)
    assert x < found[0] < x + width and y < found[1] < y + height


def test_the_wheel_pans(canvas: CanvasView, mouse: Mouse) -> None:
    before = mouse.head("more")
    wheel(canvas, QPoint(300, 300), QPoint(0, -120), Qt.KeyboardModifier.NoModifier)
    assert mouse.head("more") - before == QPoint(0, -60)
    wheel(canvas, QPoint(300, 300), QPoint(0, -120), Qt.KeyboardModifier.ShiftModifier)
    assert mouse.head("more") - before == QPoint(-60, -60)


def test_the_zoom_bar(canvas: CanvasView, qtbot: QtBot) -> None:
    for button, scale in (
        (canvas.zoombar.larger, 1.25),
        (canvas.zoombar.now, 1.0),
        (canvas.zoombar.smaller, 0.8),
    ):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert canvas.stage.view.scale == pytest.approx(scale)


def test_a_click_on_the_map_goes_there(canvas: CanvasView, qtbot: QtBot) -> None:
    canvas.camera.zoom(2)
    x_before = canvas.stage.view.x
    qtbot.mouseClick(canvas.minimap, Qt.MouseButton.LeftButton, pos=QPoint(140, 40))
    assert canvas.stage.view.x > x_before
    settings.write(settings.MINIMAP, False)
    assert not canvas.minimap.isVisible()


def test_headings_stand_over_their_columns(canvas: CanvasView) -> None:
    canvas.fit()
    words = [words for _left, _width, words in canvas.headings.columns()]
    assert words == ["Main product", "Level 1", "Level 2", "Level 3"]
    canvas.headings.grab()


def test_a_selected_step_comes_into_view(canvas: CanvasView, session: Session, mouse: Mouse) -> None:
    canvas.camera.look_at(9000, 9000)
    session.go(step="club")
    assert canvas.surface.rect().contains(mouse.head("club"))


def test_a_large_tree_fits_and_each_frame_costs_what_it_shows(canvas: CanvasView, session: Session) -> None:
    session.load(big_funnel(5461, 1))
    canvas.fit()
    view = canvas.stage.view
    assert view.scale < 0.02 < view.across <= SQUEEZE
    picture = canvas.surface.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, 1100, 5) for y in range(0, 700, 5)}
    assert len(colours) > 10
    last = canvas.stage.scene.arranged.order[-1]
    session.go(step=last)
    canvas.zoom_to_one()
    canvas.surface.grab()
    assert len(canvas.surface.sprites._kept) < 100


def test_zooming_keeps_the_point_and_bounds_the_scale() -> None:
    view = Viewport(10, 20, 1.0, 800, 600)
    assert zoomed(view, 0.2, 333, 222).to_tree(333, 222) == pytest.approx(view.to_tree(333, 222))
    assert zoomed(view, 99, 0, 0).scale == 3
    assert moved(view, 30, 40).to_screen(10, 20) == pytest.approx((30, 40))


def test_fitting_shows_all_and_never_enlarges() -> None:
    view = fitted(Viewport(0, 0, 1, 800, 600), (0, 0, 100, 50))
    assert view.scale == 1
    wide = fitted(Viewport(0, 0, 1, 800, 600), (-500, -100, 4000, 300))
    x, y, width, height = wide.seen()
    assert x <= -500 and x + width >= 3500 and y <= -100 and y + height >= 200


def test_what_is_in_view_is_not_moved() -> None:
    view = Viewport(0, 0, 1, 800, 600)
    assert showing(view, (100, 100, 200, 200)) == view
    assert showing(view, (700, 100, 200, 100)).x == 132


def test_a_blend_begins_and_ends_where_it_should() -> None:
    start, end = Viewport(0, 0, 1.0, 800, 600), Viewport(500, 300, 0.05, 800, 600)
    for share, view in ((0.0, start), (1.0, end)):
        mixed = blend(start, end, share)
        assert (mixed.x, mixed.y, mixed.scale, mixed.across) == pytest.approx(
            (view.x, view.y, view.scale, view.across)
        )


def test_a_view_of_the_whole_tree_stays_one_when_the_canvas_changes_its_size(canvas: CanvasView) -> None:
    canvas.fit()
    canvas.motion.finish()
    canvas.resize(500, 400)
    left, top, width, height = canvas.stage.view.seen()
    x, y, across, down = canvas.stage.bounds()
    assert left <= x and top <= y
    assert left + width >= x + across and top + height >= y + down


def test_what_is_in_the_middle_stays_there_when_the_canvas_changes_its_size(canvas: CanvasView) -> None:
    canvas.motion.finish()
    canvas.camera.look_at(300.0, 200.0)
    canvas.resize(700, 500)
    view = canvas.stage.view
    assert view.to_tree(view.width / 2, view.height / 2) == pytest.approx((300.0, 200.0))


def test_a_heading_is_shown_as_far_as_there_is_room(canvas: CanvasView) -> None:
    assert fitting("Level 3", 400) == "Level 3"
    assert fitting("Level 3", 12) == "3"
    assert fitting("Endings", 30).endswith("…")

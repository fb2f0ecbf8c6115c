"""The canvas follows the session, the theme and the settings."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio.checks.problem import Problem
from funnelstudio.forecast.flow import forecast
from funnelstudio.gui import settings, theme
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.palette import DARK
from funnelstudio.gui.session import Session
from funnelstudio.model.edits import branches, options, steps, texts
from funnelstudio.model.edits.products import set_product_price
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Step
from tests.builders import a_funnel
from tests.gui.canvas.conftest import Mouse


def test_what_the_user_works_on_stays_where_it_is(canvas: CanvasView, session: Session, mouse: Mouse) -> None:
    session.go(step="small")
    before = mouse.head("small")
    session.edit("delete", branches.delete_branch, "club")
    session.go(step="small")
    assert mouse.head("small") == before


def test_an_edit_makes_only_the_cards_that_it_touches(canvas: CanvasView, session: Session) -> None:
    before = dict(canvas.stage.scene.cards)
    session.edit("rename", steps.rename_step, "small", "Tiny?")
    after = canvas.stage.scene.cards
    assert [key for key in after if after[key] is not before[key]] == ["small"]


def test_an_edit_of_texts_moves_nothing_and_fills_a_dot(canvas: CanvasView, session: Session) -> None:
    arranged = canvas.stage.scene.arranged
    assert canvas.stage.status("more").languages[1] == "done"
    session.edit("clear", texts.set_text, "de-DE", "more", "headline", "")
    assert canvas.stage.scene.arranged is arranged
    assert canvas.stage.status("more").languages[1] == "partly"


def test_prices_follow_products_options_and_the_language(canvas: CanvasView, session: Session) -> None:
    main = session.funnel.steps["start"].product
    session.edit("price", set_product_price, main, "GBP", "99")
    assert canvas.stage.scene.cards["start"].rows[0].price == "£99.00"
    session.edit("price", options.set_option_price, "more", "six", "GBP", "11")
    assert canvas.stage.scene.cards["more"].rows[0].price == "£11.00"
    session.go(language="de-DE")
    assert "€" in canvas.stage.scene.cards["more"].rows[0].price


def test_problems_and_forecast_show_on_cards(canvas: CanvasView, session: Session) -> None:
    session.set_problems((Problem("tree.loose", "warning", step="more", message="x"),))
    assert canvas.stage.status("more").severity == "warning"
    settings.write(settings.SHOW_FORECAST, True)
    canvas.show_forecast(forecast(session.funnel))
    assert canvas.stage.status("more").revenue.endswith("per buyer")
    canvas.grab()
    settings.write(settings.SHOW_FORECAST, False)
    assert canvas.stage.status("more").revenue == ""


def test_the_forecast_is_worked_out_by_itself(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    settings.write(settings.SHOW_FORECAST, True)
    qtbot.waitUntil(lambda: canvas.stage.flow is not None)
    session.edit("delete", branches.delete_branch, "small")
    qtbot.waitUntil(lambda: canvas.stage.flow is not None and "small" not in canvas.stage.flow.revenue)


def test_the_theme_switches_live(canvas: CanvasView, qapp: QApplication) -> None:
    theme.use(qapp, DARK)
    picture = canvas.surface.grab().toImage()
    assert picture.pixelColor(1, 1).lightness() < 60
    assert canvas.stage.look.palette is DARK


def test_from_the_top_down(canvas: CanvasView, mouse: Mouse) -> None:
    settings.write(settings.TOP_DOWN, True)
    assert mouse.head("more").y() > mouse.head("start").y()
    assert not canvas.headings.isVisible()
    canvas.grab()
    settings.write(settings.TOP_DOWN, False)
    assert mouse.head("more").x() > mouse.head("start").x()


def test_another_document_is_fitted(canvas: CanvasView, session: Session) -> None:
    session.load(a_funnel())
    left, top, width, height = canvas.stage.bounds()
    x, y, seen_width, seen_height = canvas.stage.view.seen()
    assert x <= left and y <= top and x + seen_width >= left + width and y + seen_height >= top + height


@pytest.mark.parametrize(
    "funnel",
    [
        Funnel(),
        Funnel(steps={"a": Step(type="ending", name="Alone")}),
        Funnel(
            steps={"a": Step(type="start", next={"yes": "b"}), "b": Step(type="hologram", next={"x": "a"})}
        ),
        Funnel(steps={"a": Step(type="start", next={"yes": "nowhere"})}),
        Funnel(steps={"a": Step(type="start", name="x" * 5000), "b": Step(type="product", name="\x00<b>")}),
    ],
    ids=["empty", "no start", "newer kind in a circle", "a wire into the void", "odd names"],
)
def test_broken_funnels_are_shown_as_far_as_can_be(
    canvas: CanvasView, session: Session, funnel: Funnel
) -> None:
    session.load(funnel)
    canvas.grab()
    for step in funnel.steps:
        session.go(step=step)
    canvas.grab()


def test_layout_changes_glide_and_arrive(
    canvas: CanvasView, session: Session, mouse: Mouse, qtbot: QtBot
) -> None:
    settings.write(settings.REDUCED_MOTION, False)
    session.go(step="small")
    canvas.motion.finish()
    before = mouse.shown("start")
    session.edit("delete", branches.delete_branch, "club")
    assert canvas.motion.is_running
    assert canvas.stage.places.y is not canvas.stage.scene.arranged.y
    assert mouse.shown("start") == before
    canvas.grab()
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: not canvas.motion.is_running)
    assert canvas.stage.places.y is canvas.stage.scene.arranged.y
    assert canvas.surface.shown is None


def test_nothing_glides_where_less_motion_is_asked_for(canvas: CanvasView, session: Session) -> None:
    session.go(step="small")
    session.edit("delete", branches.delete_branch, "club")
    assert not canvas.motion.is_running


def test_panning_paints_what_a_full_paint_would(canvas: CanvasView) -> None:
    canvas.minimap.hide()
    canvas.zoombar.hide()
    canvas.surface.grab()
    canvas.surface.pan(37, -21)
    scrolled = canvas.surface.grab().toImage()
    canvas.surface.update()
    assert canvas.surface.grab().toImage() == scrolled

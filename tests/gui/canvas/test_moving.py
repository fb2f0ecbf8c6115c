"""After a branch was moved, it and what it hangs on now are in view, and nothing moves where they are."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from funnelstudio.gui import settings
from funnelstudio.gui.canvas import commands
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.canvas.viewport import Viewport, having, showing
from funnelstudio.gui.session import Session
from funnelstudio.model.walk import walk
from tests.builders import big_funnel
from tests.gui.canvas.conftest import Mouse


def seen(canvas: CanvasView, step: str) -> bool:
    """Whether all of a card is in view."""
    x, y, width, height = canvas.stage.box_of(step) or (0, 0, 0, 0)
    left, top = canvas.stage.view.to_screen(x, y)
    right, bottom = canvas.stage.view.to_screen(x + width, y + height)
    return left >= 0 and top >= 0 and right <= canvas.surface.width() and bottom <= canvas.surface.height()


@pytest.fixture
def at_the_edge(canvas: CanvasView, session: Session) -> CanvasView:
    """The card “small” selected at the left edge of a narrow canvas, what it hangs on out of view."""
    canvas.resize(640, 560)
    session.go(step="small")
    x, y, _width, height = canvas.stage.box_of("small") or (0, 0, 0, 0)
    canvas.camera.look_at(x + 300, y + height / 2)
    assert seen(canvas, "small") and not seen(canvas, "more")
    return canvas


def test_where_a_branch_hangs_now_comes_into_view(at_the_edge: CanvasView, session: Session) -> None:
    assert commands.move(session, "small", "more", "six")
    assert walk(session.funnel.steps).home["small"] == ("more", "six")
    assert seen(at_the_edge, "small") and seen(at_the_edge, "more")


def test_so_does_where_it_hangs_again_after_an_undo(at_the_edge: CanvasView, session: Session) -> None:
    commands.move(session, "small", "more", "six")
    x, y, _width, height = at_the_edge.stage.box_of("small") or (0, 0, 0, 0)
    at_the_edge.camera.look_at(x + 300, y + height / 2)
    assert not seen(at_the_edge, "more")
    session.undo_stack.undo()
    assert seen(at_the_edge, "small") and seen(at_the_edge, "more")


def test_swapping_answers_shows_both_ends_too(at_the_edge: CanvasView, session: Session) -> None:
    commands.swap(session, "more", "no", "six")
    assert seen(at_the_edge, "small") and seen(at_the_edge, "more")


def test_what_is_in_view_anyway_stays_where_it_is(canvas: CanvasView, session: Session, mouse: Mouse) -> None:
    session.go(step="small")
    before = mouse.head("small")
    commands.move(session, "small", "more", "six")
    assert seen(canvas, "small") and seen(canvas, "more")
    assert mouse.head("small") == before
    session.undo_stack.undo()
    assert mouse.head("small") == before


def test_a_name_moves_no_view(at_the_edge: CanvasView, session: Session, mouse: Mouse) -> None:
    before = mouse.head("small")
    commands.rename(session, "small", "Another")
    assert mouse.head("small") == before


def test_the_view_glides_there_with_the_cards(
    at_the_edge: CanvasView, session: Session, mouse: Mouse, qtbot: QtBot
) -> None:
    settings.write(settings.REDUCED_MOTION, False)
    before = mouse.shown("small")
    commands.move(session, "small", "more", "six")
    assert at_the_edge.motion.is_running
    assert mouse.shown("small") == before, "it begins where it was"
    at_the_edge.grab()
    qtbot.waitUntil(lambda: not at_the_edge.motion.is_running)
    assert seen(at_the_edge, "small") and seen(at_the_edge, "more")


def test_the_moved_card_is_shown_where_both_do_not_fit(canvas: CanvasView, session: Session) -> None:
    funnel = big_funnel(400, 1)
    session.load(funnel)
    canvas.zoom_to_one()
    walked = walk(funnel.steps)
    leaf = next(key for key in reversed(walked.order) if walked.columns[key] == 4)
    first = walked.children[walked.order[0]][0][1]
    session.go(step=leaf)
    commands.move(session, leaf, first, walked.children[first][-1][0])
    assert seen(canvas, leaf)


def test_where_a_branch_was_dropped_stays_under_the_mouse(
    canvas: CanvasView, session: Session, mouse: Mouse
) -> None:
    """The view was moved under the drag until what is moved was far out of it."""
    funnel = big_funnel(400, 1)
    session.load(funnel)
    canvas.zoom_to_one()
    walked = walk(funnel.steps)
    leaf = next(key for key in reversed(walked.order) if walked.columns[key] == 4)
    session.go(step=leaf)
    first = next(key for key in walked.order if walked.columns[key] == 4)
    x, y, _width, _height = canvas.stage.box_of(first) or (0, 0, 0, 0)
    canvas.camera.look_at(x, y)
    assert seen(canvas, first) and not seen(canvas, leaf)
    before = mouse.head(first)
    assert commands.move(session, leaf, first, walked.children[first][1][0])
    assert seen(canvas, first) and seen(canvas, leaf)
    assert mouse.head(first) == before


def test_having_both_moves_no_further_than_it_must() -> None:
    view = Viewport(0, 0, 1.0, 800, 600)
    inside = (100.0, 100.0, 100.0, 100.0)
    assert having(view, inside, (5.0, 5.0, 20.0, 20.0)) is view, "seen, if only just"
    left = (-200.0, 100.0, 100.0, 100.0)
    assert having(view, inside, left) == showing(view, left)
    far = (-5000.0, 100.0, 100.0, 100.0)
    moved = having(view, inside, far)
    assert moved.x + moved.width >= 200 and moved.x < 0, "towards it, with the first still in view"

"""What clicking and dragging on the canvas does to the selection and to the funnel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from funnelstudio.gui.canvas.paint_marks import ghost_box, words_box
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.session import Message, Session
from tests.gui.canvas.conftest import Mouse


def open_menu() -> QMenu:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def test_a_click_selects_a_step_and_lights_its_path(
    canvas: CanvasView, session: Session, mouse: Mouse
) -> None:
    mouse.click(mouse.head("small"))
    assert session.focus.step == "small"
    assert canvas.stage.lit is not None
    assert canvas.stage.lit.wires == {("start", "yes"), ("more", "no")}


def test_a_click_on_a_row_also_chooses_its_outcome(session: Session, mouse: Mouse) -> None:
    mouse.click(mouse.row("more", "twelve"))
    assert (session.focus.step, session.focus.outcome) == ("more", "twelve")


def test_a_click_in_the_void_selects_nothing(session: Session, mouse: Mouse) -> None:
    mouse.click(mouse.head("more"))
    mouse.click(QPoint(20, 500))
    assert session.focus.step == ""


def test_ctrl_click_selects_several(session: Session, mouse: Mouse) -> None:
    mouse.click(mouse.head("more"))
    mouse.click(mouse.head("club"), Qt.KeyboardModifier.ControlModifier)
    assert set(session.focus.selected) == {"more", "club"}


def test_a_rubber_band_selects_what_it_covers(session: Session, mouse: Mouse) -> None:
    mouse.drag(mouse.head("club") + QPoint(-140, -60), mouse.head("small") + QPoint(20, 20))
    assert set(session.focus.selected) == {"club", "small"}


def test_the_middle_button_pans(canvas: CanvasView, mouse: Mouse) -> None:
    before = mouse.head("more")
    mouse.drag(QPoint(400, 500), QPoint(450, 470), Qt.MouseButton.MiddleButton)
    assert mouse.head("more") - before == QPoint(50, -30)


def test_a_wire_let_go_in_the_void_asks_for_a_kind_and_adds_it(session: Session, mouse: Mouse) -> None:
    mouse.drag(mouse.port("small", "yes"), mouse.port("small", "yes") + QPoint(60, 160))
    menu = open_menu()
    next(action for action in menu.actions() if action.text() == "Product").trigger()
    menu.close()
    added = session.funnel.steps["small"].next["yes"]
    assert session.funnel.steps[added].type == "product"
    assert session.focus.step == added
    assert set(session.funnel.steps[added].next.values()) == {"thanks"}
    session.undo_stack.undo()
    assert session.funnel.steps["small"].next["yes"] == "thanks"


def test_a_wire_drawn_to_a_card_is_a_jump(session: Session, mouse: Mouse) -> None:
    mouse.drag(mouse.port("club", "no"), mouse.head("small"))
    assert session.funnel.steps["club"].next["no"] == "small"


def test_a_jump_that_makes_a_circle_is_refused_with_a_sentence(
    session: Session, mouse: Mouse, told: list[Message]
) -> None:
    before = session.funnel
    mouse.drag(mouse.port("small", "yes"), mouse.head("more"))
    assert session.funnel is before
    assert "circle" in told[0].text


def test_while_dragging_in_a_circle_the_canvas_says_so(canvas: CanvasView, mouse: Mouse) -> None:
    start, end = mouse.port("small", "yes"), mouse.head("more")
    mouse.qtbot.mousePress(canvas.surface, Qt.MouseButton.LeftButton, pos=start)
    mouse.qtbot.mouseMove(canvas.surface, (start + end) / 2)
    mouse.qtbot.mouseMove(canvas.surface, end)
    ghost = canvas.surface.hand.ghost
    assert ghost is not None and not ghost.fits and ghost.words
    canvas.surface.grab()
    mouse.qtbot.keyClick(canvas.surface, Qt.Key.Key_Escape)
    assert canvas.surface.hand.ghost is None


def test_the_words_of_a_drag_leave_the_card_free(canvas: CanvasView, mouse: Mouse) -> None:
    start, end = mouse.head("small"), mouse.port("club", "year")
    mouse.qtbot.mousePress(canvas.surface, Qt.MouseButton.LeftButton, pos=start)
    mouse.qtbot.mouseMove(canvas.surface, (start + end) / 2)
    mouse.qtbot.mouseMove(canvas.surface, end)
    ghost = canvas.surface.hand.ghost
    assert ghost is not None and ghost.what == "card" and ghost.words
    assert not words_box(canvas.stage, ghost).intersects(ghost_box(canvas.stage, ghost))
    canvas.surface.grab()
    mouse.qtbot.keyClick(canvas.surface, Qt.Key.Key_Escape)


def test_dragging_near_an_edge_moves_the_view(canvas: CanvasView, mouse: Mouse) -> None:
    start = mouse.port("more", "no")
    mouse.qtbot.mousePress(canvas.surface, Qt.MouseButton.LeftButton, pos=start)
    mouse.qtbot.mouseMove(canvas.surface, start + QPoint(0, 40))
    mouse.qtbot.mouseMove(canvas.surface, QPoint(500, canvas.surface.height() - 3))
    before = mouse.head("more")
    canvas.surface.edges.tick()
    ghost = canvas.surface.hand.ghost
    moved = mouse.head("more") - before
    assert moved.y() < 0 and moved.x() == 0
    assert ghost is not None and ghost.start == (start.x(), start.y() + moved.y())
    mouse.qtbot.keyClick(canvas.surface, Qt.Key.Key_Escape)
    assert not canvas.surface.edges._timer.isActive()


def test_a_card_dropped_on_another_answer_changes_places(session: Session, mouse: Mouse) -> None:
    mouse.drag(mouse.head("small"), mouse.port("more", "six"))
    assert session.funnel.steps["more"].next["six"] == "small"


@pytest.mark.parametrize("step", ["start", "more"])
def test_a_branch_can_not_hang_on_itself(session: Session, mouse: Mouse, step: str) -> None:
    before = session.funnel
    mouse.drag(mouse.head(step), mouse.port("small", "no"))
    assert session.funnel is before


def test_a_click_on_an_open_port_asks_what_follows(
    session: Session, mouse: Mouse, canvas: CanvasView
) -> None:
    from funnelstudio.model.edits.branches import disconnect

    session.edit("cut", disconnect, "small", "yes")
    mouse.click(mouse.port("small", "yes"))
    menu = open_menu()
    assert [action.text() for action in menu.actions()][-1] == "Thank-you page"
    menu.close()


def test_a_card_let_go_in_the_void_stays_there_with_alt_alone(
    canvas: CanvasView, session: Session, mouse: Mouse
) -> None:
    before = session.funnel
    mouse.drag(mouse.head("club"), mouse.head("club") + QPoint(30, -150))
    assert session.funnel is before
    surface, start = canvas.surface, mouse.head("club")
    corner = mouse.shown("club")
    mouse.qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    mouse.qtbot.mouseMove(surface, start + QPoint(0, -40))
    mouse.qtbot.mouseMove(surface, start + QPoint(30, -150))
    end = start + QPoint(30, -150)
    mouse.qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, end)
    assert session.funnel.steps["club"].pinned is not None
    assert (mouse.shown("club") - corner - QPoint(30, -150)).manhattanLength() <= 2
    session.undo_stack.undo()
    assert session.funnel.steps["club"].pinned is None


def test_a_read_only_funnel_can_be_looked_at_alone(
    canvas: CanvasView, session: Session, mouse: Mouse
) -> None:
    session.read_only = True
    before = session.funnel
    mouse.drag(mouse.port("club", "no"), mouse.head("small"))
    mouse.drag(mouse.head("small"), mouse.port("more", "six"))
    mouse.qtbot.keyClick(canvas.surface, Qt.Key.Key_Delete)
    mouse.qtbot.mouseDClick(canvas.surface, Qt.MouseButton.LeftButton, pos=mouse.head("more"))
    assert session.funnel is before
    assert not canvas.editor.isVisible()
    mouse.click(mouse.head("club"))
    assert session.focus.step == "club"


def test_tips_say_what_is_there_and_escape_it(session: Session) -> None:
    from funnelstudio.gui.canvas.hits import Hit
    from funnelstudio.gui.canvas.tips import tip
    from funnelstudio.model.edits.steps import rename_step

    session.edit("rename", rename_step, "small", "<img src=x> & more")
    assert tip(session, Hit("card", "small")).startswith("<qt>&lt;img src=x&gt; &amp; more<br>")
    assert "No, thanks → &lt;img" in tip(session, Hit("wire", "more", "no"))
    assert tip(session, Hit()) == ""


def test_a_click_on_a_chip_goes_to_its_target(session: Session, mouse: Mouse, canvas: CanvasView) -> None:
    mouse.drag(mouse.port("club", "no"), mouse.head("small"))
    chip = next(chip for chip in canvas.stage.scene.arranged.chips if chip[2] == "small")
    mouse.click(mouse.pixel(chip[3] + 20, chip[4] + 10))
    assert session.focus.step == "small"

"""Walking and changing the tree with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from funnelstudio.gui.canvas.commands import BRANCH
from funnelstudio.gui.canvas.look import font
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.session import Message, Session
from funnelstudio.model.edits.steps import insert_step, new_step, rename_step
from funnelstudio.model.offers import PRODUCT
from tests.gui.canvas.conftest import Mouse

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, canvas: CanvasView, *keys: Key, mod: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        qtbot.keyClick(canvas.surface, key, mod or Qt.KeyboardModifier.NoModifier)


def menu() -> QMenu:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        ((Key.Key_Right,), "start"),
        ((Key.Key_Right, Key.Key_Right), "more"),
        ((Key.Key_Right, Key.Key_Right, Key.Key_Right), "club"),
        ((Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Down), "small"),
        ((Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Up), "club"),
        ((Key.Key_Right, Key.Key_Right, Key.Key_Left), "start"),
    ],
)
def test_arrows_walk_the_tree(
    canvas: CanvasView, session: Session, qtbot: QtBot, keys: tuple[Key, ...], step: str
) -> None:
    press(qtbot, canvas, *keys)
    assert session.focus.step == step


def test_arrows_go_to_the_start_when_nothing_is_selected(
    canvas: CanvasView, session: Session, qtbot: QtBot
) -> None:
    press(qtbot, canvas, Key.Key_Down)
    assert session.focus.step == "start"


def test_delete_asks_nothing_and_undo_brings_all_back(
    canvas: CanvasView, session: Session, qtbot: QtBot
) -> None:
    before = session.funnel
    session.go(step="small")
    press(qtbot, canvas, Key.Key_Delete)
    assert "small" not in session.funnel.steps
    assert session.focus.step == "more"
    session.undo_stack.undo()
    assert session.funnel is before
    assert "small" in canvas.stage.scene.cards


def test_redo_selects_what_it_brings_back(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    session.go(step="more")
    session.edit("", insert_step, "new", new_step(PRODUCT), "more", "no")
    session.go(step="new")
    session.undo_stack.undo()
    assert session.focus.step == "more"
    session.go(step="start")
    session.undo_stack.redo()
    assert session.focus.step == "new"
    assert session.focus.selected == ("new",)


def test_redo_goes_to_what_it_changes_again(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    session.go(step="small")
    session.edit("", rename_step, "small", "Another name")
    press(qtbot, canvas, Key.Key_Delete)
    session.undo_stack.undo()
    session.undo_stack.undo()
    session.go(step="start")
    session.undo_stack.redo()
    assert session.focus.step == "small"
    session.undo_stack.redo()
    assert session.focus.step == "more"


def test_ctrl_delete_keeps_the_chain(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    session.go(step="more")
    press(qtbot, canvas, Key.Key_Delete, mod=CTRL)
    assert "more" not in session.funnel.steps
    assert session.funnel.steps["start"].next["yes"] == session.focus.step == "club"


def test_delete_removes_every_selected_step(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    session.go(step="club", selected=("small", "club"))
    press(qtbot, canvas, Key.Key_Delete)
    assert not {"small", "club"} & set(session.funnel.steps)


def test_tab_adds_a_child_at_the_free_answer(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    from funnelstudio.model.edits.branches import disconnect

    session.edit("cut", disconnect, "small", "no")
    session.go(step="small")
    press(qtbot, canvas, Key.Key_Tab)
    qtbot.keyClick(menu(), Key.Key_Return)
    added = session.funnel.steps["small"].next["no"]
    assert session.funnel.steps[added].type == "product"
    assert session.focus.step == added


def test_enter_adds_a_sibling_at_the_parents_next_free_answer(
    canvas: CanvasView, session: Session, qtbot: QtBot
) -> None:
    from funnelstudio.model.edits.branches import disconnect

    session.edit("cut", disconnect, "more", "twelve")
    session.go(step="small")
    press(qtbot, canvas, Key.Key_Return)
    qtbot.keyClick(menu(), Key.Key_Down)
    qtbot.keyClick(menu(), Key.Key_Return)
    added = session.funnel.steps["more"].next["twelve"]
    assert session.funnel.steps[added].type == "alternatives"


def test_tab_says_so_where_every_answer_leads_on(
    canvas: CanvasView, session: Session, qtbot: QtBot, told: list[Message]
) -> None:
    session.go(step="more")
    press(qtbot, canvas, Key.Key_Tab)
    assert "leads on already" in told[0].text


def test_copy_and_paste_a_branch(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    session.go(step="small")
    press(qtbot, canvas, Key.Key_C, mod=CTRL)
    assert QGuiApplication.clipboard().mimeData().hasFormat(BRANCH)
    session.go(step="club", outcome="month")
    press(qtbot, canvas, Key.Key_V, mod=CTRL)
    pasted = session.funnel.steps["club"].next["month"]
    assert pasted not in ("small", "welcome")
    assert session.funnel.steps[pasted].name == "A small extra bunch?"
    assert session.focus.step == pasted


def test_a_broken_branch_on_the_clipboard_is_refused(
    canvas: CanvasView, session: Session, qtbot: QtBot, told: list[Message]
) -> None:
    from PySide6.QtCore import QMimeData

    mime = QMimeData()
    mime.setData(BRANCH, b'{"own": ["x"], "steps": 3')
    QGuiApplication.clipboard().setMimeData(mime)
    session.go(step="small")
    press(qtbot, canvas, Key.Key_V, mod=CTRL)
    assert "no copied branch" in told[0].text


def test_cut_takes_the_branch_away(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    session.go(step="small")
    press(qtbot, canvas, Key.Key_X, mod=CTRL)
    assert "small" not in session.funnel.steps


@pytest.mark.parametrize("name", ["Noch mehr Rosen?", "وردة أخرى", "ещё розы 🌹"])
def test_renaming_in_place_takes_any_script(
    canvas: CanvasView, session: Session, mouse: Mouse, qtbot: QtBot, name: str
) -> None:
    qtbot.mouseDClick(canvas.surface, Qt.MouseButton.LeftButton, pos=mouse.head("more"))
    assert canvas.editor.isVisible()
    canvas.editor.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString(name)
    QApplication.sendEvent(canvas.editor, typed)
    qtbot.keyClick(canvas.editor, Key.Key_Return)
    assert session.funnel.steps["more"].name == name
    assert not canvas.editor.isVisible()
    assert canvas.stage.scene.cards["more"].title == name
    canvas.grab()


def test_escape_leaves_the_old_name(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    session.go(step="more")
    press(qtbot, canvas, Key.Key_F2)
    canvas.editor.setText("Something else")
    qtbot.keyClick(canvas.editor, Key.Key_Escape)
    assert session.funnel.steps["more"].name == "Add more roses?"


def test_a_double_click_on_a_row_renames_the_option(
    canvas: CanvasView, session: Session, mouse: Mouse, qtbot: QtBot
) -> None:
    qtbot.mouseDClick(canvas.surface, Qt.MouseButton.LeftButton, pos=mouse.row("more", "six"))
    canvas.editor.setText("Half a dozen")
    qtbot.keyClick(canvas.editor, Key.Key_Return)
    assert session.funnel.steps["more"].options[0].name == "Half a dozen"


def test_renaming_a_small_card_leaves_the_font_of_the_others(
    canvas: CanvasView, session: Session, mouse: Mouse, qtbot: QtBot
) -> None:
    before = font("title").pixelSize()
    canvas.editor.begin(
        QRect(0, 0, 80, 20), "Roses", "title", 0.4, canvas.surface.stage.look, lambda _words: None
    )
    assert font("title").pixelSize() == before


def test_the_menu_key_opens_the_menu_of_the_selected_step(
    canvas: CanvasView, session: Session, qtbot: QtBot
) -> None:
    session.go(step="small")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(canvas.surface, event)
    words = [action.text().split("\t")[0] for action in menu().actions()]
    assert "Rename" in words and "Delete, keep the chain" in words
    assert session.focus.step == "small"
    next(action for action in menu().actions() if action.text().startswith("Delete, keep")).trigger()
    menu().close()
    assert "small" not in session.funnel.steps


def test_the_menu_changes_the_kind(canvas: CanvasView, session: Session, qtbot: QtBot) -> None:
    session.go(step="small")
    QApplication.sendEvent(
        canvas.surface, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    )
    kinds = next(a.menu() for a in menu().actions() if a.text() == "Change kind to")
    assert isinstance(kinds, QMenu)
    next(action for action in kinds.actions() if action.text() == "Alternatives").trigger()
    menu().close()
    assert session.funnel.steps["small"].type == "alternatives"


def test_zoom_keys(canvas: CanvasView, qtbot: QtBot) -> None:
    qtbot.keyClick(canvas.surface, "+")
    assert canvas.stage.view.scale == pytest.approx(1.25)
    assert canvas.zoombar.now.text() == "125%"
    qtbot.keyClick(canvas.surface, "-")
    assert canvas.stage.view.scale == pytest.approx(1.0)
    qtbot.keyClick(canvas.surface, "0")
    left, top, width, height = canvas.stage.bounds()
    x, y, seen_width, seen_height = canvas.stage.view.seen()
    assert x <= left and y <= top and x + seen_width >= left + width and y + seen_height >= top + height


def test_space_and_drag_pans(canvas: CanvasView, mouse: Mouse, qtbot: QtBot) -> None:
    before = mouse.head("more")
    qtbot.keyPress(canvas.surface, Key.Key_Space)
    mouse.drag(QPoint(400, 400), QPoint(370, 420))
    qtbot.keyRelease(canvas.surface, Key.Key_Space)
    assert mouse.head("more") - before == QPoint(-30, 20)


def test_tab_leaves_the_canvas_when_nothing_is_selected(canvas: CanvasView, session: Session) -> None:
    session.go(step="")
    assert canvas.surface.focusNextPrevChild(True) == canvas.surface.focusNextPrevChild(True)
    session.go(step="more")
    assert not canvas.surface.focusNextPrevChild(True)

"""Everything the canvas can do, done in the outline with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from funnelstudio.gui.canvas.outline import OutlinePanel, answer_room
from funnelstudio.gui.session import Session
from tests.builders import big_funnel
from tests.painted import painted_lines

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> Iterator[OutlinePanel]:
    made = OutlinePanel(session)
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_an_answer_and_its_step_share_the_row_and_stand_apart(
    panel: OutlinePanel, session: Session, qtbot: QtBot
) -> None:
    assert answer_room(200, 70, 90) == 70
    assert answer_room(130, 70, 90) == 65
    assert answer_room(130, 70, 400) == 65
    panel.resize(250, 500)
    lines = painted_lines(panel.tree.viewport())
    assert any("No, thanks" in line and "Thank you" in line for line in lines), lines
    assert any(line.startswith("Monthly") for line in lines), lines


def shown(panel: OutlinePanel) -> list[str]:
    """The words of every visible row, from top to bottom, indented by depth."""
    tree, rows = panel.tree, []
    index = tree.model().index(0, 0)
    while index.isValid():
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        rows.append("  " * depth + index.data(Qt.ItemDataRole.AccessibleTextRole))
        index = tree.indexBelow(index)
    return rows


def here(panel: OutlinePanel) -> str:
    """The step that the keyboard is on."""
    node = panel.tree.current()
    return node.step if node is not None else ""


def menu() -> QMenu:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def test_it_reads_like_the_funnel(panel: OutlinePanel) -> None:
    assert shown(panel) == [
        "12 red roses, Main product",
        "  Ordered: Add more roses?, Quantities",
        "    6 more roses: Join the rose club, Payment plans",
        "      Monthly: Welcome to the club, Thank-you page",
        "      Yearly, save 20%: leads to Welcome to the club",
        "      No, thanks: Thank you, Thank-you page",
        "    12 more roses: leads to Join the rose club",
        "    No, thanks: A small extra bunch?, Product",
        "      3 red roses: leads to Thank you",
        "      No, thanks: leads to Thank you",
    ]
    panel.grab()


def test_its_model_keeps_qts_rules(session: Session, panel: OutlinePanel) -> None:
    from funnelstudio.model.edits.branches import delete_branch
    from funnelstudio.model.edits.steps import rename_step

    tester = QAbstractItemModelTester(panel.tree.rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    session.edit("rename", rename_step, "more", "More?")
    session.edit("delete", delete_branch, "small")
    session.undo_stack.undo()
    assert tester.model() is panel.tree.rows


def test_the_selection_is_the_sessions(session: Session, panel: OutlinePanel, qtbot: QtBot) -> None:
    session.go(step="small")
    assert panel.tree.currentIndex().data() == "A small extra bunch?"
    qtbot.keyClick(panel.tree, Key.Key_Up)
    assert (session.focus.step, session.focus.outcome) == ("more", "twelve")
    qtbot.keyClick(panel.tree, Key.Key_Down)
    assert session.focus.step == "small"


def test_enter_renames(session: Session, panel: OutlinePanel, qtbot: QtBot) -> None:
    session.go(step="small")
    qtbot.keyClick(panel.tree, Key.Key_Return)
    editor = panel.tree.findChild(QLineEdit)
    assert editor is not None
    editor.setText("A tiny bunch?")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: session.funnel.steps["small"].name == "A tiny bunch?")


def test_insert_adds_behind_the_free_answer(session: Session, panel: OutlinePanel, qtbot: QtBot) -> None:
    session.go(step="small", outcome="no")
    qtbot.keyClick(panel.tree, Key.Key_Delete)
    assert "no" not in session.funnel.steps["small"].next
    qtbot.keyClick(panel.tree, Key.Key_Insert)
    qtbot.keyClick(menu(), Key.Key_Return)
    added = session.funnel.steps["small"].next["no"]
    assert session.funnel.steps[added].type == "product"
    assert here(panel) == added
    assert any("Product" in row for row in shown(panel))


def test_delete_and_undo(session: Session, panel: OutlinePanel, qtbot: QtBot) -> None:
    before = shown(panel)
    session.go(step="small")
    qtbot.keyClick(panel.tree, Key.Key_Delete)
    assert "    No, thanks: nothing follows yet" in shown(panel)
    session.undo_stack.undo()
    assert shown(panel) == before


def test_ctrl_and_arrows_reorder(session: Session, panel: OutlinePanel, qtbot: QtBot) -> None:
    session.go(step="small")
    qtbot.keyClick(panel.tree, Key.Key_Up, CTRL)
    assert session.funnel.steps["more"].next["twelve"] == "small"
    assert session.focus.step == "small"


def test_copy_and_paste(session: Session, panel: OutlinePanel, qtbot: QtBot) -> None:
    session.go(step="small")
    qtbot.keyClick(panel.tree, Key.Key_C, CTRL)
    session.go(step="club", outcome="year")
    qtbot.keyClick(panel.tree, Key.Key_V, CTRL)
    pasted = session.funnel.steps["club"].next["year"]
    assert session.funnel.steps[pasted].name == "A small extra bunch?"


def test_a_large_funnel_makes_only_the_rows_that_show(session: Session, panel: OutlinePanel) -> None:
    session.load(big_funnel(2000, 1))
    assert len(panel.tree.rows._nodes) < 500
    last = list(session.funnel.steps)[-1]
    session.go(step=last)
    assert here(panel) == last

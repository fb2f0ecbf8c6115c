"""What a screen reader finds on the canvas."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtGui import QAccessible

from funnelstudio.gui.canvas.spoken import tell_focus
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.session import Session
from tests.gui.canvas.conftest import Mouse

Words = QAccessible.Text


def test_the_canvas_is_a_tree_of_its_steps(canvas: CanvasView, session: Session, mouse: Mouse) -> None:
    tree = QAccessible.queryAccessibleInterface(canvas.surface)
    assert tree.role() == QAccessible.Role.Tree
    assert tree.childCount() == len(session.funnel.steps)
    session.go(step="more")
    names = [tree.child(index).text(Words.Name) for index in range(tree.childCount())]
    assert names[:3] == [
        "12 red roses, Main product",
        "Add more roses?, Quantities, Upsell, level 1",
        "Join the rose club, Payment plans, Cross-sell, level 2",
    ]
    more = tree.child(1)
    assert more.state().selected
    assert "6 more roses £10.00 leads to Join the rose club" in more.text(Words.Description)
    at = canvas.surface.mapToGlobal(mouse.head("small"))
    assert tree.childAt(at.x(), at.y()).text(Words.Name).startswith("A small extra bunch?")
    assert more.rect().contains(canvas.surface.mapToGlobal(mouse.head("more")))
    tell_focus(canvas.surface)


def test_a_step_that_is_gone_is_not_valid(canvas: CanvasView, session: Session) -> None:
    from funnelstudio.model.edits.branches import delete_branch

    tree = QAccessible.queryAccessibleInterface(canvas.surface)
    small = tree.child(canvas.stage.scene.arranged.index["small"])
    session.edit("delete", delete_branch, "small")
    assert not small.isValid()
    assert small.text(Words.Name) == ""


PROGRAM = """
import gc
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.session import Session
from tests.builders import a_funnel
application = QApplication([])
for _round in range(30):
    canvas = CanvasView(Session(a_funnel()))
    tree = QAccessible.queryAccessibleInterface(canvas.surface)
    for index in range(tree.childCount()):
        tree.child(index).text(QAccessible.Text.Name), tree.child(index).parent(), tree.child(index).rect()
    del tree
    canvas.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents()
    del canvas
    gc.collect()
"""


def test_canvases_come_and_go_without_a_crash() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr

"""The canvas at 5,461 steps: a frame, a pan and an edit, beside a bare scene with an item a step."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from funnelstudio.gui import settings, theme
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.garbage import IdleCollection
from funnelstudio.gui.session import Session
from funnelstudio.model.edits import branches, steps
from funnelstudio.model.ids import fresh
from tests.builders import big_funnel

SIZE = (1200, 800)
ROUNDS = 15


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """CPU time of this thread for one call, the least of some."""
    taken = []
    for _round in range(rounds):
        begun = time.thread_time()
        work()
        taken.append(time.thread_time() - begun)
    return 1000 * min(taken)


def bare_scene(canvas: CanvasView) -> QGraphicsView:
    """A scene with a rectangle, a name and a line for each step, where the canvas has its cards."""
    view = QGraphicsView()
    scene = QGraphicsScene(view)
    view.setScene(scene)
    placed = canvas.stage.scene.arranged
    pen, colour = QPen(QColor("#2F9E44")), QColor("#3B5BDB")
    for index, key in enumerate(placed.order):
        box = QRectF(placed.x[index], placed.y[index], placed.w[index], placed.h[index])
        item = QGraphicsRectItem(box)
        item.setBrush(colour)
        name = QGraphicsSimpleTextItem(canvas.stage.scene.cards[key].title, item)
        name.setPos(box.topLeft())
        scene.addItem(item)
        parent = canvas.stage.scene.walked.home.get(key)
        if parent is not None:
            above = placed.index[parent[0]]
            scene.addLine(placed.x[above] + placed.w[above], placed.y[above], box.x(), box.y(), pen)
    view.resize(*SIZE)
    view.show()
    view.fitInView(scene.itemsBoundingRect(), Qt.AspectRatioMode.KeepAspectRatio)
    return view


def edits(canvas: CanvasView, session: Session) -> tuple[float, float]:
    """Milliseconds from an edit to the repainted canvas: a step added, a step renamed."""
    walked = canvas.stage.scene.walked
    deepest = next(key for key in reversed(walked.order) if session.funnel.steps[key].type != "ending")
    parent, outcome = walked.home[deepest]
    session.edit("delete", branches.delete_branch, deepest)
    canvas.surface.repaint()
    added, renamed = [], []
    for number in range(ROUNDS):
        made = steps.new_step("product", "A new one", "roses")
        begun = time.thread_time()
        session.edit("add", steps.add_step, fresh(session.funnel.steps), made, parent, outcome)
        canvas.surface.repaint()
        added.append(time.thread_time() - begun)
        session.undo_stack.undo()
        canvas.surface.repaint()
        begun = time.thread_time()
        session.edit("rename", steps.rename_step, parent, f"Name {number:03}")
        canvas.surface.repaint()
        renamed.append(time.thread_time() - begun)
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    return 1000 * min(added), 1000 * min(renamed)


def main() -> None:
    """Print the figures."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        settings.keep_in(Path(folder) / "settings.ini")
        settings.write(settings.REDUCED_MOTION, True)
        settings.write(settings.SHOW_FORECAST, False)
        theme.start(application, "light")
        collection = IdleCollection(application)  # as the program does it
        session = Session()
        session.load(big_funnel())
        canvas = CanvasView(session)
        canvas.resize(*SIZE)
        canvas.show()
        application.processEvents()
        measure(application, canvas, session)
        canvas.close()
        collection.stop()


def measure(application: QApplication, canvas: CanvasView, session: Session) -> None:
    canvas.fit()
    whole = milliseconds(canvas.surface.repaint)
    view = bare_scene(canvas)
    application.processEvents()
    bare = milliseconds(view.viewport().repaint, 5)
    view.close()
    print(f"canvas, a frame of all 5,461 steps\t{whole:.1f} ms\t")
    print(f"canvas, a bare scene with an item a step\t{bare:.1f} ms\t")
    print(f"canvas, bare scene / canvas\t{bare / whole:.1f}\t>= 10")
    far_edit, far_name = edits(canvas, session)
    canvas.zoom_to_one()
    session.go(step=next(iter(session.funnel.steps)))
    close = milliseconds(canvas.surface.repaint)

    def pan() -> None:
        canvas.surface.pan(0, 7)
        application.processEvents()

    panned = milliseconds(pan)
    edit, name = edits(canvas, session)
    print(f"canvas, a frame at 100 %\t{close:.1f} ms\t")
    print(f"canvas, a pan by seven pixels\t{panned:.2f} ms\t")
    print(f"canvas, a step added to repainted, at 100 %\t{edit:.1f} ms\t<= 16")
    print(f"canvas, a step renamed to repainted, at 100 %\t{name:.1f} ms\t<= 16")
    print(f"canvas, a step added to repainted, all in view\t{far_edit:.1f} ms\t")
    print(f"canvas, a step renamed to repainted, all in view\t{far_name:.1f} ms\t")

"""Kinds and products that are dropped on ports, wires, cards and into the void."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from funnelstudio.gui.canvas.commands import KIND, PRODUCT
from funnelstudio.gui.canvas.paint_wires import ends_of
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.session import Session
from funnelstudio.model.funnel import Funnel
from tests.gui.canvas.conftest import Mouse


def drop(canvas: CanvasView, mime_type: str, value: str, at: QPoint) -> bool:
    mime = QMimeData()
    mime.setData(mime_type, value.encode())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(canvas.surface, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, buttons, keys)
    event.ignore()
    QApplication.sendEvent(canvas.surface, event)
    return event.isAccepted()


def middle_of_wire(canvas: CanvasView, mouse: Mouse, step: str, outcome: str) -> QPoint:
    scene = canvas.stage.scene
    index = scene.arranged.index[step]
    wire = next(wire for wire in scene.wires(index) if wire.outcome == outcome)
    x0, y0, x1, y1 = ends_of(scene, canvas.stage.places, index, wire)
    return mouse.pixel((x0 + x1) / 2, (y0 + y1) / 2)


def test_a_kind_dropped_on_a_wire_is_inserted(canvas: CanvasView, session: Session, mouse: Mouse) -> None:
    assert drop(canvas, KIND, "alternatives", middle_of_wire(canvas, mouse, "more", "no"))
    added = session.funnel.steps["more"].next["no"]
    assert session.funnel.steps[added].type == "alternatives"
    assert set(session.funnel.steps[added].next.values()) == {"small"}


def test_a_product_dropped_on_a_port_is_offered_there(
    canvas: CanvasView, session: Session, mouse: Mouse
) -> None:
    product = next(iter(session.funnel.products))
    assert drop(canvas, PRODUCT, product, mouse.port("club", "no"))
    added = session.funnel.steps[session.funnel.steps["club"].next["no"]]
    assert (added.type, added.product) == ("product", product)


def test_a_kind_dropped_far_from_everything_stands_loose(canvas: CanvasView, session: Session) -> None:
    canvas.camera.look_at(450, 900)
    before = set(session.funnel.steps)
    assert drop(canvas, KIND, "product", QPoint(550, 700))
    added = set(session.funnel.steps) - before
    assert len(added) == 1
    assert not any(added & set(step.next.values()) for step in session.funnel.steps.values())


def test_the_first_product_dropped_begins_the_funnel(canvas: CanvasView, session: Session) -> None:
    session.load(Funnel(products=session.funnel.products))
    product = next(iter(session.funnel.products))
    canvas.grab()
    assert drop(canvas, PRODUCT, product, QPoint(300, 300))
    (start,) = session.funnel.steps.values()
    assert (start.type, start.product) == ("start", product)


def test_what_is_not_known_is_not_taken(canvas: CanvasView, session: Session, mouse: Mouse) -> None:
    before = session.funnel
    assert not drop(canvas, KIND, "spaceship", mouse.port("club", "no"))
    assert not drop(canvas, PRODUCT, "nothing", mouse.port("club", "no"))
    session.read_only = True
    assert not drop(canvas, KIND, "product", mouse.port("club", "no"))
    assert session.funnel is before

"""Kinds and products dragged onto the canvas: where they would land, and what letting go does."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from funnelstudio.gui.canvas import commands
from funnelstudio.gui.canvas.commands import KIND, PRODUCT
from funnelstudio.gui.canvas.hits import NOTHING, Hit, hit, nearest_port
from funnelstudio.gui.canvas.paint_marks import Ghost, Point
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.funnel import start_id
from funnelstudio.model.offers import PRODUCT as PRODUCT_OFFER
from funnelstudio.model.offers import STEP_TYPES

if TYPE_CHECKING:
    from funnelstudio.gui.canvas.surface import Surface

_LONGEST = 200


def payload(mime: QMimeData, products: Container[str]) -> tuple[str, str] | None:
    """The kind and product that are dragged; None for anything that the canvas does not take."""
    if mime.hasFormat(KIND):
        kind = _word(mime, KIND)
        return (kind, "") if kind in STEP_TYPES else None
    if mime.hasFormat(PRODUCT):
        product = _word(mime, PRODUCT)
        return (PRODUCT_OFFER, product) if product in products else None
    return None


def _word(mime: QMimeData, name: str) -> str:
    return bytes(mime.data(name).data())[:_LONGEST].decode("utf-8", "replace")


def landing(stage: Stage, at: Point) -> Hit:
    """The outcome that something let go at a pixel would hang on; NOTHING in the void."""
    under = hit(stage, *at)
    if under.what in ("port", "row", "wire", "chip"):
        return Hit("port", under.step, under.outcome)
    if under.what == "card":
        outcome = commands.free_outcome(stage.scene.funnel, under.step)
        rows = stage.scene.cards[under.step].rows
        if outcome or rows:
            return Hit("port", under.step, outcome or rows[0].outcome)
        return NOTHING
    return nearest_port(stage, *at) if stage.is_near else NOTHING


def drop_ghost(stage: Stage, session: Session, at: Point) -> Ghost:
    """What follows the mouse while something is dragged over the canvas."""
    target = landing(stage, at)
    if not target.step:
        words = _("Begin here") if not start_id(session.funnel) else _("Place it without a wire")
        return Ghost("drop", at, at, NOTHING, words)
    step = session.funnel.steps[target.step]
    taken = step.next.get(target.outcome, "") in session.funnel.steps
    return Ghost("drop", at, at, target, _("Insert here") if taken else _("Add here"))


def drop(stage: Stage, session: Session, at: Point, kind: str, product: str) -> str:
    """Add what was let go at a pixel; returns the new step's id or ""."""
    if not start_id(session.funnel):
        return commands.add_start(session, product)
    target = landing(stage, at)
    if target.step:
        return commands.add_after(session, target.step, target.outcome, kind, product)
    return commands.add_loose(session, kind, product)


class DropTarget(QObject):
    """Lets the surface take kinds and products that are dragged onto it."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self._surface = surface
        surface.setAcceptDrops(True)
        surface.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if not self._surface.session.read_only and self._carried(event.mimeData()) is not None:
                event.acceptProposedAction()
            return True
        if isinstance(event, QDragMoveEvent):
            at = event.position().x(), event.position().y()
            self._show(drop_ghost(self._surface.stage, self._surface.session, at))
            self._surface.edges.follow(*at)
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._show(None)
            return True
        if isinstance(event, QDropEvent):
            self._show(None)
            self._take(event)
            return True
        return False

    def _show(self, ghost: Ghost | None) -> None:
        self._surface.dropping = ghost
        if ghost is None:
            self._surface.edges.stop()
        self._surface.update()

    def _take(self, event: QDropEvent) -> None:
        carried = self._carried(event.mimeData())
        at = event.position().x(), event.position().y()
        if carried is not None and drop(self._surface.stage, self._surface.session, at, *carried):
            event.acceptProposedAction()
            self._surface.setFocus(Qt.FocusReason.MouseFocusReason)

    def _carried(self, mime: QMimeData) -> tuple[str, str] | None:
        return payload(mime, self._surface.session.funnel.products)

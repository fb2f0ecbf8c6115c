"""The palette panel: kinds of steps above, the products below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from funnelstudio.gui.actions import OFFER_LABELS
from funnelstudio.gui.add import add_kind
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.words import Tile, label, tooltip
from funnelstudio.gui.products.drag import KIND, carried, start_drag
from funnelstudio.gui.products.list import ProductList
from funnelstudio.gui.session import Session
from funnelstudio.i18n import N_, _

KIND_HINTS = {
    "product": N_("One product, yes or no"),
    "alternatives": N_("A choice between products"),
    "quantities": N_("More of the same product"),
    "plans": N_("A choice between ways to pay"),
    "ending": N_("The end of a path"),
}


class KindRow(QFrame):
    """A kind of step: drag it onto the tree, or click to add it after the selected step."""

    def __init__(self, session: Session, step_type: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.step_type = step_type
        self._press_at: QPointF | None = None
        self.setProperty("role", "source")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        words = _(OFFER_LABELS[step_type])
        self.setAccessibleName(words)
        self.setAccessibleDescription(_(KIND_HINTS[step_type]))
        tooltip(self, _(KIND_HINTS[step_type]))
        self._words = words
        self.setLayout(row(Tile(step_type), label(words), None, spacing=10, margins=(10, 7, 10, 7)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press_at = event.position() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._press_at
        if start is None:
            return
        if (event.position() - start).manhattanLength() >= QApplication.startDragDistance():
            self._press_at = None
            start_drag(self, carried(KIND, self.step_type, self._words), self.step_type, self._words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press_at is not None and self.rect().contains(event.position().toPoint()):
            add_kind(self._session, self.step_type)
        self._press_at = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            add_kind(self._session, self.step_type)
        else:
            super().keyPressEvent(event)


class PalettePanel(QFrame):
    """Kinds of steps and products."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.kinds = {kind: KindRow(session, kind) for kind in OFFER_LABELS}
        self.products = ProductList(session)
        self.setLayout(
            column(
                label(_("Offers"), "section"),
                *self.kinds.values(),
                10,
                self.products,
                spacing=8,
                margins=(14, 18, 14, 12),
            )
        )

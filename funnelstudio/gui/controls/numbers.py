"""A field for a whole number; what is no such number is told, and the number before stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from funnelstudio.gui.controls.fields import Field
from funnelstudio.i18n import _


class QuietSpinBox(QSpinBox):
    """A number that a scroll wheel passes over unless it has the focus; it takes in whatever is typed.

    Qt's own drops the keys that would make no number: who types 4000 where 3650 is the most has 400.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.usual = 0  # what stands there again when it is left with something else than a number

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def stepBy(self, steps: int) -> None:
        super().stepBy(steps)
        self.usual = self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        state, shown, at = super().validate(text, position)
        return (QValidator.State.Intermediate if state == QValidator.State.Invalid else state), shown, at

    def fixup(self, _text: str) -> str:
        return self.textFromValue(self.usual)


class NumberField(Field):
    """A whole number; a `unit` that depends on the number ("day", "days") is a function of it."""

    edited = Signal(int)

    def __init__(
        self,
        caption: str,
        low: int = 0,
        high: int = 9999,
        unit: str | Callable[[int], str] = "",
        none: str = "",
        parent: QWidget | None = None,
    ):
        self.spin = QuietSpinBox()
        super().__init__(caption, self.spin, parent)
        self.spin.setRange(low, high)
        self._told = low
        self._unit = unit
        self._show_unit(low)
        self.spin.setSpecialValueText(none)
        # The stylesheet's padding does not reach a spin box whose buttons are gone.
        self.spin.lineEdit().setTextMargins(8, 0, 8, 0)
        self.spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spin.valueChanged.connect(self._on_changed)
        self.spin.lineEdit().textEdited.connect(self._on_typed)

    def show_value(self, value: int) -> None:
        if self._keeps_input(value) or self.spin.value() == value:
            return
        self._told = self.spin.usual = value
        with QSignalBlocker(self.spin):
            self.spin.setValue(value)
            self._show_unit(value)

    def value(self) -> int:
        return self.spin.value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched is self.spin and not self.fault():
            self.spin.usual = self.spin.value()
        return super().eventFilter(watched, event)

    def _show_unit(self, value: int) -> None:
        unit = self._unit if isinstance(self._unit, str) else self._unit(value)
        suffix = f" {unit}" if unit else ""
        if self.spin.suffix() != suffix:
            self.spin.setSuffix(suffix)

    def _on_changed(self, value: int) -> None:
        self._show_unit(value)
        self._tell(value)

    def _on_typed(self, typed: str) -> None:
        """Say what is no number of this field, and go back to the one before: the beginning was no wish."""
        words = typed.removesuffix(self.spin.suffix()).strip()
        if self.spin.hasAcceptableInput():
            self._tell(self.spin.value())
            self.show_fault("")
            return
        self._tell(self.spin.usual)
        if words:
            said = _("{number} is not a whole number from {least} to {most}.")
            least, most = self.spin.minimum(), self.spin.maximum()
            self.show_fault(said.format(number=f"“{words[:40]}”", least=least, most=most))

    def _tell(self, value: int) -> None:
        if value == self._told:
            return
        self._told = value
        self._typing = True
        try:
            self.edited.emit(value)
        finally:
            self._typing = False

"""One field per currency of the funnel, for a price that is typed as people write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from funnelstudio.gui.controls.fields import TextField
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.names import currencies_of, currency_of
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.money import Price

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem

SetPrice = Callable[[TextField, str, str], object]
"""Called with the field, the currency and what was typed."""


class PriceFields(QWidget):
    """Shows a price in every currency; an empty field shows what counts instead."""

    def __init__(self, caption: str, set_price: SetPrice, leave: Callable[[], object]) -> None:
        super().__init__()
        self._caption, self._set_price, self._leave = caption, set_price, leave
        self.fields: dict[str, TextField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.addWidget(label(caption, "caption"), 0, 0, 1, 2)
        self._grid.setVerticalSpacing(4)
        for side in (0, 1):
            self._grid.setColumnStretch(side, 1)

    def show_price(self, funnel: Funnel, price: Price, instead: Mapping[str, str] | None = None) -> None:
        """Show the amounts; `instead` is what counts where there is no amount of its own."""
        wanted = currencies_of(funnel, price)
        for currency in wanted:
            if currency not in self.fields:
                self._add(currency)
        for currency, field in self.fields.items():
            field.setVisible(currency in wanted)
            field.show_value(price.get(currency, ""))
            field.line.setPlaceholderText((instead or {}).get(currency, ""))

    def field_for(self, funnel: Funnel, problem: Problem) -> TextField | None:
        """The field of the currency that a problem is about, else the first one."""
        shown = {key: field for key, field in self.fields.items() if not field.isHidden()}
        wanted = currency_of(funnel, problem.language) if problem.language else ""
        named = (key for key in shown if key == wanted or (not wanted and key in problem.message))
        return next((shown[key] for key in named), next(iter(shown.values()), None))

    def _add(self, currency: str) -> None:
        field = TextField("", whole=True)
        field.line.setAccessibleName(f"{self._caption} {currency}")
        field.line.setTextMargins(0, 0, 34, 0)
        # The currency stands behind the amount, which is written from left to right everywhere.
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        QHBoxLayout(field.line).addWidget(label(currency, "caption"), 0, end)
        field.edited.connect(lambda typed: self._set_price(field, currency, typed))
        field.left.connect(self._leave)
        number = len(self.fields)
        self.fields[currency] = field
        if number == 1:
            self._grid.addWidget(next(iter(self.fields.values())), 1, 0)
        self._grid.addWidget(field, 1 + number // 2, number % 2, 1, 1 if number else 2)

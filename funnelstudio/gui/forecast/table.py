"""The forecast as rows: each step with its reach and revenue, below it each answer with its rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from funnelstudio.forecast import Forecast, Spread
from funnelstudio.forecast.words import range_words
from funnelstudio.gui import theme
from funnelstudio.gui.controls.words import tip_words
from funnelstudio.gui.names import step_words
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits.options import set_option
from funnelstudio.model.edits.rules import typed_rate
from funnelstudio.model.figures import count_words, money_words, percent
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, NO, START, option_of, outcomes
from funnelstudio.model.walk import walk

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NAME, REACH, RATE, BUYERS, VALUE, PER_BUYER, TOTAL, RANGE = range(8)
KIND_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""A step's type in the rows of steps, "" in those of answers."""


class Row(NamedTuple):
    """A step, or (`outcome` set) one of its answers."""

    step: str
    outcome: str


class ForecastTable(QAbstractTableModel):
    """Shows a forecast; rates of options can be edited in place."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._flow: Forecast | None = None
        self._spread: Spread | None = None
        self.rows: tuple[Row, ...] = ()

    def show_flow(self, funnel: Funnel, flow: Forecast, spread: Spread) -> None:
        """Show a forecast of a funnel with its spread."""
        rows = rows_of(funnel)
        self._flow, self._spread = flow, spread
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, RANGE))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else RANGE + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if self._is_rate(index) else usual

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row, flow = self.rows[index.row()], self._flow
        if flow is None or row.step not in self._session.funnel.steps:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, index.column(), flow)
        if role == Qt.ItemDataRole.EditRole:
            return f"{flow.rates.get(row, 0) * 100:.4g}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != NAME:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            strong = not row.outcome or (index.column() == RATE and row not in flow.presumed)
            return QColor(theme.palette().text if strong else theme.palette().secondary)
        return self._rest(row, index, role, flow)

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self._is_rate(index):
            return False
        row = self.rows[index.row()]

        def change(funnel: Funnel) -> Funnel:
            return set_option(funnel, row.step, row.outcome, rate=typed_rate(str(value)))

        return self._session.edit(_("Set rate"), change)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == NAME else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole:
            return heads()[section]
        return None

    def _is_rate(self, index: Index) -> bool:
        row = self.rows[index.row()]
        step = self._session.funnel.steps.get(row.step)
        return index.column() == RATE and step is not None and option_of(step, row.outcome) is not None

    def _rest(self, row: Row, index: Index, role: int, flow: Forecast) -> Any:
        if role == KIND_ROLE:
            return "" if row.outcome else self._session.funnel.steps[row.step].type
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, index, flow) or None
        return None

    def _tip(self, row: Row, index: Index, flow: Forecast) -> str:
        if index.column() == NAME:
            return tip_words(self._words(row, NAME, flow))
        if index.column() == RATE and row in flow.presumed:
            return _("A usual rate, since none is set. Double click to set one.")
        if index.column() == RATE and self._is_rate(index):
            return _("Double click to change the rate.")
        between = self._range(row, flow) if index.column() in (TOTAL, RANGE) else ""
        return _("{range} in 8 of 10 runs").format(range=between) if between else ""

    def _words(self, row: Row, column: int, flow: Forecast) -> str:
        if row.outcome:
            return self._answer(row, column, flow)
        reach = flow.reach.get(row.step, 0.0)
        revenue = flow.revenue.get(row.step)
        return {
            NAME: step_words(self._session.funnel, row.step),
            REACH: percent(reach),
            BUYERS: count_words(reach * flow.orders),
            PER_BUYER: self._money(revenue, flow) if revenue is not None else "",
            TOTAL: self._money(revenue * flow.orders, flow) if revenue is not None else "",
            RANGE: self._range(row, flow) if column == RANGE else "",
        }.get(column, "")

    def _answer(self, row: Row, column: int, flow: Forecast) -> str:
        share, value = flow.shares.get(row, 0.0), flow.value.get(row)
        brought = value * Decimal(repr(share)) if value is not None else None
        usual = row in flow.presumed
        return {
            NAME: answer_words(self._session.funnel, row),
            RATE: ("≈ " if usual else "") + percent(flow.rates.get(row, 0.0)),
            BUYERS: count_words(share * flow.orders),
            VALUE: self._money(value, flow) if value is not None else "",
            PER_BUYER: self._money(brought, flow) if brought is not None else "",
            TOTAL: self._money(brought * flow.orders, flow) if brought is not None else "",
            RANGE: self._range(row, flow) if column == RANGE else "",
        }.get(column, "")

    def _range(self, row: Row, flow: Forecast) -> str:
        """What the row brings in 8 of 10 runs; "" for rows that bring nothing at all."""
        if self._spread is None:
            return ""
        bands = self._spread
        found = bands.answers.get(row) if row.outcome else bands.steps.get(row.step)
        return range_words(found, lambda amount: self._money(amount, flow)) if found else ""

    def _money(self, amount: Decimal, flow: Forecast) -> str:
        return money_words(amount, flow.currency)


def heads() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        _("Step"),
        _("Reach"),
        _("Rate"),
        _("Buyers"),
        _("Value"),
        _("Per buyer"),
        _("Revenue"),
        _("In 8 of 10 runs"),
    )


def rows_of(funnel: Funnel) -> tuple[Row, ...]:
    """The rows in the order of the tree; endings and the start have no answers worth a row."""
    rows: list[Row] = []
    for key in walk(funnel.steps).order:
        step = funnel.steps[key]
        rows.append(Row(key, ""))
        if step.type not in (START, ENDING):
            rows.extend(Row(key, outcome) for outcome in outcomes(step))
    return tuple(rows)


def answer_words(funnel: Funnel, row: Row) -> str:
    """An answer's name for people."""
    if row.outcome == NO:
        return _("No, thanks")
    step = funnel.steps[row.step]
    option = option_of(step, row.outcome)
    if option is None:
        return row.outcome
    product = funnel.products.get(option.product or step.product)
    return option.name or (product.name if product is not None else "") or row.outcome

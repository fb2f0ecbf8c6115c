"""The Forecast workspace: assumptions at the left, figures on top, and the table of every step."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from funnelstudio.forecast import Forecast, Spread, forecast, spread
from funnelstudio.gui import jobs, theme
from funnelstudio.gui.controls.boxes import column, scrolling
from funnelstudio.gui.controls.fields import ChoiceField
from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.forecast import columns
from funnelstudio.gui.forecast.outlook import Outlook
from funnelstudio.gui.forecast.rows import ForecastRows
from funnelstudio.gui.forecast.table import NAME, ForecastTable
from funnelstudio.gui.forecast.tiles import Tile
from funnelstudio.gui.names import currency_of
from funnelstudio.gui.session import Focus, Session
from funnelstudio.i18n import _
from funnelstudio.model.diff import Changes
from funnelstudio.model.edits.document import MOST_MONTHS, set_assumptions
from funnelstudio.model.figures import count_words, money_words, percent
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress

_WIDE: Final = 1000
"""Width in pixels from which on all four figures stand beside each other."""
_SIDE: Final = 270
_NARROW_SIDE: Final = 232
"""Widths in pixels of the assumptions, in a wide window and in a narrow one."""
_LEAST_TABLE: Final = 220
"""Height in pixels that is kept for the table; below it the whole scrolls."""


class ForecastWorkspace(QWidget):
    """Works the flow out again after each edit, while it is on the screen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: jobs.Job[tuple[Forecast, Spread]] | None = None
        self._again = False
        self.flow: Forecast | None = None
        self.orders = NumberField(_("Orders of the main product"), 1, 1_000_000_000)
        self.months = NumberField(_("Months that a subscription counts"), 1, MOST_MONTHS)
        self.currency = ChoiceField(_("Currency"))
        self.average = Tile(_("Average order"))
        self.uplift = Tile(_("Uplift"))
        self.main_price = Tile(_("Main product"))
        self.total = Tile(_("Revenue"))
        self.outlook = Outlook()
        self.table = ForecastTable(session, self)
        self.view = _view(self.table)
        self._widths: dict[int, int] = {}
        self._side = QFrame()
        self._tiles = QGridLayout()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._work)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._side.setProperty("role", "panel")
        note = _("Rates with ≈ are usual ones. Double click a rate to set your own.")
        parts = (label(_("Assumptions"), "section"), self.orders, self.months, self.currency)
        self._side.setLayout(
            column(*parts, label(note, "caption", wrap=True), None, spacing=12, margins=(20, 20, 20, 20))
        )
        self._tiles.setSpacing(12)
        card = QFrame()
        card.setProperty("role", "card")
        card.setLayout(column(self.view, margins=(4, 6, 4, 8)))
        middle = QFrame()
        middle.setProperty("role", "window")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(20, 18, 20, 20)
        rows.setSpacing(14)
        rows.addLayout(self._tiles)
        rows.addWidget(self.outlook)
        rows.addWidget(card, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addWidget(scrolling(middle), 1)

    def _connect(self) -> None:
        self.orders.edited.connect(lambda count: self._assume("orders", orders=count))
        self.months.edited.connect(lambda count: self._assume("months", months=count))
        self.currency.chosen.connect(lambda code: self._assume("", currency=code))
        self.view.doubleClicked.connect(self._open)
        self._session.changed.connect(self._on_changed)
        self._session.focused.connect(self._on_focused)
        theme.signals.changed.connect(self.view.viewport().update)

    def follow(self) -> None:
        """Show the assumptions, and work the flow out soon."""
        funnel = self._session.funnel
        self.orders.show_value(funnel.assumptions.orders)
        self.months.show_value(funnel.assumptions.months)
        codes = dict.fromkeys(language.currency for language in funnel.languages if language.currency)
        own = currency_of(funnel, self._session.focus.language)
        like = _("Of the language ({currency})").format(currency=own) if own else _("Of the language")
        self.currency.show_choices([("", like), *((code, code) for code in codes)])
        self.currency.show_value(funnel.assumptions.currency)
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self._side.setFixedWidth(_SIDE if wide else _NARROW_SIDE)
        self._place_tiles(4 if wide else 2)
        QTimer.singleShot(0, self, lambda: columns.fit(self.view, self._widths))

    def _place_tiles(self, beside: int) -> None:
        for place, tile in enumerate((self.average, self.uplift, self.main_price, self.total)):
            self._tiles.addWidget(tile, place // beside, place % beside)
        for place in range(4):
            self._tiles.setColumnStretch(place, 1 if place < beside else 0)

    def _assume(self, merge: str, **fields: object) -> None:
        def change(funnel: Funnel) -> Funnel:
            return set_assumptions(funnel, **fields)

        self._session.typed(f"assume {merge}" if merge else "", _("Change an assumption"), change)

    def _work(self) -> None:
        if self._job is not None:
            self._again = True
            return
        funnel = self._session.funnel
        currency = funnel.assumptions.currency or currency_of(funnel, self._session.focus.language)

        def work(_progress: Progress) -> tuple[Forecast, Spread]:
            flow = forecast(funnel, currency)
            return flow, spread(funnel, flow)

        def done(found: tuple[Forecast, Spread]) -> None:
            self._job = None
            self._show(funnel, *found)
            if self._again:
                self._again = False
                self._soon.start()

        def failed(error: Exception) -> None:
            self._job = None
            raise error

        self._job = jobs.run(work, done, failed, owner=self)

    def _show(self, funnel: Funnel, flow: Forecast, found: Spread) -> None:
        self.flow = flow
        self.table.show_flow(funnel, flow, found)
        self.outlook.show_spread(flow, found)
        self._widths = columns.widths(columns.widest(flow, found))
        columns.fit(self.view, self._widths)

        def money(amount: Decimal) -> str:
            return money_words(amount, flow.currency)

        extra = flow.average_order - flow.main_price
        self.average.show_figure(money(flow.average_order), _("per buyer of the main product"))
        self.uplift.show_figure(
            percent(float(flow.uplift) - 1, signed=True) if flow.main_price else "–",
            _("{amount} more than the main product").format(amount=money(extra)),
        )
        self.main_price.show_figure(money(flow.main_price), _("its price alone"))
        orders = count_words(flow.orders)
        self.total.show_figure(
            money(flow.average_order * flow.orders), _("from {orders} orders").format(orders=orders)
        )

    def _open(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._session.go(workspace="draw", step=self.table.rows[index.row()].step)

    def _on_changed(self, changes: Changes) -> None:
        money = changes.steps or changes.products or changes.assumptions or changes.languages
        if self.isVisible() and (changes.everything or money):
            self.follow()

    def _on_focused(self, _focus: Focus) -> None:
        if self.isVisible():
            self.follow()


def _view(model: ForecastTable) -> QTableView:
    made = QTableView()
    made.setModel(model)
    made.setItemDelegate(ForecastRows(made))
    made.setShowGrid(False)
    made.setMinimumHeight(_LEAST_TABLE)
    made.setAccessibleName(_("Forecast of every step"))
    made.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    made.setEditTriggers(QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(32)
    header = made.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(40)
    header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
    return made

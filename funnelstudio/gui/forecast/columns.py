"""How wide the forecast's columns are, and which of them stay away where the window is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QTableView

from funnelstudio.forecast import Forecast, Spread
from funnelstudio.forecast.words import range_words
from funnelstudio.gui import theme
from funnelstudio.gui.forecast.table import BUYERS, NAME, PER_BUYER, RANGE, RATE, REACH, TOTAL, VALUE, heads
from funnelstudio.model.figures import count_words, money_words, percent

LEAST_NAME: Final = 210
"""Width in pixels that is kept for the names of steps and answers."""
_GIVEN_UP: Final = (PER_BUYER, VALUE, RANGE, REACH)
"""Columns that give way to the names, first to last: what can be told from others, or from a tooltip."""
_PADDING: Final = 24


def widest(flow: Forecast, spread: Spread) -> dict[int, str]:
    """For each column of figures the longest words that may stand in it, found without spelling every row."""

    def money(amount: Decimal) -> str:
        return money_words(amount, flow.currency)

    per_buyer = max(flow.revenue.values(), default=Decimal(0))
    highest = max((band.high for band in spread.steps.values()), default=Decimal(0))
    # Digits are equally wide, so a range is at most as wide as the highest amount twice.
    both = spread.revenue._replace(low=highest + Decimal("0.01"), high=highest)
    return {
        REACH: percent(0.999),
        RATE: "≈ " + percent(0.999),
        BUYERS: count_words(flow.orders),
        VALUE: money(max(flow.value.values(), default=Decimal(0))),
        PER_BUYER: money(per_buyer),
        TOTAL: money(per_buyer * flow.orders),
        RANGE: range_words(both, money),
    }


def widths(longest: Mapping[int, str]) -> dict[int, int]:
    """The width in pixels of each column of figures."""
    figures = QFontMetricsF(theme.money_font())
    names = QFontMetricsF(theme.font(12, QFont.Weight.DemiBold))
    return {
        column: round(max(figures.horizontalAdvance(words), names.horizontalAdvance(heads()[column])))
        + _PADDING
        for column, words in longest.items()
    }


def given_up(wanted: Mapping[int, int], room: int) -> frozenset[int]:
    """The columns to hide so that names keep LEAST_NAME of `room` pixels, where that can be."""
    left = room - LEAST_NAME - sum(wanted.values())
    hidden = []
    for column in _GIVEN_UP:
        if left < 0:
            hidden.append(column)
            left += wanted.get(column, 0)
    return frozenset(hidden)


def fit(view: QTableView, wanted: Mapping[int, int]) -> None:
    """Give each column of figures its width, and the names what is left."""
    hidden = given_up(wanted, view.viewport().width())
    for column, width in wanted.items():
        view.setColumnHidden(column, column in hidden)
        if column not in hidden:
            view.setColumnWidth(column, width)
    view.setColumnHidden(NAME, False)

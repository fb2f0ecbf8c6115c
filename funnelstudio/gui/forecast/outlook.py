"""The card that says what all orders bring, how far chance may move that, and draws both as a bar."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from funnelstudio.forecast import Forecast, Spread
from funnelstudio.forecast.words import coverage_words, order_words, revenue_words
from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import column
from funnelstudio.gui.controls.words import label
from funnelstudio.i18n import _
from funnelstudio.model.figures import money_words

_BAR: Final = 10.0
_TICK: Final = 18.0
_LEGEND: Final = 20.0
_LEAST_RANGE: Final = 5.0


class Outlook(QFrame):
    """What the orders bring, in one sentence and one bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.sentence = label("", "title", wrap=True)
        self.bar = RevenueBar()
        self.note = label("", "caption", wrap=True)
        self.setLayout(column(self.sentence, self.bar, self.note, spacing=8, margins=(18, 14, 18, 14)))

    def show_spread(self, flow: Forecast, spread: Spread) -> None:
        """Show a forecast with its spread; nothing where nothing is sold."""
        self.setVisible(flow.average_order > 0)

        def money(amount: Decimal) -> str:
            return money_words(amount, flow.currency)

        self.sentence.setText(revenue_words(flow, spread, money))
        self.note.setText(" ".join(filter(None, [order_words(spread, money), coverage_words()])))
        self.bar.show_spread(flow, spread)


class RevenueBar(QWidget):
    """A bar from nothing to the most of 8 of 10 runs: the main product, the offers, and the range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main = self._expected = self._low = self._high = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self.update)

    def show_spread(self, flow: Forecast, spread: Spread) -> None:
        """Show a forecast with its spread."""
        self._main = float(flow.main_price * spread.orders)
        self._expected = float(flow.average_order * spread.orders)
        self._low, self._high = float(spread.revenue.low), float(spread.revenue.high)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, round(_TICK + _LEGEND))

    def paintEvent(self, _event: QPaintEvent) -> None:
        most = max(self._high, self._expected)
        if most <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = theme.palette()
        scale = (self.width() - 2) / most
        top = (_TICK - _BAR) / 2
        expected = self._expected * scale
        bar = self._placed(QRectF(0, top, expected, _BAR))
        painter.setBrush(QColor(_offers(colours)))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setClipRect(self._placed(QRectF(0, top, self._main * scale, _BAR)))
        painter.setBrush(QColor(colours.product))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setClipping(False)
        width = max(_LEAST_RANGE, (self._high - self._low) * scale)
        middle = (self._low + self._high) * scale / 2
        between = QRectF(min(middle - width / 2, self.width() - width - 1), 1, width, _TICK - 2)
        ground = QColor(colours.text)
        ground.setAlphaF(0.12)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(colours.secondary), 1))
        painter.drawRoundedRect(self._placed(between), 3, 3)
        painter.setPen(QPen(QColor(colours.text), 2))
        line = self._placed(QRectF(expected, 1, 0, _TICK - 2))
        painter.drawLine(line.topLeft(), line.bottomLeft())
        self._paint_legend(painter)

    def _placed(self, area: QRectF) -> QRectF:
        """An area as it lies in the direction of reading."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            area.moveLeft(self.width() - area.right())
        return area

    def _paint_legend(self, painter: QPainter) -> None:
        colours = theme.palette()
        painter.setFont(theme.font(12))
        metrics = QFontMetricsF(painter.font())
        at, height = 0.0, metrics.height()
        for words, colour in (
            (_("Main product"), colours.product),
            (_("Offers"), _offers(colours)),
            (_("8 of 10 runs"), ""),
        ):
            width = metrics.horizontalAdvance(words)
            if at + 14 + width > self.width():
                break
            mark = QRectF(at + 0.5, _TICK + (_LEGEND - 9) / 2 + 1, 9, 9)
            painter.setPen(QPen(QColor(colours.secondary), 1) if not colour else Qt.PenStyle.NoPen)
            ground = QColor(colour or colours.text)
            ground.setAlphaF(1.0 if colour else 0.12)
            painter.setBrush(ground)
            painter.drawRoundedRect(self._placed(mark), 2, 2)
            painter.setPen(QColor(colours.secondary))
            area = self._placed(QRectF(at + 15, _TICK + (_LEGEND - height) / 2 + 1, width + 1, height))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)
            at += 15 + width + 18


def _offers(colours: theme.Palette) -> str:
    """The colour of what the offers add: the main product's, paler."""
    return theme.mix(colours.product, colours.panel, 0.45)

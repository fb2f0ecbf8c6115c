"""Messages to the user that stop nobody: cards that rise at the bottom of the window and go by themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QEnterEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button, icon_button
from funnelstudio.gui.controls.words import IconLabel, label
from funnelstudio.gui.session import Message
from funnelstudio.i18n import _

MOST_SHOWN = 3
_STAYS_MS = {"notice": 5000, "warning": 12000, "error": 0}
"""How long a message stays; 0 until it is closed. One that offers to do something stays as well."""

_WIDEST = 560
_CLICKED = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)
"""What messages should not cover."""
_RISES = (0, 48, 96, 144, 192)
"""So far above the bottom messages may stand where they would cover something lower down."""

SEVERITY_ICONS = {
    "notice": ("info", "accent"),
    "warning": ("triangle-alert", "warning"),
    "error": ("circle-alert", "error"),
}


class MessageCard(QFrame):
    """One message: icon, sentence, hint, an action where there is one, and a way to close it."""

    closed = Signal(object)

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self._pointer = QCursor.pos()
        self.setProperty("role", "message")
        icon, colour = SEVERITY_ICONS.get(message.severity, SEVERITY_ICONS["notice"])
        sentence = label(message.text, wrap=True)
        words = column(sentence, spacing=2)
        if message.hint:
            words.addWidget(label(message.hint, "caption", wrap=True))
        line = row(IconLabel(icon, colour, 18), words, spacing=10, margins=(14, 10, 8, 10))
        line.setStretch(1, 1)
        if message.action is not None and message.action_label:
            for name, action in message.others:
                line.addWidget(button(name, partial(self._act, action), "quiet"))
            line.addWidget(button(message.action_label, partial(self._act, message.action)))
        line.addWidget(icon_button("x", _("Close"), self.close_card))
        self._line, self._words = line, words
        self.setLayout(line)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_card)
        self.start_timer()

    def wish(self) -> int:
        """The width at which no word wraps."""
        shown = (self.message.text, self.message.hint)
        words = max(self.fontMetrics().horizontalAdvance(each) for each in shown)
        return words + self._line.sizeHint().width() - self._words.sizeHint().width() + 8

    def fit(self, width: int) -> None:
        """Take this width and the height that the words then need."""
        self.ensurePolished()
        for child in self.findChildren(QWidget):
            child.ensurePolished()
        self._line.invalidate()
        self.setFixedSize(width, self._line.totalHeightForWidth(width))

    def start_timer(self) -> None:
        stays = 0 if self.message.action is not None else _STAYS_MS.get(self.message.severity, 5000)
        if stays:
            self._timer.start(stays)

    def close_card(self) -> None:
        self.closed.emit(self)

    def _act(self, action: Callable[[], None]) -> None:
        self.close_card()
        action()

    def enterEvent(self, event: QEnterEvent) -> None:
        # A pointer that has rested since before the message came doesn't hold it.
        if event.globalPosition().toPoint() != self._pointer:
            self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.start_timer()
        super().leaveEvent(event)


class MessageArea(QWidget):
    """Floats over the bottom of `host` and holds the messages, newest last."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 12, 12, 12)
        self._rows.setSpacing(8)
        self._cards: list[MessageCard] = []
        host.installEventFilter(self)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show a message; the same one again only starts its time anew."""
        for card in self._cards:
            if card.message.text == message.text and card.message.hint == message.hint:
                card.start_timer()
                return
        card = MessageCard(message)
        shadow = QGraphicsDropShadowEffect(card)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 48))
        card.setGraphicsEffect(shadow)
        card.closed.connect(self._drop)
        self._cards.append(card)
        self._rows.addWidget(card)
        for old in self._cards[:-MOST_SHOWN]:
            self._drop(old)
        self._place()

    def messages(self) -> list[Message]:
        """What is shown now, oldest first."""
        return [card.message for card in self._cards]

    def clear(self) -> None:
        for card in list(self._cards):
            self._drop(card)

    def _drop(self, card: MessageCard) -> None:
        if card in self._cards:
            self._cards.remove(card)
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._place()

    def _place(self) -> None:
        host = self.parentWidget()
        if not self._cards or host is None:
            self.hide()
            return
        width = min(_WIDEST, host.width() - 24, max(card.wish() for card in self._cards) + 24)
        self.setFixedWidth(width)
        for card in self._cards:
            card.fit(width - 24)
        self.setFixedHeight(sum(card.height() + 8 for card in self._cards) + 16)
        self._rows.activate()
        self.move(_free_place(host, self.size(), _clicked(host, self)))
        self.show()
        self.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False


def _clicked(host: QWidget, but: QWidget) -> list[QRect]:
    """Where in `host` something can be clicked that is seen now; what is part of `but` doesn't count."""
    found = []
    for widget in host.findChildren(QWidget):
        if isinstance(widget, _CLICKED) and widget.isVisible() and not but.isAncestorOf(widget):
            seen = widget.visibleRegion().boundingRect()
            if not seen.isEmpty():
                found.append(seen.translated(widget.mapTo(host, QPoint())))
    return found


def _free_place(host: QWidget, size: QSize, clicked: list[QRect]) -> QPoint:
    """The place of this size near the bottom of `host` that covers the least of what is clicked."""
    right, bottom = host.width() - size.width(), host.height() - size.height() - 8
    places = [QPoint(x, max(0, bottom - rise)) for rise in _RISES for x in (right // 2, right, 0)]
    return min(places, key=lambda place: sum(QRect(place, size).intersects(each) for each in clicked))

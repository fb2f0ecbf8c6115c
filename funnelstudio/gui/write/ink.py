"""Colours and strokes that the Write workspace paints with, all worked out from the theme's palette."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QTextLayout

from funnelstudio.gui import theme

GREEN: Final = "ending"
ORANGE: Final = "warning"
GREY: Final = "secondary"
BLUE: Final = "accent"
RED: Final = "error"

STATE_ROLES: Final = {
    "missing": GREY,
    "draft": BLUE,
    "translated": GREEN,
    "reviewed": GREEN,
    "stale": ORANGE,
}
"""The palette colour that stands for each state of a text; the state's word stands beside it always."""


def colour(role: str) -> QColor:
    """The palette's colour for a role such as "accent"."""
    return QColor(getattr(theme.palette(), role))


def wash(role: str) -> QColor:
    """A pale ground in a role's colour."""
    return QColor(theme.wash(theme.palette(), getattr(theme.palette(), role)))


def ink_on(role: str, ground: QColor) -> QColor:
    """The role's colour, moved until it reads at 4.5:1 on `ground`."""
    return QColor(theme.readable(getattr(theme.palette(), role), ground.name()))


def paint_chips(
    painter: QPainter, layout: QTextLayout, origin: QPointF, spans: Iterable[tuple[int, int]]
) -> None:
    """Rounded grounds behind stretches of a laid-out text; the text itself is painted by the caller.

    The letter before and the last one of each stretch have some pixels of spacing, for the edges.
    """
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(wash(BLUE))
    for start, end in spans:
        first = layout.lineForTextPosition(start)
        last = layout.lineForTextPosition(max(start, end - 1))
        if not first.isValid() or not last.isValid():
            continue
        for number in range(first.lineNumber(), last.lineNumber() + 1):
            line = layout.lineAt(number)
            here, there = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            one, other = _x(line.cursorToX(here)), _x(line.cursorToX(there))
            box = QRectF(min(one, other) - 3, line.y() + 0.5, abs(other - one) + 3, line.height() - 1)
            painter.drawRoundedRect(box.translated(origin), 5, 5)


def _x(answer: object) -> float:
    """The place in what PySide returns for `cursorToX`: a number, or a number and the cursor."""
    place = answer[0] if isinstance(answer, tuple | list) else answer
    return float(place) if isinstance(place, int | float) else 0.0

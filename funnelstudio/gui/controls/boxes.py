"""Containers: columns and rows of widgets, cards, lines and scrolling panels, each in one call."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]
NONE: Margins = (0, 0, 0, 0)

Part = QWidget | QLayout | int | None
"""What a column or row holds: a widget, another layout, a space in pixels, or None for a stretch."""


def fill(layout: QBoxLayout, *parts: Part, spacing: int = 8, margins: Margins = NONE) -> None:
    """Put `parts` into `layout` one after another."""
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def column(*parts: Part, spacing: int = 8, margins: Margins = NONE) -> QVBoxLayout:
    """A layout from top to bottom."""
    made = QVBoxLayout()
    fill(made, *parts, spacing=spacing, margins=margins)
    return made


def row(*parts: Part, spacing: int = 8, margins: Margins = NONE) -> QHBoxLayout:
    """A layout in the direction of reading."""
    made = QHBoxLayout()
    fill(made, *parts, spacing=spacing, margins=margins)
    return made


def box(layout: QLayout, role: str = "panel") -> QFrame:
    """A frame around a layout; `role` is one of panel, card, box, window, message, banner."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(layout)
    return made


def line() -> QFrame:
    """A horizontal hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def scrolling(content: QWidget) -> QScrollArea:
    """A vertical scroll area without a frame around `content`, which gets the area's width."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(content)
    return made


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
            inner.deleteLater()

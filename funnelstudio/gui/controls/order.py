"""The Tab key goes through a form in the order of its rows, whenever each of them was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def in_order(layout: QLayout) -> Iterator[QWidget]:
    """What takes the focus by Tab in a layout, in the layout's order and down into what it holds."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif widget is not None:
            inner = widget.layout()
        if inner is not None:
            yield from in_order(inner)


def put_in_order(layout: QLayout) -> None:
    """Make Tab follow the layout; Qt alone follows the order in which things were made."""
    for before, after in pairwise(in_order(layout)):
        QWidget.setTabOrder(before, after)

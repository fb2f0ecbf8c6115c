"""The menu of texts that a page can have and has not yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from funnelstudio.gui.write.words import field_name
from funnelstudio.model.fields import Field
from funnelstudio.model.funnel import Funnel


def add_menu(
    funnel: Funnel,
    place: str,
    fields: Sequence[Field],
    take: Callable[[str], None],
    parent: QWidget,
) -> QMenu:
    """A menu of `fields`; of numbered ones (Benefit 1 to 5) only the next free is offered."""
    menu = QMenu(parent)
    offered: set[tuple[str, str]] = set()
    for field in fields:
        if field.number and (field.label, field.option) in offered:
            continue
        offered.add((field.label, field.option))
        menu.addAction(field_name(funnel, place, field), partial(take, field.key))
    return menu

"""The buyer's way to the shown page: each step that came before, with the answer that led on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from funnelstudio.gui.controls.boxes import empty
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import ElidedLabel, IconLabel, label
from funnelstudio.gui.names import step_words
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import NO, START, option_of
from funnelstudio.model.walk import path_to, walk

_MOST = 3


class Trail(QWidget):
    """Shows the last steps of the way; a click goes back to one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._shown: tuple[object, ...] = ()

    def show_way(self, funnel: Funnel, step: str) -> None:
        """Show the way from the start to `step`."""
        way = path_to(walk(funnel.steps), step)
        names = [(key, step_words(funnel, key), answer_words(funnel, key, answer)) for key, answer in way]
        shown = (tuple(names), step, step_words(funnel, step))
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._row)
        if len(names) > _MOST:
            self._row.addWidget(label("…", "secondary"))
            self._row.addWidget(IconLabel("chevron-right", "secondary", 14))
        for key, name, answer in names[-_MOST:]:
            go = button(_shortened(name), partial(self.chosen.emit, key), "link")
            go.setAccessibleName(name)
            self._row.addWidget(go)
            self._row.addWidget(label(_shortened(answer), "caption"))
            self._row.addWidget(IconLabel("chevron-right", "secondary", 14))
        self._row.addWidget(ElidedLabel(step_words(funnel, step), "strong"), 1)


def answer_words(funnel: Funnel, step_id: str, outcome: str) -> str:
    """What a buyer answered on a step, for people: "Ordered", "No, thanks" or the option's name."""
    step = funnel.steps[step_id]
    if step.type == START:
        return _("Ordered")
    if outcome == NO:
        return _("No, thanks")
    option = option_of(step, outcome)
    if option is None:
        return outcome
    product = funnel.products.get(option.product or step.product)
    return option.name or (product.name if product is not None else "") or outcome


def _shortened(words: str, most: int = 28) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"

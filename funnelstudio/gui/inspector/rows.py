"""A list of things that each unfold into a form: rows match the things by key, in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.inspector.section import Section

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem
    from funnelstudio.gui.controls.fields import Field


class FoldList(QVBoxLayout):
    """Folds by key; a form that is open stays open while its thing is there."""

    toggled = Signal(bool)
    """A form was unfolded or folded."""

    def __init__(self, make_form: Callable[[str], Section]) -> None:
        super().__init__()
        self.setSpacing(8)
        self._make_form = make_form
        self.folds: dict[str, Fold] = {}

    def show_rows(self, words: Mapping[str, str]) -> None:
        """Show a row for each key with these words, and what the open forms are about."""
        for gone in [known for known in self.folds if known not in words]:
            self._drop(gone)
        for position, (key, shown) in enumerate(words.items()):
            if key not in self.folds:
                self.folds[key] = Fold(partial(self._make_form, key))
                self.folds[key].toggled.connect(self.toggled)
            fold = self.folds[key]
            if self.indexOf(fold) != position:
                self.insertWidget(position, fold)
            fold.show_words(shown)
            if isinstance(fold.body, Section):
                fold.body.refresh()

    def clear(self) -> None:
        """Let all rows go: the list is about other things now."""
        for key in list(self.folds):
            self._drop(key)

    def rename(self, before: str, after: str) -> None:
        """Keep a row, open as it is, although its thing goes by another key from now on."""
        self.folds = {after if key == before else key: fold for key, fold in self.folds.items()}

    def form(self, key: str) -> Section:
        """The form of a row, unfolded."""
        fold = self.folds[key]
        fold.unfold()
        if not isinstance(fold.body, Section):
            raise TypeError(key)
        return fold.body

    def form_for(self, key: str, *, unfold: bool) -> Section | Fold | None:
        """The form of a row that is to be seen, else the row itself; None where there is no such row."""
        if key not in self.folds:
            return None
        fold = self.folds[key]
        if unfold and not fold.is_open:
            fold.unfold()
        return fold.body if fold.is_open and isinstance(fold.body, Section) else fold

    def field_for(self, key: str, problem: Problem, *, unfold: bool) -> Field | Fold | None:
        """The field of a row's form where a problem is mended; the row itself while it is folded."""
        found = self.form_for(key, unfold=unfold)
        return found.field_for(problem, unfold=unfold) if isinstance(found, Section) else found

    def _drop(self, key: str) -> None:
        fold = self.folds.pop(key)
        self.removeWidget(fold)
        fold.hide()
        fold.deleteLater()

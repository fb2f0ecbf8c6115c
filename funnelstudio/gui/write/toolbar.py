"""The row above the cards: filter, next, find and replace, and how much of the language is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QWidget

from funnelstudio.gui.controls.buttons import Button, IconButton, button
from funnelstudio.gui.controls.words import ElidedLabel, tooltip
from funnelstudio.gui.names import language_label
from funnelstudio.gui.write.order import ALL, FILTERS, NEXT_WORDS
from funnelstudio.gui.write.tallies import Tally
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import isolated


class Toolbar(QWidget):
    """Tells what was chosen; shows the count."""

    filter_chosen = Signal(str)
    next_wanted = Signal()
    find_wanted = Signal()
    minor_chosen = Signal(bool)
    page_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = ALL
        self._in_source = False
        self.filter = Button(_(FILTERS[ALL]))
        self.filter.setMenu(self._filters())
        self.next = button("", self.next_wanted.emit)
        tooltip(self.next, _("Ctrl+Enter, or Enter in a field of one line"))
        self.find_button = button(_("Find and replace"), self.find_wanted.emit)
        tooltip(self.find_button, _("Ctrl+F"))
        self.minor = QCheckBox(_("Minor fix"))
        tooltip(self.minor, _("Translations stay current while you mend a typing error in the source."))
        self.minor.toggled.connect(self.minor_chosen)
        self.count = ElidedLabel("", "secondary")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.page = IconButton("panel-right", _("Live page"))
        self.page.setCheckable(True)
        self.page.toggled.connect(self.page_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.filter, self.next, self.find_button, self.minor):
            layout.addWidget(part)
        layout.addWidget(self.count, 1)
        layout.addWidget(self.page)
        self._show()

    def chosen(self) -> str:
        """The filter in use."""
        return self._chosen

    def choose(self, chosen: str) -> None:
        """Use a filter."""
        self._chosen = chosen
        self._show()
        self.filter_chosen.emit(chosen)

    def show_language(self, *, in_source: bool) -> None:
        """Offer what fits the source language or a translation."""
        self._in_source = in_source
        if not in_source:
            self.minor.setChecked(False)
        self._show()

    def show_page_wanted(self, wanted: bool, *, possible: bool) -> None:
        """Show whether the live page is open."""
        self.page.setVisible(possible)
        self.page.setChecked(wanted)

    def show_count(self, funnel: Funnel, tag: str, total: Tally | None) -> None:
        """Say how many texts of a language are written."""
        name = language_label(funnel, tag)
        if total is None:
            self.count.show_words(name)
        else:
            said = _("{language}: {done} of {wanted} texts")
            self.count.show_words(said.format(language=isolated(name), done=total[0], wanted=total[1]))

    def nothing_words(self) -> str:
        """What is said when there is no next text."""
        return {
            "missing": _("No text is missing in this language."),
            "stale": _("No translation waits for a changed source."),
            "unreviewed": _("Every text in this language is reviewed."),
        }.get(self._chosen, _("Every text in this language is written."))

    def _show(self) -> None:
        self.filter.setText(f"{_(FILTERS[self._chosen])} ▾")
        words = NEXT_WORDS[self._chosen]
        if self._in_source and self._chosen == ALL:
            words = NEXT_WORDS["missing"]
        self.next.setText(f"{_(words)} ⏎")
        self.minor.setVisible(self._in_source)

    def _filters(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for chosen, words in FILTERS.items():
            action: QAction = menu.addAction(_(words))
            action.setCheckable(True)
            action.setChecked(chosen == ALL)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, chosen=chosen: self.choose(chosen))
        return menu

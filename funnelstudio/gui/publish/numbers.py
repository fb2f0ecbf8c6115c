"""The products' numbers on the exporter's platform in one list: one for all languages, or one for each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from funnelstudio.export import Exporter
from funnelstudio.gui.controls.boxes import column, empty, line, row, scrolling
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import TextField
from funnelstudio.gui.controls.words import ElidedLabel, chip, label
from funnelstudio.gui.names import language_label
from funnelstudio.gui.publish.asked import sold
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.edits.products import set_platform_id
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import EVERY_LANGUAGE

_MOST: Final = 40
"""Products that get a row of their own; the search finds the others."""
_FIELD: Final = 190
"""Pixels that a number's field needs beside others."""


def lacking(funnel: Funnel, platform: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    """The sold products that have no number on the platform in one of the languages."""
    return tuple(key for key in sold(funnel) if not _has_all(funnel, key, platform, tags))


def _has_all(funnel: Funnel, key: str, platform: str, tags: tuple[str, ...]) -> bool:
    known = funnel.products[key].ids.get(platform, {})
    return EVERY_LANGUAGE in known or all(tag in known for tag in tags)


class Numbers(QFrame):
    """Lists the products that the tree sells; every number is kept in its product."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._platform = ""
        self._tags: tuple[str, ...] = ()
        self._built: tuple[object, ...] = ()
        self._chosen_each: bool | None = None
        self.fields: dict[tuple[str, str], TextField] = {}
        self._states: dict[str, QWidget] = {}
        self.told = label("", "secondary", wrap=True)
        self.count = label("", "caption")
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a product…"))
        self.search.setAccessibleName(_("Find a product"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(200)
        self.search.textChanged.connect(lambda _typed: self._show())
        self.each = QCheckBox(_("A number for each language"))
        self.each.clicked.connect(self._choose_each)
        self.more = button("", self._show_all, "link")
        self._all = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._build()

    def _build(self) -> None:
        content = QWidget()
        content.setProperty("role", "panel")
        content.setLayout(column(self._rows, self.more, None, margins=(18, 0, 14, 14)))
        head = column(
            self.told,
            row(self.search, self.each, None, self.count, spacing=12),
            spacing=10,
            margins=(18, 14, 16, 12),
        )
        self.setLayout(column(head, line(), scrolling(content), spacing=0, margins=(1, 0, 1, 2)))

    def follow(self, exporter: Exporter, tags: tuple[str, ...]) -> None:
        """Show the numbers on the exporter's platform in these languages."""
        platform = exporter.manifest.limits.platform
        if platform != self._platform:
            self._platform, self._chosen_each, self._all = platform, None, False
        self._tags = tags
        self.told.setText(
            _(
                "Each product that is sold needs its number at {platform}, so that the buttons sell it."
            ).format(platform=_(exporter.manifest.title))
        )
        self._show()

    def _show(self) -> None:
        funnel, typed = self._session.funnel, self.search.text().strip().casefold()
        every = sold(funnel)
        found = [key for key in every if typed in funnel.products[key].name.casefold()]
        shown = found if self._all else found[:_MOST]
        self.each.setChecked(self._is_each(funnel, every))
        self.each.setVisible(len(funnel.languages) > 1)
        self.search.setVisible(len(every) > 8)
        missing = len(lacking(funnel, self._platform, self._tags))
        words = ngettext("{count} is missing", "{count} are missing", missing).format(count=missing)
        self.count.setText(words if missing else _("All are there"))
        self.more.setText(_("Show all {count}").format(count=len(found)))
        self.more.setVisible(len(shown) < len(found))
        self._show_rows(funnel, tuple(shown))

    def _show_rows(self, funnel: Funnel, shown: tuple[str, ...]) -> None:
        tags = self._tags if self.each.isChecked() else (EVERY_LANGUAGE,)
        names = tuple(funnel.products[key].name for key in shown)
        wanted = (self._platform, shown, names, tags, self._across(len(tags)))
        if wanted != self._built:
            self._built = wanted
            self._build_rows(funnel, shown, tags)
        for (key, tag), field in self.fields.items():
            field.show_value(funnel.products[key].ids.get(self._platform, {}).get(tag, ""))
        for key, mark in self._states.items():
            mark.setVisible(not _has_all(funnel, key, self._platform, self._tags))

    def _build_rows(self, funnel: Funnel, shown: tuple[str, ...], tags: tuple[str, ...]) -> None:
        empty(self._rows)
        self.fields, self._states = {}, {}
        across = self._across(len(tags))
        for number, key in enumerate(shown):
            if number:
                self._rows.addWidget(line())
            name = ElidedLabel(funnel.products[key].name or key, "strong")
            self._states[key] = chip(_("missing"), "warning")
            head = row(name, self._states[key], spacing=8)
            head.setStretch(0, 1)
            grid = QGridLayout()
            grid.setHorizontalSpacing(10)
            grid.setVerticalSpacing(6)
            for at, tag in enumerate(tags):
                grid.addWidget(self._field(funnel, key, tag), at // across, at % across)
            if len(tags) == 1:
                one = row(head, grid, spacing=16, margins=(0, 8, 0, 8))
                one.setStretch(0, 1)
                self._rows.addLayout(one)
            else:
                self._rows.addLayout(column(head, grid, spacing=6, margins=(0, 10, 0, 10)))

    def _across(self, count: int) -> int:
        """How many fields stand side by side."""
        return max(1, min(count, (self.width() - 40) // _FIELD))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.each.isChecked():
            self._show()

    def _field(self, funnel: Funnel, key: str, tag: str) -> TextField:
        caption = "" if tag == EVERY_LANGUAGE else language_label(funnel, tag)
        field = TextField(caption, _("Number"))
        if field.caption is not None:
            # A language's own name begins at the other side in some; its field doesn't.
            field.caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        name = funnel.products[key].name or key
        field.line.setAccessibleName(f"{name}, {caption}" if caption else name)
        if not caption:
            field.setFixedWidth(180)
        field.edited.connect(lambda typed: self._set(key, tag, typed))
        self.fields[key, tag] = field
        return field

    def _set(self, key: str, tag: str, typed: str) -> None:
        language = "" if tag == EVERY_LANGUAGE else tag
        self._session.typed(
            f"number {key} {tag}", _("Set number"), set_platform_id, key, self._platform, typed, language
        )

    def _is_each(self, funnel: Funnel, products: tuple[str, ...]) -> bool:
        """As the user chose, else as the numbers are that there are."""
        if self._chosen_each is not None:
            return self._chosen_each
        known = [funnel.products[key].ids.get(self._platform, {}) for key in products]
        return any(tag != EVERY_LANGUAGE for numbers in known for tag in numbers)

    def _choose_each(self, on: bool) -> None:
        self._chosen_each = on
        self._show()

    def _show_all(self) -> None:
        self._all = True
        self._show()

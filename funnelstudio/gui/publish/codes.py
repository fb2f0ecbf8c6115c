"""What an exporter asks for page by page: a list of the pages, and the values of the chosen one beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from funnelstudio.export import Exporter
from funnelstudio.export.settings import EMBED
from funnelstudio.gui.controls.boxes import column, empty, row, scrolling
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import ChoiceField
from funnelstudio.gui.controls.segments import Segments
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.names import language_label
from funnelstudio.gui.publish.asked import Slot, is_needed, place_words, slots
from funnelstudio.gui.publish.code_list import FULL, MISSING, PLACE_ROLE, Places, place_list
from funnelstudio.gui.publish.setting_fields import (
    Keep,
    SettingField,
    bring_up,
    setting_field,
    show_setting,
)
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext

_FEW: Final = 4
"""So many languages stand side by side; more are a list to choose from."""


class Codes(QFrame):
    """`keep` is called with a key of the exporter's settings and its new value."""

    def __init__(self, session: Session, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session, self._keep = session, keep
        self._exporter: Exporter | None = None
        self._tag = ""
        self._built: tuple[object, ...] = ()
        self.fields: dict[str, SettingField] = {}
        self.model = Places(self)
        self.list = place_list(self.model, self)
        self.count = label("", "caption")
        self.title = label("", "title", wrap=True)
        self.segments = Segments({}, self.show_language)
        self.languages = ChoiceField("")
        self.languages.combo.setAccessibleName(_("Language"))
        self.languages.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.languages.chosen.connect(self.show_language)
        self.next = button(_("Next missing"), self.go_to_missing, icon="arrow-right")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._build()
        self.list.selectionModel().currentChanged.connect(self._on_chosen)

    def _build(self) -> None:
        side = QFrame()
        side.setLayout(column(self.count, self.list, self.next, spacing=8, margins=(12, 14, 10, 12)))
        side.setMinimumWidth(180)
        side.setMaximumWidth(280)
        edge = QFrame()
        edge.setProperty("role", "column-line")
        content = QWidget()
        content.setProperty("role", "panel")
        content.setLayout(column(self._rows, None, margins=(18, 4, 16, 14)))
        head = row(self.segments, self.languages, None, margins=(18, 6, 16, 6))
        titled = column(self.title, margins=(18, 14, 16, 0))
        self._right = QWidget()
        self._right.setMinimumWidth(200)
        right = column(titled, head, scrolling(content), spacing=4)
        right.setStretch(2, 1)
        self._right.setLayout(right)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(side, 2)
        layout.addWidget(edge)
        layout.addWidget(self._right, 3)

    def follow(self, exporter: Exporter, tags: tuple[str, ...]) -> None:
        """Show what the exporter asks for in these languages."""
        self._exporter = exporter
        before = self.place()
        self.model.follow(self._session.funnel, exporter, tags)
        if not self.list.currentIndex().isValid() and self.model.keys:
            at = self.model.keys.index(before) if before in self.model.keys else 0
            self.list.setCurrentIndex(self.model.index(at))
        if self._tag not in tags:
            focus = self._session.focus.language
            self._tag = focus if focus in tags else next(iter(tags), "")
        done, wanted = self.model.tally()
        words = ngettext("{done} of {count} filled", "{done} of {count} filled", wanted)
        self.count.setText(words.format(done=done, count=wanted))
        self.next.setEnabled(done < wanted)
        self._show_languages(tags)
        self._show_fields()

    def place(self) -> str:
        """The chosen place: a step's id, or "" for every page."""
        return str(self.list.currentIndex().data(PLACE_ROLE) or "")

    def show_language(self, tag: str) -> None:
        """Show the values of another language."""
        self._tag = tag
        self._show_fields()
        self._mark_language()

    def show_slot(self, place: str, tag: str, key: str) -> None:
        """Go to the value that is kept by this key, ready to paste."""
        if place not in self.model.keys:
            return
        self._tag = tag
        self.list.setCurrentIndex(self.model.index(self.model.keys.index(place)))
        self._mark_language()
        self._show_fields()
        if key in self.fields:
            bring_up(self.fields[key])

    def go_to_missing(self) -> None:
        """Go to the next value that is missing, ready to paste."""
        spot = self.model.next_missing(self.place(), self._tag)
        if spot is None:
            return
        place, self._tag = spot
        self.list.setCurrentIndex(self.model.index(self.model.keys.index(place)))
        self._mark_language()
        self._show_fields()
        kept = self._kept()
        for slot in self._slots():
            if not kept.get(slot.key, slot.setting.default):
                bring_up(self.fields[slot.key])
                break

    def _on_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_fields()
        self._mark_language()

    def _slots(self) -> tuple[Slot, ...]:
        if self._exporter is None or not self.list.currentIndex().isValid():
            return ()
        return tuple(slots(self._session.funnel, self._exporter, self.place(), self._tag))

    def _kept(self) -> dict[str, str]:
        name = self._exporter.name if self._exporter is not None else ""
        return dict(self._session.funnel.export.settings.get(name, {}))

    def _show_languages(self, tags: tuple[str, ...]) -> None:
        words = {tag: self._language_words(tag) for tag in tags}
        self.segments.show_words(words if len(tags) <= _FEW else {})
        self.languages.show_choices(words.items())
        self._mark_language()
        self._fit()

    def _fit(self) -> None:
        """Languages stand side by side where they are few and there is room, else in a list."""
        several = len(self.model.tags) > 1
        fits = self.segments.sizeHint().width() <= self._right.width() - 36
        beside = several and bool(self.segments.buttons) and fits
        self.segments.setVisible(beside)
        self.languages.setVisible(several and not beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _language_words(self, tag: str) -> str:
        return language_label(self._session.funnel, tag)

    def _mark_language(self) -> None:
        self.segments.show_chosen(self._tag)
        self.languages.show_value(self._tag)
        place = self.place()
        for tag, made in self.segments.buttons.items():
            mark = self.model.mark(place, tag)
            tint = {FULL: "ending", MISSING: "warning"}.get(mark, "secondary")
            made.show_icon("check" if mark == FULL else "circle", tint)
            state = {FULL: _("filled"), MISSING: _("missing")}.get(mark, _("not all filled"))
            made.setAccessibleName(f"{self._language_words(tag)}: {state}")

    def _show_fields(self) -> None:
        found = self._slots()
        self.title.setText(place_words(self._session.funnel, self.place()))
        shape = tuple((slot.key, slot.owner) for slot in found)
        if shape != self._built:
            self._built = shape
            self._build_fields(found)
        kept = self._kept()
        for slot in found:
            show_setting(self.fields[slot.key], kept.get(slot.key, slot.setting.default))

    def _build_fields(self, found: tuple[Slot, ...]) -> None:
        empty(self._rows)
        self.fields = {}
        last = ""
        for slot in found:
            setting = slot.setting
            caption = slot.owner or _(setting.label)
            if not is_needed(setting) and setting.kind != EMBED:
                caption = _("{field} (optional)").format(field=caption)
            if setting.key != last:
                last = setting.key
                if slot.owner:
                    self._rows.addWidget(label(_(setting.label), "strong"))
                if setting.help:
                    helped = label(_(setting.help), "caption", wrap=True)
                    helped.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
                    self._rows.addWidget(helped)
            field = setting_field(slot.key, setting, caption, self._keep)
            self.fields[slot.key] = field
            self._rows.addWidget(field)

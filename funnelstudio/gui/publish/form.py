"""What Publish asks: exporter, languages, folder, and the exporter's own settings; kept in the funnel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QGridLayout, QVBoxLayout, QWidget

from funnelstudio.export import Exporter
from funnelstudio.export.settings import refused_sites
from funnelstudio.gui.controls.boxes import empty, row
from funnelstudio.gui.controls.buttons import icon_button
from funnelstudio.gui.controls.fields import ChoiceField, SwitchField, TextField
from funnelstudio.gui.controls.words import label, tooltip
from funnelstudio.gui.names import language_label
from funnelstudio.gui.publish.asked import Slot, plain
from funnelstudio.gui.publish.choices import USUAL, choices
from funnelstudio.gui.publish.chooser import ExporterBox
from funnelstudio.gui.publish.setting_fields import SettingField, bring_up, setting_field, show_setting
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits.document import set_export
from funnelstudio.model.funnel import Funnel

_MANY: Final = 5
"""From more languages on they stand in two columns."""


class PublishForm(QFrame):
    """Writes every choice into the funnel's export settings at once."""

    changed = Signal()

    def __init__(
        self, session: Session, exporters: Mapping[str, Exporter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._exporters = exporters
        self.box = ExporterBox()
        titles = [(name, _(found.manifest.title)) for name, found in exporters.items()]
        self.exporter = ChoiceField("", titles, combo=self.box)
        self.exporter.combo.setAccessibleName(_("Exporter"))
        self.about = label("", "caption", wrap=True)
        self.folder = TextField("", _("Choose a folder…"))
        self.folder.line.setAccessibleName(_("Folder"))
        self.browse = icon_button("folder-open", _("Choose a folder…"), self.ask_folder, "")
        self.languages: dict[str, QCheckBox] = {}
        self.settings: dict[str, SettingField] = {}
        self._built: tuple[object, ...] = ()
        self._language_rows, self._setting_rows = QGridLayout(), QVBoxLayout()
        self._build()
        self.box.picked.connect(self.exporter.chosen)
        self.exporter.chosen.connect(lambda name: self._keep(exporter=name))
        self.folder.edited.connect(lambda folder: self._keep("folder", folder=folder))

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(_("Pages for"), "section"))
        layout.addWidget(self.exporter)
        layout.addWidget(self.about)
        layout.addSpacing(14)
        layout.addWidget(label(_("Languages"), "section"))
        layout.addLayout(self._language_rows)
        layout.addSpacing(14)
        layout.addWidget(label(_("Folder"), "section"))
        folder = row(self.folder, self.browse)
        folder.setStretch(0, 1)
        layout.addLayout(folder)
        layout.addSpacing(14)
        self._setting_rows.setSpacing(10)
        layout.addLayout(self._setting_rows)
        self._language_rows.setHorizontalSpacing(12)
        self._language_rows.setVerticalSpacing(2)

    def follow(self) -> None:
        """Show the funnel's export settings."""
        funnel = self._session.funnel
        name = self.exporter_name()
        fields = plain(funnel, self._exporters[name]) if name in self._exporters else ()
        self.box.choices = choices(funnel, self._exporters)
        self.exporter.show_value(name)
        self.about.setText(about(self._exporters[name]) if name in self._exporters else "")
        self.folder.show_value(funnel.export.folder)
        target = self.target()
        beside = _("{name}, beside the funnel")
        usual = beside.format(name=target.name) if target is not None else _("Choose a folder…")
        self.folder.line.setPlaceholderText(usual)
        tooltip(self.folder.line, str(target or ""))
        wanted = (
            name,
            tuple((spoken.tag, language_label(funnel, spoken.tag)) for spoken in funnel.languages),
            [slot.key for slot in fields],
        )
        if wanted != self._built:
            self._built = wanted
            self._build_languages(funnel)
            self._build_settings(fields)
        chosen = self.tags()
        for tag, box in self.languages.items():
            box.setChecked(tag in chosen)
        self._show_settings(fields)

    def exporter_name(self) -> str:
        """The chosen exporter; the first there is where the funnel's own is not installed."""
        name = self._session.funnel.export.exporter
        return name if name in self._exporters else next(iter(self._exporters), name)

    def tags(self) -> tuple[str, ...]:
        """The languages that are exported; none chosen in the funnel means all of them."""
        funnel = self._session.funnel
        every = tuple(spoken.tag for spoken in funnel.languages)
        return tuple(tag for tag in every if not funnel.export.languages or tag in funnel.export.languages)

    def target(self) -> Path | None:
        """The folder that the pages go to; one without a root stands beside the funnel's file."""
        typed, path = self._session.funnel.export.folder.strip(), self._session.path
        folder = Path(typed).expanduser()
        if typed and folder.is_absolute():
            return folder
        if typed or path is None:
            return path.parent / folder if path is not None else None
        # Named by the document, so that the first export needs no question, and one for each exporter.
        name = self.exporter_name()
        return path.with_name(
            _("{name} pages").format(name=path.stem) if name == USUAL else f"{path.stem} {name}"
        )

    def ask_folder(self) -> None:
        """Let the user choose the folder."""
        here = self.target()
        start = str(here) if here is not None else str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the pages"), start)
        if chosen:
            self._keep(folder=chosen)
            self.follow()

    def _build_languages(self, funnel: Funnel) -> None:
        empty(self._language_rows)
        self.languages = {}
        columns = 2 if len(funnel.languages) > _MANY else 1
        for at, spoken in enumerate(funnel.languages):
            box = QCheckBox(language_label(funnel, spoken.tag).replace("&", "&&"))
            box.clicked.connect(lambda on, tag=spoken.tag: self._choose(tag, on))
            self.languages[spoken.tag] = box
            self._language_rows.addWidget(box, at // columns, at % columns)

    def _build_settings(self, fields: tuple[Slot, ...]) -> None:
        empty(self._setting_rows)
        self.settings = {}
        if fields:
            self._setting_rows.addWidget(label(_("Settings"), "section"))
        for slot in fields:
            key, setting = slot.key, slot.setting
            field = setting_field(key, setting, _(setting.label), self.keep_setting)
            self.settings[key] = field
            self._setting_rows.addWidget(field)
            if setting.help:
                self._setting_rows.addWidget(label(_(setting.help), "caption", wrap=True))

    def _show_settings(self, fields: tuple[Slot, ...]) -> None:
        funnel, exporter = self._session.funnel, self._exporters.get(self.exporter_name())
        kept = funnel.export.settings.get(self.exporter_name(), {})
        refused = refused_sites(funnel, exporter) if exporter is not None else {}
        for slot in fields:
            field, value = self.settings[slot.key], kept.get(slot.key, slot.setting.default)
            show_setting(field, value)
            if not isinstance(field, SwitchField):
                needed = slot.setting.required and not value.strip()
                note = _("Needed for these pages.") if needed else refused.get(slot.key, "")
                field.show_note(note, "warning")

    def show_field(self, key: str) -> None:
        """Go to the field of a setting of the whole export."""
        if key in self.settings:
            bring_up(self.settings[key])

    def _choose(self, tag: str, on: bool) -> None:
        every = tuple(spoken.tag for spoken in self._session.funnel.languages)
        chosen = tuple(
            other for other in every if (other in self.tags() or other == tag) and (on or other != tag)
        )
        if not chosen:
            self.follow()
            self._session.tell(_("At least one language has to be exported."))
            return
        self._keep(languages=() if chosen == every else chosen)

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting of the exporter in the funnel; typing in one field is one undo step."""
        name, settings = self.exporter_name(), self._session.funnel.export.settings
        self._keep(key, settings={**settings, name: {**settings.get(name, {}), key: value}})

    def _keep(self, merge: str = "", **fields: object) -> None:
        def keep(funnel: Funnel) -> Funnel:
            return set_export(funnel, **fields)

        self._session.typed(f"export {merge}" if merge else "", _("Export settings"), keep)
        self.follow()
        self.changed.emit()


def about(exporter: Exporter) -> str:
    """What an exporter is for; of one of the user's own also what its pages may load from elsewhere."""
    manifest = exporter.manifest
    reached = () if exporter.bundled else (*manifest.scripts, *manifest.hosts)
    words = [_(manifest.description)] if manifest.description else []
    if reached:
        told = _("Your own exporter: its pages may load from {addresses}.")
        words.append(told.format(addresses=", ".join(reached)))
    return " ".join(words)

"""What Publish asks: exporter, languages, folder, and the exporter's own settings; kept in the funnel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QVBoxLayout, QWidget

from funnelstudio.export import Exporter, Setting
from funnelstudio.gui.controls.boxes import empty, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import AreaField, ChoiceField, Field, SwitchField, TextField
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.names import language_label
from funnelstudio.gui.publish.asked import Asked, asked
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits.document import set_export
from funnelstudio.model.funnel import Funnel


class PublishForm(QFrame):
    """Writes every choice into the funnel's export settings at once."""

    changed = Signal()

    def __init__(
        self, session: Session, exporters: Mapping[str, Exporter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._exporters = exporters
        self.exporter = ChoiceField(
            "", [(name, _(found.manifest.title)) for name, found in exporters.items()]
        )
        self.exporter.combo.setAccessibleName(_("Exporter"))
        self.about = label("", "caption", wrap=True)
        self.folder = TextField("", _("Choose a folder…"))
        self.folder.line.setAccessibleName(_("Folder"))
        self.browse = button(_("Browse…"), self.ask_folder, icon="folder-open")
        self.languages: dict[str, QCheckBox] = {}
        self.settings: dict[str, Field | SwitchField] = {}
        self._built: tuple[object, ...] = ()
        self._language_rows, self._setting_rows = QVBoxLayout(), QVBoxLayout()
        self._build()
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
        self._language_rows.setSpacing(2)

    def follow(self) -> None:
        """Show the funnel's export settings."""
        funnel = self._session.funnel
        name = self.exporter_name()
        manifest = self._exporters[name].manifest if name in self._exporters else None
        fields = asked(funnel, self._exporters[name], self.tags()) if name in self._exporters else ()
        self.exporter.show_value(name)
        self.about.setText(_(manifest.description) if manifest is not None and manifest.description else "")
        self.folder.show_value(funnel.export.folder)
        target = self.target()
        self.folder.line.setPlaceholderText(str(target) if target is not None else _("Choose a folder…"))
        wanted = (
            name,
            tuple((spoken.tag, language_label(funnel, spoken.tag)) for spoken in funnel.languages),
            [(field.key, field.caption) for field in fields],
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
        if not typed:
            # Named by the document, so that the first export needs no question.
            return path.with_name(_("{name} pages").format(name=path.stem)) if path is not None else None
        folder = Path(typed).expanduser()
        if folder.is_absolute():
            return folder
        return path.parent / folder if path is not None else None

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
        for spoken in funnel.languages:
            box = QCheckBox(language_label(funnel, spoken.tag).replace("&", "&&"))
            box.clicked.connect(lambda on, tag=spoken.tag: self._choose(tag, on))
            self.languages[spoken.tag] = box
            self._language_rows.addWidget(box)

    def _build_settings(self, fields: tuple[Asked, ...]) -> None:
        empty(self._setting_rows)
        self.settings = {}
        for key, setting, caption, first in fields:
            helped = [label(_(setting.help), "caption", wrap=True)] if setting.help and first else []
            if setting.per == "step" and first:
                for words in (label(_(setting.label), "section"), *helped):
                    self._setting_rows.addWidget(words)
                helped = []
            self.settings[key] = self._field(key, setting, caption)
            for widget in (self.settings[key], *helped):
                self._setting_rows.addWidget(widget)

    def _field(self, key: str, setting: Setting, caption: str) -> Field | SwitchField:
        if setting.kind == "yes_no":
            switch = SwitchField(caption)
            switch.switched.connect(partial(self._set_switch, key))
            return switch
        if setting.kind == "choice":
            choice = ChoiceField(caption, [(each, each) for each in setting.choices])
            choice.chosen.connect(partial(self._set, key))
            return choice
        field = AreaField(caption) if setting.kind == "embed" else TextField(caption)
        field.edited.connect(partial(self._set, key))
        return field

    def _show_settings(self, fields: tuple[Asked, ...]) -> None:
        kept = self._session.funnel.export.settings.get(self.exporter_name(), {})
        for asked_for in fields:
            field = self.settings.get(asked_for.key)
            value = kept.get(asked_for.key, asked_for.setting.default)
            if isinstance(field, SwitchField):
                field.show_value(value == "yes")
            elif isinstance(field, TextField | AreaField | ChoiceField):
                field.show_value(value)

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

    def _set_switch(self, key: str, on: bool) -> None:
        self._set(key, "yes" if on else "no")

    def _set(self, key: str, value: str) -> None:
        name, settings = self.exporter_name(), self._session.funnel.export.settings
        self._keep(key, settings={**settings, name: {**settings.get(name, {}), key: value}})

    def _keep(self, merge: str = "", **fields: object) -> None:
        def keep(funnel: Funnel) -> Funnel:
            return set_export(funnel, **fields)

        self._session.typed(f"export {merge}" if merge else "", _("Export settings"), keep)
        self.follow()
        self.changed.emit()

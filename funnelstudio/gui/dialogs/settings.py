"""The settings, built from their table; each applies as soon as it is changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from funnelstudio import i18n
from funnelstudio.gui import settings
from funnelstudio.gui.controls.boxes import column
from funnelstudio.gui.controls.fields import ChoiceField, SwitchField
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.dialogs.frame import dialog
from funnelstudio.gui.settings import Setting
from funnelstudio.i18n import _
from funnelstudio.model.languages import own_name


def make(parent: QWidget) -> QDialog:
    """The dialog of all settings that a user sets."""
    rows: list[QWidget] = []
    for setting in settings.SETTINGS:
        if setting.key == settings.INTERFACE_LANGUAGE.key:
            rows += [language_row(), label(_("Takes effect when the program starts again."), "caption")]
        elif setting.label:
            rows.append(setting_row(setting))
    return dialog(parent, _("Settings"), column(*rows, spacing=10))


def setting_row(setting: Setting[Any]) -> QWidget:
    """A switch or a list of choices for one setting."""
    if setting.choices:
        field = ChoiceField(_(setting.label), [(key, _(words)) for key, words in setting.choices])
        field.show_value(str(settings.read(setting)))
        field.chosen.connect(lambda value: settings.write(setting, value))
        return field
    switch = SwitchField(_(setting.label))
    switch.show_value(bool(settings.read(setting)))
    switch.switched.connect(lambda on: settings.write(setting, on))
    return switch


def language_row() -> QWidget:
    """The languages that the program speaks."""
    spoken = [(tag, own_name(tag)) for tag in i18n.interface_languages()]
    field = ChoiceField(_(settings.INTERFACE_LANGUAGE.label), [("", _("Like the system")), *spoken])
    field.show_value(settings.read(settings.INTERFACE_LANGUAGE))
    field.chosen.connect(lambda value: settings.write(settings.INTERFACE_LANGUAGE, value))
    return field

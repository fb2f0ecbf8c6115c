"""A field for one setting of an exporter: a switch, a choice, a line or an area for pasted code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from funnelstudio.export import Setting
from funnelstudio.gui.controls.fields import AreaField, ChoiceField, SwitchField, TextField
from funnelstudio.i18n import _

SettingField = TextField | AreaField | ChoiceField | SwitchField
Keep = Callable[[str, str], object]
"""What is called with the setting's key in the funnel and its new value."""


def setting_field(key: str, setting: Setting, caption: str, keep: Keep) -> SettingField:
    """The field of a setting; every edit of it goes to `keep`."""
    if setting.kind == "yes_no":
        switch = SwitchField(caption)
        switch.switched.connect(lambda on: keep(key, "yes" if on else "no"))
        return switch
    if setting.kind == "choice":
        choice = ChoiceField(caption, [(each, _(each)) for each in setting.choices])
        choice.chosen.connect(partial(keep, key))
        return choice
    if setting.kind == "embed":
        area = AreaField(caption, _("Paste the code here"))
        area.edited.connect(partial(keep, key))
        return area
    line = TextField(caption, "https://…" if setting.kind == "address" else "")
    line.edited.connect(partial(keep, key))
    return line


def show_setting(field: SettingField, value: str) -> None:
    """Show the value that the funnel has."""
    if isinstance(field, SwitchField):
        field.show_value(value == "yes")
    else:
        field.show_value(value)


def bring_up(field: SettingField) -> None:
    """Put the cursor into the field, and scroll to it."""
    field.setFocus()
    area = field.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        # Later, as fields that were just made have no place yet.
        QTimer.singleShot(0, field, partial(area.ensureWidgetVisible, field, 0, 40))

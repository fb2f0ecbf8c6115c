"""The settings of an exporter: where the funnel keeps each, and what one page sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from funnelstudio.export.exporter import Exporter
from funnelstudio.export.manifest import Setting
from funnelstudio.export.plan import kind_of
from funnelstudio.model.funnel import Funnel

YES: Final = "yes"
EMBED: Final = "embed"


def setting_key(setting: Setting, step_id: str = "", tag: str = "", option_id: str = "") -> str:
    """The key of a setting's value in `Funnel.export.settings`.

    It is "KEY", "KEY:de-DE", "KEY:STEP:de-DE" or "KEY:STEP:de-DE:OPTION", as the setting is asked for.
    """
    if setting.per == "funnel":
        return setting.key
    if setting.per == "language":
        return f"{setting.key}:{tag}"
    return f"{setting.key}:{step_id}:{tag}" + (f":{option_id}" if setting.per == "option" else "")


def settings_of(
    funnel: Funnel, exporter: Exporter, step_id: str = "", tag: str = "", option_id: str = ""
) -> dict[str, str]:
    """The settings as one page sees them, or one of its options: as the user chose them, else the defaults.

    A setting that needs another is "" while that one is off, and so is one of another kind of page.
    """
    chosen: Mapping[str, str] = funnel.export.settings.get(exporter.name, {})
    kind = kind_of(funnel.steps[step_id]) if step_id in funnel.steps else ""
    found = {
        setting.key: chosen.get(setting_key(setting, step_id, tag, option_id), setting.default)
        if setting.per not in ("step", "option") or kind in setting.steps
        else ""
        for setting in exporter.manifest.settings
    }
    for setting in exporter.manifest.settings:
        if setting.needs and found.get(setting.needs) != YES:
            found[setting.key] = ""
    return found

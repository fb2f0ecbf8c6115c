"""The settings of an exporter: where the funnel keeps each, and what one page sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from funnelstudio.export.exporter import Exporter
from funnelstudio.export.manifest import Setting
from funnelstudio.model.funnel import Funnel

YES: Final = "yes"
EMBED: Final = "embed"


def setting_key(setting: Setting, step_id: str = "", tag: str = "") -> str:
    """The key of a setting's value in `Funnel.export.settings`: "key", "key:de-DE" or "key:STEP:de-DE"."""
    if setting.per == "funnel":
        return setting.key
    return f"{setting.key}:{tag}" if setting.per == "language" else f"{setting.key}:{step_id}:{tag}"


def settings_of(funnel: Funnel, exporter: Exporter, step_id: str = "", tag: str = "") -> dict[str, str]:
    """The settings as one page sees them: as the user chose them, else as the manifest has them.

    A setting that needs another is "" while that one is off, and so is one of another kind of page.
    """
    chosen: Mapping[str, str] = funnel.export.settings.get(exporter.name, {})
    found = {
        setting.key: chosen.get(setting_key(setting, step_id, tag), setting.default)
        for setting in exporter.manifest.settings
    }
    for setting in exporter.manifest.settings:
        if setting.needs and found.get(setting.needs) != YES:
            found[setting.key] = ""
    return found

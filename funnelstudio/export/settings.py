"""The settings of an exporter: where the funnel keeps each, and what one page sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from funnelstudio.export.addresses import site_address
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.manifest import Setting
from funnelstudio.export.plan import kind_of
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Step

YES: Final = "yes"
EMBED: Final = "embed"
SITES: Final = ("address", "pictures")
"""Settings that say where the site stands, and where its pictures do."""


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
    step = funnel.steps.get(step_id)
    found = {
        setting.key: chosen.get(setting_key(setting, step_id, tag, option_id), setting.default)
        if concerns(setting, step)
        else ""
        for setting in exporter.manifest.settings
    }
    for setting in exporter.manifest.settings:
        if setting.needs and found.get(setting.needs) != YES:
            found[setting.key] = ""
    return found


def concerns(setting: Setting, step: Step | None) -> bool:
    """Whether a setting counts on the page of a step; None is a file that belongs to no step."""
    if step is None:
        return setting.per not in ("step", "option")
    return kind_of(step) in setting.steps and (not setting.types or step.type in setting.types)


def lacking_settings(funnel: Funnel, exporter: Exporter) -> list[str]:
    """What an export needs of the whole funnel and has not been given or can't use, in sentences."""
    found = settings_of(funnel, exporter)
    missing = [
        _("“{label}” is missing: {target} needs it.").format(
            label=_(setting.label), target=exporter.manifest.title
        )
        for setting in exporter.manifest.settings
        if setting.required and setting.per == "funnel" and not found[setting.key].strip()
        if not setting.needs or found.get(setting.needs) == YES
    ]
    return missing + list(refused_sites(funnel, exporter).values())


def refused_sites(funnel: Funnel, exporter: Exporter) -> dict[str, str]:
    """A sentence for each setting whose address is none that a site or its pictures can have, by its key."""
    found = settings_of(funnel, exporter)
    return {
        setting.key: _("“{label}” is not used: “{address}” does not begin with https:// or http://.").format(
            label=_(setting.label), address=found[setting.key].strip()[:80]
        )
        for setting in exporter.manifest.settings
        if setting.key in SITES and setting.kind == "address" and setting.per == "funnel"
        if found[setting.key].strip() and not site_address(found[setting.key])
    }

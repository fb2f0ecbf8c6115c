"""Which settings of an exporter Publish asks for now: one a funnel, a language, or a page in a language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from funnelstudio.export import Exporter, Setting, setting_key
from funnelstudio.gui.names import language_label
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, START, Step
from funnelstudio.model.texts import place_name
from funnelstudio.model.walk import walk


class Asked(NamedTuple):
    """One field: the key of its value in the funnel, its caption, and whether it is its setting's first."""

    key: str
    setting: Setting
    caption: str
    first: bool


def asked(funnel: Funnel, exporter: Exporter, tags: tuple[str, ...]) -> tuple[Asked, ...]:
    """The fields in order; those that need another setting only while that one is on."""
    kept = funnel.export.settings.get(exporter.name, {})
    defaults = {setting.key: setting.default for setting in exporter.manifest.settings}
    return tuple(
        Asked(key, setting, caption, first=number == 0)
        for setting in exporter.manifest.settings
        if not setting.needs or kept.get(setting.needs, defaults.get(setting.needs, "")) == "yes"
        for number, (key, caption) in enumerate(_fields(funnel, setting, tags))
    )


def _fields(funnel: Funnel, setting: Setting, tags: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if setting.per == "funnel":
        yield setting_key(setting), _(setting.label)
        return
    steps = [""] if setting.per == "language" else _steps(funnel, setting)
    for step in steps:
        for tag in tags:
            name = place_name(funnel, step) if step else _(setting.label)
            yield setting_key(setting, step, tag), f"{name} · {language_label(funnel, tag)}"


def _steps(funnel: Funnel, setting: Setting) -> list[str]:
    return [key for key in walk(funnel.steps).order if _kind(funnel.steps[key]) in setting.steps]


def _kind(step: Step) -> str:
    return step.type if step.type in (START, ENDING) else "offer"

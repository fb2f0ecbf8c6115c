"""What an exporter asks for: settings of the whole export, and those of pages, languages and options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from funnelstudio.export import Exporter, Setting, setting_key
from funnelstudio.export.addresses import link_of
from funnelstudio.export.plan import kind_of
from funnelstudio.export.settings import EMBED, concerns
from funnelstudio.export.wiring import put_into_addresses
from funnelstudio.i18n import _
from funnelstudio.model.cards import outcome_label
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import NO, outcomes, product_of
from funnelstudio.model.texts import place_name
from funnelstudio.model.walk import walk

EVERY_PAGE = ""
"""In place of a step's id: what is asked for once in each language."""


class Slot(NamedTuple):
    """One value that is asked for: its key in the funnel and its setting.

    One of an option has the option's id and what it is called as its `owner`.
    """

    key: str
    setting: Setting
    owner: str = ""
    option: str = ""


def plain(funnel: Funnel, exporter: Exporter) -> tuple[Slot, ...]:
    """The settings of the whole export; those that need another one only while that is on."""
    return tuple(
        Slot(setting_key(setting), setting)
        for setting in _wanted(funnel, exporter)
        if setting.per == "funnel"
    )


def asking(funnel: Funnel, exporter: Exporter) -> tuple[str, ...]:
    """Where values are asked for in each language: every page, then steps in the order of the tree."""
    wanted = [setting for setting in _wanted(funnel, exporter) if setting.per != "funnel"]
    if not wanted:
        return ()
    first = (EVERY_PAGE,) if any(setting.per == "language" for setting in wanted) else ()
    kinds = {kind for setting in wanted if setting.per in ("step", "option") for kind in setting.steps}
    steps = [key for key in walk(funnel.steps).order if kind_of(funnel.steps[key]) in kinds]
    return (*first, *(key for key in steps if any(slots(funnel, exporter, key, ""))))


def slots(funnel: Funnel, exporter: Exporter, step_id: str, tag: str) -> Iterator[Slot]:
    """The values that are asked for at one place in one language."""
    step = funnel.steps.get(step_id)
    for setting in _wanted(funnel, exporter):
        if step is None:
            if step_id == EVERY_PAGE and setting.per == "language":
                yield Slot(setting_key(setting, tag=tag), setting)
        elif setting.per not in ("step", "option") or not concerns(setting, step):
            continue
        elif setting.per == "step":
            yield Slot(setting_key(setting, step_id, tag), setting)
        else:
            for outcome in outcomes(step):
                if outcome != NO:
                    key = setting_key(setting, step_id, tag, outcome)
                    yield Slot(key, setting, outcome_label(funnel, step, outcome), outcome)


def filled(funnel: Funnel, exporter: Exporter, step_id: str, tag: str) -> tuple[int, int]:
    """How many of the values at a place are there, and how many are asked for."""
    found = [has(funnel, exporter, slot) for slot in slots(funnel, exporter, step_id, tag)]
    return sum(found), len(found)


def lacks(funnel: Funnel, exporter: Exporter, step_id: str, tag: str) -> int:
    """How many values at a place are needed and not there."""
    return sum(
        is_wanted(funnel, exporter, step_id, tag, slot) and not has(funnel, exporter, slot)
        for slot in slots(funnel, exporter, step_id, tag)
    )


def has(funnel: Funnel, exporter: Exporter, slot: Slot) -> bool:
    """Whether a value is there."""
    kept = funnel.export.settings.get(exporter.name, {})
    return bool(kept.get(slot.key, slot.setting.default).strip())


def is_wanted(funnel: Funnel, exporter: Exporter, step_id: str, tag: str, slot: Slot) -> bool:
    """Whether a page lacks something without a value: not where its answers have the user's own addresses."""
    answers, step = exporter.manifest.answers, funnel.steps.get(step_id)
    if not is_needed(slot.setting):
        return False
    if step is None or answers is None or slot.setting.key not in put_into_addresses(answers):
        return True
    led = (slot.option,) if slot.option else outcomes(step)
    return not all(link_of(step, outcome, tag) for outcome in led)


def is_needed(setting: Setting) -> bool:
    """Whether pages lack something without the value: it is required, or asked for by a switch."""
    return setting.required or (setting.kind == EMBED and bool(setting.needs))


def place_words(funnel: Funnel, step_id: str) -> str:
    """What the place of such values is called."""
    return place_name(funnel, step_id) if step_id else _("Every page")


def sold(funnel: Funnel) -> tuple[str, ...]:
    """The products that the tree sells, in its order; these need a number on the platform."""
    found: dict[str, None] = {}
    for key in walk(funnel.steps).order:
        step = funnel.steps[key]
        for outcome in outcomes(step):
            product = product_of(step, outcome)
            if product in funnel.products:
                found[product] = None
    return tuple(found)


def _wanted(funnel: Funnel, exporter: Exporter) -> Iterator[Setting]:
    kept = funnel.export.settings.get(exporter.name, {})
    defaults = {setting.key: setting.default for setting in exporter.manifest.settings}
    for setting in exporter.manifest.settings:
        if not setting.needs or kept.get(setting.needs, defaults.get(setting.needs, "")) == "yes":
            yield setting

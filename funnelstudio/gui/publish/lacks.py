"""What an exporter needs and hasn't been given, as problems that Publish lists, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from funnelstudio.checks.problem import WARNING, Problem
from funnelstudio.export import Exporter
from funnelstudio.export.plan import idle_channels
from funnelstudio.export.settings import refused_sites
from funnelstudio.gui.names import language_label
from funnelstudio.gui.publish.asked import Slot, asking, has, is_wanted, place_words, plain, slots
from funnelstudio.i18n import N_, _
from funnelstudio.model.funnel import Funnel

EMPTY: Final = "publish.empty"
REFUSED: Final = "publish.address"
HERE: Final = frozenset({EMPTY, REFUSED})
"""Findings that are mended in Publish, at the setting `field`."""

_NO_OFFER: Final = {
    "call": (
        N_("No offer is made by telephone"),
        N_("So nothing is made for calls. In Draw, set “Where” of an offer to “By telephone”."),
    ),
    "email": (
        N_("No offer is made by e-mail"),
        N_("So no mail is made. In Draw, set “Where” of an offer to “By e-mail”."),
    ),
    "account": (
        N_("No offer is made in the customer’s account"),
        N_("So nothing is made for it. In Draw, set “Where” of an offer to “In the customer’s account”."),
    ),
}


class _Lack(NamedTuple):
    step: str
    slot: Slot
    tags: tuple[str, ...]


def lacks_of(funnel: Funnel, exporter: Exporter, tags: tuple[str, ...]) -> tuple[Problem, ...]:
    """The settings that are needed and empty, once for all languages, and addresses that can't be used.

    `field` is the setting's key, `step` and `outcome` whose it is, `language` the first that lacks it.
    """
    found = [
        Problem(EMPTY, WARNING, _("“{label}” is still empty.").format(label=_(slot.setting.label)), field=key)
        for key, slot in ((slot.setting.key, slot) for slot in plain(funnel, exporter))
        if slot.setting.required and not has(funnel, exporter, slot)
    ]
    found += [
        Problem(REFUSED, WARNING, words, field=key) for key, words in refused_sites(funnel, exporter).items()
    ]
    return (*found, *(_told(funnel, lack, tags) for lack in _by_place(funnel, exporter, tags)))


def _by_place(funnel: Funnel, exporter: Exporter, tags: tuple[str, ...]) -> Iterator[_Lack]:
    for step in asking(funnel, exporter):
        lacking: dict[tuple[str, str], tuple[Slot, list[str]]] = {}
        for tag in tags:
            for slot in slots(funnel, exporter, step, tag):
                # A code that a switch asks for is no must: without it pages have buttons of their own.
                if not slot.setting.required or has(funnel, exporter, slot):
                    continue
                if is_wanted(funnel, exporter, step, tag, slot):
                    lacking.setdefault((slot.setting.key, slot.option), (slot, []))[1].append(tag)
        yield from (_Lack(step, slot, tuple(found)) for slot, found in lacking.values())


def _told(funnel: Funnel, lack: _Lack, tags: tuple[str, ...]) -> Problem:
    place = ", ".join(part for part in (place_words(funnel, lack.step), lack.slot.owner) if part)
    words = _("{place}: “{label}” is still empty.")
    if len(lack.tags) < len(tags):
        words = _("{place}: “{label}” is still empty in {languages}.")
    spoken = ", ".join(language_label(funnel, tag) for tag in lack.tags)
    message = words.format(place=place, label=_(lack.slot.setting.label), languages=spoken)
    setting = lack.slot.setting.key
    return Problem(EMPTY, WARNING, message, lack.step, setting, lack.tags[0], lack.slot.option)


def nothing_made(funnel: Funnel, exporter: Exporter) -> tuple[str, str]:
    """Why an output of the exporter makes nothing of this funnel, and what to do; each "" where all do."""
    channel = next(iter(idle_channels(funnel, exporter)), "")
    why, way = _NO_OFFER.get(channel, ("", ""))
    return (_(why), _(way)) if why else ("", "")

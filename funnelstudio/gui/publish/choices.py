"""The exporters as Publish lists them: grouped by what they are for, the funnel's own platform first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from funnelstudio import bundled
from funnelstudio.export import Exporter
from funnelstudio.i18n import N_, _
from funnelstudio.model.funnel import Funnel

OWN: Final = "own"
GROUPS: Final = {
    "pages": N_("Pages for a platform"),
    "blocks": N_("Blocks to paste"),
    "documents": N_("Documents"),
    OWN: N_("Your own"),
}
"""What exporters are for, in order; message ids."""

USUAL: Final = "static"
"""The exporter for any web space."""


class Choice(msgspec.Struct, frozen=True):
    """An exporter as it is listed; `note` tells that the funnel has been prepared for its platform."""

    name: str
    title: str
    about: str
    group: str
    note: str = ""


def choices(funnel: Funnel, exporters: Mapping[str, Exporter]) -> tuple[Choice, ...]:
    """All exporters by group; those of platforms that products have numbers on come first, then `static`."""
    numbers = Counter(platform for product in funnel.products.values() for platform in product.ids)
    order = list(GROUPS)
    made = [_choice(exporter, numbers) for exporter in exporters.values()]

    def rank(choice: Choice) -> tuple[int, int, bool, str]:
        known = numbers[exporters[choice.name].manifest.limits.platform]
        return order.index(choice.group), -known, choice.name != USUAL, choice.title.casefold()

    return tuple(sorted(made, key=rank))


def _choice(exporter: Exporter, numbers: Mapping[str, int]) -> Choice:
    manifest = exporter.manifest
    own = not Path(exporter.folder).is_relative_to(bundled.folder("exporters"))
    group = OWN if own else manifest.group
    note = _("this funnel has numbers for it") if numbers.get(manifest.limits.platform) else ""
    return Choice(exporter.name, _(manifest.title), _(manifest.description), group, note)


def fitting(found: Iterable[Choice], typed: str) -> tuple[Choice, ...]:
    """Those whose title, name or sentence holds every word that is typed."""
    words = typed.casefold().split()
    return tuple(
        choice
        for choice in found
        if all(word in f"{choice.title} {choice.name} {choice.about}".casefold() for word in words)
    )

"""Edits of the document as a whole: title, brand, the forecast's assumptions and what Publish last used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model import ids
from funnelstudio.model.edits.rules import MAX_LINE, clean, currency, line, whole
from funnelstudio.model.funnel import Assumptions, Brand, ExportSettings, Funnel
from funnelstudio.model.value import replace

MOST_ORDERS: Final = 1_000_000_000
MOST_MONTHS: Final = 120
MOST_RADIUS: Final = 64

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_PLAIN_NAME = re.compile(r"[\w .-]{1,80}")
_COLOURS = ("accent", "background", "ink", "positive")


def set_title(funnel: Funnel, title: str) -> Funnel:
    """Name the funnel. Raises NotPossible for control characters and very long titles."""
    title = line(title)
    return funnel if title == funnel.title else replace(funnel, title=title)


def set_brand(funnel: Funnel, **fields: object) -> Funnel:
    """Change how the pages look, such as `accent="#3B5BDB"` or `radius=12`. Raises NotPossible."""
    brand: Brand = replace(funnel.brand, **fields)
    colours = {name: colour(getattr(brand, name)) for name in _COLOURS}
    whole(brand.radius, 0, MOST_RADIUS)
    for name in (brand.font, brand.logo, brand.theme, brand.scale, brand.spacing):
        # They become part of style sheets and of file names.
        if name and (_PLAIN_NAME.fullmatch(name) is None or name.startswith(".")):
            raise NotPossible(_("“{name}” is not a plain name.").format(name=name[:40]))
    brand = replace(brand, name=line(brand.name), **colours)
    return funnel if brand == funnel.brand else replace(funnel, brand=brand)


def set_assumptions(funnel: Funnel, **fields: object) -> Funnel:
    """Change what the forecast starts from: `orders`, `months`, `currency`. Raises NotPossible."""
    assumptions: Assumptions = replace(funnel.assumptions, **fields)
    whole(assumptions.orders, 1, MOST_ORDERS)
    whole(assumptions.months, 1, MOST_MONTHS)
    if assumptions.currency:
        assumptions = replace(assumptions, currency=currency(assumptions.currency))
    return funnel if assumptions == funnel.assumptions else replace(funnel, assumptions=assumptions)


def set_export(funnel: Funnel, **fields: object) -> Funnel:
    """Change what Publish uses: `exporter`, `folder`, `languages`, `settings`. Raises NotPossible."""
    export: ExportSettings = replace(funnel.export, **fields)
    if not ids.is_safe(export.exporter):
        raise NotPossible(_("“{name}” is not an exporter's name.").format(name=export.exporter[:40]))
    clean(export.folder, MAX_LINE)
    tags = {language.tag for language in funnel.languages}
    for tag in export.languages:
        if tag not in tags:
            raise NotPossible(_("The funnel has no language “{tag}”.").format(tag=tag[:40]))
    export = replace(export, settings=_settings(export.settings))
    return funnel if export == funnel.export else replace(funnel, export=export)


def colour(text: object) -> str:
    """A typed colour ("3b5bdb", "#fff") as #RRGGBB. Raises NotPossible for anything else."""
    found = _COLOUR.fullmatch(str(text).strip())
    if found is None:
        raise NotPossible(
            _("“{text}” is not a colour.").format(text=str(text)[:40]), _("Write it like #3B5BDB.")
        )
    digits = found[1].upper()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _settings(settings: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    """The settings without empty values, so that a value that was cleared leaves nothing in the file."""
    kept = {
        exporter: {key: clean(item, MAX_LINE) for key, item in values.items() if item}
        for exporter, values in settings.items()
    }
    return {exporter: values for exporter, values in kept.items() if values}

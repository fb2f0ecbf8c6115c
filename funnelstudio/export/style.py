"""The style sheet of a site: the exporter's, with the brand's tokens in front, small and with its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from funnelstudio.export.colours import as_properties, palette
from funnelstudio.export.exporter import Exporter
from funnelstudio.model.funnel import Brand

FONTS: Final = {
    "sans": 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif',
    "serif": 'Charter,"Bitstream Charter",Cambria,"Noto Serif","Noto Naskh Arabic",Georgia,serif',
    "rounded": '"SF Pro Rounded","Hiragino Maru Gothic ProN",Quicksand,Nunito,Manjari,system-ui,sans-serif',
    "mono": 'ui-monospace,"Cascadia Code","Source Code Pro",Menlo,Consolas,"Noto Sans Mono",monospace',
}
"""Families of fonts that come with the reader's system, by the name that a brand knows them by."""

SCALES: Final = {"small": "93.75%", "usual": "100%", "large": "112.5%"}
HEADS: Final = {"small": ".875", "usual": "1", "large": "1.125"}
SPACINGS: Final = {"tight": ".75rem", "usual": "1rem", "airy": "1.375rem"}
"""The brand's type scale, what it makes of headlines beyond that, and its unit of space, by their names."""

USUAL_THEME: Final = Brand().theme

_THEME: Final = re.compile(r"theme-([a-z0-9-]+)\.css")
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SPACE: Final = re.compile(r"\s*([{};,>])\s*|(:)\s+|\s+")


class Style(NamedTuple):
    """A style sheet, and the source expression that a Content-Security-Policy allows it by."""

    css: str
    allowed: str


def style(brand: Brand, exporter: Exporter, names: Iterable[str]) -> Style:
    """The style sheet for pages of this brand, of the exporter's assets called `names`.

    In a name {theme} stands for the brand's theme; where the exporter lacks it, for the usual one.
    """
    radius = min(max(brand.radius, 0), 40)
    font = FONTS.get(brand.font, FONTS["sans"])
    scale, head = SCALES.get(brand.scale, "100%"), HEADS.get(brand.scale, "1")
    space = SPACINGS.get(brand.spacing, "1rem")
    sizes = f"--scale:{scale};--head:{head};--s:{space}"
    root = f"color-scheme:light dark;--radius:{radius}px;--font:{font};{sizes};"
    light = as_properties(palette(brand, dark=False))
    dark = as_properties(palette(brand, dark=True))
    tokens = f":root{{{root}{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    sheets = "".join(small(_sheet(exporter, brand, name)) for name in names)
    css = tokens + sheets.replace("</", "<\\/")  # nothing in a sheet ends the element that it stands in
    return Style(css, allowed(css))


def themes(exporter: Exporter) -> tuple[str, ...]:
    """The themes that an exporter's pages can have, the usual one first."""
    found = (_THEME.fullmatch(name) for name in sorted(exporter.assets))
    return tuple(sorted((each[1] for each in found if each), key=lambda theme: theme != USUAL_THEME))


def _sheet(exporter: Exporter, brand: Brand, name: str) -> str:
    chosen = exporter.assets.get(name.replace("{theme}", brand.theme))
    return exporter.assets.get(name.replace("{theme}", USUAL_THEME), "") if chosen is None else chosen


def allowed(code: str) -> str:
    """The hash of the text of a style or script element, as a policy wants it."""
    digest = hashlib.sha256(code.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def small(css: str) -> str:
    """`css` without comments and needless space. Made for our own sheets: none has space inside strings."""
    bare = _COMMENT.sub("", css).strip()
    tight = _SPACE.sub(lambda found: found[1] or found[2] or " ", bare)
    return tight.replace(";}", "}")

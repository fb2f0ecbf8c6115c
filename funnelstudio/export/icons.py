"""The small icons by which browsers and phones know a site: made from the logo, else of a letter."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from funnelstudio.export.colours import palette
from funnelstudio.export.picture_element import Known, copy_of
from funnelstudio.export.picture_files import GIVEN, ICON, PictureFile, stem
from funnelstudio.export.plan import PICTURES
from funnelstudio.model.funnel import Brand

_TAB: Final = 32
_TOUCH: Final = 180
_WIDEST: Final = 2.5
"""A logo that is wider for its height is a line of words, of which nothing can be read in a square."""

_LETTER: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
    'fill="{fill}"/><text x="16" y="16" dy=".36em" text-anchor="middle" font-family="system-ui,sans-serif" '
    'font-size="20" font-weight="700" fill="{ink}">{letter}</text></svg>\n'
)

Icon = tuple[dict[str, str], PictureFile]
"""What a `link` element says, but for its address, and the file."""


def icons(logo: Known | None, brand: Brand, title: str) -> tuple[Icon, ...]:
    """The icons of a site whose brand has this logo or none."""
    facts = logo.facts if logo is not None else None
    if logo is None or facts is None or facts.width > _WIDEST * facts.height:
        return (_letter(brand, title),)
    if facts.ending == "svg":
        return (({"rel": "icon", "type": "image/svg+xml", "sizes": "any"}, copy_of(logo)),)
    ground = palette(brand, dark=False)["ground"]
    return (
        ({"rel": "icon", "type": "image/png", "sizes": f"{_TAB}x{_TAB}"}, _square(logo, _TAB)),
        # A phone shows black where an icon can be seen through.
        ({"rel": "apple-touch-icon", "type": "", "sizes": ""}, _square(logo, _TOUCH, ground)),
    )


def shown(found: tuple[Icon, ...], root: str) -> list[dict[str, Any]]:
    """The icons for a template of a file from where `root` leads up to the site."""
    return [{**says, "href": root + file.path} for says, file in found]


def _square(logo: Known, side: int, ground: str = "") -> PictureFile:
    name = stem(logo.digest, ICON, ground)
    facts = logo.facts
    return PictureFile(
        f"{PICTURES}/{name}-{side}.png",
        ICON,
        logo.source,
        "png",
        width=side,
        height=side,
        ground=ground,
        pixels=facts.width * facts.height,
    )


def _letter(brand: Brand, title: str) -> Icon:
    """The first letter of the brand's name, else of the title, on the colour of the buttons."""
    letter = next((sign for sign in brand.name + title if sign.isalnum()), "·").upper()[:1]
    colours = palette(brand, dark=False)
    drawn = _LETTER.format(fill=colours["fill"], ink=colours["on-fill"], letter=letter).encode()
    name = hashlib.blake2b(drawn, digest_size=8).hexdigest()
    file = PictureFile(f"{PICTURES}/{name}.svg", GIVEN, ending="svg", given=drawn)
    return {"rel": "icon", "type": "image/svg+xml", "sizes": "any"}, file

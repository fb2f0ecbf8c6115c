"""Brand colours made safe: valid, and with enough contrast to read in light and in dark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from funnelstudio.model.funnel import Brand

TEXT_CONTRAST: Final = 4.5
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_WHITE: Final = (255, 255, 255)
_BLACK: Final = (0, 0, 0)
_NIGHT: Final = (18, 17, 20)

Rgb = tuple[int, int, int]


def palette(brand: Brand, *, dark: bool) -> dict[str, str]:
    """The colours of a page by the names that the style sheet knows them by, as #rrggbb."""
    default = Brand()
    accent = parse(brand.accent, default.accent)
    ground = parse(brand.background, default.background)
    ink = parse(brand.ink, default.ink)
    positive = parse(brand.positive, default.positive)
    if dark and luminance(ground) > 0.2:
        ground = mix(_NIGHT, accent, 0.045)
        ink = mix((242, 240, 240), ground, 0.02)
    is_dark = luminance(ground) <= 0.2
    card = mix(ground, _WHITE, 0.055) if is_dark else mix(ground, _WHITE, 0.85)
    wash = mix(card, accent, 0.16 if is_dark else 0.075)
    reached = [min(contrast(end, each) for each in (ground, card, wash)) for end in (_WHITE, _BLACK)]
    if max(reached) < TEXT_CONTRAST:
        card = wash = ground  # a middling colour: no ink could be read on all three
    grounds = (ground, card, wash)
    ink = readable(ink, grounds)
    fill = _fill(accent, ground, is_dark=is_dark)
    return {
        name: written(colour)
        for name, colour in {
            "ground": ground,
            "card": card,
            "wash": wash,
            "ink": ink,
            "quiet": readable(mix(ink, ground, 0.3), grounds),
            "line": mix(ground, ink, 0.13),
            "fill": fill,
            "on-fill": ink_on(fill),
            "accent": readable(accent, grounds),
            "positive": readable(positive, grounds),
        }.items()
    }


class Seen(NamedTuple):
    """How a colour of the brand shows on light pages: its contrast to the background (to the text for the
    background itself), and the colour that texts have instead where that is too little, else ""."""

    ratio: float
    instead: str = ""


def seen(brand: Brand, name: str) -> Seen:
    """How the brand's colour `name` ("accent", "background", "ink", "positive") shows on its pages."""
    default = Brand()
    ground = parse(brand.background, default.background)
    of = "ink" if name == "background" else name
    chosen = parse(getattr(brand, of), getattr(default, of))
    used = palette(brand, dark=False)[of]
    return Seen(contrast(chosen, ground), "" if used == written(chosen) else used)


def parse(colour: str, default: str) -> Rgb:
    """The colour as three numbers; `default` where the text is none (it must be one)."""
    found = colour if _COLOUR.fullmatch(colour) else default
    return int(found[1:3], 16), int(found[3:5], 16), int(found[5:7], 16)


def written(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """`colour` with `share` (0 to 1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """Relative luminance as WCAG 2 defines it, 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast as WCAG 2 defines it, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(ground: Rgb) -> Rgb:
    """White where it can be read on `ground`, else what reads best there."""
    if contrast(_WHITE, ground) >= TEXT_CONTRAST:
        return _WHITE
    return max(_WHITE, _BLACK, key=lambda ink: contrast(ink, ground))


def readable(colour: Rgb, grounds: tuple[Rgb, ...]) -> Rgb:
    """`colour`, moved towards black or white just as far as it takes to be read on all `grounds`."""
    towards = max(_WHITE, _BLACK, key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(0, 101, 4):
        made = mix(colour, towards, step / 100)
        if min(contrast(made, ground) for ground in grounds) >= TEXT_CONTRAST:
            return made
    return towards


def _fill(accent: Rgb, ground: Rgb, *, is_dark: bool) -> Rgb:
    """The colour of buttons: the accent, moved until it stands out from the page (3:1 as for controls)."""
    towards = _WHITE if is_dark else _BLACK
    for step in range(0, 101, 4):
        made = mix(accent, towards, step / 100)
        if contrast(made, ground) >= 3:
            return made
    return towards


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def as_properties(colours: Mapping[str, str]) -> str:
    """The colours as CSS custom properties."""
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())

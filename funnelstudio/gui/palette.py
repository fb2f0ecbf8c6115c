"""The colours of both themes as plain values, and the arithmetic that keeps text readable on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

TEXT_CONTRAST = 4.5
"""Least contrast between a text and its ground (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True)
class Palette:
    """Every colour that the interface uses, as #RRGGBB."""

    name: str
    window: str
    panel: str
    line: str
    field: str
    hover: str
    text: str
    secondary: str
    faint: str
    accent: str
    accent_wash: str
    on_accent: str
    product: str
    alternatives: str
    quantities: str
    plans: str
    ending: str
    accepted: str
    declined: str
    warning: str
    error: str
    shadow: str

    @property
    def dark(self) -> bool:
        return self.name == "dark"


LIGHT = Palette(
    name="light",
    window="#F6F7F9",
    panel="#FFFFFF",
    line="#E3E6EB",
    field="#F6F7F9",
    hover="#F0F2F5",
    text="#1B2330",
    secondary="#667085",
    faint="#98A2B3",
    accent="#3B5BDB",
    accent_wash="#EDF1FF",
    on_accent="#FFFFFF",
    product="#3B5BDB",
    alternatives="#7048E8",
    quantities="#0C8599",
    plans="#E8590C",
    ending="#2B8A3E",
    accepted="#2F9E44",
    declined="#ADB5BD",
    warning="#E67700",
    error="#C92A2A",
    shadow="#1B2330",
)

DARK = Palette(
    name="dark",
    window="#14171C",
    panel="#1B1F26",
    line="#2A303A",
    field="#14171C",
    hover="#232831",
    text="#E6E9EF",
    secondary="#98A2B3",
    faint="#667085",
    accent="#748FFC",
    accent_wash="#232B45",
    on_accent="#10131A",
    product="#748FFC",
    alternatives="#B197FC",
    quantities="#3BC9DB",
    plans="#FFA94D",
    ending="#69DB7C",
    accepted="#51CF66",
    declined="#5C6570",
    warning="#FFC078",
    error="#FF8787",
    shadow="#000000",
)

STRATEGY_COLOURS = {"upsell": "product", "downsell": "plans", "cross-sell": "ending", "add-on": "quantities"}


def kind_colour(palette: Palette, step_type: str) -> str:
    """The colour of a kind of step; the start shares the product's, an unknown kind is grey."""
    name = "product" if step_type == "start" else step_type
    found = getattr(palette, name, None) if name in _KINDS else None
    return found or palette.secondary


_KINDS = ("product", "alternatives", "quantities", "plans", "ending")


def strategy_colour(palette: Palette, strategy: str) -> str:
    """The colour of a strategy's chip."""
    return str(getattr(palette, STRATEGY_COLOURS.get(strategy, "secondary")))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, ground: str, share: float) -> str:
    """`share` (0 to 1) of `colour` laid over `ground`."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, ground: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG)."""
    darker, lighter = sorted((_luminance(colour), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=512)
def readable(colour: str, ground: str) -> str:
    """`colour` itself where text in it can be read on `ground`, else darker or lighter as it takes."""
    end = "#000000" if _luminance(ground) > 0.18 else "#FFFFFF"
    for twentieths in range(21):
        candidate = mix(end, colour, twentieths / 20)
        if contrast(candidate, ground) >= TEXT_CONTRAST:
            return candidate
    return end


def wash(palette: Palette, colour: str) -> str:
    """A quiet ground in the hue of `colour`, for chips and notices."""
    return mix(colour, palette.panel, 0.18 if palette.dark else 0.12)

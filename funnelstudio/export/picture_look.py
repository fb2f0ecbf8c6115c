"""Colours, letter widths and icons of the tree as a picture, where no toolkit is at hand to ask."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from funnelstudio import bundled
from funnelstudio.model.cards import FONTS


@dataclass(frozen=True)
class Inks:
    """The canvas's colours in one theme, as #RRGGBB; a test holds them to those of the window."""

    ground: str
    dots: str
    heading: str
    card: str
    edge: str
    text: str
    secondary: str
    accepted: str
    declined: str
    pill: str
    pill_edge: str
    pill_text: str
    states: dict[str, str]
    ink: str
    kinds: dict[str, str]
    strategies: dict[str, tuple[str, str]]


LIGHT: Final = Inks(
    ground="#F6F7F9",
    dots="#D4D8E0",
    heading="#FAFBFC",
    card="#FFFFFF",
    edge="#E3E6EB",
    text="#1B2330",
    secondary="#667085",
    accepted="#2F9E44",
    declined="#ADB5BD",
    pill="#ECF4EE",
    pill_edge="#2B8A3E",
    pill_text="#277C38",
    states={"done": "#2B8A3E", "partly": "#E67700", "none": "#D8DCE2"},
    ink="#FFFFFF",
    kinds={
        "start": "#3B5BDB",
        "product": "#3B5BDB",
        "alternatives": "#7048E8",
        "quantities": "#0C8599",
        "plans": "#E8590C",
        "ending": "#2B8A3E",
        "": "#667085",
    },
    strategies={
        "upsell": ("#E7EBFB", "#3B5BDB"),
        "downsell": ("#FCEBE2", "#BA470A"),
        "cross-sell": ("#E6F1E8", "#257535"),
        "add-on": ("#E2F0F3", "#0A7182"),
        "": ("#EDEEF0", "#616A7E"),
    },
)

DARK: Final = Inks(
    ground="#14171C",
    dots="#323742",
    heading="#181B21",
    card="#20242B",
    edge="#2A303A",
    text="#E6E9EF",
    secondary="#98A2B3",
    accepted="#51CF66",
    declined="#5C6570",
    pill="#253E2F",
    pill_edge="#69DB7C",
    pill_text="#69DB7C",
    states={"done": "#69DB7C", "partly": "#FFC078", "none": "#3B414D"},
    ink="#10131A",
    kinds={
        "start": "#748FFC",
        "product": "#748FFC",
        "alternatives": "#B197FC",
        "quantities": "#3BC9DB",
        "plans": "#FFA94D",
        "ending": "#69DB7C",
        "": "#98A2B3",
    },
    strategies={
        "upsell": ("#2B334D", "#829AFC"),
        "downsell": ("#44382D", "#FFA94D"),
        "cross-sell": ("#294135", "#69DB7C"),
        "add-on": ("#213E47", "#3BC9DB"),
        "": ("#32373F", "#98A2B3"),
    },
)

ICONS: Final = {
    "start": "shopping-cart",
    "product": "gem",
    "alternatives": "arrow-left-right",
    "quantities": "layers-2",
    "plans": "calendar-clock",
    "ending": "check",
}


@lru_cache(maxsize=16)
def icon_shapes(kind: str) -> str:
    """The outlines of a kind's icon on a square of 24, as SVG elements without their colour."""
    source = bundled.resource("icons", f"{ICONS.get(kind, 'circle-help')}.svg").read_text(encoding="utf-8")
    inside = source[source.index(">", source.index("<svg")) + 1 : source.rindex("</svg>")]
    return " ".join(inside.split())


_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]/ ’‘·")
_WIDE: Final = frozenset("mwMW%@—…")


@lru_cache(maxsize=8192)
def measure(text: str, role: str) -> float:
    """About how wide a text is in the font of a role: a little more than in usual system fonts."""
    size, bold = FONTS[role]
    return sum(map(_share, text)) * size * (1.06 if bold else 1.0)


def _share(letter: str) -> float:
    """The width of a letter as a share of the font's size."""
    if letter in _NARROW:
        return 0.33
    if letter in _WIDE:
        return 0.92
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.68 if letter.isupper() else 0.57


def cut(text: str, role: str, room: float) -> str:
    """`text`, or as much of it with an ellipsis as fits into `room` pixels."""
    if measure(text, role) <= room:
        return text
    kept = text
    while kept and measure(kept + "…", role) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


_UNWANTED: Final = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """`text` as it may stand in XML; characters that XML forbids are left out."""
    clean = _UNWANTED.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

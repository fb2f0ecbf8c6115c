"""The canvas's own colours and fonts, worked out once for each theme from the application's palette."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from funnelstudio.gui.palette import (
    STRATEGY_COLOURS,
    Palette,
    kind_colour,
    mix,
    readable,
    strategy_colour,
    wash,
)
from funnelstudio.model.cards import FONTS
from funnelstudio.model.offers import STEP_TYPES


@dataclass(frozen=True)
class Look:
    """What the painting needs of a theme, as ready-made colours. `kinds` and `strategies` fall back to ""."""

    palette: Palette
    ground: QColor
    dots: QColor
    card: QColor
    edge: QColor
    divider: QColor
    text: QColor
    secondary: QColor
    faint: QColor
    accent: QColor
    accepted: QColor
    declined: QColor
    pill: QColor
    pill_edge: QColor
    pill_text: QColor
    heading: QColor
    warning: QColor
    error: QColor
    notice: QColor
    done: QColor
    partly: QColor
    nothing: QColor
    branch: QColor
    shadow: QColor
    kinds: dict[str, QColor]
    ink: str
    strategies: dict[str, tuple[QColor, QColor]]


@lru_cache(maxsize=4)
def look_of(palette: Palette) -> Look:
    """The canvas's colours in `palette`."""
    card = mix(palette.text, palette.panel, 0.025) if palette.dark else palette.panel
    pill = mix(
        palette.ending, palette.window if palette.dark else palette.panel, 0.20 if palette.dark else 0.09
    )
    colour = QColor
    shadow = QColor(palette.shadow)
    return Look(
        palette=palette,
        ground=colour(palette.window),
        dots=colour(mix(palette.faint, palette.window, 0.36)),
        card=colour(card),
        edge=colour(palette.line),
        divider=colour(palette.line),
        text=colour(palette.text),
        secondary=colour(readable(palette.secondary, card)),
        faint=colour(palette.faint),
        accent=colour(palette.accent),
        accepted=colour(palette.accepted),
        declined=colour(palette.declined),
        pill=colour(pill),
        pill_edge=colour(palette.ending),
        pill_text=colour(readable(palette.ending, pill)),
        heading=colour(mix(palette.panel, palette.window, 0.5)),
        warning=colour(palette.warning),
        error=colour(palette.error),
        notice=colour(palette.accent),
        done=colour(palette.ending),
        partly=colour(palette.warning),
        nothing=colour(mix(palette.faint, card, 0.38)),
        branch=colour(mix(palette.secondary, palette.window, 0.45)),
        shadow=shadow,
        kinds={kind: colour(kind_colour(palette, kind)) for kind in (*STEP_TYPES, "")},
        ink=palette.on_accent,
        strategies={name: _tag_colours(palette, card, name) for name in (*STRATEGY_COLOURS, "")},
    )


def _tag_colours(palette: Palette, card: str, strategy: str) -> tuple[QColor, QColor]:
    hue = strategy_colour(palette, strategy)
    ground = wash(palette, hue)
    return QColor(ground), QColor(readable(hue, ground))


@lru_cache(maxsize=32)
def _font(family: str, role: str) -> QFont:
    size, bold = FONTS[role]
    font = QFont(family)
    # A pixel size must be whole; a painter's scale does the rest, so half sizes are rounded here.
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font(role: str) -> QFont:
    """The font of a role in `cards.FONTS`, of the application's family."""
    return _font(QApplication.font().family(), role)


@lru_cache(maxsize=32)
def _metrics(family: str, role: str) -> QFontMetricsF:
    return QFontMetricsF(_font(family, role))


def metrics(role: str) -> QFontMetricsF:
    """The metrics of a role's font."""
    return _metrics(QApplication.font().family(), role)


@lru_cache(maxsize=16384)
def measure(text: str, role: str) -> float:
    """The width of `text` in a role's font, in pixels at 100 %."""
    return metrics(role).horizontalAdvance(text)

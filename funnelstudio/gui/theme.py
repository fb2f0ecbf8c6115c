"""The theme in use: follows the system or the setting, switches live, and dresses the whole application."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from funnelstudio import bundled
from funnelstudio.gui import icons
from funnelstudio.gui.palette import (
    DARK,
    LIGHT,
    Palette,
    contrast,
    mix,
    readable,
    strategy_colour,
    wash,
)
from funnelstudio.gui.palette import kind_colour as _kind_colour

__all__ = ["DARK", "LIGHT", "Palette", "contrast", "mix", "readable", "strategy_colour", "wash"]

BODY_PIXELS = 13

KIND_ICONS = {
    "start": "shopping-cart",
    "product": "gem",
    "alternatives": "arrow-left-right",
    "quantities": "layers-2",
    "plans": "calendar-clock",
    "ending": "check",
}


class _Signals(QObject):
    changed = Signal()
    """The palette is another one now: icons and hand-painted widgets are due."""


signals = _Signals()
_current = LIGHT


def palette() -> Palette:
    """The palette in use."""
    return _current


def kind_colour(step_type: str) -> str:
    """The colour of a kind of step in the theme in use."""
    return _kind_colour(_current, step_type)


def kind_icon(step_type: str) -> str:
    """The name of the icon that tells a kind of step; kinds of newer versions show a question mark."""
    return KIND_ICONS.get(step_type, "circle-help")


def icon(name: str, colour: str | None = None, size: int = 16, gap: int = 0) -> QIcon:
    """The icon `name` (a file in resources/icons) tinted in `colour`, or in the theme's secondary text."""
    disabled = mix(_current.faint, _current.panel, 0.6)
    return icons.tinted(name, colour or _current.secondary, disabled, size, gap)


def wanted(setting: str) -> Palette:
    """The palette for a setting ("system", "light" or "dark"); a system that does not say counts as light."""
    if setting in ("light", "dark"):
        return DARK if setting == "dark" else LIGHT
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def use(application: QApplication, chosen: Palette) -> None:
    """Dress the application in `chosen` and tell every widget that paints by hand."""
    global _current  # noqa: PLW0603 - the application has one theme, and painting must not ask for it
    if chosen == _current and application.styleSheet():
        return
    _current = chosen
    application.setPalette(qt_palette(chosen))
    application.setStyleSheet(stylesheet(chosen))
    signals.changed.emit()


def start(application: QApplication, setting: str) -> None:
    """Set style and font once, then dress the application."""
    application.setStyle("Fusion")
    application.setFont(body_font())
    use(application, wanted(setting))


def body_font() -> QFont:
    """The system's own font at the size of running text."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(BODY_PIXELS)
    return font


def font(pixels: int = BODY_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's font in another size or weight, for widgets that paint by hand."""
    made = body_font()
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def money_font(pixels: int = BODY_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's font with tabular figures, so that amounts align."""
    made = font(pixels, weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def qt_palette(colours: Palette) -> QPalette:
    """The colours as Qt's own roles, for the parts that the stylesheet does not reach."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.panel,
        QPalette.ColorRole.AlternateBase: colours.field,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.panel,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.error,
        QPalette.ColorRole.ToolTipBase: colours.panel,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.secondary,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Light: colours.panel,
        QPalette.ColorRole.Midlight: colours.hover,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.line,
        QPalette.ColorRole.Shadow: colours.shadow,
        QPalette.ColorRole.Accent: colours.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return made


def tokens(colours: Palette) -> dict[str, str]:
    """Every name that the stylesheet may use, with its value."""
    made = {key: str(value) for key, value in asdict(colours).items()}
    for name in ("warning", "error", "ending", "plans", "quantities", "alternatives", "product"):
        ground = wash(colours, made[name])
        made[f"{name}_wash"] = ground
        made[f"{name}_text"] = readable(readable(made[name], ground), colours.panel)
    made["accent_text"] = readable(readable(colours.accent, colours.accent_wash), colours.panel)
    made["accent_hover"] = mix("#FFFFFF" if colours.dark else "#000000", colours.accent, 0.12)
    made["accent_down"] = mix("#FFFFFF" if colours.dark else "#000000", colours.accent, 0.2)
    made["line_strong"] = mix(colours.text, colours.line, 0.16)
    made["scroll"] = mix(colours.text, colours.panel, 0.2)
    made["icons"] = bundled.resource("themes").as_posix()
    made["chevron"] = f"chevron-{colours.name}.svg"
    made["tick"] = f"tick-{colours.name}.svg"
    return made


@lru_cache(maxsize=4)
def stylesheet(colours: Palette) -> str:
    """The application's one stylesheet in these colours."""
    source = bundled.resource("themes", "studio.qss").read_text(encoding="utf-8")
    return Template(source).substitute(tokens(colours))

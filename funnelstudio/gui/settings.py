"""What the program remembers about its user: one table of settings with type and default."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from PySide6.QtCore import QObject, QSettings, Signal

from funnelstudio.i18n import N_

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. `kind` is a type that JSON knows; `label` is a message id, if a user sets it."""

    key: str
    kind: Any
    default: T
    label: str = ""
    choices: tuple[tuple[str, str], ...] = ()


THEME = Setting(
    "look/theme",
    str,
    "system",
    N_("Theme"),
    (("system", N_("Like the system")), ("light", N_("Light")), ("dark", N_("Dark"))),
)
INTERFACE_LANGUAGE = Setting("look/language", str, "", N_("Language of the program"))
REDUCED_MOTION = Setting("look/reduced_motion", bool, False, N_("Less motion"))
MENU_BAR = Setting("look/menu_bar", bool, False, N_("Show the menu bar"))
MINIMAP = Setting("canvas/minimap", bool, True, N_("Show the overview map"))
TOP_DOWN = Setting("canvas/top_down", bool, False, N_("Draw the tree from top to bottom"))
SHOW_FORECAST = Setting("canvas/forecast", bool, True, N_("Show the forecast on the canvas"))

PROBLEMS_BY = Setting("problems/by", str, "severity")
OWN_NAME = Setting("people/name", str, "")
"""Who sets problems aside, as typed last."""

RECENT = Setting[tuple[str, ...]]("files/recent", tuple[str, ...], ())
LAST_FOLDER = Setting("files/last_folder", str, "")
WINDOW_SIZE = Setting[tuple[int, int]]("window/size", tuple[int, int], (1440, 900))
WINDOW_MAXIMISED = Setting("window/maximised", bool, False)
SIZES = Setting[dict[str, int]]("window/sizes", dict[str, int], {})
PROBLEMS_HEIGHT = 168
"""Pixels of the problems panel until somebody drags it."""
HIDDEN = Setting[tuple[str, ...]]("window/hidden", tuple[str, ...], ())

SETTINGS: tuple[Setting[Any], ...] = (
    THEME,
    INTERFACE_LANGUAGE,
    REDUCED_MOTION,
    MENU_BAR,
    MINIMAP,
    TOP_DOWN,
    SHOW_FORECAST,
    PROBLEMS_BY,
    OWN_NAME,
    RECENT,
    LAST_FOLDER,
    WINDOW_SIZE,
    WINDOW_MAXIMISED,
    SIZES,
    HIDDEN,
)


class _Signals(QObject):
    changed = Signal(str)
    """A setting has another value; the payload is its key."""


signals = _Signals()
_store: QSettings | None = None


def keep_in(path: Path) -> None:
    """Keep the settings in this file from now on (tests; a portable installation)."""
    global _store  # noqa: PLW0603 - where settings are kept is one fact about the process
    _store = QSettings(str(path), QSettings.Format.IniFormat)


def _kept() -> QSettings:
    global _store  # noqa: PLW0603 - as above
    if _store is None:
        _store = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Funnel Studio", "Funnel Studio"
        )
    return _store


def read(setting: Setting[T]) -> T:
    """The setting's value; its default where none is kept or what is kept can't be read."""
    kept = _kept().value(setting.key)
    if not isinstance(kept, str):
        return setting.default
    try:
        value: T = msgspec.json.decode(kept, type=setting.kind)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeError):
        return setting.default
    if setting.choices and value not in [key for key, _words in setting.choices]:
        return setting.default
    return value


def write(setting: Setting[T], value: T) -> None:
    """Keep `value` and tell whoever follows."""
    if read(setting) == value:
        return
    _kept().setValue(setting.key, msgspec.json.encode(value).decode())
    signals.changed.emit(setting.key)

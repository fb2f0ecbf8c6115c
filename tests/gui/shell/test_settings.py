"""Settings keep their type, and what can't be read counts as never set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings

from funnelstudio.gui import settings
from funnelstudio.gui.settings import SETTINGS, Setting

OTHERS: dict[Any, Any] = {bool: True, str: "dark"}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_setting_starts_with_its_default(setting: Setting[Any], tmp_path: Path) -> None:
    settings.keep_in(tmp_path / "own.ini")
    assert settings.read(setting) == setting.default


def test_values_come_back_with_their_type(tmp_path: Path) -> None:
    settings.keep_in(tmp_path / "own.ini")
    settings.write(settings.SIZES, {"inspector": 320})
    settings.write(settings.RECENT, ("/a b/ü.funnel", "/c,d.funnel"))
    settings.write(settings.MINIMAP, False)
    settings.keep_in(tmp_path / "own.ini")
    assert settings.read(settings.SIZES) == {"inspector": 320}
    assert settings.read(settings.RECENT) == ("/a b/ü.funnel", "/c,d.funnel")
    assert settings.read(settings.MINIMAP) is False


@pytest.mark.parametrize("kept", ["", "{", '"x"', "[1, 2, 3]", "null"])
def test_what_cannot_be_read_counts_as_never_set(kept: str, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat)
    for setting in (settings.MINIMAP, settings.SIZES, settings.THEME, settings.WINDOW_SIZE):
        store.setValue(setting.key, kept)
    store.sync()
    settings.keep_in(tmp_path / "own.ini")
    assert settings.read(settings.MINIMAP) is True
    assert settings.read(settings.SIZES) == {}
    assert settings.read(settings.THEME) == "system"
    assert settings.read(settings.WINDOW_SIZE) == (1440, 900)


def test_followers_are_told_once(tmp_path: Path) -> None:
    settings.keep_in(tmp_path / "own.ini")
    told: list[str] = []
    settings.signals.changed.connect(told.append)
    try:
        settings.write(settings.THEME, "dark")
        settings.write(settings.THEME, "dark")
    finally:
        settings.signals.changed.disconnect(told.append)
    assert told == ["look/theme"]

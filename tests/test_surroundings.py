"""The surroundings that every test gets do what they promise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WINDOW = """
from PySide6.QtWidgets import QApplication, QPushButton
application = QApplication([])
button = QPushButton("Publish")
button.show()
application.processEvents()
print(application.platformName(), button.isVisible(), button.screen().size().width())
"""


@pytest.mark.xvfb
def test_virtual_screen_shows_a_real_window(virtual_screen: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WINDOW], env=virtual_screen, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["xcb", "True", "1600"], done.stderr


def test_user_folders_are_out_of_reach(own_surroundings: Path) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        assert own_surroundings in Path(os.environ[variable]).parents


def test_user_folders_are_empty_for_each_test(own_surroundings: Path) -> None:
    assert list(own_surroundings.iterdir()) == []

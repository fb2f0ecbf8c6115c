"""What every test gets: no screen, folders of its own, English words; a virtual screen where it asks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.repository import ROOT

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A shared machine may be slow for a moment: that is no failure. What CI finds must be found again at home.
settings.register_profile("studio", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("studio")

FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the test away from the user's settings, recoveries and language; return the folder used."""
    home = tmp_path_factory.mktemp("home")
    for variable, name in FOLDERS.items():
        monkeypatch.setenv(variable, str(home / name))
    # One for all tests: its files are named by their content, and making them takes seconds for each sample.
    monkeypatch.setenv("FUNNELSTUDIO_CACHE", str(ROOT / "build" / "test-cache"))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("TZ", "UTC")
    return home


@pytest.fixture(scope="session")
def _display() -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def virtual_screen(_display: str, own_surroundings: Path) -> dict[str, str]:
    """The environment of a virtual X screen, for programs of their own: `subprocess.run(..., env=...)`."""
    return {**os.environ, "DISPLAY": _display, "QT_QPA_PLATFORM": "xcb"}

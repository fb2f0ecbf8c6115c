"""What tests of the window get: own settings, a driver, and a look at what they leave behind."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from funnelstudio.gui import jobs, settings, theme
from tests.studio import Driver, open_sample, open_studio

OpenStudio = Callable[..., Driver]


@pytest.fixture(autouse=True)
def own_settings(own_surroundings: Path, qapp: QApplication) -> Iterator[None]:
    """Settings of the test's own; afterwards no job may still run and no window may be open."""
    settings.keep_in(own_surroundings / "settings.ini")
    settings.write(settings.REDUCED_MOTION, True)
    theme.start(qapp, "light")
    # As in the program: Qt's objects must not be freed by a collection in a worker thread.
    gc.disable()
    yield
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.deleteLater()
    for _round in range(5000):
        QTest.qWait(1)
        if not jobs.running():
            break
    QThreadPool.globalInstance().waitForDone(5000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    gc.enable()
    assert not jobs.running(), "a job was left behind"


@pytest.fixture
def studio(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenStudio]:
    """Opens the whole program: empty, on a sample (`sample="red-roses"`) or on a file (`path=...`).

    Write stands without its live page, whose processes have tests of their own.
    """
    monkeypatch.setattr("funnelstudio.gui.app.part_makers", dict)
    drivers: list[Driver] = []

    def start(*, sample: str = "", path: Path | None = None) -> Driver:
        driver = open_sample(qapp, sample) if sample else open_studio(qapp, path)
        drivers.append(driver)
        return driver

    yield start
    for driver in drivers:
        driver.answers.unsaved = "discard"
        for window in list(driver.studio.windows):
            window.close()
        assert not driver.studio.windows, "a window was left open"
        driver.studio.deleteLater()

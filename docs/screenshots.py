"""Makes a picture of every workspace in both themes into build/screenshots/, without a screen."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "screenshots"
SIZE = (1440, 900)

sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QThreadPool, QTimer  # noqa: E402 - the platform must be set before

from funnelstudio import bundled  # noqa: E402
from funnelstudio.gui import jobs, settings  # noqa: E402
from funnelstudio.gui.app import Studio, make_application, open_file  # noqa: E402
from funnelstudio.gui.main_window import MainWindow  # noqa: E402

LIVE_PAGE_MS = 4000
"""The web view starts processes of its own, and its first page takes its time."""


def wait(milliseconds: int) -> None:
    """Let the window work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(window: MainWindow) -> None:
    """Wait for the checks and all other jobs, at most some seconds."""
    until = time.monotonic() + 20
    wait(120)
    while time.monotonic() < until and (jobs.running() or not window.is_checked()):
        wait(20)
    wait(60)


def take(window: MainWindow, name: str) -> None:
    """Save what the window shows."""
    settle(window)
    path = OUT / f"{name}.png"
    window.grab().save(str(path))
    print(path.relative_to(ROOT))


def draw(window: MainWindow) -> None:
    window.session.go(workspace="draw", step="more", language="en-GB")


def funnel(window: MainWindow) -> None:
    window.session.go(workspace="draw", step="", product="")


def outline(window: MainWindow) -> None:
    window.session.go(workspace="draw", step="club")
    window.toggle_panel("outline")


def outline_away(window: MainWindow) -> None:
    window.toggle_panel("outline")


def write(window: MainWindow) -> None:
    window.session.go(workspace="write", place="more", language="de-DE", field="lead")
    wait(LIVE_PAGE_MS)


def preview(window: MainWindow) -> None:
    window.session.go(workspace="preview", step="more", language="en-GB")
    wait(LIVE_PAGE_MS)


def forecast(window: MainWindow) -> None:
    window.session.go(workspace="forecast")


def publish(window: MainWindow) -> None:
    window.session.go(workspace="publish")


Show = Callable[[MainWindow], None]

SCENES: dict[str, tuple[Show, Show | None]] = {
    "draw": (draw, None),
    "draw-funnel": (funnel, None),
    "draw-outline": (outline, outline_away),
    "write": (write, None),
    "preview": (preview, None),
    "forecast": (forecast, None),
    "publish": (publish, None),
}
"""What is shown, and what is put back afterwards."""


def main(wanted: list[str]) -> None:
    """Take the named pictures, or all of them."""
    OUT.mkdir(parents=True, exist_ok=True)
    application = make_application(["screenshots"])
    with tempfile.TemporaryDirectory() as home:
        os.environ["FUNNELSTUDIO_STATE"] = home
        settings.keep_in(Path(home) / "settings.ini")
        settings.write(settings.REDUCED_MOTION, True)
        settings.write(settings.WINDOW_SIZE, SIZE)
        studio = Studio(application)
        for theme in ("light", "dark"):
            settings.write(settings.THEME, theme)
            if not wanted or "start" in wanted:
                empty = studio.open_window()
                wait(300)
                take(empty, f"start-{theme}")
                empty.close()
            window = open_file(studio, bundled.resource("samples", "red-roses.funnel"))
            for name, (show, after) in SCENES.items():
                if not wanted or name in wanted:
                    show(window)
                    take(window, f"{name}-{theme}")
                    if after is not None:
                        after(window)
            window.close()
            wait(50)
        QThreadPool.globalInstance().waitForDone()


if __name__ == "__main__":
    main(sys.argv[1:])

"""Makes the pictures of the guide and the README into docs/pictures/, without a screen, as small files."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ["LC_ALL"] = os.environ["LANGUAGE"] = "en_GB.UTF-8"

import screenshots as scenes
from PIL import Image
from PySide6.QtCore import QThreadPool

from funnelstudio import bundled
from funnelstudio.gui import settings
from funnelstudio.gui.app import Studio, make_application, open_file
from funnelstudio.gui.main_window import MainWindow
from funnelstudio.model.edits import document
from funnelstudio.storage import files

OUT = scenes.ROOT / "docs" / "pictures"
COLOURS = 256
"""What a PNG with a palette can hold: enough for a photo on a page."""


def take(window: MainWindow, name: str) -> None:
    """Save what the window shows as a PNG of few colours."""
    scenes.settle(window)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.png"
        window.grab().save(str(whole))
        with Image.open(whole) as picture:
            small = picture.convert("RGB").quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE)
            small.save(OUT / f"{name}.png", optimize=True)
    print(f"{name}.png, {(OUT / f'{name}.png').stat().st_size // 1000} kB")


def red_roses(folder: Path) -> Path:
    """The sample as a file of its own, with a folder for its pages that could be anybody's."""
    opened = files.load(bundled.resource("samples", "red-roses.funnel"))
    funnel = document.set_export(opened.funnel, folder="/media/rosa/red-roses pages")
    files.save(funnel, folder / "red-roses.funnel", assets=opened.assets, keep_version=False)
    return folder / "red-roses.funnel"


def begin(studio: Studio) -> None:
    """The start page, and a funnel that has just been begun."""
    window = studio.open_window()
    scenes.wait(300)
    take(window, "start")
    window.close()
    window = studio.open_window(lambda document: document.new())
    take(window, "new")
    window.close()


def work(studio: Studio, file: Path) -> None:
    """Every workspace on Red Roses, light, and Draw in the dark as well."""
    window = open_file(studio, file)
    for name in ("draw", "draw-outline", "write", "preview", "forecast", "publish"):
        show, after = scenes.SCENES[name]
        show(window)
        take(window, "draw-light" if name == "draw" else name.removeprefix("draw-"))
        if after is not None:
            after(window)
    window.session.go(workspace="write", place="more", language="ar-EG", field="lead")
    scenes.wait(scenes.LIVE_PAGE_MS)
    take(window, "write-arabic")
    settings.write(settings.THEME, "dark")
    scenes.SCENES["draw"][0](window)
    window.canvas().fit()
    take(window, "draw-dark")
    window.close()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    application = make_application(["pictures"])
    with tempfile.TemporaryDirectory() as home:
        os.environ["FUNNELSTUDIO_STATE"] = home
        settings.keep_in(Path(home) / "settings.ini")
        settings.write(settings.REDUCED_MOTION, True)
        settings.write(settings.WINDOW_SIZE, scenes.SIZE)
        settings.write(settings.THEME, "light")
        studio = Studio(application)
        begin(studio)
        work(studio, red_roses(Path(home)))
        scenes.wait(50)
        QThreadPool.globalInstance().waitForDone()


if __name__ == "__main__":
    main()
    sys.stdout.flush()

"""The pages in the user's own browser: written into a folder that goes when the program ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from funnelstudio.export import export, find_exporter
from funnelstudio.gui import jobs
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress
from funnelstudio.storage.folders import data_folder


class Browser:
    """Writes the site as it is now, saved or not, and opens a page of it; `failed` gets what goes wrong."""

    def __init__(self, owner: QObject, failed: Callable[[Exception], None]) -> None:
        self._owner = owner
        self._failed = failed
        self._folder: Path | None = None

    def open(self, funnel: Funnel, assets: Path | None, path: str, exporter: str) -> None:
        """Open the page at `path` of the site that the exporter of that name makes."""
        folder = self._site(exporter)

        def work(progress: Progress) -> object:
            chosen = find_exporter(exporter, data_folder() / "exporters")
            return export(funnel, assets, folder, exporter=chosen, draft=True, quick=True, progress=progress)

        def done(_result: object) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder / path)))

        jobs.run(work, done, self._failed, owner=self._owner)

    def _site(self, exporter: str) -> Path:
        """The folder of an exporter's site: a folder holds the pages of one exporter alone."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="funnelstudio-preview-"))
            atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder / exporter


def open_address(address: str) -> None:
    """Open an address that the user asked for in the browser."""
    QDesktopServices.openUrl(QUrl(address))

"""Files of the export as they are now: opened in the browser, copied as code, found in their folder."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from funnelstudio.errors import UserError
from funnelstudio.export import export
from funnelstudio.export.changes import SAME, Planned, file_text
from funnelstudio.gui import jobs
from funnelstudio.gui.publish.looking import Wish
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.progress import Progress


class Showing(QObject):
    """What the buttons below the list of files do. What goes wrong is told in the window."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folder: Path | None = None

    def open(self, wish: Wish, file: Planned) -> None:
        """Open a file: the exported one if it is the same, else one made now, in a folder for a while."""
        if file.fate == SAME and wish.folder is not None:
            _open(wish.folder / file.path)
            return
        self.make_site(wish, lambda site: _open(site / file.path))

    def copy(self, wish: Wish, file: Planned) -> None:
        """Put the text of a file on the clipboard."""

        def work(_progress: Progress) -> str:
            return wish.of(file_text, file.path)

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._session.tell(_("The code of {path} is on the clipboard.").format(path=file.path))

        jobs.run(work, done, self.fail, owner=self)

    def show_in_folder(self, wish: Wish, file: Planned) -> None:
        """Open the folder that a file stands in, or the nearest one that is there."""
        if wish.folder is not None:
            place = (wish.folder / file.path).parent
            while not place.is_dir() and place != place.parent:
                place = place.parent
            _open(place)

    def make_site(self, wish: Wish, then: Callable[[Path], object]) -> None:
        """Write the site as it is now into a folder that goes when the program ends, then say which."""
        folder = self._site() / wish.exporter.name

        def work(progress: Progress) -> Path:
            wish.of(export, folder, quick=True, progress=progress)
            return folder

        jobs.run(work, then, self.fail, owner=self)

    def fail(self, error: Exception) -> None:
        """Tell what went wrong."""
        if isinstance(error, UserError):
            self._session.tell(error.message, error.hint, "warning")
        else:
            self._session.tell(_("The page can't be shown: {why}").format(why=error), "", "warning")

    def _site(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="funnelstudio-publish-"))
            atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

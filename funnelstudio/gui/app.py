"""Builds the application: Qt, theme, the first window; and connects what belongs together, once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QThreadPool, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from funnelstudio import i18n
from funnelstudio.errors import UserError
from funnelstudio.gui import faults, settings, theme
from funnelstudio.gui.asker import Asker
from funnelstudio.gui.dialogs.files import file_asker
from funnelstudio.gui.document import Document
from funnelstudio.gui.garbage import IdleCollection
from funnelstudio.gui.main_window import MainWindow
from funnelstudio.gui.session import Message, Session
from funnelstudio.gui.shell.parts import Maker


class Studio(QObject):
    """The open windows of one process, and the theme that they share."""

    def __init__(self, application: QApplication, asker: Asker | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._asker = asker
        self.windows: list[MainWindow] = []
        theme.start(application, settings.read(settings.THEME))
        settings.signals.changed.connect(self._on_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._use_theme)

    def open_window(self, then: Callable[[Document], object] | None = None) -> MainWindow:
        """Open a window, empty until `then` opens something in its document."""
        session = Session()
        document = Document(session, self._asker or file_asker(), self.open_window)
        window = MainWindow(session, document, self.open_window, part_makers())
        self.windows.append(window)
        window.closed.connect(lambda: self._forget(window))
        if then is not None:
            then(document)
        window.show()
        return window

    def tell(self, message: Message) -> None:
        """Show a message in the window that the user is in, else in the newest."""
        active = [window for window in self.windows if window.isActiveWindow()]
        for window in (active or self.windows)[-1:]:
            window.session.told.emit(message)

    def _forget(self, window: MainWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)
            close_pages(window)
            # Undo steps are Python's and Qt's at once: let them go while both know of them.
            window.session.undo_stack.clear()
            window.deleteLater()

    def _on_setting(self, key: str) -> None:
        if key == settings.THEME.key:
            self._use_theme()

    def _use_theme(self, _scheme: object = None) -> None:
        theme.use(self._application, theme.wanted(settings.read(settings.THEME)))


def part_makers() -> dict[str, Maker]:
    """How parts are made that need more than the session: Write shows the live page beside the texts."""

    def write(session: Session) -> QWidget:
        from funnelstudio.gui.preview.page import PageView
        from funnelstudio.gui.write.workspace import WriteWorkspace

        return WriteWorkspace(session, lambda: PageView(session))

    return {"write": write}


def close_pages(window: MainWindow) -> None:
    """End the web views of a window: their pages must go before their profiles."""
    web = sys.modules.get("funnelstudio.gui.preview.web")
    if web is not None:
        for view in window.findChildren(web.WebView):
            view.close_page()


def make_application(arguments: Sequence[str]) -> QApplication:
    """The Qt application with its names."""
    QApplication.setApplicationName("Funnel Studio")
    QApplication.setApplicationDisplayName("Funnel Studio")
    QApplication.setDesktopFileName("funnelstudio")
    return QApplication(list(arguments))


def speak(application: QApplication, tag: str = "") -> None:
    """Use the language `tag`, else the one that the user chose, else the system's; Qt's own words follow."""
    wanted = tag or settings.read(settings.INTERFACE_LANGUAGE) or QLocale.system().uiLanguages()[0]
    spoken = i18n.use_language(wanted)
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{spoken.replace('-', '_')}", folder):
        application.installTranslator(words)
    application.setLayoutDirection(QLocale(spoken).textDirection())


def open_file(studio: Studio, path: Path) -> MainWindow:
    """A window on the file at `path`; one that can't be read is told in an empty window."""
    from funnelstudio.storage import files

    try:
        opened = files.load(path)
    except UserError as error:
        window = studio.open_window()
        window.session.told.emit(Message(error.message, error.hint, "error"))
        return window
    return studio.open_window(lambda document: document.take_opened(opened))


def run(paths: Sequence[Path] = (), arguments: Sequence[str] | None = None) -> int:
    """Open a window for each path, or an empty one, and stay until the last is closed."""
    application = make_application(arguments if arguments is not None else sys.argv[:1])
    speak(application)
    studio = Studio(application)
    IdleCollection(studio)
    faults.tell_faults(studio.tell)
    for path in paths:
        open_file(studio, path)
    if not studio.windows:
        studio.open_window()
    code = application.exec()
    # A worker must not outlive what it answers to.
    QThreadPool.globalInstance().waitForDone()
    return code

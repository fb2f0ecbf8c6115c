"""The main window: top bar, workspaces, problems below, messages above all."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from funnelstudio.gui import settings
from funnelstudio.gui.checking import Checking
from funnelstudio.gui.context import Context
from funnelstudio.gui.controls.boxes import column, line
from funnelstudio.gui.document import Document, Elsewhere
from funnelstudio.gui.messages import MessageArea
from funnelstudio.gui.session import Session
from funnelstudio.gui.shell.body import Body
from funnelstudio.gui.shell.draw import PANELS, DrawWorkspace, is_shown, remember_shown
from funnelstudio.gui.shell.incoming import Incoming
from funnelstudio.gui.shell.menu_access import MenuAccess
from funnelstudio.gui.shell.menus import Actions
from funnelstudio.gui.shell.parts import Maker, Parts, part
from funnelstudio.gui.shell.top_bar import TopBar
from funnelstudio.i18n import _

if TYPE_CHECKING:
    from funnelstudio.gui.shell.start_page import StartPage


class MainWindow(QMainWindow):
    """One window on one document. `makers` says how to make parts that need more than the session."""

    closed = Signal()

    def __init__(
        self, session: Session, document: Document, elsewhere: Elsewhere, makers: Mapping[str, Maker]
    ) -> None:
        super().__init__()
        self.session = session
        self.document = document
        self._elsewhere = elsewhere
        self._checking: Checking | None = None
        self.setMinimumSize(880, 560)
        self.parts = Parts(session, {"draw": self._make_draw, "start": self._make_start, **makers})
        self.commands = Actions(self, Context(self, session, document))
        self.menus = MenuAccess(self, self.commands, document.open)
        Incoming(self, document.open, self.menus.follow_key)
        self.top_bar = TopBar(session, self.show_menu, lambda: self.toggle_panel("problems"))
        self.body = Body(self.parts)
        centre = QWidget()
        centre.setLayout(column(self.top_bar, line(), self.body, spacing=0))
        self.setCentralWidget(centre)
        self.messages = MessageArea(centre)
        self.resize(*settings.read(settings.WINDOW_SIZE))
        if settings.read(settings.WINDOW_MAXIMISED):
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._follow()
        self.show_focus()

    def _follow(self) -> None:
        session, document = self.session, self.document
        session.focused.connect(self.show_focus)
        session.told.connect(self.messages.show_message)
        for signal in (session.saved_changed, session.path_changed, session.changed, document.state_changed):
            signal.connect(self._show_state)
        document.opened_changed.connect(self._show_opened)
        document.compared.connect(lambda: self.show_dialog("versions"))

    def show_focus(self, _focus: object = None) -> None:
        """Show the workspace where the focus is, or the start page where nothing is open."""
        is_open = self.document.is_open
        self.top_bar.show_document(is_open)
        self.body.show_part(self.session.focus.workspace if is_open else "start")
        self._show_problems()
        self._show_state()
        self.commands.refresh_soon()

    def _show_opened(self) -> None:
        self.show_focus()
        self.body.take_focus()

    def show_start(self) -> None:
        """Show the start page: in this window while it is empty, else in a new one."""
        if self.document.is_open:
            self._elsewhere(lambda _document: None)

    def canvas(self) -> Any:
        """The canvas; asking for it shows the Draw workspace."""
        self.session.go(workspace="draw")
        return self.parts["canvas"]

    def toggle_panel(self, panel: str) -> None:
        """Show a panel that is hidden, or hide it."""
        shown = not self.is_panel_shown(panel)
        self.session.go(workspace="draw")
        if panel == "problems":
            remember_shown(panel, shown)
            self._show_problems()
        else:
            draw = self.parts["draw"]
            if isinstance(draw, DrawWorkspace):
                draw.show_panel(panel, shown)
        self.commands.refresh_soon()

    def is_panel_shown(self, panel: str) -> bool:
        """Whether a panel of the Draw workspace can be seen now."""
        if self.session.focus.workspace != "draw" or not self.document.is_open:
            return False
        draw = self.parts.made("draw")
        if panel == "problems" or not isinstance(draw, DrawWorkspace):
            return is_shown(panel)
        return draw.is_panel_shown(panel)

    def show_palette(self) -> None:
        """Open the command palette over the window."""
        dialog = importlib.import_module("funnelstudio.gui.dialogs.palette")
        dialog.CommandPalette(self.commands, self.session, self).open_over(self)

    def show_dialog(self, name: str) -> None:
        """Open one of the dialogs: settings, shortcuts, about, versions."""
        importlib.import_module(f"funnelstudio.gui.dialogs.{name}").make(self).open()

    def show_menu(self) -> None:
        """Open the menu of all menus under its button."""
        self.menus.show_menu(self.top_bar.menu_button)

    def is_checked(self) -> bool:
        """Whether the problems shown are those of the funnel shown."""
        return self._checking is not None and self._checking.is_current

    # What Qt calls

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._checking is None:
            QTimer.singleShot(0, self.body, self.body.take_focus)
            # After the first paint: the checks bring networkx with them.
            QTimer.singleShot(50, self, self._start_checking)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.document.may_close(self.close):
            event.ignore()
            return
        if not self.isMaximized() and not self.isFullScreen():
            settings.write(settings.WINDOW_SIZE, (self.width(), self.height()))
        settings.write(settings.WINDOW_MAXIMISED, self.isMaximized())
        if self._checking is not None:
            self._checking.stop()
        self.document.stop()
        super().closeEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.document.look_outside()

    def _start_checking(self) -> None:
        if self._checking is None:
            self._checking = Checking(self.session, self)

    def _make_draw(self, _session: Session) -> QWidget:
        return DrawWorkspace({panel: partial(self.parts.__getitem__, panel) for panel in PANELS})

    def _make_start(self, _session: Session) -> QWidget:
        page: StartPage = part("start")(self.document.new, self.document.ask_open)
        page.sample_chosen.connect(self.document.new_from_sample)
        page.file_chosen.connect(self.document.open)
        page.recovery_chosen.connect(self.document.recover)
        return page

    def _show_problems(self) -> None:
        self.body.show_problems(self.is_panel_shown("problems"))

    def _show_state(self, _payload: object = None) -> None:
        is_open = self.document.is_open
        self.top_bar.show_title(self.document.state_words())
        title = self.session.funnel.title or _("Untitled")
        self.setWindowTitle(f"{title}[*] – Funnel Studio" if is_open else "Funnel Studio")
        self.setWindowModified(is_open and not self.session.is_saved)

"""Where an action was called: the window, its session and its document, as the actions see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from funnelstudio.gui.document import Document
from funnelstudio.gui.session import Session
from funnelstudio.gui.shell.parts import Parts


class Window(Protocol):
    """What an action may ask of its window."""

    parts: Parts

    def toggle_panel(self, panel: str) -> None: ...
    def is_panel_shown(self, panel: str) -> bool: ...
    def canvas(self) -> Any:
        """The canvas, made if it was not yet shown."""

    def show_palette(self) -> None: ...
    def show_dialog(self, name: str) -> None: ...
    def show_start(self) -> None: ...
    def show_menu(self) -> None: ...
    def close(self) -> bool: ...
    def isFullScreen(self) -> bool: ...
    def showFullScreen(self) -> None: ...
    def showNormal(self) -> None: ...


@dataclass(frozen=True)
class Context:
    """Where an action was called."""

    window: Window
    session: Session
    document: Document

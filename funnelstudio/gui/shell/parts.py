"""Workspaces and panels of a window, each imported and made when it is first shown."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from funnelstudio.gui.session import Session

PARTS: dict[str, tuple[str, str]] = {
    "canvas": ("funnelstudio.gui.canvas.view", "CanvasView"),
    "outline": ("funnelstudio.gui.canvas.outline", "OutlinePanel"),
    "palette": ("funnelstudio.gui.products.panel", "PalettePanel"),
    "inspector": ("funnelstudio.gui.inspector.panel", "InspectorPanel"),
    "problems": ("funnelstudio.gui.problems.panel", "ProblemsPanel"),
    "write": ("funnelstudio.gui.write.workspace", "WriteWorkspace"),
    "preview": ("funnelstudio.gui.preview.workspace", "PreviewWorkspace"),
    "forecast": ("funnelstudio.gui.forecast.workspace", "ForecastWorkspace"),
    "publish": ("funnelstudio.gui.publish.workspace", "PublishWorkspace"),
    "start": ("funnelstudio.gui.shell.start_page", "StartPage"),
}
"""Name, module and class. By name, since an import would cost the start what the user may never open."""

Maker = Callable[[Session], QWidget]


def part(name: str) -> Any:
    """The class of a workspace or panel, imported now."""
    module, found = PARTS[name]
    return getattr(importlib.import_module(module), found)


class Parts:
    """The widgets of one window by name; `makers` says how to make those that need more than the session."""

    def __init__(self, session: Session, makers: Mapping[str, Maker]) -> None:
        self._session = session
        self._makers = makers
        self._made: dict[str, QWidget] = {}

    def __getitem__(self, name: str) -> QWidget:
        """The widget, made when it is first asked for."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def made(self, name: str) -> QWidget | None:
        """The widget if it was made already."""
        return self._made.get(name)

    def _make(self, name: str) -> QWidget:
        if name in self._makers:
            return self._makers[name](self._session)
        found: QWidget = part(name)(self._session)
        return found

"""Moves the view: fit, zoom, reveal a step, look at a place; smoothly, where motion is wanted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from funnelstudio.gui.canvas import minimap
from funnelstudio.gui.canvas.motion import Motion
from funnelstudio.gui.canvas.surface import Surface
from funnelstudio.gui.canvas.viewport import Viewport, blend, fitted, moved, resized, showing, zoomed

STEP = 1.25
FOOT = 40.0
"""Pixels at the bottom that the zoom bar floats over."""


class Camera(QObject):
    """The surface's view and every way to change it but panning by hand."""

    def __init__(self, surface: Surface, motion: Motion) -> None:
        super().__init__(surface)
        self._surface = surface
        self._motion = motion
        self._fit_when_shown = True
        surface.resized.connect(self._resize)
        surface.reveal_wanted.connect(self.reveal)

    def fly(self, end: Viewport) -> None:
        """Go to another view."""
        self._motion.finish()
        start = self._surface.stage.view
        if not self._surface.isVisible() or start == end:
            self._surface.show_view(end)
            return
        self._motion.run(
            lambda share: self._surface.show_view(blend(start, end, share)),
            lambda: self._surface.show_view(end),
        )

    def _whole(self, view: Viewport) -> Viewport:
        """The view with the whole tree in it, above the zoom bar and clear of the map."""
        x, y, width, height = bounds = self._surface.stage.bounds()
        made = fitted(view, bounds, foot=FOOT)
        right, bottom = made.to_screen(x + width, y + height)
        covered = right > made.width - minimap.WIDTH - 24 and bottom > made.height - minimap.HEIGHT - 24
        return fitted(view, bounds, foot=minimap.HEIGHT + 16) if covered else made

    def fit(self) -> None:
        """Show the whole tree."""
        self.fly(self._whole(self._surface.stage.view))

    def fit_anew(self) -> None:
        """Fit another document, as soon as the surface is seen."""
        self._fit_when_shown = True
        self._fit_if_due()

    def _fit_if_due(self) -> None:
        surface = self._surface
        if self._fit_when_shown and surface.isVisible() and surface.width() > 60:
            self._fit_when_shown = False
            surface.show_view(self._whole(surface.stage.view))

    def _resize(self) -> None:
        area, stage = self._surface.rect(), self._surface.stage
        before = stage.view
        after = resized(before, max(1, area.width()), max(1, area.height()))
        # A view of the whole tree stays one.
        was_whole = before == self._whole(before)
        stage.view = self._whole(after) if was_whole else after
        self._fit_if_due()

    def zoom(self, factor: float) -> None:
        """Zoom around the selected step where it is in view, else around the middle."""
        self._motion.finish()
        view = self._surface.stage.view
        x, y = view.width / 2, view.height / 2
        box = self._surface.stage.box_of(self._surface.stage.step)
        if box is not None:
            at = view.to_screen(box[0] + box[2] / 2, box[1] + box[3] / 2)
            if 0 <= at[0] <= view.width and 0 <= at[1] <= view.height:
                x, y = at
        self.fly(zoomed(view, view.scale * factor, x, y))

    def zoom_by_name(self, name: str) -> None:
        """One of "in", "out", "one" (100 %) and "fit"."""
        if name == "fit":
            self.fit()
        else:
            self.zoom({"in": STEP, "out": 1 / STEP}.get(name, 1 / self._surface.stage.view.scale))

    def reveal(self, step_id: str) -> None:
        """Move as little as it takes to have a step in view."""
        box = self._surface.stage.box_of(step_id)
        if box is not None:
            self.fly(showing(self._surface.stage.view, box))

    def keep_still(self, dx: float, dy: float) -> None:
        """Follow what has moved by `dx`, `dy` in the tree, so that it stays where it is on the screen."""
        view = self._surface.stage.view
        self._surface.stage.view = moved(view, -dx * view.across, -dy * view.scale)

    def look_at(self, x: float, y: float) -> None:
        """Have a place of the tree in the middle."""
        self._motion.finish()
        view = self._surface.stage.view
        self._surface.show_view(
            replace(view, x=x - view.width / 2 / view.across, y=y - view.height / 2 / view.scale)
        )

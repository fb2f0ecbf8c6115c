"""The canvas as a panel of the window: the surface with headings, zoom bar, map and name editor."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from funnelstudio.gui import settings, theme
from funnelstudio.gui.canvas import commands
from funnelstudio.gui.canvas.camera import Camera
from funnelstudio.gui.canvas.drops import DropTarget
from funnelstudio.gui.canvas.forecasting import Forecasting
from funnelstudio.gui.canvas.glide import Spots, glide, spots
from funnelstudio.gui.canvas.headings import Headings
from funnelstudio.gui.canvas.keys import Keys
from funnelstudio.gui.canvas.look import look_of
from funnelstudio.gui.canvas.minimap import Minimap
from funnelstudio.gui.canvas.motion import Motion
from funnelstudio.gui.canvas.prompts import Prompts
from funnelstudio.gui.canvas.rename import NameEditor
from funnelstudio.gui.canvas.spoken import speak_for, tell_focus
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.gui.canvas.surface import Surface, place_over
from funnelstudio.gui.canvas.viewport import Viewport, blend, having, meets
from funnelstudio.gui.canvas.zoombar import ZoomBar
from funnelstudio.gui.session import Focus, Session
from funnelstudio.i18n import _
from funnelstudio.model.cards import Flow
from funnelstudio.model.diff import Changes
from funnelstudio.model.funnel import start_id
from funnelstudio.model.walk import walk


class CanvasView(QWidget):
    """Follows the session: every edit, focus, problem and theme shows here at once."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.stage = Stage(session.funnel, session.focus.language, theme.palette())
        self.surface = Surface(self.stage, session, self)
        self.motion = Motion(self)
        self.camera = Camera(self.surface, self.motion)
        self.headings = Headings(self.stage, self)
        self.zoombar = ZoomBar(self.camera.zoom_by_name, self.surface)
        self.minimap = Minimap(self.stage, self.camera.look_at, self.surface)
        self.editor = NameEditor(self.surface)
        self.prompts = Prompts(self.surface, self.editor)
        self._flow: Flow | None = None
        self.forecasting = Forecasting(session, self.show_forecast, lambda: _wants_forecast(self), self)
        self._build()
        self._connect()
        self._read_settings()
        self.stage.show_problems(session.problems)
        self._focus(session.focus)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.headings)
        layout.addWidget(self.surface, 1)
        self.setFocusProxy(self.surface)
        self.surface.setAccessibleName(_("Canvas"))
        self.surface.setAccessibleDescription(
            _("The tree of offers. The outline beside it does the same with the keyboard alone.")
        )
        ask, rename = self.prompts.ask_kind_at_step, self.prompts.rename
        zoom = self.camera.zoom_by_name
        self.surface.keys = Keys(self.session, lambda: self.stage.scene, ask, zoom, rename)
        self.drop_target = DropTarget(self.surface)
        self.zoombar.wear(self.stage.look)
        speak_for(self.surface)

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._follow)
        session.focused.connect(self._focus)
        session.checked.connect(self._show_problems)
        theme.signals.changed.connect(self._wear)
        settings.signals.changed.connect(self._read_settings)
        self.surface.viewed.connect(self._show_zoom)
        self.surface.resized.connect(self._show_zoom)
        self.surface.resized.connect(self.minimap.show_where_it_fits)

    def _follow(self, changes: Changes) -> None:
        self.motion.finish()
        self.editor.finish(keep=False)
        stage = self.stage
        anchor = _anchor(stage, self.session.focus.step, changes)
        before = spots(stage) if not changes.everything else {}
        was = stage.box_of(anchor)
        moves = stage.take(changes, self.session.focus.language)
        now = stage.box_of(anchor)
        if was is not None and now is not None:
            # What the user works on stays where it is on the screen; the tree moves around it.
            shift = now[0] - was[0], now[1] - was[1]
            self.camera.keep_still(*shift)
            before = {key: (x + shift[0], y + shift[1]) for key, (x, y) in before.items()}
        if changes.everything:
            stage.show_problems(self.session.problems)
            self.camera.fit_anew()
        elif moves:
            self._glide(before, _landing(stage, self.session.focus.step, changes))
        self.surface.update()
        self._show_zoom()

    def _glide(self, before: Spots, end: Viewport) -> None:
        start, self.stage.view = self.stage.view, end
        way = glide(self.stage, before)
        self.stage.view = start
        if way is None:
            self.camera.fly(end)
            return

        def step(share: float) -> None:
            self.stage.places = way.at(share)
            self.surface.show_view(blend(start, end, share) if start != end else end)

        def done() -> None:
            self.stage.places = way.end
            self.surface.shown = None
            self.surface.update()

        self.surface.shown = way.shown
        self.motion.run(step, done)

    def _focus(self, focus: Focus) -> None:
        if focus.language != self.stage.scene.tag:
            self.motion.finish()
            self.stage.show_language(focus.language)
        before = self.stage.step
        self.stage.select(focus.step, focus.selected)
        if self.stage.step and self.stage.step != before:
            self.editor.finish(keep=True)
            self.camera.reveal(self.stage.step)
            tell_focus(self.surface)
        self.surface.update()

    def _show_problems(self, _problems: object) -> None:
        self.stage.show_problems(self.session.problems)
        self.surface.update()

    def show_forecast(self, flow: Flow | None) -> None:
        """Show shares on the wires and revenue on the cards, if the setting says so; None hides them."""
        self._flow = flow
        self.stage.show_flow(flow if settings.read(settings.SHOW_FORECAST) else None)
        self.surface.update()

    def _wear(self) -> None:
        self.stage.look = look_of(theme.palette())
        self.surface.sprites.clear()
        self.zoombar.wear(self.stage.look)
        for widget in (self.surface, self.headings, self.minimap):
            widget.update()

    def _read_settings(self, _key: str = "") -> None:
        self.minimap.show_where_it_fits()
        down = settings.read(settings.TOP_DOWN)
        if down != self.stage.scene.down:
            self.motion.finish()
            self.stage.turn(down=down)
            self.headings.setVisible(not down)
            self.camera.fit()
        if (self.stage.flow is not None) != (
            settings.read(settings.SHOW_FORECAST) and self._flow is not None
        ):
            self.show_forecast(self._flow)
        self.forecasting.ask()

    def _show_zoom(self) -> None:
        self.zoombar.show_zoom(self.stage.view.scale)
        self.zoombar.adjustSize()
        place_over(self.surface, self.zoombar, Qt.Corner.BottomLeftCorner)
        place_over(self.surface, self.minimap, Qt.Corner.BottomRightCorner)
        self.headings.update()
        self.minimap.update()

    # What menus and shortcuts call

    def zoom_in(self) -> None:
        self.camera.zoom_by_name("in")

    def zoom_out(self) -> None:
        self.camera.zoom_by_name("out")

    def zoom_to_one(self) -> None:
        self.camera.zoom_by_name("one")

    def fit(self) -> None:
        """Show the whole tree."""
        self.camera.fit()

    def rename(self) -> None:
        """Rename the selected step in place."""
        self.prompts.rename(self.session.focus.step)

    def cut(self) -> None:
        commands.cut(self.session, self.session.focus.step)

    def copy(self) -> None:
        commands.copy(self.session, self.session.focus.step)

    def paste(self) -> None:
        commands.paste(self.session, self.session.focus.step, self.session.focus.outcome)

    def duplicate(self) -> None:
        commands.duplicate(self.session, self.session.focus.step)


def _wants_forecast(canvas: CanvasView) -> bool:
    return canvas.isVisible() and settings.read(settings.SHOW_FORECAST)


def _anchor(stage: Stage, focused: str, changes: Changes) -> str:
    """The step that stays where it is on the screen while an edit moves others: one that is seen, if any."""
    if changes.old is None:
        return ""
    known, old, new = stage.scene.arranged.index, changes.old.steps, changes.new.steps
    candidates = (focused, *changes.steps) if len(changes.steps) < 50 else (focused,)
    able = [
        key
        for key in (*candidates, start_id(changes.new))
        # A card that was put elsewhere by hand is the one thing that must move.
        if key in known and key in old and key in new and old[key].pinned == new[key].pinned
    ]
    inside = (key for key in able if meets(stage.view.seen(), stage.scene.box(known[key])))
    return next(inside, next(iter(able), ""))


def _landing(stage: Stage, focused: str, changes: Changes) -> Viewport:
    """Where to look after an edit: at the selected step and at what it hangs on, if that is new."""
    home = stage.scene.walked.home.get(focused, ("", ""))
    was = walk(changes.old.steps).home.get(focused, home) if changes.old is not None else home
    card, above = stage.box_of(focused), stage.box_of(home[0])
    if was == home or card is None or above is None:
        return stage.view
    return having(stage.view, card, above)

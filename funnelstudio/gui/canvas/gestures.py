"""The mouse on the canvas: click, pan, rubber band, drawing a wire from a port, moving a branch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from funnelstudio.gui.canvas import commands
from funnelstudio.gui.canvas.hits import NOTHING, Hit, hit
from funnelstudio.gui.canvas.paint_marks import Ghost, Point
from funnelstudio.gui.canvas.sight import sight
from funnelstudio.i18n import _
from funnelstudio.model.edits.wiring import leads_to
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import NO, START

if TYPE_CHECKING:
    from funnelstudio.gui.canvas.surface import Surface

_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_MANY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def point(event_position: QPointF) -> Point:
    return event_position.x(), event_position.y()


def _pixel(at: Point) -> QPoint:
    return QPoint(round(at[0]), round(at[1]))


class Hand:
    """What the mouse is doing: `ghost` is what follows it, None while nothing is dragged."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self.ghost: Ghost | None = None
        self.panning = False
        self._pressed: Hit | None = None
        self._at: Point = (0.0, 0.0)
        self._last: Point = (0.0, 0.0)
        self._fits: tuple[Hit, bool, str] = (NOTHING, False, "")

    def press(self, event: QMouseEvent) -> None:
        self._at = self._last = point(event.position())
        if event.button() == _MIDDLE or (event.button() == _LEFT and self._surface.space_held):
            self.panning = True
            self._surface.show_cursor()
            return
        if event.button() != _LEFT:
            return
        self._pressed = hit(self._surface.stage, *self._at)
        self._choose(self._pressed, many=bool(event.modifiers() & _MANY))

    def _choose(self, under: Hit, *, many: bool) -> None:
        session = self._surface.session
        if many and under.on_card:
            chosen = session.focus.selected
            if under.step in chosen:
                rest = tuple(key for key in chosen if key != under.step)
                session.go(step=rest[-1] if rest else "", selected=rest)
            else:
                session.go(step=under.step, selected=(*chosen, under.step), outcome="")
        elif under.on_card:
            kept = session.focus.selected if under.step in session.focus.selected else (under.step,)
            session.go(step=under.step, selected=kept, outcome=under.outcome)
        elif under.what in ("port", "wire"):
            session.go(step=under.step, outcome=under.outcome)

    def move(self, event: QMouseEvent) -> None:
        at = point(event.position())
        if self.panning:
            self._surface.pan(round(at[0]) - round(self._last[0]), round(at[1]) - round(self._last[1]))
            self._last = at
            return
        if self._pressed is None:
            self._surface.hover(hit(self._surface.stage, *at))
            return
        far = abs(at[0] - self._at[0]) + abs(at[1] - self._at[1])
        if self.ghost is None and far < QApplication.startDragDistance():
            return
        self._drag(at)

    def _drag(self, at: Point) -> None:
        pressed = self._pressed or NOTHING
        ghost = self.ghost or self._begin(pressed)
        if ghost is None:
            return
        self._last = at
        self._surface.edges.follow(*at)
        if ghost.what == "band":
            self.ghost = replace(ghost, end=at)
        else:
            target = hit(self._surface.stage, *at)
            fits, words = self._judge(ghost, target)
            self.ghost = replace(ghost, end=at, target=target if words else NOTHING, fits=fits, words=words)
        self._surface.update()

    def _begin(self, pressed: Hit) -> Ghost | None:
        stage = self._surface.stage
        if self._surface.session.read_only and pressed.what:
            return None
        if pressed.what == "port":
            return Ghost("wire", self._at, self._at, step=pressed.step, accepts=pressed.outcome != NO)
        if pressed.on_card:
            step = self._surface.session.funnel.steps.get(pressed.step)
            box = stage.box_of(pressed.step)
            if step is None or box is None or step.type == START:
                return None
            x, y = stage.view.to_screen(box[0], box[1])
            return Ghost(
                "card", self._at, self._at, step=pressed.step, grip=(self._at[0] - x, self._at[1] - y)
            )
        if pressed.what == "":
            return Ghost("band", self._at, self._at)
        return None

    def _judge(self, ghost: Ghost, target: Hit) -> tuple[bool, str]:
        """Whether letting go over `target` would work, and what it would do; asked once a target."""
        if self._fits[0] == target and target is not NOTHING:
            return self._fits[1], self._fits[2]
        funnel = self._surface.session.funnel
        fits, words = (
            wire_words(funnel, ghost.step, target)
            if ghost.what == "wire"
            else move_words(funnel, ghost.step, target)
        )
        self._fits = (target, fits, words)
        return fits, words

    def release(self, event: QMouseEvent) -> None:
        at = point(event.position())
        if self.panning:
            self.panning = False
            self._surface.show_cursor()
            return
        pressed, ghost = self._pressed, self.ghost
        self.cancel()
        if pressed is None or event.button() != _LEFT:
            return
        if ghost is None:
            self._click(pressed, many=bool(event.modifiers() & _MANY))
        elif ghost.what == "band":
            self._choose_in(replace(ghost, end=at))
        elif ghost.what == "wire":
            self._let_go_of_wire(pressed, hit(self._surface.stage, *at), at)
        else:
            under = hit(self._surface.stage, *at)
            if under.what == "" and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._pin(replace(ghost, end=at))
            else:
                self._let_go_of_card(pressed, under)

    def _click(self, pressed: Hit, *, many: bool) -> None:
        session, stage = self._surface.session, self._surface.stage
        if pressed.what == "":
            if not many:
                session.go(step="", outcome="", selected=())
        elif pressed.what == "chip":
            session.go(step=pressed.target, outcome="")
            self._surface.reveal_wanted.emit(pressed.target)
        elif pressed.what == "port" and pressed.outcome in stage.status(pressed.step).open:
            self._surface.kind_wanted.emit(_pixel(self._at), pressed.step, pressed.outcome)
        elif pressed.on_card and not many and len(session.focus.selected) > 1:
            session.go(step=pressed.step, outcome=pressed.outcome)

    def _choose_in(self, band: Ghost) -> None:
        stage, session = self._surface.stage, self._surface.session
        x0, x1 = sorted((band.start[0], band.end[0]))
        y0, y1 = sorted((band.start[1], band.end[1]))
        left, top = stage.view.to_tree(x0, y0)
        right, bottom = stage.view.to_tree(x1, y1)
        scale = stage.view.across if stage.scene.down else stage.view.scale
        inside = sight(stage.scene, (left, top, right - left, bottom - top), scale, margin=0).cards
        chosen = tuple(stage.scene.arranged.order[index] for index in inside)
        session.go(step=chosen[0] if chosen else "", selected=chosen, outcome="")

    def _let_go_of_wire(self, pressed: Hit, target: Hit, at: Point) -> None:
        session = self._surface.session
        if target.what == "":
            self._surface.kind_wanted.emit(_pixel(at), pressed.step, pressed.outcome)
        elif target.step and (target.step != pressed.step or target.what == "chip"):
            goal = target.target or target.step
            commands.connect(session, pressed.step, pressed.outcome, goal)

    def _let_go_of_card(self, pressed: Hit, target: Hit) -> None:
        if target.what in ("port", "row", "wire") and target.step != pressed.step:
            commands.move(self._surface.session, pressed.step, target.step, target.outcome)
        elif target.what == "card" and target.step != pressed.step:
            outcome = commands.free_outcome(self._surface.session.funnel, target.step)
            if outcome:
                commands.move(self._surface.session, pressed.step, target.step, outcome)
            else:
                self._surface.session.tell(
                    _("Every answer of this step leads on already."),
                    _("Drop the branch on one of its rows."),
                    "warning",
                )

    def _pin(self, ghost: Ghost) -> None:
        x, y = ghost.end[0] - ghost.grip[0], ghost.end[1] - ghost.grip[1]
        commands.pin(self._surface.session, ghost.step, self._surface.stage.view.to_tree(x, y))

    def slide(self, dx: int, dy: int) -> None:
        """The content has moved under a drag: what it began on moved along."""
        if self.ghost is not None:
            start = self.ghost.start[0] + dx, self.ghost.start[1] + dy
            self.ghost = replace(self.ghost, start=start)

    def stay(self) -> None:
        """The drag goes on at the same pixel, where something else may lie now."""
        if self.ghost is not None:
            self._drag(self._last)

    def cancel(self) -> None:
        """Let go of everything without doing anything."""
        self._pressed = None
        self._surface.edges.stop()
        self._fits = (NOTHING, False, "")
        if self.ghost is not None:
            self.ghost = None
            self._surface.update()


def wire_words(funnel: Funnel, step_id: str, target: Hit) -> tuple[bool, str]:
    """Whether a wire from a step may end at `target`, and what that would do."""
    goal = target.target or target.step
    if not goal or goal not in funnel.steps:
        return True, _("Let go to choose what follows")
    if goal == step_id:
        return True, ""
    if funnel.steps[goal].type == START:
        return False, _("Nothing leads back to the start")
    if leads_to(funnel.steps, goal, step_id):
        return False, _("This would lead buyers in a circle")
    return True, _("Lead here")


def move_words(funnel: Funnel, step_id: str, target: Hit) -> tuple[bool, str]:
    """Whether a branch may be dropped on `target`, and what that would do."""
    if not target.step:
        return True, _("Hold Alt to keep it here")
    if target.step not in funnel.steps or target.step == step_id:
        return True, ""
    if leads_to(funnel.steps, step_id, target.step):
        return False, _("A branch can't hang on itself")
    outcome = target.outcome
    if target.what == "card":
        outcome = commands.free_outcome(funnel, target.step)
        if not outcome:
            return False, _("Drop it on one of the rows")
    taken = funnel.steps[target.step].next.get(outcome, "") in funnel.steps
    return True, _("Change places") if taken else _("Move here")

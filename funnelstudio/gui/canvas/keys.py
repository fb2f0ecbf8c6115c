"""The keyboard on the canvas: arrows walk the tree, Tab adds a child, Enter a sibling, Delete removes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from funnelstudio.gui.canvas import commands
from funnelstudio.gui.canvas.scene import Scene
from funnelstudio.gui.session import Session
from funnelstudio.model.funnel import start_id
from funnelstudio.model.walk import Walk

Key = Qt.Key


def neighbour(scene: Scene, step_id: str, key: int) -> str:
    """The step that an arrow key leads to from `step_id`; itself where there is none.

    In a tree from the top down, the arrows turn with it.
    """
    if scene.down:
        key = {
            Key.Key_Up: Key.Key_Left,
            Key.Key_Down: Key.Key_Right,
            Key.Key_Left: Key.Key_Up,
            Key.Key_Right: Key.Key_Down,
        }.get(Key(key), Key(key))
    walked = scene.walked
    if key == Key.Key_Left:
        return walked.home.get(step_id, (step_id, ""))[0]
    if key == Key.Key_Right:
        return _child(scene, step_id)
    return _beside(walked, step_id, 1 if key == Key.Key_Down else -1)


def _child(scene: Scene, step_id: str) -> str:
    """The first child, or where the first jump leads."""
    hanging = scene.walked.children.get(step_id)
    if hanging:
        return hanging[0][1]
    step = scene.funnel.steps[step_id]
    return next((target for target in step.next.values() if target in scene.funnel.steps), step_id)


def _beside(walked: Walk, step_id: str, by: int) -> str:
    """The nearest step above or below in the same column, siblings and cousins alike."""
    column = walked.columns.get(step_id)
    same = [key for key in walked.order if walked.columns[key] == column]
    at = same.index(step_id) + by if step_id in same else 0
    return same[at] if 0 <= at < len(same) else step_id


class Keys:
    """Handles the canvas's keys; `ask_child` and `ask_sibling` open the menu of kinds."""

    def __init__(
        self,
        session: Session,
        scene: Callable[[], Scene],
        ask_kind: Callable[[str, str], object],
        zoom: Callable[[str], object],
        rename: Callable[[str], object],
    ) -> None:
        self._session = session
        self._scene = scene
        self._ask_kind = ask_kind
        self._zoom = zoom
        self._rename = rename

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; returns whether it said anything."""
        return self._edit_key(event) or self._walk_key(event) or self._zoom_key(event)

    def _walk_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        session = self._session
        if key == Key.Key_Home:
            session.go(step=start_id(session.funnel), outcome="")
            return True
        if key not in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
            return False
        now = session.focus.step
        if now not in session.funnel.steps:
            session.go(step=start_id(session.funnel), outcome="")
        else:
            session.go(step=neighbour(self._scene(), now, key), outcome="")
        return True

    def _zoom_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        does = {"+": "in", "=": "in", "-": "out", "−": "out", "0": "fit", "1": "one"}.get(event.text())
        if does is None:
            return False
        self._zoom(does)
        return True

    def _edit_key(self, event: QKeyEvent) -> bool:
        session = self._session
        step = session.focus.step
        if session.read_only and not event.matches(QKeySequence.StandardKey.Copy):
            return False
        if event.matches(QKeySequence.StandardKey.Copy):
            return commands.copy(session, step)
        if event.matches(QKeySequence.StandardKey.Cut):
            return commands.cut(session, step)
        if event.matches(QKeySequence.StandardKey.Paste):
            return commands.paste(session, step, session.focus.outcome) or True
        if event.key() == Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return commands.duplicate(session, step) or True
        return bool(step) and self._step_key(event, step)

    def _step_key(self, event: QKeyEvent, step: str) -> bool:
        session, key = self._session, event.key()
        extra = bool(
            event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        )
        if key in (Key.Key_Delete, Key.Key_Backspace):
            if extra:
                commands.remove_keeping_chain(session, step)
            else:
                commands.remove(session, session.focus.selected or (step,))
            return True
        if key == Key.Key_F2:
            self._rename(step)
            return True
        if key == Key.Key_Tab and not extra:
            outcome = session.focus.outcome or commands.free_outcome(session.funnel, step)
            self._ask_kind(step, outcome)
            return True
        if key in (Key.Key_Return, Key.Key_Enter) and not extra:
            self._ask_kind(*commands.sibling_place(session, step))
            return True
        return False

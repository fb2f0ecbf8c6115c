"""What a screen reader finds on the canvas: a tree whose items are the steps, in the order of the funnel.

Qt keeps each interface until its widget goes or it is told to let go, and Python must not free one before:
so they are held here by the surface that they belong to, and given back through Qt. Methods that may answer
with nothing return `Any`, since the stubs of Qt's interface do not allow for None.
"""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface

from funnelstudio.gui.canvas.surface import Surface
from funnelstudio.gui.problem_places import TODO
from funnelstudio.i18n import _
from funnelstudio.model.cards import title_of

Role, Words = QAccessible.Role, QAccessible.Text


class SpokenStep(QAccessibleInterface):
    """One step as a screen reader finds it."""

    def __init__(self, surface: Surface, step_id: str) -> None:
        super().__init__()
        self._surface = surface
        self._step = step_id

    def _index(self) -> int:
        return self._surface.stage.scene.arranged.index.get(self._step, -1)

    def isValid(self) -> bool:
        return shiboken6.isValid(self._surface) and self._index() >= 0

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self._surface.window().windowHandle()

    def childAt(self, _x: int, _y: int) -> Any:
        return None

    def parent(self) -> Any:
        return QAccessible.queryAccessibleInterface(self._surface)

    def child(self, _index: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def text(self, which: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if which == Words.Name:
            return spoken_name(self._surface, self._step)
        return spoken_answers(self._surface, self._step) if which == Words.Description else ""

    def setText(self, _which: QAccessible.Text, _text: str) -> None:
        """Nothing here can be set from outside."""

    def rect(self) -> QRect:
        return screen_place(self._surface, self._step)

    def role(self) -> QAccessible.Role:
        return Role.TreeItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = True
        state.focusable = True
        if self.isValid():
            stage = self._surface.stage
            state.selected = self._step in stage.selected
            state.focused = self._step == stage.step and self._surface.hasFocus()
            state.offscreen = not screen_place(self._surface, self._step).intersects(_whole(self._surface))
        return state


class SpokenCanvas(QAccessibleInterface):
    """The surface as a tree; its children are the steps in order."""

    def __init__(self, surface: Surface) -> None:
        super().__init__()
        self._surface = surface

    def isValid(self) -> bool:
        return shiboken6.isValid(self._surface)

    def object(self) -> Any:
        return self._surface

    def window(self) -> Any:
        return self._surface.window().windowHandle()

    def childAt(self, x: int, y: int) -> Any:
        from funnelstudio.gui.canvas.hits import hit

        at = self._surface.mapFromGlobal(QPoint(x, y))
        step = hit(self._surface.stage, at.x(), at.y()).step
        return _item(self._surface, step) if step else None

    def parent(self) -> Any:
        above = self._surface.parent()
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    def child(self, index: int) -> Any:
        order = self._surface.stage.scene.arranged.order
        return _item(self._surface, order[index]) if 0 <= index < len(order) else None

    def childCount(self) -> int:
        return len(self._surface.stage.scene.arranged.order)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child._index() if isinstance(child, SpokenStep) else -1

    def focusChild(self) -> Any:
        step = self._surface.stage.step
        return _item(self._surface, step) if step else None

    def text(self, which: QAccessible.Text) -> str:
        if which == Words.Name:
            return self._surface.accessibleName()
        return self._surface.accessibleDescription() if which == Words.Description else ""

    def setText(self, _which: QAccessible.Text, _text: str) -> None:
        """Nothing here can be set from outside."""

    def rect(self) -> QRect:
        return _whole(self._surface)

    def role(self) -> QAccessible.Role:
        return Role.Tree

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._surface.hasFocus()
        return state


_canvases: dict[int, SpokenCanvas] = {}
_items: dict[int, dict[str, tuple[SpokenStep, int]]] = {}


def speak_for(surface: Surface) -> None:
    """Let screen readers find the steps of this surface.

    Not by `QAccessible.installFactory`: Qt asks a factory about every object, the web view's own among
    them, and PySide ends the process when it has to wrap one of those.
    """
    key = id(surface)
    _items[key] = {}
    _canvases[key] = SpokenCanvas(surface)
    QAccessible.registerAccessibleInterface(_canvases[key])
    surface.destroyed.connect(lambda: _forget(key))


def _item(surface: Surface, step_id: str) -> SpokenStep:
    items = _items[id(surface)]
    if step_id not in items:
        made = SpokenStep(surface, step_id)
        items[step_id] = made, QAccessible.registerAccessibleInterface(made)
    return items[step_id][0]


def _forget(key: int) -> None:
    for _step, number in _items.pop(key, {}).values():
        QAccessible.deleteAccessibleInterface(number)
    # Qt has freed the canvas's own interface with its widget, or will on its way out.
    if key in _canvases and not shiboken6.isValid(_canvases[key]):
        del _canvases[key]


def tell_focus(surface: Surface) -> None:
    """Tell a screen reader, if one listens, which step is selected now."""
    index = surface.stage.scene.arranged.index.get(surface.stage.step)
    if index is None or not QAccessible.isActive():
        return
    event = QAccessibleEvent(surface, QAccessible.Event.Focus)
    event.setChild(index)
    QAccessible.updateAccessibility(event)


def _whole(surface: Surface) -> QRect:
    return QRect(surface.mapToGlobal(QPoint(0, 0)), surface.size())


def screen_place(surface: Surface, step_id: str) -> QRect:
    """Where a step's card is on the screen; nowhere if it is not in the tree."""
    box = surface.stage.box_of(step_id)
    if box is None:
        return QRect()
    view = surface.stage.view
    x, y = view.to_screen(box[0], box[1])
    corner = surface.mapToGlobal(QPoint(round(x), round(y)))
    return QRect(corner.x(), corner.y(), round(box[2] * view.across), max(1, round(box[3] * view.scale)))


def spoken_name(surface: Surface, step_id: str) -> str:
    """A step in words: its name, kind, level, and the worst of its problems."""
    scene = surface.stage.scene
    card, column = scene.cards[step_id], scene.walked.columns[step_id]
    parts = [card.title, card.word]
    if card.strategy:
        parts.append(card.strategy)
    if column and not card.is_pill:
        parts.append(_("level {number}").format(number=column))
    severity = surface.stage.status(step_id).severity
    if severity:
        words = {"error": _("has an error"), "warning": _("has a warning"), "notice": _("has a notice")}
        words |= {TODO: _("has something to do")}
        parts.append(words[severity])
    return ", ".join(parts)


def spoken_answers(surface: Surface, step_id: str) -> str:
    """What each answer costs and where it leads."""
    funnel = surface.stage.scene.funnel
    step, told = funnel.steps[step_id], []
    for row in surface.stage.scene.cards[step_id].rows:
        target = funnel.steps.get(step.next.get(row.outcome, ""))
        name = title_of(funnel, target) if target is not None else _("nothing yet")
        words = f"{row.label} {row.price}".strip()
        told.append(_("{answer} leads to {step}").format(answer=words, step=name))
    return ". ".join(told)

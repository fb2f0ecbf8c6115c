"""What the canvas shows now: the scene, the view, what is selected, lit and hovered, each card's status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from funnelstudio.gui.canvas.look import Look, look_of
from funnelstudio.gui.canvas.paint_wires import Places
from funnelstudio.gui.canvas.scene import Scene, build, updated
from funnelstudio.gui.canvas.status import Status, status_of, worst
from funnelstudio.gui.canvas.viewport import Box, Viewport
from funnelstudio.gui.palette import LIGHT, Palette
from funnelstudio.model.cards import Flow, written
from funnelstudio.model.diff import Changes
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.walk import Wire, path_to

if TYPE_CHECKING:  # the checks need not be there before the first paint
    from funnelstudio.checks.problem import Problem

NEAR = 0.42
"""From this zoom on, cards are shown in full."""


@dataclass(frozen=True)
class Lit:
    """What stands out: the path from the start to the selected step, and the branch from there on.

    `first` and `last` are indexes: a branch is one slice of the order.
    """

    steps: frozenset[str]
    wires: frozenset[Wire]
    first: int
    last: int

    def shines(self, index: int, step_id: str) -> bool:
        return self.first <= index < self.last or step_id in self.steps


class Stage:
    """The canvas's state, free of widgets. Whoever changes it has it painted again."""

    def __init__(self, funnel: Funnel, tag: str, palette: Palette = LIGHT) -> None:
        self.scene: Scene = build(funnel, tag)
        self.places = _own_places(self.scene)
        self.view = Viewport()
        self.look: Look = look_of(palette)
        self.step = ""
        self.selected: frozenset[str] = frozenset()
        self.lit: Lit | None = None
        self.hover: tuple[str, str] | None = None
        self.flow: Flow | None = None
        self._severities: dict[str, str] = {}
        self._statuses: dict[str, Status] = {}
        self._written: dict[str, tuple[str, ...]] = {}

    @property
    def is_near(self) -> bool:
        """Whether cards are shown in full, not as blocks."""
        return self.view.scale >= NEAR

    def status(self, step_id: str) -> Status:
        """The changing part of a card; worked out when the card is first seen."""
        found = self._statuses.get(step_id)
        if found is None:
            scene = self.scene
            languages = self._written.get(step_id)
            if languages is None:
                languages = self._written[step_id] = written(scene.funnel, step_id)
            severity = self._severities.get(step_id, "")
            found = status_of(scene.funnel, step_id, scene.tag, languages, severity, self.flow)
            self._statuses[step_id] = found
        return found

    def take(self, changes: Changes, tag: str) -> bool:
        """Follow an edit; returns whether the layout is another one."""
        before = self.scene.arranged
        self.scene = updated(self.scene, changes, tag)
        if changes.everything or changes.languages:
            self._statuses.clear()
            self._written.clear()
        for key in changes.steps.union(*changes.texts.values()):
            self._statuses.pop(key, None)
            self._written.pop(key, None)
        if changes.structure:
            # An outcome that led to a step that is gone is open now, though its own step may be the same.
            gone = [key for key in self._statuses if key not in changes.new.steps]
            for key in gone:
                del self._statuses[key]
        moved = self.scene.arranged is not before
        if moved:
            self.places = _own_places(self.scene)
        self.select(self.step, self.selected)
        return moved

    def show_language(self, tag: str) -> None:
        """Show prices in another language's currency and spelling."""
        self.scene = build(self.scene.funnel, tag, down=self.scene.down)
        self.places = _own_places(self.scene)
        self._statuses.clear()

    def turn(self, *, down: bool) -> None:
        """Lay the tree out from the top down, or from left to right."""
        self.scene = build(self.scene.funnel, self.scene.tag, down=down)
        self.places = _own_places(self.scene)

    def show_flow(self, flow: Flow | None) -> None:
        self.flow = flow
        self._statuses.clear()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Mark the steps that have problems; cards whose mark stays keep their status."""
        found = worst(problems)
        for key in found.keys() | self._severities.keys():
            if found.get(key) != self._severities.get(key):
                self._statuses.pop(key, None)
        self._severities = found

    def select(self, step: str, selected: Iterable[str]) -> None:
        """Select steps; with one of them, its path is lit and the rest dims."""
        where = self.scene.arranged.index
        self.selected = frozenset(key for key in selected if key in where)
        self.step = step if step in where else ""
        self.lit = self._lit(self.step) if len(self.selected) < 2 and self.step else None

    def _lit(self, step: str) -> Lit | None:
        placed = self.scene.arranged
        index = placed.index[step]
        path = path_to(self.scene.walked, step)
        if not path:
            return None
        # Answers of one step that lead to the same next one are the same way.
        steps = self.scene.funnel.steps
        wires = {
            (key, other)
            for key, outcome in path
            for other, target in steps[key].next.items()
            if target == steps[key].next[outcome]
        }
        return Lit(frozenset(key for key, _outcome in path), frozenset(wires), index, placed.last[index])

    def box_of(self, step_id: str) -> Box | None:
        """Where a step's card stands in the tree."""
        index = self.scene.arranged.index.get(step_id)
        return None if index is None else self.scene.box(index)

    def bounds(self) -> Box:
        """What the whole tree covers."""
        left, top, right, bottom = self.scene.arranged.bounds
        return left, top, right - left, bottom - top


def _own_places(scene: Scene) -> Places:
    return Places(scene.arranged.x, scene.arranged.y)

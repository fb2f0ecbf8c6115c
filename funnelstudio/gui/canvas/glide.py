"""Lets cards glide from where they stood to where a new layout puts them."""

from __future__ import annotations

from dataclasses import dataclass

from funnelstudio.gui.canvas.paint_wires import Places
from funnelstudio.gui.canvas.sight import Sight, sight
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.gui.canvas.viewport import Viewport

MOST = 600
"""With more cards than this on the screen they are small, and jump instead of gliding."""

Spots = dict[str, tuple[float, float]]


def spots(stage: Stage) -> Spots:
    """Where the cards on the screen stand now, by step; none of them when they are too many."""
    shown = _shown(stage, stage.view)
    if len(shown.cards) > MOST:
        return {}
    names, places = stage.scene.arranged.order, stage.places
    return {names[index]: (places.x[index], places.y[index]) for index in shown.cards}


def _shown(stage: Stage, view: Viewport) -> Sight:
    return sight(stage.scene, view.seen(), view.across if stage.scene.down else view.scale)


@dataclass(frozen=True)
class Glide:
    """What moves: indexes with how far each is from its place at first; `shown` is what to paint."""

    moves: tuple[tuple[int, float, float], ...]
    shown: Sight
    end: Places

    def at(self, share: float) -> Places:
        """The places when `share` (0 to 1) of the way is done."""
        left = 1 - share
        x, y = list(self.end.x), list(self.end.y)
        for index, dx, dy in self.moves:
            x[index] += dx * left
            y[index] += dy * left
        return Places(x, y)


def glide(stage: Stage, before: Spots) -> Glide | None:
    """The way from the spots before an edit to the present layout; None where nothing moves.

    A card that is new grows out of the card that it hangs on.
    """
    shown = _shown(stage, stage.view)
    if not before or len(shown.cards) > MOST:
        return None
    placed = stage.scene.arranged
    cards = set(shown.cards)
    cards.update(placed.index[key] for key in before if key in placed.index)
    moves = []
    for index in sorted(cards):
        was = _origin(stage, index, before)
        if was is not None and (abs(was[0]) > 0.01 or abs(was[1]) > 0.01):
            moves.append((index, *was))
    if not moves:
        return None
    wired = set(shown.wired) | cards
    home = stage.scene.walked.home
    wired.update(placed.index[home[placed.order[i]][0]] for i in cards if placed.order[i] in home)
    return Glide(tuple(moves), Sight(sorted(cards), sorted(wired), shown.bars), Places(placed.x, placed.y))


def _origin(stage: Stage, index: int, before: Spots) -> tuple[float, float] | None:
    """How far a card is from where it was, or from its parent if it is new."""
    placed = stage.scene.arranged
    step_id = placed.order[index]
    was = before.get(step_id)
    if was is None:
        parent = stage.scene.walked.home.get(step_id, ("", ""))[0]
        if parent not in before:
            return None
        was = before[parent]
    return was[0] - placed.x[index], was[1] - placed.y[index]

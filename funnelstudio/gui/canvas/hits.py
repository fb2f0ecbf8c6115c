"""What lies under a point of the screen: a port, a chip, a row, a card, a wire, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from funnelstudio.gui.canvas.paint_wires import Ends, Piece, bottom_of, ends_of, meets, pieces
from funnelstudio.gui.canvas.sight import Sight, sight
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.model.cards import HEAD, ROW, row_middle

PORT_REACH = 11.0
WIRE_REACH = 6.0
"""How near, in pixels of the screen, is near enough."""


@dataclass(frozen=True, slots=True)
class Hit:
    """`what` is "port", "chip", "row", "card", "wire" or "" for nothing.

    A port, a wire and a row name the `step` and `outcome` that they belong to, a chip also its `target`.
    """

    what: str = ""
    step: str = ""
    outcome: str = ""
    target: str = ""

    @property
    def on_card(self) -> bool:
        return self.what in ("card", "row")


NOTHING = Hit()


def hit(stage: Stage, x: float, y: float) -> Hit:
    """What lies under the pixel `x`, `y`."""
    view, scene = stage.view, stage.scene
    tree_x, tree_y = view.to_tree(x, y)
    scale = view.across if scene.down else view.scale
    around = sight(scene, (tree_x, tree_y, 0.0, 0.0), scale, margin=60 / scale)
    if not stage.is_near:
        return _far_hit(stage, around, tree_x, tree_y)
    return (
        _port_hit(stage, around, tree_x, tree_y)
        or _card_hit(stage, around, tree_x, tree_y)
        or _wire_hit(stage, around, tree_x, tree_y)
        or NOTHING
    )


def _port_hit(stage: Stage, around: Sight, x: float, y: float) -> Hit | None:
    reach = PORT_REACH / stage.view.scale
    best: tuple[float, Hit] | None = None
    placed = stage.scene.arranged
    for index in around.wired:
        right = placed.x[index] + placed.w[index] - 1
        if abs(right - x) > reach:
            continue
        step_id = placed.order[index]
        card = stage.scene.cards[step_id]
        for row, shown in enumerate(card.rows):
            far = hypot(right - x, placed.y[index] + row_middle(card, row) - y)
            if far <= reach and (best is None or far < best[0]):
                best = far, Hit("port", step_id, shown.outcome)
    return best[1] if best is not None else None


def _card_hit(stage: Stage, around: Sight, x: float, y: float) -> Hit | None:
    scene = stage.scene
    for index in reversed(around.cards):
        left, top, width, height = scene.box(index)
        if not (left <= x <= left + width and top <= y <= top + height):
            continue
        step_id = scene.arranged.order[index]
        card = scene.cards[step_id]
        row = int((y - top - HEAD) // ROW)
        if card.rows and 0 <= row < len(card.rows):
            return Hit("row", step_id, card.rows[row].outcome)
        return Hit("card", step_id)
    return None


def _wire_hit(stage: Stage, around: Sight, x: float, y: float) -> Hit | None:
    scene, reach = stage.scene, WIRE_REACH / stage.view.scale
    for index in around.wired:
        for wire in scene.wires(index):
            ends = ends_of(scene, stage.places, index, wire)
            step_id = scene.arranged.order[index]
            if wire.chip >= 0:
                chip = scene.arranged.chips[wire.chip]
                if chip[3] <= x <= chip[3] + chip[5] and chip[4] <= y <= chip[4] + chip[6]:
                    return Hit("chip", step_id, wire.outcome, chip[2])
            if (
                meets(ends, x, y, x, y)
                and _distance(ends, x, y, bottom_of(scene, stage.places, index)) <= reach
            ):
                return Hit("wire", step_id, wire.outcome)
    return None


def _far_hit(stage: Stage, around: Sight, x: float, y: float) -> Hit:
    scene, view = stage.scene, stage.view
    slack_x, slack_y = 2 / view.across, 2 / view.scale
    for index in reversed(around.cards):
        left, top, width, height = scene.box(index)
        if left - slack_x <= x <= left + width + slack_x and top - slack_y <= y <= top + height + slack_y:
            return Hit("card", scene.arranged.order[index])
    for index in around.bars:
        left, top, width, height = scene.branch_box(index)
        if left <= x <= left + width and top - slack_y <= y <= top + height + slack_y:
            return Hit("card", scene.arranged.order[index])
    return NOTHING


def _distance(ends: Ends, x: float, y: float, below: float | None) -> float:
    """How far a point is from a wire's curve, in units of the tree."""
    points = [ends[:2]]
    for piece in pieces(ends, below):
        start = points[-1]
        points += [_on_curve(start, piece, step / 24) for step in range(1, 25)]
    return min(_to_line(x, y, *a, *b) for a, b in pairwise(points))


def _on_curve(start: tuple[float, float], piece: Piece, t: float) -> tuple[float, float]:
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    x = a * start[0] + b * piece[0] + c * piece[2] + d * piece[4]
    y = a * start[1] + b * piece[1] + c * piece[3] + d * piece[5]
    return x, y


def _to_line(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> float:
    length = (bx - ax) ** 2 + (by - ay) ** 2
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
    return hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y)


def nearest_port(stage: Stage, x: float, y: float, within: float = 140.0) -> Hit:
    """The outcome whose port is nearest to a pixel and at most `within` pixels away; NOTHING if none is."""
    view, scene = stage.view, stage.scene
    tree_x, tree_y = view.to_tree(x, y)
    far = within / view.scale
    around = sight(scene, (tree_x, tree_y, 0.0, 0.0), view.scale, margin=far)
    best, found = far, NOTHING
    placed = scene.arranged
    for index in around.wired:
        step_id = placed.order[index]
        card = scene.cards[step_id]
        for row, shown in enumerate(card.rows):
            away = hypot(
                placed.x[index] + placed.w[index] - tree_x, placed.y[index] + row_middle(card, row) - tree_y
            )
            # A free outcome wins over one that would get the step inserted.
            if shown.outcome not in stage.status(step_id).open:
                away *= 1.5
            if away < best:
                best, found = away, Hit("port", step_id, shown.outcome)
    return found

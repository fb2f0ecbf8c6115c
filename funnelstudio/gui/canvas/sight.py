"""What a part of the screen shows: walks the tree from its root and skips each branch that lies outside."""

from __future__ import annotations

from dataclasses import dataclass, field

from funnelstudio.gui.canvas.scene import Scene
from funnelstudio.gui.canvas.viewport import Box

THIN = 3.0
"""A branch that is fewer pixels high than this is one bar."""


@dataclass(slots=True)
class Sight:
    """Indexes of cards to paint, of cards whose wires may show, and of branches too thin to tell apart."""

    cards: list[int] = field(default_factory=list)
    wired: list[int] = field(default_factory=list)
    bars: list[int] = field(default_factory=list)


def sight(scene: Scene, part: Box, scale: float, margin: float = 24.0) -> Sight:
    """What shows of the scene in `part` of the tree; `scale` is pixels a unit across the branches.

    `margin` (in units of the tree) is how far shadows, ports and labels reach beyond a card.
    """
    placed = scene.arranged
    last, x0s, y0s, x1s, y1s = placed.last, placed.bx0, placed.by0, placed.bx1, placed.by1
    xs, ys, ws, hs = placed.x, placed.y, placed.w, placed.h
    left, top = part[0] - margin, part[1] - margin
    right, bottom = part[0] + part[2] + margin, part[1] + part[3] + margin
    thin = THIN / scale
    found = Sight()
    see, wire, bar = found.cards.append, found.wired.append, found.bars.append
    index, count = 0, len(placed.order)
    low, high = (x0s, x1s) if scene.down else (y0s, y1s)
    while index < count:
        if y0s[index] > bottom or y1s[index] < top or x0s[index] > right or x1s[index] < left:
            index = last[index]
            continue
        if high[index] - low[index] < thin:
            bar(index)
            index = last[index]
            continue
        y, x = ys[index], xs[index]
        if y < bottom and y + hs[index] > top and x < right and x + ws[index] > left:
            see(index)
        wire(index)
        index += 1
    return found

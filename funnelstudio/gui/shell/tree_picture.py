"""A funnel's tree as a handful of blocks and wires in the unit square, for thumbnails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from funnelstudio.errors import UserError
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, NO
from funnelstudio.model.walk import Walk, walk
from funnelstudio.storage.files import load


class Block(NamedTuple):
    """A step: its kind, and its middle and size as shares of the picture."""

    kind: str
    x: float
    y: float
    width: float
    height: float

    def place(self, area: QRectF) -> QRectF:
        width, height = self.width * area.width(), self.height * area.height()
        x = area.x() + self.x * area.width() - width / 2
        return QRectF(x, area.y() + self.y * area.height() - height / 2, width, height)


class Line(NamedTuple):
    """A wire from the right edge of one block to the left edge of another."""

    start: Block
    end: Block
    accepted: bool

    def path(self, area: QRectF) -> QPainterPath:
        left, right = self.start.place(area), self.end.place(area)
        begin = QPointF(left.right(), left.center().y())
        end = QPointF(right.left(), right.center().y())
        bend = QPointF((end.x() - begin.x()) / 2, 0)
        path = QPainterPath(begin)
        path.cubicTo(begin + bend, end - bend, end)
        return path


class SmallTree(NamedTuple):
    """What a thumbnail paints."""

    blocks: tuple[Block, ...]
    wires: tuple[Line, ...]


def small_tree(path: Path) -> SmallTree:
    """The tree of the funnel file at `path`; empty where it can't be read."""
    try:
        return tree_of(load(path).funnel)
    except UserError:
        return SmallTree((), ())


def tree_of(funnel: Funnel) -> SmallTree:
    """The thumbnail of a funnel: columns by level, leaves one under another, parents in their middle."""
    seen = walk(funnel.steps)
    hung = [step_id for step_id in seen.order if step_id not in seen.loose]
    if not hung:
        return SmallTree((), ())
    rows = _rows(seen, hung[0])
    columns = max(seen.columns.get(step_id, 0) for step_id in rows) + 1
    lines = max(rows.values()) + 1
    blocks: dict[str, Block] = {}
    for step_id, at in rows.items():
        kind = funnel.steps[step_id].type
        height = min(0.2, 0.62 / lines) if kind != ENDING else min(0.1, 0.5 / lines)
        x = (seen.columns.get(step_id, 0) + 0.5) / columns
        blocks[step_id] = Block(kind, x, (at + 0.5) / lines, 0.46 / columns, height)
    wires = tuple(
        Line(blocks[parent], blocks[step_id], outcome != NO)
        for step_id, (parent, outcome) in seen.home.items()
        if step_id in blocks and parent in blocks
    )
    return SmallTree(tuple(blocks.values()), wires)


def _rows(seen: Walk, start: str) -> Mapping[str, float]:
    """The row of each step that hangs on `start`: leaves count up, a parent stands in the middle."""
    rows: dict[str, float] = {}
    leaves = 0
    for step_id in reversed(tuple(_below(seen, start))):
        children = [rows[child] for _outcome, child in seen.children.get(step_id, ()) if child in rows]
        if children:
            rows[step_id] = (children[0] + children[-1]) / 2
        else:
            rows[step_id] = leaves
            leaves += 1
    return {step_id: leaves - 1 - row for step_id, row in rows.items()}


def _below(seen: Walk, start: str) -> Iterable[str]:
    stack = [start]
    while stack:
        step_id = stack.pop()
        yield step_id
        stack.extend(child for _outcome, child in reversed(seen.children.get(step_id, ())))

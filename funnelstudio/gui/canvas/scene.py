"""The tree as flat arrays: where each card stands, which wires leave it, and what a part of the screen shows.

A scene is never changed; an edit makes the next one, which shares every card that the edit did not touch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from funnelstudio.gui.canvas.look import measure
from funnelstudio.gui.canvas.viewport import Box
from funnelstudio.model.arrange import Arrangement, arrange
from funnelstudio.model.cards import Card, card_of, row_middle
from funnelstudio.model.diff import Changes
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, Step, product_of
from funnelstudio.model.walk import Walk, walk

SHARE_ROOM = 36.0
"""So much is kept free beside a card of a top-down tree, where the columns leave no gap for it."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A wire from a card's row to another card (`child`, an index) or to a jump's chip (`chip`, an index)."""

    outcome: str
    row: int
    accepts: bool
    offset: float
    child: int = -1
    chip: int = -1


@dataclass(frozen=True)
class Scene:
    """`arranged` holds the places, `cards` what is drawn there; both stay as long as nothing moves."""

    funnel: Funnel
    tag: str
    down: bool
    walked: Walk
    arranged: Arrangement
    cards: Mapping[str, Card]
    sizes: Mapping[str, tuple[float, float]]
    chips: Mapping[tuple[str, str], int]
    known_wires: dict[int, tuple[Wire, ...]] = field(default_factory=dict, compare=False)

    def card(self, index: int) -> Card:
        return self.cards[self.arranged.order[index]]

    def box(self, index: int) -> Box:
        """Where a card stands: x, y, width, height."""
        placed = self.arranged
        return placed.x[index], placed.y[index], placed.w[index], placed.h[index]

    def branch_box(self, index: int) -> Box:
        """What a card's branch covers: x, y, width, height."""
        placed = self.arranged
        left, top = placed.bx0[index], placed.by0[index]
        return left, top, placed.bx1[index] - left, placed.by1[index] - top

    def wires(self, index: int) -> tuple[Wire, ...]:
        """The wires that leave a card, in the order of its rows."""
        found = self.known_wires.get(index)
        if found is None:
            found = self.known_wires[index] = _wires(self, self.arranged.order[index])
        return found


def _wires(scene: Scene, step_id: str) -> tuple[Wire, ...]:
    card = scene.cards[step_id]
    hanging = dict(scene.walked.children.get(step_id, ()))
    where = scene.arranged.index
    jumps = scene.walked.jumps
    made = []
    for row, shown in enumerate(card.rows):
        chip = scene.chips.get((step_id, shown.outcome), -1)
        target = hanging.get(shown.outcome) or jumps.get((step_id, shown.outcome), "")
        child = where.get(target, -1) if chip < 0 else -1
        if child >= 0 or chip >= 0:
            made.append(Wire(shown.outcome, row, shown.accepts, row_middle(card, row), child, chip))
    return tuple(made)


def build(funnel: Funnel, tag: str, *, down: bool = False) -> Scene:
    """The scene of a funnel in the language `tag`."""
    cards = {key: card_of(funnel, step, tag, measure) for key, step in funnel.steps.items()}
    sizes = {key: (card.width, card.height) for key, card in cards.items()}
    return _placed(funnel, tag, down, cards, sizes)


def _placed(
    funnel: Funnel,
    tag: str,
    down: bool,
    cards: Mapping[str, Card],
    sizes: Mapping[str, tuple[float, float]],
) -> Scene:
    walked = walk(funnel.steps)
    arranged = _with_room(funnel.steps, sizes) if down else arrange(funnel.steps, sizes)
    chips = {(chip[0], chip[1]): index for index, chip in enumerate(arranged.chips)}
    return Scene(funnel, tag, down, walked, arranged, cards, sizes, chips)


def _with_room(steps: Mapping[str, Step], sizes: Mapping[str, tuple[float, float]]) -> Arrangement:
    """The layout from the top down, with room to the right of each card for its wires and their shares."""
    room = {key: 0.0 if step.type == ENDING else SHARE_ROOM for key, step in steps.items()}
    wider = {key: (width + room[key], height) for key, (width, height) in sizes.items()}
    made = arrange(steps, wider, down=True)
    widths = [width - room[key] for key, width in zip(made.order, made.w, strict=True)]
    return msgspec.structs.replace(made, w=widths)


def updated(scene: Scene, changes: Changes, tag: str) -> Scene:
    """The scene after an edit; only cards that the edit touches are made again, and moved only if need be."""
    funnel = changes.new
    if changes.everything or changes.languages or tag != scene.tag:
        return build(funnel, tag, down=scene.down)
    stale = _touched(funnel, changes)
    if not stale:
        return _with(scene, funnel, scene.cards, scene.sizes)
    cards, sizes = dict(scene.cards), dict(scene.sizes)
    moves = changes.structure
    for key in stale:
        step = funnel.steps.get(key)
        if step is None:
            cards.pop(key, None)
            sizes.pop(key, None)
            continue
        card = cards[key] = card_of(funnel, step, scene.tag, measure)
        moves = moves or sizes.get(key) != (card.width, card.height) or _pinned_anew(changes, key, step)
        sizes[key] = card.width, card.height
    if moves:
        return _placed(funnel, scene.tag, scene.down, cards, sizes)
    return _with(scene, funnel, cards, sizes)


def _with(
    scene: Scene, funnel: Funnel, cards: Mapping[str, Card], sizes: Mapping[str, tuple[float, float]]
) -> Scene:
    return Scene(
        funnel,
        scene.tag,
        scene.down,
        scene.walked,
        scene.arranged,
        cards,
        sizes,
        scene.chips,
        scene.known_wires,
    )


def _touched(funnel: Funnel, changes: Changes) -> frozenset[str]:
    if not changes.products:
        return changes.steps
    sold = changes.products
    using = {
        key
        for key, step in funnel.steps.items()
        if step.product in sold or any(product_of(step, option.id) in sold for option in step.options)
    }
    return changes.steps | using


def _pinned_anew(changes: Changes, key: str, step: Step) -> bool:
    old = changes.old.steps.get(key) if changes.old is not None else None
    return old is not None and old.pinned != step.pinned

"""The tree as an SVG picture: the cards and wires of the canvas, drawn without a screen and without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from funnelstudio.export.picture_look import DARK, LIGHT, Inks, cut, escaped, icon_shapes, measure
from funnelstudio.i18n import _
from funnelstudio.model.arrange import Arrangement, arrange
from funnelstudio.model.cards import (
    FONTS,
    FOOT,
    HEAD,
    PAD,
    PORT,
    ROW,
    TILE,
    Card,
    Flow,
    card_of,
    rate_words,
    revenue_words,
    row_middle,
    written,
)
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.offers import ENDING
from funnelstudio.model.walk import walk

MARGIN = 32.0
TOP = 62.0
"""Space above the tree, for the headings."""
FAMILY = "system-ui, 'Segoe UI', 'Noto Sans', 'Helvetica Neue', sans-serif"


def svg(
    funnel: Funnel,
    *,
    theme: str = "light",
    tag: str = "",
    flow: Flow | None = None,
) -> str:
    """The whole tree as an SVG document. `theme` is "light" or "dark", `tag` the language of the prices.

    With a forecast as `flow`, wires are as thick as their share of the buyers and cards say what they bring.
    """
    inks = DARK if theme == "dark" else LIGHT
    tag = tag or source_tag(funnel)
    cards = {key: card_of(funnel, step, tag, measure) for key, step in funnel.steps.items()}
    placed = arrange(funnel.steps, {key: (card.width, card.height) for key, card in cards.items()})
    left, top, right, bottom = placed.bounds
    width, height = right - left + 2 * MARGIN, bottom - top + TOP + MARGIN
    x, y = MARGIN - left, TOP - top
    parts = [
        *_opening(funnel, inks, width, height),
        *_headings(inks, placed, x, width),
        f'<g transform="translate({_n(x)} {_n(y)})">',
        *_wires(funnel, inks, placed, cards, flow),
        *_chips(funnel, inks, placed, cards),
        *_cards(funnel, inks, placed, cards, flow, tag),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _n(number: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def _opening(funnel: Funnel, inks: Inks, width: float, height: float) -> Iterator[str]:
    w, h = _n(width), _n(height)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" '
        f'role="img" font-family="{FAMILY}">'
    )
    title = funnel.title or _("Funnel")
    yield f"<title>{escaped(title)}</title>"
    yield "<defs>"
    yield (
        '<pattern id="dots" width="20" height="20" patternUnits="userSpaceOnUse">'
        f'<circle cx="10" cy="10" r="0.95" fill="{inks.dots}"/></pattern>'
    )
    yield (
        '<filter id="shadow" x="-10%" y="-10%" width="120%" height="130%"><feDropShadow dx="0" dy="2" '
        f'stdDeviation="3" flood-color="#000" flood-opacity="{0.35 if inks is DARK else 0.08}"/></filter>'
    )
    for kind in sorted({step.type for step in funnel.steps.values()}):
        yield (
            f'<symbol id="icon-{_safe(kind)}" viewBox="0 0 24 24"><g fill="none" stroke="{inks.ink}" '
            'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
            f"{icon_shapes(kind)}</g></symbol>"
        )
    yield "</defs>"
    yield f'<rect width="{w}" height="{h}" fill="{inks.ground}"/>'
    yield f'<rect width="{w}" height="{h}" fill="url(#dots)"/>'


def _safe(kind: str) -> str:
    """A kind as part of an XML id; kinds of newer versions may be called anything."""
    return "".join(
        letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}" for letter in kind
    )


def _write(
    role: str, colour: str, x: float, middle: float, text: str, room: float, anchor: str = "start"
) -> str:
    size, bold = FONTS[role]
    weight = ' font-weight="600"' if bold else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{_n(x)}" y="{_n(middle + size * 0.36)}" font-size="{_n(size)}" '
        f'fill="{colour}"{weight}{place}>'
        f"{escaped(cut(text, role, room))}</text>"
    )


def _headings(inks: Inks, placed: Arrangement, shift: float, width: float) -> Iterator[str]:
    yield f'<rect width="{_n(width)}" height="30" fill="{inks.heading}"/>'
    yield f'<path d="M0 29.5H{_n(width)}" stroke="{inks.edge}"/>'
    for number, (begin, room) in enumerate(placed.columns):
        words = _("Main product") if number == 0 else _("Level {number}").format(number=number)
        x = begin + shift - 16
        if number:
            yield f'<path d="M{_n(x)} 0V30" stroke="{inks.edge}"/>'
        yield _write("kind", inks.secondary, x + 12, 15, words, room + 40)


def _wires(
    funnel: Funnel,
    inks: Inks,
    placed: Arrangement,
    cards: Mapping[str, Card],
    flow: Flow | None,
) -> Iterator[str]:
    labels: list[str] = []
    for key, row, (x0, y0, x1, y1) in _ends(funnel, placed, cards):
        outcome = cards[key].rows[row]
        share = flow.shares.get((key, outcome.outcome)) if flow is not None else None
        thick = 1.6 if share is None else 1.6 + 6.9 * min(1.0, max(0.0, share)) ** 0.8
        colour = inks.accepted if outcome.accepts else inks.declined
        reach = (x1 - x0) / 2 if x1 > x0 else max(40.0, (x0 - x1) / 2)
        curve = f"C{_n(x0 + reach)} {_n(y0)} {_n(x1 - reach)} {_n(y1)} {_n(x1)} {_n(y1)}"
        look = f'fill="none" stroke="{colour}" stroke-width="{_n(thick)}"'
        yield f'<path d="M{_n(x0)} {_n(y0)}{curve}" {look}/>'
        words = rate_words(flow, key, outcome.outcome) if flow is not None else ""
        if words:
            labels += _rate(inks, words, x0 + 0.4 * (x1 - x0), y0 + 0.35 * (y1 - y0))
    yield from labels


def _rate(inks: Inks, words: str, x: float, y: float) -> tuple[str, str]:
    width = measure(words, "share") + 6
    return (
        f'<rect x="{_n(x - width / 2)}" y="{_n(y - 8)}" width="{_n(width)}" height="16" '
        f'fill="{inks.ground}"/>',
        _write("share", inks.secondary, x, y, words, 80, "middle"),
    )


def _ends(
    funnel: Funnel, placed: Arrangement, cards: Mapping[str, Card]
) -> Iterator[tuple[str, int, tuple[float, float, float, float]]]:
    """Each wire: its step, the number of its row, and where it begins and ends."""
    walked = walk(funnel.steps)
    chips = {(chip[0], chip[1]): chip for chip in placed.chips}
    for index, key in enumerate(placed.order):
        hanging = dict(walked.children.get(key, ()))
        x0, top = placed.x[index] + placed.w[index], placed.y[index]
        for row, shown in enumerate(cards[key].rows):
            wire = (key, shown.outcome)
            y0 = top + row_middle(cards[key], row)
            chip = chips.get(wire)
            target = hanging.get(shown.outcome) or walked.jumps.get(wire, "")
            if chip is not None:
                yield key, row, (x0, y0, chip[3], chip[4] + chip[6] / 2)
            elif target in placed.index:
                at = placed.index[target]
                yield key, row, (x0, y0, placed.x[at], placed.y[at] + placed.h[at] / 2)


def _chips(funnel: Funnel, inks: Inks, placed: Arrangement, cards: Mapping[str, Card]) -> Iterator[str]:
    for _step, _outcome, target, x, y, width, height in placed.chips:
        if funnel.steps[target].type == ENDING:
            yield from _pill(inks, cards[target], x, y)
            continue
        yield _box(inks.card, inks.edge, x, y, width, height, height / 2)
        yield (
            f'<path transform="translate({_n(x)} {_n(y + height / 2)})" d="M10 -3.5C10 2.5 11 2.5 18 2.5'
            f'M15.6 0l2.6 2.5-2.6 2.5" fill="none" stroke="{inks.secondary}" stroke-width="1.4" '
            'stroke-linecap="round"/>'
        )
        yield _write("chip", inks.secondary, x + 23, y + height / 2, cards[target].title, width - 32)


def _cards(
    funnel: Funnel,
    inks: Inks,
    placed: Arrangement,
    cards: Mapping[str, Card],
    flow: Flow | None,
    tag: str,
) -> Iterator[str]:
    for index, key in enumerate(placed.order):
        card, x, y = cards[key], placed.x[index], placed.y[index]
        if card.is_pill:
            yield from _pill(inks, card, x, y)
            continue
        yield f'<g transform="translate({_n(x)} {_n(y)})">'
        yield from _head(inks, card, funnel.steps[key].strategy)
        for number in range(len(card.rows)):
            yield from _row(inks, card, number)
        if card.foot:
            revenue = revenue_words(funnel, flow, key, tag) if flow is not None else ""
            yield from _foot(inks, card, written(funnel, key), revenue)
        for number, row in enumerate(card.rows):
            colour = inks.accepted if row.accepts else inks.declined
            yield (
                f'<circle cx="{_n(card.width - 1)}" cy="{_n(row_middle(card, number))}" r="{PORT}" '
                f'fill="{inks.card}" stroke="{colour}" stroke-width="2"/>'
            )
        yield "</g>"


def _box(
    fill: str, edge: str, x: float, y: float, width: float, height: float, radius: float, extra: str = ""
) -> str:
    return (
        f'<rect x="{_n(x + 0.5)}" y="{_n(y + 0.5)}" width="{_n(width - 1)}" height="{_n(height - 1)}" '
        f'rx="{_n(radius)}" fill="{fill}" stroke="{edge}"{extra}/>'
    )


def _head(inks: Inks, card: Card, strategy: str) -> Iterator[str]:
    yield _box(inks.card, inks.edge, 0, 0, card.width, card.height, 12, ' filter="url(#shadow)"')
    colour = inks.kinds.get(card.kind, inks.kinds[""])
    yield f'<rect x="{PAD}" y="11" width="{TILE}" height="{TILE}" rx="6" fill="{colour}"/>'
    yield f'<use href="#icon-{_safe(card.kind)}" x="{PAD + 4}" y="15" width="14" height="14"/>'
    right = card.width - PAD
    if card.strategy:
        ground, ink = inks.strategies.get(strategy, inks.strategies[""])
        width = measure(card.strategy, "tag") + 18
        wide = _n(width)
        yield f'<rect x="{_n(right - width)}" y="12.5" width="{wide}" height="19" rx="9.5" fill="{ground}"/>'
        yield _write("tag", ink, right - width / 2, 22, card.strategy, 200, "middle")
        right -= width + 8
    yield _write("kind", inks.secondary, PAD + TILE + 8, 22, card.word, right - PAD - TILE - 8)
    yield _write("title", inks.text, PAD, 47, card.title, card.width - 2 * PAD)


def _row(inks: Inks, card: Card, number: int) -> Iterator[str]:
    row, top = card.rows[number], HEAD + ROW * number
    middle, room = top + ROW / 2 + 0.5, card.width - 2 * PAD
    yield f'<path d="M1 {_n(top + 0.5)}H{_n(card.width - 1)}" stroke="{inks.edge}"/>'
    if row.price:
        yield _write("row", inks.secondary, card.width - PAD, middle, row.price, room, "end")
        room -= measure(row.price, "row") + 8
    yield _write("row", inks.text if row.accepts else inks.secondary, PAD, middle, row.label, room)


def _foot(inks: Inks, card: Card, languages: tuple[str, ...], revenue: str) -> Iterator[str]:
    top = card.height - FOOT
    yield f'<path d="M1 {_n(top + 0.5)}H{_n(card.width - 1)}" stroke="{inks.edge}"/>'
    if revenue:
        yield _write("foot", inks.secondary, PAD, top + FOOT / 2, revenue, card.width - 80)
    for place, state in enumerate(reversed(languages)):
        x = card.width - PAD - 3 - 9 * place
        yield f'<circle cx="{_n(x)}" cy="{_n(top + FOOT / 2)}" r="3" fill="{inks.states[state]}"/>'


def _pill(inks: Inks, card: Card, x: float, y: float) -> Iterator[str]:
    middle = y + card.height / 2
    yield _box(inks.pill, inks.pill_edge, x, y, card.width, card.height, card.height / 2)
    yield (
        f'<path transform="translate({_n(x)} {_n(middle)})" d="M14.5 0.3l2.8 2.8 5-6.3" fill="none" '
        f'stroke="{inks.pill_text}" stroke-width="1.7" stroke-linecap="round"/>'
    )
    yield _write("ending", inks.pill_text, x + 28, middle, card.title, card.width - 40)

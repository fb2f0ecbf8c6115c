"""What the command palette finds: actions, steps, products and texts, best first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from funnelstudio.gui import theme
from funnelstudio.gui.actions import ACTIONS, MENUS, STEP_LABELS, Action
from funnelstudio.gui.names import currency_of, price_words, step_words
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.texts import place_name
from funnelstudio.model.walk import walk

MOST = 60
_SHORTEST_FOR_TEXTS = 2


class Hit(NamedTuple):
    """One line of the palette. `kind` is a step's type where it is one, else ""."""

    words: str
    note: str
    icon: str
    colour: str
    rank: int
    choose: Callable[[], object]


def search(
    session: Session, typed: str, can: Callable[[Action], bool], do: Callable[[str], object]
) -> list[Hit]:
    """What fits `typed`, best first; with nothing typed, the actions. `can` and `do` are of the window."""
    words = typed.casefold().split()
    hits = [*_actions(words, can, do)]
    if words:
        hits += [*_steps(session, words), *_products(session, words)]
    if len(typed.strip()) >= _SHORTEST_FOR_TEXTS and len(hits) < MOST:
        hits += _texts(session, words, MOST - len(hits))
    return sorted(hits, key=lambda hit: hit.rank)[:MOST]


def rank(words: Sequence[str], title: str) -> int | None:
    """How well a title fits the words: 0 begins with them, 1 has words that do, 2 holds them; None not."""
    low = title.casefold()
    if not all(word in low for word in words):
        return None
    if not words or low.startswith(words[0]):
        return 0
    return 1 if all(f" {word}" in f" {low}" for word in words) else 2


def _actions(
    words: Sequence[str], can: Callable[[Action], bool], do: Callable[[str], object]
) -> Iterator[Hit]:
    menus = {menu: _(label).replace("&", "") for menu, label in MENUS}
    for action in ACTIONS:
        if action.id == "palette" or not can(action):
            continue
        title = _(action.label).removesuffix("…")
        fit = rank(words, f"{title} {action.keywords}".strip())
        if fit is not None:
            keys = action.shortcut[0] if action.shortcut else ""
            note = "  ".join(part for part in (menus.get(action.menu, ""), keys) if part)
            yield Hit(title, note, action.icon or "command", "", fit * 10 + 3, partial(do, action.id))


def _steps(session: Session, words: Sequence[str]) -> Iterator[Hit]:
    funnel = session.funnel
    for step_id in walk(funnel.steps).order:
        kind = funnel.steps[step_id].type
        title = step_words(funnel, step_id)
        fit = rank(words, title)
        if fit is not None:
            note = _(STEP_LABELS.get(kind, "")) if kind in STEP_LABELS else kind
            icon, colour = theme.kind_icon(kind), theme.kind_colour(kind)
            yield Hit(title, note, icon, colour, fit * 10, partial(session.go, step=step_id))


def _products(session: Session, words: Sequence[str]) -> Iterator[Hit]:
    funnel, tag = session.funnel, session.focus.language
    for product_id, product in funnel.products.items():
        fit = rank(words, product.name)
        if fit is not None:
            price = price_words(product.price, currency_of(funnel, tag), tag)

            def choose(key: str = product_id) -> None:
                session.go(workspace="draw", product=key, step="")

            kind = _("Product")
            yield Hit(product.name, f"{kind}  {price}", "package", "", fit * 10 + 1, choose)


def _texts(session: Session, words: Sequence[str], most: int) -> list[Hit]:
    """Texts of the language that is shown which hold all words."""
    funnel, tag = session.funnel, session.focus.language
    found: list[Hit] = []
    for place, fields in funnel.texts.get(tag, {}).items():
        for field, text in fields.items():
            low = text.value.casefold()
            if not all(word in low for word in words):
                continue

            def choose(place: str = place, field: str = field) -> None:
                session.go(workspace="write", place=place, field=field)

            around = excerpt(text.value, low.find(words[0]))
            found.append(Hit(around, place_name(funnel, place), "file-text", "", 40, choose))
            if len(found) == most:
                return found
    return found


def excerpt(text: str, at: int, length: int = 70) -> str:
    """The part of a text around a position, in one line."""
    start = max(0, at - length // 3)
    shown = " ".join(text[start : start + length].split())
    return ("…" if start else "") + shown + ("…" if start + length < len(text) else "")

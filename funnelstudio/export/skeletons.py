"""What pages of one shape have in common is rendered, looked at and encoded once; each adds its own texts.

Two pages have one shape where their template sees the same keys, lists as long, and the same in all that is
no text. It then puts out the same pieces with other texts between, unless it looks into a text: those that it
looks into are part of the shape. A page of which this can't be said is rendered by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from markupsafe import Markup

from funnelstudio.errors import UserError
from funnelstudio.export.cleaning import is_clean
from funnelstudio.export.escaping import escaped_words
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.tracing import Inspected, Skeleton, skeleton_of

MOST: Final = 100
"""Shapes that are kept, each about as large as a page: a language of a funnel has some ten."""

LONGEST: Final = 1_000_000
"""Characters of texts in a page above which it is rendered by itself, with the bounds that hold there."""

_BETWEEN: Final = "\x1f"
"""Stands between texts while they are handled together; what has it in a text is not clean."""

_NONE: Final[frozenset[str]] = frozenset()


T = TypeVar("T")


class Shape(NamedTuple):
    """A page's shape, its texts in their order, and the skeleton of the shape where it is known. Of the texts
    `words` are still to be escaped, those in `html` are not."""

    key: tuple[Any, ...]
    words: list[str]
    html: list[str]
    skeleton: Skeleton | None


class Skeletons:
    """The skeletons of one exporter's pages; they form while pages are made."""

    def __init__(self, exporter: Exporter) -> None:
        self._exporter = exporter
        self._inspected: dict[str, frozenset[str]] = {}
        self._first: dict[tuple[Any, ...], tuple[Shape, bytes]] = {}
        self._known: dict[tuple[Any, ...], Skeleton | None] = {}

    def shape(self, template: str, variant: str, seen: Mapping[str, Any]) -> Shape | None:
        """The shape of a page that sees `seen`; `variant` tells apart what else it sees.

        None where there is none, as something in it is no plain data.
        """
        described: list[Any] = [template, variant]
        words: list[str] = []
        html: list[str] = []
        _describe(seen, self._inspected.get(template, _NONE), described, words, html)
        key = tuple(described)
        try:
            return Shape(key, words, html, self._known.get(key))
        except TypeError:
            return None

    def learn(
        self, shape: Shape, template: str, seen: Mapping[str, Any], shared: Mapping[str, Any], data: bytes
    ) -> None:
        """Take notice of a page that was rendered by itself to `data`, and in which nothing was wrong.

        With the second of a shape its skeleton forms, if it gives both to the byte. `shared` is what the
        template sees besides.
        """
        if shape.key in self._known:
            return
        first = self._first.pop(shape.key, None)
        if first is None:
            _keep(self._first, shape.key, (shape, data))
            return
        inspected = self._inspected.get(template, _NONE)
        try:
            found = skeleton_of(self._exporter, template, seen, shared, inspected)
        except UserError:  # it can't do without the texts
            found = None
        except Inspected as text:
            if text.name not in inspected and text.name:
                self._inspected[template] = inspected | {text.name}  # by which its shapes are others
                return
            found = None
        pages = (first, (shape, data))
        made = [found and filled(known._replace(skeleton=found), _is_sound) for known, _ in pages]
        if found is None or None not in made:  # else their texts can't tell
            _keep(self._known, shape.key, found if made == [page for _, page in pages] else None)


def _is_sound(_addresses: Sequence[str], _texts: str) -> bool:
    """Nothing is wrong in a page that was looked at as a whole."""
    return True


def _keep(kept: dict[tuple[Any, ...], T], key: tuple[Any, ...], value: T) -> None:
    """Keep a value, and let go of the oldest of many, since pages of one language follow each other."""
    if len(kept) >= MOST:
        del kept[next(iter(kept))]
    kept[key] = value


def _describe(
    thing: Mapping[str, Any],
    inspected: frozenset[str],
    key: list[Any],
    words: list[str],
    html: list[str],
) -> None:
    """Put all but the texts into `key`, so that no other thing has the same."""
    key.append(tuple(thing))
    for name, value in thing.items():
        kind = type(value)
        if kind is str or kind is Markup:
            if value and name not in inspected:
                key.append(kind)
                (words if kind is str else html).append(value)
            else:
                key += (kind, value) if value else ("",)
        elif value is None or kind is bool:
            key.append(value)
        elif kind is dict:
            key.append(kind)
            _describe(value, inspected, key, words, html)
        elif kind is list or kind is tuple:
            key += (list, len(value))
            for item in value:
                one = item if type(item) is dict else {name: item}
                _describe(one, inspected, key, words, html)
        else:
            key += (kind, value)


def filled(shape: Shape, sound: Callable[[Sequence[str], str], bool]) -> bytes | None:
    """The page of a shape whose skeleton is known; None where its texts may have something wrong in them.

    `sound` is given the page's own links and its texts, as they stand in it, and says whether they are.
    """
    skeleton, words, html = shape.skeleton, shape.words, shape.html
    assert skeleton is not None  # noqa: S101 - asked only for those
    # All at once: what is done to each alone takes several times as long.
    text = _BETWEEN.join([escaped_words(_BETWEEN.join(words)), *html])
    links = [escaped_words(words[number]) for number in skeleton.links]
    if len(text) > LONGEST or not sound(links, text):
        return None
    try:
        texts = text.encode().split(_BETWEEN.encode())
    except UnicodeEncodeError:
        return None
    if len(texts) != max(1, len(words)) + len(html) or not is_clean(b"\n".join(texts)):
        return None
    page = skeleton.pieces.copy()
    page[1::2] = [texts[number] for number in skeleton.places]
    return b"".join(page)

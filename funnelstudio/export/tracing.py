"""A page rendered with numbers for its texts, which tells where each of them comes to stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final, NamedTuple, NoReturn

from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from funnelstudio.export.cleaning import cleaned_bytes
from funnelstudio.export.engine import Sandbox
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.render import environment, render, sandbox
from funnelstudio.model.memo import by_identity

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # which no page has
_PLACE: Final = re.compile(f"{_OPEN}(<|&lt;)([0-9]+)(?:>|&gt;){_CLOSE}")
"""The number of a text, as it is put out: as it is, or escaped."""

_IN_VALUE: Final = re.compile(r" ([a-z-]+)=\"([^\"]*)\Z")
_LOOKED_AT: Final = frozenset({"href", "src", "id", "style"})
"""Attributes that are looked at on every page. Of these only a link's whole address may differ."""


class Inspected(Exception):  # noqa: N818 - reads as what it is
    """A template looked into a text, called `name`, instead of putting it out.

    A text that a template puts together has no name; that one is compared with another isn't noticed, which
    no template that comes with the program does.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Skeleton(NamedTuple):
    """A page's bytes with a gap at every second place, the numbers of the texts that belong there, and the
    numbers of those that are addresses of links. Words are numbered first, then pieces of HTML."""

    pieces: list[bytes]
    places: list[int]
    links: frozenset[int]


class _Words(str):
    """Stands for words that are still to be escaped. It can be put out, and there are some: that is all."""

    name: str

    def __bool__(self) -> bool:
        return True


class _Html(Markup):
    """Stands for a piece of HTML, likewise."""

    name: str

    def __bool__(self) -> bool:
        return True

    def __html__(self) -> Markup:  # type: ignore[override]  # any HTML, and no other stand-in
        return Markup(str.__str__(self))  # noqa: S704 - it is a number between signs


def _inspected(self: _Words | _Html, *_args: object, **_named: object) -> NoReturn:
    raise Inspected(self.name)


_COMPARING: Final = frozenset({"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__"})
for _kind in (_Words, _Html):
    for _method in frozenset(dir(_kind)) - (frozenset(dir(object)) - _COMPARING) - frozenset(vars(_kind)):
        setattr(_kind, _method, _inspected)


def skeleton_of(
    exporter: Exporter,
    template: str,
    seen: Mapping[str, Any],
    shared: Mapping[str, Any],
    inspected: frozenset[str],
) -> Skeleton | None:
    """The skeleton of the page that sees `seen` and `shared`, whose texts in `seen` are its own but for those
    with `inspected` names. None where it has none.

    Raises Inspected.
    """
    counted: dict[type[str], int] = {str: 0, Markup: 0}
    numbered = _numbered(seen, inspected, counted)
    text = "".join(render(_tracer(exporter), exporter, template, {**shared, **numbered}))
    first, *rest = _PLACE.split(text)
    pieces, places, links = [first], [], set()
    tag = _open_tag(first)
    for mark, digits, piece in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        number = int(digits)
        if number >= counted[Markup if mark == "<" else str]:  # somebody wrote it
            return None
        if mark == "<":  # HTML, which comes after the words
            number += max(1, counted[str])
        if tag:
            inside = _IN_VALUE.search(tag)
            if inside is None:
                return None
            if inside[1] in _LOOKED_AT:
                if inside[1] != "href" or inside[2] or not piece.startswith('"') or mark == "<":
                    return None
                links.add(number)
        pieces.append(piece)
        places.append(number)
        tag = _open_tag(f"{tag} {piece}" if tag else piece)
    gaps = [b""] * (2 * len(places) + 1)
    gaps[::2] = map(cleaned_bytes, pieces)
    return Skeleton(gaps, places, frozenset(links))


def _open_tag(text: str) -> str:
    """The tag within which `text` ends; "" where it ends in none."""
    tag = text[text.rfind("<") :] if "<" in text else ""
    return "" if ">" in tag else tag


def _numbered(
    thing: Mapping[str, Any], inspected: frozenset[str], counted: dict[type[str], int]
) -> dict[str, Any]:
    """What a template sees, with stand-ins for its texts; words and HTML are counted apart."""
    return {name: _one(value, name, inspected, counted) for name, value in thing.items()}


def _one(value: Any, name: str, inspected: frozenset[str], counted: dict[type[str], int]) -> Any:
    kind = type(value)
    if kind is dict:
        return _numbered(value, inspected, counted)
    if kind is list or kind is tuple:
        return [_one(item, name, inspected, counted) for item in value]
    if kind not in counted or not value or name in inspected:
        return value
    stand_in = (_Html if kind is Markup else _Words)(f"{_OPEN}<{counted[kind]}>{_CLOSE}")
    stand_in.name = name
    counted[kind] += 1
    return stand_in


@by_identity(size=4)
def _tracer(exporter: Exporter) -> ImmutableSandboxedEnvironment:
    """An exporter's engine in which filters and tests tell that they look into a text."""
    made = sandbox(exporter.templates, Sandbox)
    made.bytecode_cache = environment(exporter).bytecode_cache
    for functions in (made.filters, made.tests):
        functions.update({name: _telling(function) for name, function in functions.items()})
    return made


def _telling(function: Any) -> Callable[..., Any]:
    @wraps(function)
    def telling(*args: Any, **named: Any) -> Any:
        for value in (*args, *named.values()):
            if isinstance(value, _Words | _Html):
                raise Inspected(value.name)
            if isinstance(value, str) and _OPEN in value:
                raise Inspected("")
        return function(*args, **named)

    return telling

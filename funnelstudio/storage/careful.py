"""Reads funnel files that are not in canonical form: by other hands, of other versions, or broken."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from funnelstudio.i18n import _
from funnelstudio.storage.typed import Fault, Trail, trail_text

MAX_DEPTH: Final = 64
MAX_DIGITS: Final = 60


class _Repeats(dict[str, Any]):
    """An object that gives one of its keys twice; JSON leaves open which of them counts, so it is refused."""

    repeated: str


def parse(raw: bytes) -> Any:
    """The plain data in `raw`. Raises Fault with the place for anything that is not sound JSON in UTF-8."""
    text = _decoded(raw)
    if not text.strip():
        raise Fault(_("is empty"))
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise _broken(error) from None
    except RecursionError:
        raise Fault(_("is nested too deeply")) from None
    _check(data, None, 0)
    return data


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Fault(_("is not UTF-8 text: line {line} holds other bytes").format(line=line)) from None


def _broken(error: json.JSONDecodeError) -> Fault:
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated"):
        return Fault(_("ends too early, at line {line}").format(line=error.lineno))
    clause = _("is not valid JSON at line {line}, column {column}")
    return Fault(clause.format(line=error.lineno, column=error.colno))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    repeats = _Repeats(made)
    repeats.repeated = Counter(key for key, _item in pairs).most_common(1)[0][0]
    return repeats


def _integer(digits: str) -> int | float:
    """A number of more digits than anything counts is infinite here, so that its place is told."""
    return int(digits) if len(digits) <= MAX_DIGITS else float("inf")


def _check(value: Any, trail: Trail | None, depth: int) -> None:
    """Raise Fault for what Python's JSON lets through and a funnel can't hold, such as NaN."""
    if isinstance(value, str):
        if not value.isascii():
            _check_text(value, trail)
    elif isinstance(value, dict):
        _check_object(value, trail, depth)
    elif isinstance(value, list):
        _check_depth(trail, depth)
        for number, item in enumerate(value):
            _check(item, Trail(trail, number), depth + 1)
    elif isinstance(value, float) and not abs(value) < float("inf"):
        raise Fault(_("is not a usable number"), trail_text(trail))


def _check_object(value: dict[str, Any], trail: Trail | None, depth: int) -> None:
    _check_depth(trail, depth)
    if isinstance(value, _Repeats):
        raise Fault(_("is given twice"), str(Trail(trail, value.repeated)))
    for key, item in value.items():
        if not key.isascii():
            _check_text(key, trail)
        _check(item, Trail(trail, key), depth + 1)


def _check_depth(trail: Trail | None, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Fault(_("is nested too deeply"), trail_text(trail))


def _check_text(text: str, trail: Trail | None) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Fault(_("holds half of a character (a lone surrogate)"), trail_text(trail)) from None

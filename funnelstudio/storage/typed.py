"""Turns plain JSON data into a funnel, naming the place of each fault and keeping what it does not know."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from msgspec import inspect

from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import EXTRA_KEY


class Fault(Exception):  # noqa: N818 - becomes a BadInput once the file's name is known
    """What is wrong in a file, as a clause that follows the place, such as "must be text"."""

    def __init__(self, clause: str, place: str = "") -> None:
        super().__init__(clause)
        self.clause = clause
        self.place = place


class Trail:
    """The way from the top of the file to a value, spelled out only when something is wrong there."""

    __slots__ = ("above", "part")

    def __init__(self, above: Trail | None, part: str | int) -> None:
        self.above = above
        self.part = part

    def __str__(self) -> str:
        parts: list[str] = []
        here: Trail | None = self
        while here is not None:
            parts.append(_spelled(here.part))
            here = here.above
        parts.reverse()
        shown = parts if len(parts) <= 12 else [*parts[:6], "…", *parts[-3:]]
        return "".join(shown).removeprefix(".")


Reader = Callable[[Any, Trail | None], Any]

_PLAIN_KEY = re.compile(r"[\w:+-]{1,60}")


def read_funnel(plain: dict[str, Any]) -> Funnel:
    """The funnel in `plain`, a file's data without its "format". Unknown fields go into `Value.extra`.

    Raises Fault with the place of the first wrong type or missing field.
    """
    funnel: Funnel = _reader(Funnel)(plain, None)
    return funnel


def trail_text(trail: Trail | None) -> str:
    """A place for people, "" for the top of the file."""
    return "" if trail is None else str(trail)


def _spelled(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    if _PLAIN_KEY.fullmatch(part):
        return f".{part}"
    shown = part if len(part) <= 40 else part[:39] + "…"
    return f"[{json.dumps(shown)}]"


@lru_cache(maxsize=1)
def _names() -> dict[type, str]:
    return {
        dict: _("an object"),
        list: _("a list"),
        str: _("text"),
        bool: _("true or false"),
        int: _("a whole number"),
        float: _("a number"),
        type(None): _("null"),
    }


def _wrong(expected: str, value: object, trail: Trail | None) -> Fault:
    found = _names().get(type(value), type(value).__name__)
    clause = _("must be {expected}, but is {found}").format(expected=expected, found=found)
    return Fault(clause, trail_text(trail))


@lru_cache(maxsize=64)
def _reader(struct: type) -> Reader:
    """Reads objects of one kind of record."""
    kind = inspect.type_info(struct)
    if not isinstance(kind, inspect.StructType):
        raise TypeError(f"{struct} is not a record")
    fields = {
        field.encode_name: (field.name, _reader_of(field.type))
        for field in kind.fields
        if field.encode_name != EXTRA_KEY
    }
    required = [field.encode_name for field in kind.fields if field.required]

    def read(value: Any, trail: Trail | None) -> Any:
        if type(value) is not dict:
            raise _wrong(_("an object"), value, trail)
        known: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for key, item in value.items():
            field = fields.get(key)
            if field is None:
                extra[key] = item
            else:
                known[field[0]] = field[1](item, Trail(trail, key))
        for key in required:
            if key not in value:
                raise Fault(_("has no “{field}”").format(field=key), trail_text(trail))
        return struct(extra=extra or None, **known)

    return read


def _reader_of(kind: inspect.Type) -> Reader:  # noqa: PLR0911 - one for each kind of type
    match kind:
        case inspect.StructType():
            return _reader(kind.cls)
        case inspect.DictType():
            return _mapping_reader(_reader_of(kind.value_type))
        case inspect.VarTupleType():
            return _list_reader(_reader_of(kind.item_type))
        case inspect.TupleType():
            return _tuple_reader([_reader_of(item) for item in kind.item_types])
        case inspect.UnionType():
            return _optional_reader(kind)
        case inspect.StrType():
            return _exact_reader(str)
        case inspect.BoolType():
            return _exact_reader(bool)
        case inspect.IntType():
            return _whole_number
        case inspect.FloatType():
            return _number
    raise TypeError(f"no reader for {kind}")


def _exact_reader(wanted: type) -> Reader:
    def read(value: Any, trail: Trail | None) -> Any:
        if type(value) is not wanted:
            raise _wrong(_names()[wanted], value, trail)
        return value

    return read


def _whole_number(value: Any, trail: Trail | None) -> int:
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    raise _wrong(_("a whole number"), value, trail)


def _number(value: Any, trail: Trail | None) -> float:
    if type(value) is float:
        return value
    if type(value) is int:
        try:
            return float(value)
        except OverflowError:
            raise Fault(_("is too large a number"), trail_text(trail)) from None
    raise _wrong(_("a number"), value, trail)


def _mapping_reader(read_item: Reader) -> Reader:
    def read(value: Any, trail: Trail | None) -> Any:
        if type(value) is not dict:
            raise _wrong(_("an object"), value, trail)
        return {key: read_item(item, Trail(trail, key)) for key, item in value.items()}

    return read


def _list_reader(read_item: Reader) -> Reader:
    def read(value: Any, trail: Trail | None) -> Any:
        if type(value) is not list:
            raise _wrong(_("a list"), value, trail)
        return tuple(read_item(item, Trail(trail, number)) for number, item in enumerate(value))

    return read


def _tuple_reader(readers: list[Reader]) -> Reader:
    def read(value: Any, trail: Trail | None) -> Any:
        if type(value) is not list:
            raise _wrong(_("a list"), value, trail)
        if len(value) != len(readers):
            raise Fault(_("must hold {count} values").format(count=len(readers)), trail_text(trail))
        return tuple(read(value[number], Trail(trail, number)) for number, read in enumerate(readers))

    return read


def _optional_reader(kind: inspect.UnionType) -> Reader:
    """Reads a value that may be null; the model has no other unions."""
    (inner,) = (_reader_of(item) for item in kind.types if not isinstance(item, inspect.NoneType))

    def read(value: Any, trail: Trail | None) -> Any:
        return None if value is None else inner(value, trail)

    return read

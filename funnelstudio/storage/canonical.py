"""The canonical bytes of a funnel: equal funnels give equal bytes, one field a line, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import inspect

from funnelstudio.model.funnel import Funnel, Text, Texts
from funnelstudio.model.value import EXTRA_KEY
from funnelstudio.storage.migrations import READER, VERSION

INDENT: Final = 1

_encoder = msgspec.json.Encoder(order="deterministic")
_text_default = {field.name: field.default for field in msgspec.structs.fields(Text)}

HEADER: Final = msgspec.json.format(
    msgspec.json.encode({"format": {"app": "funnelstudio", "version": VERSION, "reader": READER}}),
    indent=INDENT,
).removesuffix(b"\n}")
"""How every canonical file of this version begins, up to the first field of the funnel."""


def encode(funnel: Funnel) -> bytes:
    """The file of `funnel`. Never fails for what a text or number holds: see `spread`."""
    parts: dict[str, Any] = {}
    for field in _fields(Funnel):
        value = getattr(funnel, field.attribute)
        if value != field.default:
            parts[field.name] = msgspec.Raw(_texts(value) if field.name == "texts" else _part(value))
    _add_extra(parts, funnel.extra)
    if not parts:
        return HEADER + b"\n}\n"
    body = msgspec.json.format(msgspec.json.encode(parts), indent=INDENT)
    return b"".join((HEADER, b",", memoryview(body)[1:], b"\n"))


def spread(value: Any) -> Any:
    """`value` as plain data in canonical order: fields as declared, then unknown ones, mappings by key.

    What JSON can't hold is mended on the way: numbers that are not finite are left out of their record,
    and halves of characters become U+FFFD, so that saving never fails for them.
    """
    if isinstance(value, msgspec.Struct):
        return _spread_record(value)
    if isinstance(value, dict):
        return {_sound(key): spread(value[key]) for key in sorted(value)}
    if isinstance(value, (tuple, list)):
        return [spread(item) for item in value]
    return _sound(value) if isinstance(value, str) else value


def _part(value: Any) -> bytes:
    """The encoder is quick but leaves out defaults by identity; what it may have got wrong is spread."""
    try:
        quick = _encoder.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(spread(value))
    if any(needle in quick for needle in _suspects()) or _loose_number().search(quick):
        return msgspec.json.encode(spread(value))
    return quick


def _texts(texts: Texts) -> bytes:
    """Texts are nearly all of a large file, so their defaults are cut out of the bytes.

    This is exact: inside a JSON string a quote is always escaped, so `,"` begins a key or a value.
    """
    try:
        quick = _encoder.encode(texts)
    except UnicodeEncodeError:
        return msgspec.json.encode(spread(texts))
    if f'"{EXTRA_KEY}":'.encode() in quick:
        return msgspec.json.encode(spread(texts))
    for name in ("state", "source"):
        default = b"," + msgspec.json.encode(name) + b":" + msgspec.json.encode(_text_default[name])
        quick = quick.replace(default, b"")
    return quick


def _records(kind: inspect.Type) -> Iterator[inspect.StructType]:
    """Every kind of record below `kind`."""
    match kind:
        case inspect.StructType():
            yield kind
            for field in kind.fields:
                yield from _records(field.type)
        case inspect.DictType():
            yield from _records(kind.value_type)
        case inspect.VarTupleType():
            yield from _records(kind.item_type)
        case inspect.UnionType():
            for item in kind.types:
                yield from _records(item)


@lru_cache(maxsize=1)
def _suspects() -> tuple[bytes, ...]:
    """Bytes that tell that a part needs spreading: unknown fields, numbers gone null, written defaults."""
    needles = {f'"{EXTRA_KEY}":'.encode(), b":null", b"[null", b",null"}
    for record in _records(inspect.type_info(Funnel)):
        for field in record.fields:
            if field.default not in (msgspec.NODEFAULT, None, ()):
                pair = msgspec.json.encode(field.encode_name) + b":" + _encoder.encode(field.default)
                needles |= {pair + b",", pair + b"}"}
    return tuple(sorted(needles))


@lru_cache(maxsize=1)
def _loose_number() -> re.Pattern[bytes]:
    """Finds a whole number where a field holds fractions: it is written as one, 1.0 and not 1."""
    records = {record.cls for record in _records(inspect.type_info(Funnel))}
    names = {field.name for record in records for field in _fields(record) if field.fractions}
    return re.compile(rf'"(?:{"|".join(sorted(names))})":\[?(?:-?\d+[,}}\]]|[^,}}]*,-?\d+\])'.encode())


class _Field(NamedTuple):
    attribute: str
    name: str
    default: Any
    fractions: bool


@lru_cache(maxsize=64)
def _fields(record: type[msgspec.Struct]) -> tuple[_Field, ...]:
    """Fields of a record in file order, without the unknown ones."""
    return tuple(
        _Field(
            field.name,
            field.encode_name,
            field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory(),
            "float" in str(field.type),
        )
        for field in msgspec.structs.fields(record)
        if field.name != "extra"
    )


def _spread_record(record: msgspec.Struct) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for field in _fields(type(record)):
        value = getattr(record, field.attribute)
        if value == field.default or (field.fractions and not _is_finite(value)):
            continue
        if field.fractions:
            value = tuple(map(float, value)) if isinstance(value, tuple) else float(value)
        plain[field.name] = spread(value)
    _add_extra(plain, getattr(record, "extra", None))
    return plain


def _add_extra(plain: dict[str, Any], extra: Mapping[str, Any] | None) -> None:
    for key in sorted(extra or {}):
        plain.setdefault(_sound(key), spread((extra or {})[key]))


def _is_finite(value: Any) -> bool:
    numbers = value if isinstance(value, tuple) else (value,)
    return all(not isinstance(item, float) or abs(item) < float("inf") for item in numbers)


def _sound(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text

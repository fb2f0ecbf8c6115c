"""What goes between this program and the child that renders an exporter of the user's own: framed msgpack."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Final

import msgspec
from markupsafe import Markup

_LENGTH: Final = struct.Struct(">Q")
_MARKUP: Final = 1
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SMALLEST, _GREATEST = -(2**63), 2**64 - 1


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """What an exporter of the user's own may use: seconds, and bytes of memory and of output."""

    seconds_a_page: float = 10.0
    seconds: float = 300.0
    memory: int = 512_000_000
    bytes_a_page: int = 8_000_000
    bytes: int = 1_000_000_000


class Begin(msgspec.Struct, tag=True):
    """The first frame: all templates by name."""

    templates: dict[str, str]
    bounds: Bounds


class Render(msgspec.Struct, tag=True):
    """Asks for one file. `seen` is what the template sees, made plain."""

    template: str
    seen: Any


class Inspect(msgspec.Struct, tag=True):
    """Asks what stands in each template; the linter's question."""


class Named(msgspec.Struct, array_like=True):
    """Something at a line of a template."""

    name: str
    line: int


class Inspected(msgspec.Struct):
    """What stands in one template, each with its line; `fault` when it can't be understood.

    `unknown` are names that the template itself gives no value, `fields` the paths that are read, such as
    "page.title" ("*" for a part that is only known later), `unescaped` what keeps text from being escaped,
    `texts` words that stand in the template itself, `references` the templates that it extends, includes or
    imports.
    """

    template: str
    fault: str = ""
    line: int = 0
    unknown: list[Named] = []
    fields: list[Named] = []
    unescaped: list[Named] = []
    texts: list[Named] = []
    references: list[Named] = []


class Answer(msgspec.Struct):
    """What comes of a question. `fault` is "" or "failed", "memory", "size"; `place` is where it failed."""

    text: bytes = b""
    fault: str = ""
    reason: str = ""
    inspected: list[Inspected] = []


def write_frame(stream: BinaryIO, data: bytes) -> None:
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: BinaryIO, most: int) -> bytes | None:
    """The next frame; None at the end, and for one of more than `most` bytes."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > most:
        return None
    data = stream.read(length)
    return data if len(data) == length else None


def plain(value: Any) -> Any:
    """`value` as msgpack can hold it, with Markup told from text; named tuples become dictionaries."""
    if value is None or (type(value) is str and value.isascii()):
        return value
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, Mapping):
        return {plain(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes):
        return [plain(each) for each in value]
    too_great = isinstance(value, int) and not _SMALLEST <= value <= _GREATEST
    return str(value) if too_great else value


def _plain_text(value: str) -> Any:
    whole = value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    return msgspec.msgpack.Ext(_MARKUP, whole.encode()) if isinstance(value, Markup) else whole


def from_ext(code: int, data: memoryview) -> Any:
    """The other way of `plain`, for msgspec: Markup is Markup again."""
    if code != _MARKUP:
        raise ValueError(code)
    return Markup(bytes(data).decode())  # noqa: S704 - it was Markup where it came from

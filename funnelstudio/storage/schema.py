"""The funnel file: bytes to a funnel and back, quickly for files of our own, carefully for all others."""

from __future__ import annotations

import inspect
from typing import Any, Final, NamedTuple

import msgspec

from funnelstudio.errors import BadInput
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import EXTRA_KEY
from funnelstudio.storage.canonical import HEADER, encode
from funnelstudio.storage.careful import parse
from funnelstudio.storage.migrations import VERSION, migrate
from funnelstudio.storage.typed import Fault, read_funnel

__all__ = ["APP", "MAX_BYTES", "Document", "decode", "encode", "json_schema", "read"]

APP: Final = "funnelstudio"
MAX_BYTES: Final = 200_000_000

_decoder = msgspec.json.Decoder(Funnel)


class Document(NamedTuple):
    """A file that was read: its funnel, its version, and what the user should know about it."""

    funnel: Funnel
    version: int
    notes: tuple[str, ...] = ()

    @property
    def is_newer(self) -> bool:
        """Written by a newer program: saving here might lose what it meant, so Save proposes Save As."""
        return self.version > VERSION

    @property
    def is_migrated(self) -> bool:
        """Brought up from an older version: before the first save the old file is kept as `.bak`."""
        return self.version < VERSION


def decode(data: bytes, name: str = "") -> Funnel:
    """The funnel in `data`. `name` is the file's, for messages. Raises BadInput with the place of a fault."""
    return read(data, name).funnel


def read(data: bytes, name: str = "") -> Document:
    """The document in `data`. Raises BadInput with the place of a fault."""
    try:
        return _read_own(data) or _read_any(data)
    except Fault as fault:
        raise _told(fault, name) from None


def _read_own(data: bytes) -> Document | None:
    """The quick way, for files as this version writes them; None for any other.

    A file that is what its funnel encodes to can't hold a repeated key or an unknown field.
    """
    if not data.startswith(HEADER + b","):
        return None
    try:
        funnel = _decoder.decode(b"{" + data[len(HEADER) + 1 :])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return Document(funnel, VERSION) if encode(funnel) == data else None


def _read_any(data: bytes) -> Document:
    if len(data) > MAX_BYTES:
        raise Fault(_("is too large ({size} MB)").format(size=len(data) // 1_000_000))
    plain = parse(data)
    if type(plain) is not dict:
        raise Fault(_("is JSON, but not a funnel"))
    version = _version(plain.pop("format", None))
    notes: tuple[str, ...] = ()
    if version > VERSION:
        notes = (_("A newer Funnel Studio saved this funnel; save it under another name to keep all of it."),)
    return Document(read_funnel(migrate(plain, version)), version, notes)


def _version(header: Any) -> int:
    """The file's version. Raises Fault where it can't be read here (Blender's rule: `reader` decides)."""
    if type(header) is not dict or "app" not in header:
        raise Fault(_("is JSON, but not a funnel: it does not begin with a “format”"))
    if header["app"] != APP:
        raise Fault(_("was made by another program, not by Funnel Studio"))
    version: Any = header.get("version")
    reader: Any = header.get("reader", version)
    for field, number in (("version", version), ("reader", reader)):
        if type(number) is not int or number < 1:
            raise Fault(_("must be a whole number from 1"), f"format.{field}")
    if reader > VERSION:
        raise Fault(_("needs a newer Funnel Studio and is left untouched"))
    return int(version)


def _told(fault: Fault, name: str) -> BadInput:
    """One sentence: the file, the place in it, what is wrong."""
    shown = _("“{name}”").format(name=name) if name else _("The file")
    if fault.place:
        message = _("{file} can't be opened: {place} {clause}.")
    else:
        message = _("{file} can't be opened: it {clause}.")
    return BadInput(message.format(file=shown, place=fault.place, clause=fault.clause), place=fault.place)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file. Unknown fields are allowed: newer versions add some."""
    # Through JSON, since it holds defaults as they are in Python.
    made = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Funnel)))
    definitions: dict[str, dict[str, Any]] = made["$defs"]
    for definition in definitions.values():
        definition["properties"].pop(EXTRA_KEY, None)
        definition.pop("additionalProperties", None)
        if not definition.get("required"):
            definition.pop("required", None)
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
    root = definitions.pop("Funnel")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Funnel Studio funnel",
        "description": root["description"],
        "type": "object",
        "required": ["format"],
        "properties": {"format": _format_schema(), **root["properties"]},
        "$defs": definitions,
    }


def _format_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Who wrote the file, in which version, and the oldest reader that understands it.",
        "required": ["app", "version"],
        "properties": {
            "app": {"const": APP},
            "version": {"type": "integer", "minimum": 1},
            "reader": {"type": "integer", "minimum": 1},
        },
    }

"""The base of every value in a funnel: frozen, compared by content, and safe for what newer versions add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

EXTRA_KEY = "~"
"""Encoded name of `Value.extra`; storage spreads it back among the other keys, so no file ever holds it."""


class Value(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A frozen record. Mappings inside are typed `Mapping`, so that a type checker refuses to change them.

    `extra` holds the fields that this version does not know; they survive opening, editing and saving.
    """

    extra: Mapping[str, Any] | None = msgspec.field(default=None, name=EXTRA_KEY)


K = TypeVar("K")
V = TypeVar("V")
S = TypeVar("S", bound=msgspec.Struct)

replace = msgspec.structs.replace
"""`replace(value, field=new)`: the same value with some fields different."""


def with_item(mapping: Mapping[K, V], key: K, item: V) -> Mapping[K, V]:
    """`mapping` with `key` set to `item`; shares everything else."""
    return {**mapping, key: item}


def without(mapping: Mapping[K, V], *keys: K) -> Mapping[K, V]:
    """`mapping` with `keys` left out, whether or not they were in it."""
    return {key: item for key, item in mapping.items() if key not in keys}

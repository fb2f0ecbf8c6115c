"""What differs between two funnels as plain data, small enough to be written after every edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from funnelstudio.model.funnel import Funnel
from funnelstudio.storage.canonical import spread
from funnelstudio.storage.migrations import Plain

_DEPTHS: Final = {"products": 1, "steps": 1, "texts": 3}
"""Fields whose mappings are compared key by key, and how deep; all others are written whole."""


def delta(old: Funnel, new: Funnel) -> list[list[Any]]:
    """Changes as `[key, ..., value]` and removals as `[key, ...]` in a list of their own, by identity.

    The first item of each change is how many of the others are keys: `[2, "steps", "abc", {...}]` sets,
    `[2, "steps", "abc"]` removes.
    """
    changes: list[list[Any]] = []
    for field in msgspec.structs.fields(Funnel):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before is after:
            continue
        if field.name == "extra":
            changes.append([0, spread(after or {})])
        else:
            _compare(before, after, [field.encode_name], _DEPTHS.get(field.name, 0), changes)
    return changes


def _compare(before: Any, after: Any, keys: list[str], depth: int, changes: list[list[Any]]) -> None:
    if depth == 0 or not isinstance(before, Mapping) or not isinstance(after, Mapping):
        changes.append([len(keys), *keys, spread(after)])
        return
    for key, item in after.items():
        was = before.get(key)
        if was is item:
            continue
        if was is None:
            changes.append([len(keys) + 1, *keys, key, spread(item)])
        else:
            _compare(was, item, [*keys, key], depth - 1, changes)
    changes.extend([len(keys) + 1, *keys, key] for key in before.keys() - after.keys())


def apply(plain: Plain, changes: list[list[Any]]) -> None:
    """Make `changes` in the plain data of a funnel file."""
    for count, *rest in changes:
        if count == 0:
            _replace_unknown(plain, rest[0])
            continue
        *above, last = rest[:count]
        target = plain
        for key in above:
            target = target.setdefault(key, {})
        if len(rest) > count:
            target[last] = rest[count]
        else:
            target.pop(last, None)


def _replace_unknown(plain: Plain, extra: Plain) -> None:
    known = {field.encode_name for field in msgspec.structs.fields(Funnel) if field.name != "extra"}
    known.add("format")
    for key in plain.keys() - known:
        del plain[key]
    plain.update({key: item for key, item in extra.items() if key not in known})

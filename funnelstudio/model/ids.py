"""Short ids that stay the same for ever, so that files merge and links hold."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")

RESERVED = frozenset({"no", "shared"})
"""Ids that mean something else where ids stand: the outcome `no` and the place `shared`."""


def fresh(taken: Container[str], length: int = 5) -> str:
    """A random id that is not in `taken`. Random, so that two people's additions merge without a clash."""
    while True:
        made = secrets.choice(_LETTERS[:23]) + "".join(secrets.choice(_LETTERS) for _ in range(length - 1))
        if made not in taken and made not in RESERVED:
            return made


def is_safe(identifier: str) -> bool:
    """Whether an id may stand in a file name or an address: 1 to 40 small letters, digits, `-` and `_`."""
    return _PATTERN.fullmatch(identifier) is not None

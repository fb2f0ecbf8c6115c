"""Brings files of older versions up to this one: pure functions on plain data, one a version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

Plain = dict[str, Any]
"""A funnel file as JSON gives it, without its "format"."""

Migration = Callable[[Plain], Plain]

VERSION: Final = 1
"""The version of the file that this program writes."""

READER: Final = 1
"""The oldest version of the program's reader that can read what this program writes."""

MIGRATIONS: Final[Mapping[int, Migration]] = {}
"""Version -> the function that turns its data into the next version's. One line here for each new version,
a test in `tests/storage/test_migrations.py`, and a file of the old version kept in `tests/data/versions/`."""


def migrate(
    plain: Plain, version: int, target: int = VERSION, table: Mapping[int, Migration] = MIGRATIONS
) -> Plain:
    """`plain` of the given version as data of version `target`. Never changes what it is handed."""
    for number in range(version, target):
        plain = table[number](plain)
    return plain

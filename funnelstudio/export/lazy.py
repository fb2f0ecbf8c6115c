"""Long lists for templates, whose items are made one by one: all at once take more room than the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class Each(Sequence[T], Generic[S, T]):
    """What `make` makes of each of `items`, made anew whenever it is asked for."""

    def __init__(self, items: Sequence[S], make: Callable[[S], T]) -> None:
        self._items = items
        self._make = make

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: Any) -> Any:
        """The item at an index; for a slice a list."""
        found = self._items[place]
        return [self._make(item) for item in found] if isinstance(place, slice) else self._make(found)

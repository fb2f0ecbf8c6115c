"""Remembering what was worked out for a value that can't change, by its identity."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

A = TypeVar("A")
R = TypeVar("R")


def by_identity(size: int = 4) -> Callable[[Callable[[A], R]], Callable[[A], R]]:
    """Cache a function of one argument for the last `size` arguments, told apart by `is`.

    Meant for the mappings of a funnel: they never change, and comparing them by content would cost more
    than the answer. The arguments are kept alive, so an identity is never used twice. Safe in threads: at
    worst two of them work the same answer out.
    """

    def decorate(function: Callable[[A], R]) -> Callable[[A], R]:
        kept: deque[tuple[A, R]] = deque(maxlen=size)

        @wraps(function)
        def remembered(argument: A) -> R:
            for known, answer in tuple(kept):
                if known is argument:
                    return answer
            answer = function(argument)
            kept.append((argument, answer))
            return answer

        return remembered

    return decorate

"""What a check is: one row of the table, with the function that finds its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from funnelstudio.checks.problem import Problem
from funnelstudio.model.funnel import Funnel

FUNNEL: Final = "funnel"
"""Looks at the whole: `find(funnel)`. Run again after every change of steps, products or languages."""
STEP: Final = "step"
"""Looks at one step with the products: `find(funnel, step_id)`."""
PAGE: Final = "page"
"""Looks at the texts of one place in one language: `find(funnel, tag, place)`."""


class Check(msgspec.Struct, frozen=True):
    """One check. `title` says in one line what it finds, for lists and the guide (a message id)."""

    id: str
    severity: str
    scope: str
    title: str
    find: Callable[..., Iterable[Problem]]

    def problem(self, message: str, **place: Any) -> Problem:
        """A finding of this check."""
        return Problem(id=self.id, severity=self.severity, message=message, **place)


Finder = Callable[[Funnel], Iterable[Problem]]

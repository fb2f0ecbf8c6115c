"""What a check found: how bad, where, one sentence, and the edit that puts it right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from funnelstudio.model.funnel import Funnel

ERROR: Final = "error"
WARNING: Final = "warning"
NOTICE: Final = "notice"
SEVERITIES: Final = (ERROR, WARNING, NOTICE)
"""Worst first. Only errors keep pages from being exported."""

Edit = Callable[..., Funnel]


class Fix(msgspec.Struct, frozen=True):
    """An edit that removes the finding: `edit(funnel, *arguments)`. `label` is what the button says."""

    label: str
    edit: Edit
    arguments: tuple[Any, ...] = ()

    def apply(self, funnel: Funnel) -> Funnel:
        """The funnel without the fault. Raises NotPossible where other edits have overtaken the finding."""
        return self.edit(funnel, *self.arguments)


class Problem(msgspec.Struct, frozen=True):
    """One finding. `id` is `family.name`; `step` is any place; unused parts of the place are empty."""

    id: str
    severity: str
    message: str
    step: str = ""
    field: str = ""
    language: str = ""
    outcome: str = ""
    fix: Fix | None = None

    def plain(self) -> dict[str, Any]:
        """The finding as the command line prints it."""
        return {
            "id": self.id,
            "severity": self.severity,
            "step": self.step,
            "field": self.field,
            "language": self.language,
            "outcome": self.outcome,
            "message": self.message,
            "fix": self.fix.label if self.fix else None,
        }


def rank(problem: Problem) -> int:
    """0 for the worst severity."""
    return SEVERITIES.index(problem.severity)

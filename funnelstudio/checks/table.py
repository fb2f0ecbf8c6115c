"""The table of all checks. A new check is one function and one row in `rows/` of its family."""

from __future__ import annotations

from typing import Final

from funnelstudio.checks.check import Check
from funnelstudio.checks.rows import law, prices, program, selling, target, texts, tree

CHECKS: Final[tuple[Check, ...]] = (
    *tree.CHECKS,
    *selling.CHECKS,
    *prices.CHECKS,
    *texts.CHECKS,
    *law.CHECKS,
    *target.CHECKS,
    *program.CHECKS,
)

SOURCES: Final = {check.id: check.source for check in CHECKS}
"""Where each check's rule comes from, with its date, by the check's id."""

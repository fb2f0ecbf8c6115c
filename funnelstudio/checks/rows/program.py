"""Rows of what the engine itself reports: a check that failed, and what became of waivers."""

from __future__ import annotations

from typing import Final

from funnelstudio.checks import sources
from funnelstudio.checks.check import PROGRAM, Check
from funnelstudio.checks.problem import NOTICE, WARNING
from funnelstudio.i18n import N_


def _by_the_engine() -> tuple[()]:
    """These come from the engine, so there is nothing to find."""
    return ()


CHECKS: Final = (
    Check(
        "check.fault",
        WARNING,
        PROGRAM,
        N_("A check that failed"),
        _by_the_engine,
        N_("A check stumbles over a file that was edited by hand; all others still report."),
        sources.ENGINE,
    ),
    Check(
        "check.waiver_over",
        WARNING,
        PROGRAM,
        N_("Something set aside that is to be looked at again"),
        _by_the_engine,
        N_("A warning was set aside until 2026-03-31, and that day has passed."),
        sources.ENGINE,
    ),
    Check(
        "check.waiver_error",
        WARNING,
        PROGRAM,
        N_("An error that was set aside"),
        _by_the_engine,
        N_("The file sets a missing step aside, but the export would break on it."),
        sources.ENGINE,
    ),
    Check(
        "check.waiver_unused",
        NOTICE,
        PROGRAM,
        N_("Something set aside that is not there any more"),
        _by_the_engine,
        N_("A downsell was set aside as too dear, and costs less by now."),
        sources.ENGINE,
    ),
)

"""Checks over the whole funnel: what is wrong, where, and the edit that puts it right."""

from funnelstudio.checks.checker import Checker, check
from funnelstudio.checks.mending import Effect, effect, mended
from funnelstudio.checks.problem import ERROR, NOTICE, SEVERITIES, WARNING, Fix, Problem
from funnelstudio.checks.table import SOURCES
from funnelstudio.checks.waiving import waive

__all__ = [
    "ERROR",
    "NOTICE",
    "SEVERITIES",
    "SOURCES",
    "WARNING",
    "Checker",
    "Effect",
    "Fix",
    "Problem",
    "check",
    "effect",
    "mended",
    "waive",
]

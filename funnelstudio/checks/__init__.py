"""Checks over the whole funnel: what is wrong, where, and the edit that puts it right."""

from funnelstudio.checks.checker import Checker, check
from funnelstudio.checks.problem import ERROR, NOTICE, SEVERITIES, WARNING, Fix, Problem

__all__ = ["ERROR", "NOTICE", "SEVERITIES", "WARNING", "Checker", "Fix", "Problem", "check"]

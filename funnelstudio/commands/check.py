"""`funnelstudio check`: every problem of a funnel, one a line or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from funnelstudio.commands.common import (
    BLOCKED,
    DONE,
    add_exporter,
    add_file,
    add_json,
    open_funnel,
    say,
    say_json,
    user_exporters,
)
from funnelstudio.i18n import _, ngettext

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    add_exporter(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.checks import check
    from funnelstudio.export import find_exporter

    opened = open_funnel(arguments.file)
    if arguments.exporter:
        find_exporter(arguments.exporter, user_exporters())
    problems = check(opened.funnel)
    if arguments.json:
        say_json({"file": str(arguments.file), "problems": [problem.plain() for problem in problems]})
    else:
        show(problems)
        say(tally(problems))
    return BLOCKED if blocking(problems) else DONE


def blocking(problems: Sequence[Problem]) -> list[Problem]:
    """Those that keep pages from being exported."""
    return [problem for problem in problems if problem.severity == "error"]


def show(problems: Sequence[Problem]) -> None:
    """Print problems, one a line: how bad, what and where, then the sentence."""
    for problem in problems:
        place = "/".join(part for part in (problem.step, problem.field) if part)
        where = " ".join(part for part in (place, problem.language) if part)
        message = " ".join(problem.message.split())
        say(f"{problem.severity:7}  {problem.id:20}  {where}{': ' if where else ''}{message}")


def tally(problems: Sequence[Problem]) -> str:
    """How many problems of each severity, in one sentence."""
    if not problems:
        return _("No problems.")
    counts = {
        severity: sum(problem.severity == severity for problem in problems)
        for severity in ("error", "warning", "notice")
    }
    parts = (
        ngettext("{count} error", "{count} errors", counts["error"]).format(count=counts["error"]),
        ngettext("{count} warning", "{count} warnings", counts["warning"]).format(count=counts["warning"]),
        ngettext("{count} notice", "{count} notices", counts["notice"]).format(count=counts["notice"]),
    )
    return ", ".join(parts) + "."

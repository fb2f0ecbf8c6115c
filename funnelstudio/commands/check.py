"""`funnelstudio check`: every problem of a funnel, one a line, as JSON, or as SARIF."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

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
    from funnelstudio.model.checking import Waiver
    from funnelstudio.model.funnel import Funnel
    from funnelstudio.model.limits import Limits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    add_exporter(parser)
    add_json(parser)
    parser.add_argument("--sarif", action="store_true", help=_("print SARIF 2.1.0, which code hosts show"))


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.checks import Checker

    opened = open_funnel(arguments.file)
    checker = Checker(limits_for(opened.funnel, arguments.exporter))
    problems = checker.update(opened.funnel)
    if arguments.sarif:
        from funnelstudio.commands.sarif import sarif

        say_json(sarif(arguments.file, problems, checker.waived))
    elif arguments.json:
        waived = [{**plain(problem), "waiver": _waiver(waiver)} for problem, waiver in checker.waived]
        found = [plain(problem) for problem in problems]
        say_json({"file": str(arguments.file), "problems": found, "waived": waived})
    else:
        show(problems)
        say(tally(problems, len(checker.waived)))
    return BLOCKED if blocking(problems) else DONE


def limits_for(funnel: Funnel, exporter: str = "") -> Limits:
    """The limits of the named exporter, else of the one that the funnel names, else none.

    Raises UserError for a name that is given and not known; one in a file may be another computer's.
    """
    from funnelstudio.errors import UserError
    from funnelstudio.export.exporter import chosen_exporter
    from funnelstudio.export.limits import limits_of
    from funnelstudio.model.limits import NO_LIMITS

    try:
        return limits_of(chosen_exporter(exporter, funnel.export.exporter, user_exporters()))
    except UserError:
        if exporter:
            raise
        return NO_LIMITS


def plain(problem: Problem) -> dict[str, Any]:
    """A finding for other programs; `resources/schema/problems.schema.json` describes it."""
    from funnelstudio.checks import SOURCES

    return {**problem.plain(), "source": SOURCES.get(problem.id, "")}


def _waiver(waiver: Waiver) -> dict[str, str]:
    return {"reason": waiver.reason, "by": waiver.by, "until": waiver.until}


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


def tally(problems: Sequence[Problem], waived: int = 0) -> str:
    """How many problems of each severity, and how many are set aside, in one sentence."""
    aside = ngettext("{count} is set aside.", "{count} are set aside.", waived).format(count=waived)
    aside = f" {aside}" if waived else ""
    if not problems:
        return _("No problems.") + aside
    counts = {
        severity: sum(problem.severity == severity for problem in problems)
        for severity in ("error", "warning", "notice")
    }
    parts = (
        ngettext("{count} error", "{count} errors", counts["error"]).format(count=counts["error"]),
        ngettext("{count} warning", "{count} warnings", counts["warning"]).format(count=counts["warning"]),
        ngettext("{count} notice", "{count} notices", counts["notice"]).format(count=counts["notice"]),
    )
    return ", ".join(parts) + "." + aside

"""Findings as SARIF 2.1.0, which code hosts show beside the lines of a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from funnelstudio import __version__

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem
    from funnelstudio.model.checking import Waiver

_LEVELS: Final = {"error": "error", "warning": "warning", "notice": "note"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(
    path: Path, problems: Iterable[Problem], waived: Iterable[tuple[Problem, Waiver]] = ()
) -> dict[str, Any]:
    """One run with all findings of the file at `path`; those set aside are marked as suppressed."""
    from funnelstudio.checks.table import CHECKS

    rules = {check.id: check for check in CHECKS}
    index = {key: number for number, key in enumerate(rules)}
    text = _text(path)
    results = [_result(path, text, index, problem) for problem in problems]
    for problem, waiver in waived:
        suppression = {"kind": "external", "justification": f"{waiver.reason} ({waiver.by})"}
        results.append({**_result(path, text, index, problem), "suppressions": [suppression]})
    driver = {
        "name": "Funnel Studio",
        "semanticVersion": __version__,
        "rules": [
            {
                "id": check.id,
                "shortDescription": {"text": check.title},
                "fullDescription": {"text": check.example},
                "help": {"text": check.source},
                "defaultConfiguration": {"level": _LEVELS[check.severity]},
            }
            for check in rules.values()
        ],
    }
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(path: Path, text: str, index: dict[str, int], problem: Problem) -> dict[str, Any]:
    where = "/".join(
        part for part in (problem.step, problem.outcome, problem.field, problem.language) if part
    )
    artifact = path.as_posix() if path.is_absolute() is False else path.name
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": artifact},
            "region": {"startLine": line_of(text, problem)},
        }
    }
    if where:
        location["logicalLocations"] = [{"fullyQualifiedName": where}]
    return {
        "ruleId": problem.id,
        "ruleIndex": index.get(problem.id, -1),
        "level": _LEVELS[problem.severity],
        "message": {"text": problem.message},
        "locations": [location],
        "partialFingerprints": {"place/v1": f"{problem.id}:{where}"},
    }


def _text(path: Path) -> str:
    """The file's text; "" for a packed funnel, in which there are no lines."""
    if path.suffix == ".funnelz":
        return ""
    return path.read_text(encoding="utf-8", errors="replace")


def line_of(text: str, problem: Problem) -> int:
    """The line, from 1, on which the place of a finding stands in the file, as near as it can be told."""
    kind, colon, key = problem.step.partition(":")
    if problem.language and problem.step:
        keys = ["texts", problem.language, problem.step, problem.field]
    elif problem.language:
        keys = ["languages"]
    elif colon:
        keys = ["products", key] if kind == "product" else ["plan_changes"]
    else:
        keys = ["steps", problem.step]
    place = 0
    for name in filter(None, keys):
        found = text.find(f"{json.dumps(name, ensure_ascii=False)}:", place)
        if found < 0:
            break
        place = found
    return text.count("\n", 0, place) + 1

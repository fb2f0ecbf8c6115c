"""What `check` prints for other programs: JSON that its schema describes, and SARIF with lines."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it has no stubs among the locked ones
import pytest

from funnelstudio.checks import check, waive
from funnelstudio.cli import main
from funnelstudio.model.value import replace, without
from funnelstudio.storage.files import save
from tests.builders import a_funnel
from tests.repository import ROOT

SCHEMA = json.loads((ROOT / "resources" / "schema" / "problems.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A funnel with an error, and with one warning that is set aside."""
    monkeypatch.chdir(tmp_path)
    funnel = a_funnel()
    warning = next(problem for problem in check(funnel) if problem.severity == "warning")
    funnel = waive(funnel, warning, "Both are fine", "Ada", "9999-12-31")
    save(replace(funnel, steps=without(funnel.steps, "thanks")), tmp_path / "my.funnel")
    return Path("my.funnel")


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> dict:  # type: ignore[type-arg]  # JSON
    assert main(list(words)) == 1
    found: dict = json.loads(capsys.readouterr().out)  # type: ignore[type-arg]  # JSON
    return found


def test_json_is_as_its_schema_says(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "check", str(path), "--json")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(found, SCHEMA)
    assert "tree.dangling" in {problem["id"] for problem in found["problems"]}
    assert [one["waiver"]["by"] for one in found["waived"]] == ["Ada"]
    assert all(problem["source"] for problem in found["problems"])


def test_lines_count_what_is_set_aside(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().out.endswith("1 is set aside.\n")


def test_sarif_has_a_rule_a_level_and_a_line_for_each(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "check", str(path), "--sarif")
    assert found["version"] == "2.1.0"
    (run,) = found["runs"]
    rules = run["tool"]["driver"]["rules"]
    lines = path.read_text(encoding="utf-8").splitlines()
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] == "my.funnel"
        assert 1 <= location["region"]["startLine"] <= len(lines)
    assert sum("suppressions" in result for result in run["results"]) == 1
    dangling = next(result for result in run["results"] if result["ruleId"] == "tree.dangling")
    line = lines[dangling["locations"][0]["physicalLocation"]["region"]["startLine"] - 1]
    step = dangling["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].partition("/")[0]
    assert f'"{step}":' in line


def test_an_exporter_that_only_the_file_names_is_no_hindrance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    funnel = a_funnel()
    save(replace(funnel, export=replace(funnel.export, exporter="elsewhere")), tmp_path / "my.funnel")
    assert main(["check", str(tmp_path / "my.funnel")]) == 0
    assert capsys.readouterr().err == ""

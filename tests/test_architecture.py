"""What the design promises about the code itself: layers, sizes, types, style, no trace of a machine."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT, python_files, tracked

TOP_LEVEL = {
    *("pyproject.toml", "requirements.lock", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore"),
    *("funnelstudio", "resources", "locales", "exporters", "tests", "benchmarks", "docs"),
    *("studio", "studio.cmd", ".ci"),
}
FILE_LINES, FILE_LINES_95, FILE_LINES_MEDIAN = 450, 350, 100
FUNCTION_LINES, FUNCTION_LINES_95 = 60, 30
CLASS_METHODS = 20

MACHINE_PATH = r"(?<![\w.:/<-])/(?:work|tmp|root|opt|home/\w+|Users/\w+)/\w"
REGISTRY = r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|(?:deb|security|ftp)\.debian\.org)\b"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["-m", "mypy"], id="types"),
        pytest.param(["-m", "ruff", "check", "."], id="lint"),
        pytest.param(["-m", "ruff", "format", "--check", "."], id="format"),
        pytest.param(["-c", "from importlinter.cli import lint_imports_command as c; c()"], id="layers"),
    ],
)
def test_checker_finds_nothing(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=280
    )
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def at_95_percent(sizes: list[int]) -> int:
    return sorted(sizes)[int(0.95 * (len(sizes) - 1))]


def nodes(files: list[Path]) -> list[tuple[str, ast.AST]]:
    """Every node of the files' syntax trees, with the file's name to tell where it is."""
    return [
        (str(file.relative_to(ROOT)), node)
        for file in files
        for node in ast.walk(ast.parse(file.read_bytes(), str(file)))
    ]


def function_sizes(files: list[Path]) -> dict[str, int]:
    return {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, node in nodes(files)
        if isinstance(node, Function)
    }


def test_no_file_is_long() -> None:
    assert {str(file): size for file in python_files() if (size := lines(file)) > FILE_LINES} == {}


def test_files_are_short() -> None:
    sizes = [lines(file) for file in python_files("funnelstudio")]
    assert statistics.median(sizes) <= FILE_LINES_MEDIAN
    assert at_95_percent(sizes) <= FILE_LINES_95


def test_no_function_is_long() -> None:
    long = {name: size for name, size in function_sizes(python_files()).items() if size > FUNCTION_LINES}
    assert long == {}


def test_functions_are_short() -> None:
    assert at_95_percent(list(function_sizes(python_files("funnelstudio")).values())) <= FUNCTION_LINES_95


def test_no_class_is_large() -> None:
    methods = {
        f"{name}:{node.lineno} {node.name}": sum(isinstance(part, Function) for part in node.body)
        for name, node in nodes(python_files())
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in methods.items() if count > CLASS_METHODS} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file)
        for file in python_files("funnelstudio", "studio", "benchmarks")
        if file.read_bytes().strip() and not ast.get_docstring(ast.parse(file.read_bytes()))
    ]
    assert silent == []


def test_exceptions_from_the_checkers_are_explained() -> None:
    """An exception says why on its own line: `# type: ignore[code]  # reason`, `# noqa: X1 - reason`."""
    exception = re.compile(
        r"#\s*(?:type:\s*ignore(?:\[[\w, -]+\])?|noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?)(.*)"
    )
    unexplained = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in python_files("funnelstudio", "studio")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if (match := exception.search(line)) and len(match[1].strip(" #-:,")) < 4
    ]
    assert unexplained == []


def test_top_level_is_as_designed() -> None:
    assert {path.parts[0] for path in tracked()} - TOP_LEVEL == set()


def test_no_machine_and_no_registry_is_named() -> None:
    wanted = re.compile(f"{MACHINE_PATH}|{REGISTRY}".encode())
    named = {
        str(path): found[0].decode()
        for path in tracked()
        if b"\0" not in (content := (ROOT / path).read_bytes()) and (found := wanted.search(content))
    }
    assert named == {}


def test_links_in_the_documents_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
    broken = [
        f"{page}: {target}"
        for page in tracked()
        if page.suffix == ".md" and page.parts[0] != "tests"
        for target in link.findall(
            re.sub(r"<!--.*?-->", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.S)
        )
        if not (ROOT / page.parent / target).exists()
    ]
    assert broken == []

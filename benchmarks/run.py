"""Run the benchmarks, all `bench_*.py` here or those named, each in its own process; print one table.

A benchmark has `main() -> None`, which prints a line a figure: what, measured and goal, separated by tabs.
The figures are ratios of two measurements from the same run, so that they mean the same on every computer:
`1.32` measured with the goal `<= 1.5`. A figure without a goal is only shown.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run_one(name: str) -> list[list[str]]:
    """Run one benchmark in a new process, so that none warms up the next; return its rows."""
    done = subprocess.run(
        [sys.executable, __file__, "--alone", name], stdout=subprocess.PIPE, text=True, check=False
    )
    rows = [line.split("\t") for line in done.stdout.splitlines() if line.strip()]
    failed = [[f"{name} failed", f"exit code {done.returncode}", "0"]] if done.returncode else []
    return rows + failed


def alone(name: str) -> None:
    """Import one benchmark and run its `main`."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main()


def verdict(measured: str, goal: str) -> str:
    """Say whether the figure reaches its goal: `<= 1.5`, `>= 4`, or nothing to reach."""
    sign, _, bound = goal.partition(" ")
    try:
        figure, limit = float(measured.split(maxsplit=1)[0]), float(bound)
    except (ValueError, IndexError):
        return "failed" if "exit code" in measured else ""
    return "ok" if (figure <= limit if sign == "<=" else figure >= limit) else "MISSED"


def table(rows: list[list[str]]) -> str:
    """Lay the rows out in columns, with the verdict at the end."""
    full = [["what", "measured", "goal", ""]]
    for row in rows:
        what, measured, goal = [*row, "", ""][:3]
        full.append([what, measured, goal, verdict(measured, goal)])
    widths = [max(map(len, column)) for column in zip(*full, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in full]
    return "\n".join(line.rstrip() for line in lines)


def main(arguments: list[str]) -> int:
    """Run the benchmarks and print the table; 1 when one failed or missed its goal."""
    if arguments[:1] == ["--alone"]:
        alone(arguments[1])
        return 0
    found = sorted(path.stem for path in HERE.glob("bench_*.py"))
    named = [f"bench_{name.removeprefix('bench_').removesuffix('.py')}" for name in arguments] or found
    if unknown := sorted({*named} - {*found}):
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(found)}", file=sys.stderr)
        return 2
    rows: list[list[str]] = []
    for name in named:
        print(f"{name} ...", file=sys.stderr, flush=True)
        rows += run_one(name)
    print(table(rows))
    return int(any(verdict(*[*row, "", ""][1:3]) in ("MISSED", "failed") for row in rows))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

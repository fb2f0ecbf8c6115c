"""Everything but drawing works where there is no PySide6 and no screen, on every bundled funnel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

# None in sys.modules makes each import of it fail, as if it were not installed.
WITHOUT_QT = """
import runpy, sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
sys.argv[0] = "funnelstudio"
runpy.run_module("funnelstudio", run_name="__main__")
"""
SAMPLES = sorted(path.stem for path in (ROOT / "resources" / "samples").rglob("*.funnel"))


def funnelstudio(*arguments: str | Path, cwd: Path) -> str:
    """Run a command of the program and return what it prints."""
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, *map(str, arguments)],
        cwd=cwd,
        env={**surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_there_are_samples(tmp_path: Path) -> None:
    listed = [line.split()[0] for line in funnelstudio("samples", cwd=tmp_path).splitlines() if line.strip()]
    assert "red-roses" in listed
    assert sorted(listed) == SAMPLES


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_checked_drawn_and_exported(sample: str, tmp_path: Path) -> None:
    funnelstudio("new", sample, "my.funnel", cwd=tmp_path)
    found = json.loads(funnelstudio("check", "my.funnel", "--json", cwd=tmp_path))["problems"]
    assert [problem for problem in found if problem["severity"] == "error"] == []
    assert funnelstudio("paths", "my.funnel", cwd=tmp_path).strip()
    funnelstudio("export", "my.funnel", "--to", "site", cwd=tmp_path)
    assert list((tmp_path / "site").rglob("*.html"))
    funnelstudio("picture", "my.funnel", "-o", "tree.svg", cwd=tmp_path)
    assert "<svg" in (tmp_path / "tree.svg").read_text(encoding="utf-8")

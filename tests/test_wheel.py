"""What people install: the wheel, built from the sdist, holds what git tracks and starts on its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.repository import ROOT, tracked

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
DATA_FOLDERS = ("resources", "locales", "exporters")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program and return what it prints; what goes wrong is shown in full."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, from the sdist, from the tracked files alone: what a release would hold."""
    source = tmp_path_factory.mktemp("source")
    for path in tracked():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, source / path)
    run(sys.executable, "-m", "build", "--no-isolation", cwd=source)  # the wheel is built from the sdist
    return next((source / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def clean_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel; the libraries are borrowed from the one that tests."""
    home = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "venv", home, cwd=home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    run(python, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", wheel, cwd=home)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_wheel_holds_what_git_tracks(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    bundled = {f"funnelstudio/_bundled/{path.as_posix()}" for path in tracked(*DATA_FOLDERS)}
    assert held == {path.as_posix() for path in tracked("funnelstudio")} | bundled


@pytest.mark.parametrize("command", ["self-test", "samples", "--version"])
def test_installed_program_starts(clean_python: Path, tmp_path: Path, command: str) -> None:
    program = clean_python.with_name("funnelstudio" + (".exe" if os.name == "nt" else ""))
    assert run(program, command, cwd=tmp_path).strip()


def test_installed_program_is_the_wheel(clean_python: Path, tmp_path: Path) -> None:
    where = run(clean_python, "-c", "import funnelstudio; print(funnelstudio.__file__)", cwd=tmp_path)
    assert clean_python.parents[1] in Path(where.strip()).parents

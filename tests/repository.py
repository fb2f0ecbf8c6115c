"""The files of this project as git tracks them, for the tests that judge the project itself."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@cache
def tracked(*folders: str) -> tuple[Path, ...]:
    """Return the tracked files, relative to the root, of all the project or of some of its folders."""
    command = ["git", "ls-files", "-z", "--", *folders]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(path for name in done.stdout.split("\0") if name and (ROOT / (path := Path(name))).is_file())


def python_files(*folders: str) -> list[Path]:
    """Return the tracked Python files: absolute paths."""
    return [ROOT / path for path in tracked(*folders) if path.suffix == ".py" or path.name == "studio"]

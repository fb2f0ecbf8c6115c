"""What each platform's exporter makes of the small funnel, file by file. UPDATE_GOLDEN=1 writes it anew.

Kept without the style sheet, which the golden site of `static` has, and without the pages that are as there.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from funnelstudio.export import find_exporter
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace
from tests.export.filled import filled
from tests.export.wired import PLATFORMS, bare, made

GOLDEN = Path(__file__).parent / "golden" / "platforms"
STYLE = re.compile(r"(?<=<style>).*?(?=</style>)|(?<=style-src )'sha256-[^']*'", re.DOTALL)
KEPT = re.compile(
    r"en-GB/(?:more-roses|club|vase|food)\.html|ar-EG/club\.html|.*\.csv|setup/en-GB/checklist\.html"
)


def _files(funnel: Funnel, name: str) -> dict[str, str]:
    exporter = find_exporter(name)
    found, warnings = made(filled(bare(funnel), exporter), exporter, ("en-GB", "ar-EG"))
    assert warnings == []
    return {path: STYLE.sub("", text) for path, text in found.items() if KEPT.fullmatch(path)}


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_files_are_the_golden_ones(funnel: Funnel, name: str) -> None:
    steps = {key: replace(step, links={}) for key, step in funnel.steps.items()}
    files = _files(replace(funnel, steps=steps), name)
    folder = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
    golden = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.*")
        if path.is_file()
    }
    assert sorted(files) == sorted(golden)
    assert [path for path, text in files.items() if text.split() != golden[path].split()] == []

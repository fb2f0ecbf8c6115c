"""The live page in a real web view: it shows, follows, keeps its place, and lets nothing out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.repository import ROOT

PROGRAM = Path(__file__).with_name("walk_pages.py")


def test_the_page_follows_edits_links_and_light() -> None:
    answer = subprocess.run(
        [sys.executable, str(PROGRAM)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert answer.stdout.splitlines() == [
        "shown: typed text, as it was typed",
        "focus: in the page",
        "width: 375",
        "picture: True",
        "kept the place: True",
        "dark: yes",
        "followed to: club de-DE",
        "told: This link leads to https://example.com/ / Open in the browser",
        "still here: funnel",
        "said: The preview stopped.",
        "back: yes",
    ], answer.stderr[-3000:]
    assert answer.returncode == 0, answer.stderr[-3000:]
    assert "Release of profile requested" not in answer.stderr

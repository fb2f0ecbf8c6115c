"""Whatever a sound file holds, no command breaks on it."""

from __future__ import annotations

import contextlib
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from funnelstudio.cli import main
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage.files import save
from tests.storage.strategies import funnels


def run(*words: str | Path) -> str:
    """What a command printed, on either stream."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main([*map(str, words), "--debug"])
    assert code in (0, 1, 2), out.getvalue()
    return out.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "--json"],
        ["paths"],
        ["paths", "--json"],
        ["forecast"],
        ["forecast", "--json"],
        ["picture", "-o", "OUT.svg"],
        ["export", "--draft", "--to", "OUT"],
    ],
    ids=" ".join,
)
@settings(max_examples=10)
@given(funnel=funnels)
def test_a_command_on_any_funnel(words: list[str], funnel: Funnel) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.funnel"
        save(funnel, path, keep_version=False)
        filled = [word.replace("OUT", str(Path(folder) / "out")) for word in words]
        run(filled[0], path, *filled[1:])

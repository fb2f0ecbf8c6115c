"""A terminal in which commands run in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from funnelstudio.cli import main


class Terminal:
    """Runs commands in this process and keeps what they printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.err = ""

    def run(self, *words: str | Path, code: int = 0) -> str:
        """Run a command that must return `code`; returns what it printed."""
        self._capsys.readouterr()
        try:
            found = main([str(word) for word in words])
        except SystemExit as end:  # as argparse ends
            found = int(end.code or 0)
        out, self.err = self._capsys.readouterr()
        assert found == code, out + self.err
        assert "Traceback" not in self.err
        return out

    def refused(self, *words: str | Path) -> str:
        """Run a command that must fail with one sentence on stderr; returns it."""
        out = self.run(*words, code=2)
        assert out == ""
        assert self.err.startswith("funnelstudio: ")
        assert self.err.count("\n") == 1
        return self.err


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(capsys)

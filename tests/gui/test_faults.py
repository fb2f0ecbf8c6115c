"""A fault of the program is told and written into a report; the program goes on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from funnelstudio.gui.faults import tell_faults
from funnelstudio.gui.session import Message


def test_an_error_that_nothing_caught_is_told_with_its_report(
    monkeypatch: pytest.MonkeyPatch, own_surroundings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[Message] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    tell_faults(told.append)
    try:
        raise KeyError("a fault of ours")
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert told[0].severity == "error"
    assert "KeyError" in told[0].text
    report = Path(told[0].hint.rpartition(" is in ")[2].rstrip("."))
    assert report.is_relative_to(own_surroundings)
    assert "a fault of ours" in report.read_text(encoding="utf-8")
    assert "a fault of ours" in capsys.readouterr().err

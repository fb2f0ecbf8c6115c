"""The journal of a document: what was given up with it does not come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from funnelstudio.gui import jobs
from funnelstudio.gui.safety import Safety
from funnelstudio.gui.session import Session
from funnelstudio.model.edits.document import set_title
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress
from funnelstudio.storage.recovery import list_recoveries

Work = Callable[[Progress], object]


def test_a_record_that_comes_late_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, own_surroundings: Any
) -> None:
    waiting: list[Work] = []
    monkeypatch.setattr(jobs, "run", lambda work, *_done, **_others: waiting.append(work))
    session = Session(Funnel(title="Roses"))
    safety = Safety(session)
    safety.begin(session.funnel, None, "")
    session.edit("Change title", set_title, "Tulips")
    safety._record()
    safety.end(keep=False)
    assert waiting
    for work in waiting:
        work(Progress())
    assert not [*own_surroundings.rglob("*.journal")]
    assert list_recoveries() == ()

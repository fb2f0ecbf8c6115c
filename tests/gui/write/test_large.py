"""Write stays usable on the largest funnels: rows are counted as they are seen, editors made for one page."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio.gui import theme
from funnelstudio.gui.session import Session
from funnelstudio.gui.write.workspace import WriteWorkspace
from funnelstudio.model.edits.texts import set_text
from tests.builders import big_funnel


def test_big_funnel_opens_and_takes_an_edit_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    theme.start(qapp, "light")
    session = Session()
    session.load(big_funnel())
    session.go(workspace="write", language=session.funnel.languages[1].tag)
    write = WriteWorkspace(session)
    qtbot.addWidget(write)
    write.show()
    place, tag = write.place(), write.tag()
    key = write.cards.shown()[0]
    started = time.process_time()
    for number in range(5):
        session.edit("", set_text, tag, place, key, f"Edit {number}")
    # Generous, for slow machines: what it guards against is work on every page for each edit.
    assert (time.process_time() - started) / 5 < 0.25

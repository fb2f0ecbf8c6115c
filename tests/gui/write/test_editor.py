"""The field that a text is written in."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from funnelstudio.gui.write.editor import TextEditor


def test_an_empty_field_is_as_tall_as_its_hint(qtbot: QtBot) -> None:
    editor = TextEditor()
    qtbot.addWidget(editor)
    editor.resize(240, 30)
    editor.show()
    editor.set_hint("Translate…")
    low = editor.height()
    editor.set_hint("What the text of the language that this one is based on says, over several lines. " * 2)
    assert editor.height() >= 3 * low - 20
    editor.show_text("Short")
    assert editor.height() == low

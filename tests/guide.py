"""Parts of the guide that the program's own tables know: `./studio words` writes them, a test compares."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from funnelstudio.gui.actions import ACTIONS, MENUS
from funnelstudio.gui.dialogs.shortcuts import CANVAS_KEYS
from funnelstudio.model.markup import VARIABLES
from tests.guide_exporter import with_tables

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "guide"

WRITE_KEYS = (
    ("Next text that waits", "Ctrl+Enter"),
    ("Mark as reviewed, and next", "Ctrl+Shift+Enter"),
    ("Choose the state", "Alt+S"),
    ("Find and replace", "Ctrl+F"),
    ("Next page, page before", "Ctrl+PgDown, Ctrl+PgUp"),
)

HEAD = """\
# Keyboard shortcuts

[The guide](../guide.md) · before: [The command line](commands.md)

The same list is in the program under F1. Ctrl+K finds any action, step or text by a few letters. On macOS
read ⌘ for Ctrl.
"""


def shortcuts() -> str:
    """The page of all shortcuts, from the table of actions."""
    parts = [HEAD, _table("On the canvas", [(words, keys) for words, keys in CANVAS_KEYS])]
    parts.append(_table("In Write", list(WRITE_KEYS)))
    for menu, words in MENUS:
        rows = [(a.label, ", ".join(a.shortcut)) for a in ACTIONS if a.menu == menu and a.shortcut]
        if rows:
            parts.append(_table(words.replace("&", ""), rows))
    return "\n".join(parts)


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    lines = [f"| {words.rstrip('…')} | {keys} |" for words, keys in rows]
    return "\n".join([f"## {title}", "", "| to | press |", "|---|---|", *lines, ""])


def with_variables(page: str) -> str:
    """The page with the table of variables between its marks."""
    rows = "\n".join(f"| `{{{name}}}` | {words} |" for name, words in VARIABLES.items())
    table = f"<!-- variables -->\n| variable | stands for |\n|---|---|\n{rows}\n<!-- /variables -->"
    return re.sub(r"<!-- variables -->.*<!-- /variables -->", lambda _found: table, page, flags=re.S)


def main() -> int:
    (GUIDE / "shortcuts.md").write_text(shortcuts(), encoding="utf-8")
    page = GUIDE / "own-exporter.md"
    page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    page = GUIDE / "write.md"
    page.write_text(with_variables(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

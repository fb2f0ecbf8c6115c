"""Colours for what is marked inside a text, kept up while the user types."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from funnelstudio.gui.write import ink
from funnelstudio.gui.write.marks import BOLD, ITALIC, LINK, SIGN, VARIABLE, marks


class Highlighter(QSyntaxHighlighter):
    """Shows variables, bold, italic and links of a plain text as what they are."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats = _formats()

    def take_theme(self) -> None:
        """Colour anew after the theme has changed."""
        self._formats = _formats()
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for mark in marks(text):
            shape = QTextCharFormat(self.format(mark.start))
            shape.merge(self._formats[mark.kind])
            self.setFormat(mark.start, mark.end - mark.start, shape)
            if mark.kind == VARIABLE:
                self._widen(mark.start - 1)
                self._widen(mark.end - 1)

    def _widen(self, at: int) -> None:
        """Room after a letter for the edge of a chip."""
        if at >= 0:
            shape = self.format(at)
            shape.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            shape.setFontLetterSpacing(3)
            self.setFormat(at, 1, shape)


def _formats() -> dict[str, QTextCharFormat]:
    made = {kind: QTextCharFormat() for kind in (VARIABLE, BOLD, ITALIC, LINK, SIGN)}
    made[VARIABLE].setForeground(ink.ink_on("accent", ink.wash("accent")))
    made[BOLD].setFontWeight(QFont.Weight.Bold)
    made[ITALIC].setFontItalic(True)
    made[LINK].setFontUnderline(True)
    made[SIGN].setForeground(ink.ink_on("faint", ink.colour("panel")))
    return made

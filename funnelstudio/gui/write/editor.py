"""Fields for texts: plain text with its marks shown, as tall as it needs, in its language's direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from funnelstudio.gui.write import ink
from funnelstudio.gui.write.completion import VariablePopup, variables_menu
from funnelstudio.gui.write.highlight import Highlighter
from funnelstudio.gui.write.marks import VARIABLE, half_typed, marks

_TALLEST: Final = 420
_MARGIN: Final = 4
"""Room around the words, so that a chip at the begin of a line is not cut."""
_CONTROLS: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class MarkedText(QPlainTextEdit):
    """A text with chips behind its variables, as tall as its lines. Read-only: what the source shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("role", "bare")
        self.viewport().setAutoFillBackground(False)
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(_MARGIN)
        self._highlighter = Highlighter(self.document())
        self.document().documentLayout().documentSizeChanged.connect(self.fit)

    def raw(self) -> str:
        """The text as it stands, no-break spaces included."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_direction(self, rtl: bool) -> None:
        """Write from the right where the language does, whatever the text begins with."""
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        option = QTextOption()
        option.setTextDirection(direction)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setLayoutDirection(direction)

    def show_text(self, text: str) -> None:
        """Show `text` unless it is there already, so that the cursor stays while the user types."""
        if self.raw() == text:
            return
        place = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def repaint_theme(self) -> None:
        """Take the colours of the present theme."""
        self._highlighter.take_theme()
        self.viewport().update()

    def fit(self) -> None:
        """Become as tall as the text, up to a bound; beyond it the field scrolls."""
        height = self.line_count() * self.fontMetrics().lineSpacing() + 2 * _MARGIN + 1
        scrolls = height > _TALLEST
        bars = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bars)
        self.setFixedHeight(min(_TALLEST, height))

    def line_count(self) -> int:
        """How many lines the text takes at the present width."""
        return max(1, round(self.document().size().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_chips()
        super().paintEvent(event)

    def _paint_chips(self) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > self.viewport().height():
                break
            spans = [(m.start, m.end) for m in marks(block.text()) if m.kind == VARIABLE]
            if spans:
                ink.paint_chips(painter, block.layout(), box.topLeft(), spans)
            block = block.next()
        painter.end()


class TextEditor(MarkedText):
    """A field that a user writes in: one line that wraps, or several lines after `set_lines(True)`."""

    edited = Signal(str)
    focus_changed = Signal(bool)
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabChangesFocus(True)
        self._several = False
        self._hint = ""
        self._showing = False
        self._variables: Mapping[str, str] = {}
        self._popup: VariablePopup | None = None
        self.textChanged.connect(self._tell)

    def set_lines(self, several: bool) -> None:
        """Whether Enter starts a new line; in a field of one line it asks for the next text."""
        self._several = several

    def set_variables(self, variables: Mapping[str, str]) -> None:
        """The variables that may stand here: name -> what it holds."""
        self._variables = variables

    def show_text(self, text: str) -> None:
        self._showing = True
        try:
            super().show_text(text)
        finally:
            self._showing = False

    def insert_variable(self, name: str) -> None:
        """Put `{name}` where the cursor is, in place of the variable that is being typed there."""
        cursor = self.textCursor()
        typed = half_typed(self._before(cursor))
        if typed is not None:
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed) + 1
            )
        cursor.insertText("{" + name + "}")
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_hint(self, words: str) -> None:
        """What an empty field says, where its text will begin."""
        self._hint = words
        self.fit()
        self.viewport().update()

    def line_count(self) -> int:
        if not self._hint or not self.document().isEmpty():
            return super().line_count()
        room = QRect(0, 0, max(1, self.viewport().width() - 2 * _MARGIN), _TALLEST)
        taken = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._hint)
        return max(1, round(taken.height() / self.fontMetrics().lineSpacing()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # Qt's own placeholder stands at the left in every language.
        block = self.document().firstBlock()
        if self._hint and self.document().isEmpty() and not block.layout().preeditAreaText():
            painter = QPainter(self.viewport())
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            painter.setPen(ink.ink_on("secondary", ink.colour("field")))
            box = self.viewport().rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, 0)
            flags = self.document().defaultTextOption().alignment() | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, int(flags | Qt.TextFlag.TextWordWrap), self._hint)
            painter.end()

    def popup(self) -> VariablePopup | None:
        """The list of variables, None until it was first offered."""
        return self._popup

    def event(self, event: QEvent) -> bool:
        # With nothing left to undo here, Ctrl+Z belongs to the document.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        open_popup = self._popup is not None and self._popup.is_open()
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if open_popup and (enter or event.key() in keys):
            event.ignore()
            return
        if enter and (not self._several or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.next_wanted.emit()
            return
        super().keyPressEvent(event)
        if event.text():
            self._offer_variables()

    def insertFromMimeData(self, source: QMimeData) -> None:
        pasted = source.text().replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
        if not self._several:
            pasted = " ".join(pasted.split("\n")).strip(" ")
        self.textCursor().insertText(pasted)
        self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        if self._variables:
            menu.addSeparator()
            menu.addMenu(variables_menu(self._variables, self.insert_variable, menu))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.focus_changed.emit(False)
        self.update()

    def _tell(self) -> None:
        if not self._showing:
            self.edited.emit(self.raw())

    def _before(self, cursor: QTextCursor) -> str:
        return cursor.block().text()[: cursor.positionInBlock()]

    def _offer_variables(self) -> None:
        typed = half_typed(self._before(self.textCursor()))
        if typed is None or not self._variables:
            if self._popup is not None:
                self._popup.close()
            return
        if self._popup is None:
            self._popup = VariablePopup(self, self.insert_variable)
        self._popup.offer(self._variables, typed, self.cursorRect())


class Field(QFrame):
    """A text editor in its visible frame: a rounded ground that takes clicks for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = TextEditor(self)
        self.setFocusProxy(self.editor)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.editor)
        self.editor.focus_changed.connect(self.update)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink.colour("line"), 1))
        painter.setBrush(ink.colour("panel" if self.editor.hasFocus() else "field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

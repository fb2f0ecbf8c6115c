"""Labelled fields that report each edit as it is typed and can show a fault below themselves.

A field never rewrites what is being typed in it: `show_value` during its own edit is ignored, so "24.0"
stays until the field is left, and an undo from outside is shown at once. Input with a fault stays as well,
until the model has another value.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextOption, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from funnelstudio.gui.controls.words import label, note, set_state
from funnelstudio.model.languages import isolated


class Field(QWidget):
    """A caption, an editor, and a sentence below it when the input can't be used."""

    left = Signal()
    """The field lost the focus: what it shows may be put into the model's spelling now."""

    def __init__(self, caption: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._typing = False
        self._model: object = None
        self._fault: QLabel | None = None
        self._note: QLabel | None = None
        self._rows = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.caption = label(caption, "caption") if caption else None
        if self.caption is not None:
            self.caption.setBuddy(editor)
            self.caption.setMinimumWidth(24)
            layout.addWidget(self.caption)
        editor.setAccessibleName(caption)
        editor.setMinimumWidth(48)
        layout.addWidget(editor)
        layout.addStretch(1)  # beside a higher field, both begin at the same height
        self.setFocusProxy(editor)
        editor.installEventFilter(self)

    def reset(self) -> None:
        """Forget what is typed: the field is about to show another thing's value."""
        self._model = None
        if self._fault is not None:
            self.show_fault("")

    def _keeps_input(self, value: object) -> bool:
        """Whether what stands in the field stays, although the model has `value`."""
        same, self._model = value == self._model, value
        if self._typing or (same and self.fault()):
            return True
        if self._fault is not None:
            self.show_fault("")
        return False

    def name_as(self, caption: str) -> None:
        """Change the caption."""
        if self.caption is not None and self.caption.text() != caption:
            self.caption.setText(caption)
            self.editor.setAccessibleName(caption)

    def show_fault(self, sentence: str) -> None:
        """Show what is wrong with the input in a red outline; an empty sentence takes it away."""
        if self._fault is None and sentence:
            self._fault = label("", "fault", wrap=True)
            self._rows.insertWidget(self._rows.count() - 1, self._fault)
        if self._fault is not None:
            self._fault.setText(sentence)
            self._fault.setVisible(bool(sentence))
        set_state(self.editor, "fault" if sentence else "")
        self.editor.setAccessibleDescription(sentence)

    def show_note(self, sentence: str, severity: str = "") -> None:
        """Show what the checks say of the value; unlike a fault it leaves the input alone."""
        if self._note is None and sentence:
            self._note = note()
            self._rows.insertWidget(self._rows.count() - 1, self._note)
        if self._note is not None:
            self._note.setText(sentence)
            set_state(self._note, severity)
            self._note.setVisible(bool(sentence))

    def note(self) -> str:
        """What the checks say here, "" for nothing."""
        return self._note.text() if self._note is not None else ""

    def fault(self) -> str:
        """The sentence that is shown, "" when the input is fine."""
        return self._fault.text() if self._fault is not None and not self._fault.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut and watched is self.editor:
            self.left.emit()
        elif kind == QEvent.Type.ShortcutOverride and gives_way(self.editor, event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def gives_way(editor: QWidget, event: QEvent) -> bool:
    """Whether Ctrl+Z or its counterpart goes on to the window: the editor has nothing to undo itself."""
    if not isinstance(event, QKeyEvent):
        return False
    undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    if not (undo or redo):
        return False
    if isinstance(editor, QLineEdit):
        return not (editor.isUndoAvailable() if undo else editor.isRedoAvailable())
    if isinstance(editor, QPlainTextEdit):
        document = editor.document()
        return not (document.isUndoAvailable() if undo else document.isRedoAvailable())
    return True


class TextField(Field):
    """One line of text.

    What is typed into a field that is `whole` counts only when all of it can be used, as with a price: of
    words that go too far, those before stay.
    """

    edited = Signal(str)

    def __init__(
        self, caption: str, placeholder: str = "", parent: QWidget | None = None, *, whole: bool = False
    ) -> None:
        self.line = QLineEdit()
        self.whole = whole
        super().__init__(caption, self.line, parent)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self._on_edited)

    def show_value(self, value: str) -> None:
        """Show the model's value; keeps the caret where the text stays the same."""
        if self._keeps_input(value) or self.line.text() == value:
            return
        self.line.setText(value)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def value(self) -> str:
        return self.line.text()

    def _on_edited(self, value: str) -> None:
        self._typing = True
        try:
            self.edited.emit(value)
        finally:
            self._typing = False


MOST_ROWS = 9


class AreaField(Field):
    """Some lines of plain text that grow with what is in them; Tab leaves the field."""

    edited = Signal(str)

    def __init__(self, caption: str, placeholder: str = "", rows: int = 3, parent: QWidget | None = None):
        self.area = QPlainTextEdit()
        super().__init__(caption, self.area, parent)
        self.area.setPlaceholderText(placeholder)
        self.area.setTabChangesFocus(True)
        self.area.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self._rows_shown = (rows, max(rows, MOST_ROWS))
        self.area.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.area.textChanged.connect(self._on_edited)
        self._fit()

    def show_value(self, value: str) -> None:
        if self._keeps_input(value) or self.value() == value:
            return
        with QSignalBlocker(self.area):
            self.area.setPlainText(value)
        self._fit()

    def _fit(self, _size: object = None) -> None:
        """As high as what is in it, within bounds."""
        least, most = self._rows_shown
        lines = self.area.document().size().height()  # a plain-text layout counts in lines
        rows = min(max(round(lines), least), most)
        always_off, as_needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.area.setVerticalScrollBarPolicy(as_needed if lines > most else always_off)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * rows + 22)

    def value(self) -> str:
        """The text as typed: Qt's plain text turns no-break spaces into spaces, its raw text does not."""
        return self.area.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _on_edited(self) -> None:
        self._typing = True
        try:
            self.edited.emit(self.value())
        finally:
            self._typing = False


class _Items(QStyledItemDelegate):
    """Paints the choices as the theme says, each in its own direction."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = isolated(option.text)


class QuietComboBox(QComboBox):
    """A list of choices that a scroll wheel passes over unless it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Items(self))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = isolated(option.currentText)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


Choices = Iterable[tuple[str, str]]
"""(value, words) pairs."""


class ChoiceField(Field):
    """One of a list of choices; the values are strings."""

    chosen = Signal(str)

    def __init__(
        self,
        caption: str,
        choices: Choices = (),
        parent: QWidget | None = None,
        combo: QuietComboBox | None = None,
    ) -> None:
        self.combo = combo or QuietComboBox()
        super().__init__(caption, self.combo, parent)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(4)
        self._choices: tuple[tuple[str, str], ...] = ()
        self.show_choices(choices)
        self.combo.activated.connect(lambda index: self.chosen.emit(str(self.combo.itemData(index))))

    def show_choices(self, choices: Choices) -> None:
        """Offer these choices; nothing happens where they are the same."""
        wanted = tuple(choices)
        if wanted == self._choices:
            return
        self._choices = wanted
        with QSignalBlocker(self.combo):
            kept = self.value()
            self.combo.clear()
            for value, words in wanted:
                self.combo.addItem(words, value)
            self.show_value(kept)

    def show_value(self, value: str) -> None:
        """Select `value`; one that is not among the choices is added, so that nothing is hidden."""
        at = self.combo.findData(value)
        if at < 0 and value:
            self.combo.addItem(value, value)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)

    def value(self) -> str:
        data = self.combo.currentData()
        return "" if data is None else str(data)


class SwitchField(QCheckBox):
    """Yes or no, said in one sentence."""

    switched = Signal(bool)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.clicked.connect(self.switched)

    def show_value(self, value: bool) -> None:
        if self.isChecked() != value:
            with QSignalBlocker(self):
                self.setChecked(value)

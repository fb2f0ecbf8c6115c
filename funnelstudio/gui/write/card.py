"""One text as a card: name, state, the source beside the translation, remarks and suggestions below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import msgspec
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from funnelstudio.gui.controls.boxes import empty, row
from funnelstudio.gui.controls.buttons import Button, IconButton, button
from funnelstudio.gui.controls.words import IconLabel, label
from funnelstudio.gui.problem_places import TODO
from funnelstudio.gui.write import ink
from funnelstudio.gui.write.chip_label import ChipLabel
from funnelstudio.gui.write.completion import variables_menu
from funnelstudio.gui.write.editor import Field, MarkedText
from funnelstudio.gui.write.memory import Suggestion
from funnelstudio.gui.write.pill import StatePill
from funnelstudio.gui.write.remarks import Remark
from funnelstudio.i18n import _
from funnelstudio.model.languages import isolated

_SEVERITY = {
    "error": ("circle-alert", "error"),
    "warning": ("triangle-alert", "warning"),
    TODO: ("circle", "secondary"),
}


class CardText(msgspec.Struct, frozen=True):
    """What a card shows. `in_source` says that the source language itself is written."""

    key: str
    name: str
    value: str
    state: str
    source: str = ""
    shape: str = "inline"
    in_source: bool = False
    rtl: bool = False
    source_rtl: bool = False
    inherited: bool = False
    remarks: tuple[Remark, ...] = ()
    language: str = ""


class FieldCard(QFrame):
    """Shows one text and tells what the user does with it; it changes nothing itself."""

    edited = Signal(str)
    state_chosen = Signal(str)
    fix_chosen = Signal(object)
    entered = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content: CardText | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._variables: Mapping[str, str] = {}
        self.name = label("", "caption")
        self.name.setContentsMargins(4, 0, 4, 0)
        self.pill = StatePill()
        self.still_right = button(_("Still right"), self._confirm, "link", "check")
        self.insert = IconButton("braces", _("Insert variable"))
        self.insert.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.source = MarkedText()
        self.field = Field()
        self.editor = self.field.editor
        self._said: tuple[Remark, ...] = ()
        self._notes = QVBoxLayout()
        self._offers = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 18, 16)
        layout.setSpacing(3)
        head = row(self.name, None, self.insert, self.still_right, self.pill, spacing=8)
        layout.addLayout(head)
        self._body = body = row(spacing=24)
        body.addWidget(self.source, 1, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(body)
        for part in (self._notes, self._offers):
            part.setSpacing(4)
            layout.addLayout(part)
        _keep_room(self.insert)
        self.insert.hide()
        self.still_right.hide()
        self.editor.edited.connect(self.edited)
        self.editor.next_wanted.connect(self.next_wanted)
        self.editor.focus_changed.connect(self._on_focus)
        self.pill.chosen.connect(self.state_chosen)
        self.insert.clicked.connect(self._open_variables)

    def show_text(self, text: CardText, variables: Mapping[str, str], *, keep: bool = False) -> None:
        """Show a text; with `keep`, what stands in the editor stays, for it could not be stored."""
        before, self.content = self.content, text
        fresh = before is None or (before.key, before.language) != (text.key, text.language)
        self._variables = variables if text.shape != "address" else {}
        self.name.setText(text.name)
        self.pill.show_state(text.state, in_source=text.in_source)
        self.still_right.setVisible(text.state == "stale")
        self.source.setVisible(not text.in_source)
        self._body.setContentsMargins(4 if text.in_source else 0, 0, 0, 0)
        self.source.set_direction(text.source_rtl)
        self.source.show_text(text.source)
        self.editor.set_lines(text.shape == "rich")
        self.editor.set_direction(text.rtl and text.shape != "address")
        self.editor.set_variables(self._variables)
        self.editor.setAccessibleName(f"{text.name}, {text.language}")
        self.editor.set_hint(_hint(text))
        self.editor.setAccessibleDescription(text.source)
        if not keep:
            self.editor.show_text("" if text.inherited else text.value)
        if fresh:
            self.editor.document().clearUndoRedoStacks()
            self.show_suggestions((), None)
        self.show_remarks(text.remarks)

    def set_writable(self, writable: bool) -> None:
        """Whether the text may be changed; in a document that is open elsewhere it may not."""
        self.editor.setReadOnly(not writable)
        self.pill.setEnabled(writable and self.pill.state() != "missing")
        self.still_right.setEnabled(writable)
        if not writable:
            self.show_remarks(())

    def show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        """Show these sentences under the text."""
        if remarks == self._said:
            return
        self._said = remarks
        empty(self._notes)
        for remark in remarks:
            self._notes.addLayout(self._remark_row(remark))

    def show_suggestions(
        self, found: tuple[Suggestion, ...], name: Callable[[Suggestion], str] | None
    ) -> None:
        """Offer translations from elsewhere below a dashed line."""
        empty(self._offers)
        if found and name is not None:
            self._offers.addWidget(_Dashes())
        for suggestion in found:
            told = _("{percent}% · from “{place}” · {text}").format(
                percent=int(suggestion.likeness * 100),
                place=isolated(name(suggestion)) if name is not None else "",
                text=isolated(" ".join(suggestion.value.split())),
            )
            words = ChipLabel()
            words.say(told)
            use = button(_("Use"), partial(self.use, suggestion.value), "link")
            self._offers.addLayout(_sentence(words, use))

    def words_below(self) -> str:
        """The remarks and suggestions under the text, a line each."""
        return "\n".join(part.words() for part in self.findChildren(ChipLabel))

    def use(self, value: str) -> None:
        """Put a suggestion in the place of the text, as if it had been typed."""
        cursor = self.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(value)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def repaint_theme(self) -> None:
        """Take the colours of the present theme."""
        self.source.repaint_theme()
        self.editor.repaint_theme()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        focused = self.editor.hasFocus()
        if focused:
            glow = ink.colour("accent")
            glow.setAlphaF(0.16)
            painter.setPen(QPen(glow, 4))
            painter.drawRoundedRect(box, 13, 13)
        painter.setPen(QPen(ink.colour("accent" if focused else "line"), 1.2 if focused else 1))
        painter.setBrush(ink.colour("panel"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        painter.end()

    def _remark_row(self, remark: Remark) -> QBoxLayout:
        icon, role = _SEVERITY.get(remark.severity, ("info", "accent"))
        words = ChipLabel()
        words.say(remark.message, role)
        fix: Button | None = None
        if remark.fix is not None:
            fix = button(remark.fix_label, lambda: self.fix_chosen.emit(remark), "link")
        return _sentence(words, fix, IconLabel(icon, role, 14))

    def _open_variables(self) -> None:
        menu = variables_menu(self._variables, self.editor.insert_variable, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.insert.mapToGlobal(self.insert.rect().bottomLeft()))

    def _confirm(self) -> None:
        self.state_chosen.emit("confirm")

    def _on_focus(self, focused: bool) -> None:
        self.insert.setVisible(focused and bool(self._variables))
        self.update()
        if focused:
            self.entered.emit()


class _Dashes(QFrame):
    """A dashed hairline."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(7)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(ink.colour("line")), 1, Qt.PenStyle.DashLine))
        painter.drawLine(0, 3, self.width(), 3)
        painter.end()


def _hint(text: CardText) -> str:
    """What an empty field says: what shows in its place, or what to do."""
    if text.inherited:
        return text.value
    return _("Write…") if text.in_source else _("Translate…")


def _sentence(words: ChipLabel, link: Button | None, icon: QWidget | None = None) -> QBoxLayout:
    made = row(spacing=4)
    if icon is not None:
        made.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        icon.setFixedHeight(22)
    made.addWidget(words, 0)
    if link is not None:
        made.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    made.addStretch(1)
    return made


def _keep_room(widget: QWidget) -> None:
    """Hidden, the widget still takes its height, so that a card doesn't jump when it gets the focus."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)

"""A part of the inspector: a heading with fields that show the funnel and change it as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from funnelstudio.errors import UserError
from funnelstudio.gui.controls.fields import Field, TextField
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.session import Message, Session
from funnelstudio.model.funnel import Funnel

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem


class Typing(NamedTuple):
    """What is being typed into a field: the funnel before the first letter, and as the last one left it."""

    field: Field
    before: Funnel
    after: Funnel


class Section(QWidget):
    """Holds its fields in a column; a subclass fills them from the session in `refresh`."""

    unfolded = Signal(bool)
    """Other fields are to be seen now than before."""

    def __init__(self, session: Session, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._typing: Typing | None = None
        self.unfoldable: dict[str, Fold] = {}  # what an action of the window unfolds
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(8)
        self.title = label(title, "section") if title else None
        if self.title is not None:
            self.rows.addWidget(self.title)

    def refresh(self) -> None:
        """Show what the session's funnel holds now."""

    def field_for(self, _problem: Problem, *, unfold: bool = False) -> Field | Fold | None:
        """The field where a problem is mended, None where that is not here; `unfold` opens what is folded."""
        return None

    def put(self, *parts: QWidget | QLayout) -> None:
        """Add widgets or layouts below what is there; a field shows the model's spelling once it is left."""
        for part in parts:
            if isinstance(part, QLayout):
                self.rows.addLayout(part)
                continue
            self.rows.addWidget(part)
            if isinstance(part, Field):
                part.left.connect(self.leave)

    def leave(self) -> None:
        """A field was left: the next typing is an undo step of its own."""
        self._typing = None
        self.session.close_step()
        self.refresh()

    def attempt(
        self,
        field: Field | None,
        words: str,
        function: Callable[..., Funnel],
        *args: Any,
        **kwargs: Any,
    ) -> bool:
        """Apply an edit from a field; what it refuses is shown at the field and changes nothing.

        All typing in one field is one undo step, told apart by the field itself. A beginning of what is
        refused is taken back where the field counts as a whole.
        """
        merge = f"{function.__name__} {id(field)}" if field is not None else ""
        before = self._before(field)
        try:
            after = function(self.session.funnel, *args, **kwargs)
        except UserError as error:
            if field is None:
                self.session.told.emit(Message(error.message, error.hint, "warning"))
                return False
            if isinstance(field, TextField) and field.whole:
                self.session.apply(words, before, merge)
            field.show_fault(str(error))
            return False
        if field is not None:
            field.show_fault("")
        applied = self.session.apply(words, after, merge)
        self._typing = Typing(field, before, self.session.funnel) if field is not None else None
        return applied

    def _before(self, field: Field | None) -> Funnel:
        """The funnel before the typing in `field` began; the current one where anything else came between."""
        typing, now = self._typing, self.session.funnel
        return typing.before if typing is not None and typing.field is field and typing.after is now else now

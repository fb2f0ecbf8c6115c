"""The session: holds the funnel, makes every change one undo step, and tells the views what differs."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from funnelstudio.errors import UserError
from funnelstudio.i18n import _
from funnelstudio.model.diff import diff
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.walk import walk

if TYPE_CHECKING:  # the checks need not be there before the first paint
    from funnelstudio.checks.problem import Problem
    from funnelstudio.model.checking import Waiver

P = ParamSpec("P")

WORKSPACES = ("draw", "write", "preview", "forecast", "publish")

TYPING_PAUSE_MS = 1500
"""After so long a pause, further typing in the same field is an undo step of its own."""

_DISCRETE = -1
"""Undo id of a step that never merges."""
_MERGEABLE = 1


class Focus(msgspec.Struct, frozen=True):
    """Where the user is. `language` is shown and edited everywhere; `place` and `field` name a text.

    `selected` holds all selected steps, `step` the one among them that the inspector shows.
    """

    workspace: str = "draw"
    step: str = ""
    outcome: str = ""
    language: str = ""
    place: str = ""
    field: str = ""
    product: str = ""
    selected: tuple[str, ...] = ()


class Message(msgspec.Struct, frozen=True):
    """A sentence for the user that stops nobody; `severity` is "notice", "warning" or "error".

    `others` are more things to do about it, each with its label.
    """

    text: str
    hint: str = ""
    severity: str = "notice"
    action_label: str = ""
    action: Callable[[], None] | None = None
    others: tuple[tuple[str, Callable[[], None]], ...] = ()


class Change(QUndoCommand):
    """One step of undo: the value before, the value after, and the focus to come back to."""

    def __init__(self, session: Session, label: str, after: Funnel, merge: str) -> None:
        super().__init__(label)
        # Weak: in a ring of session, stack and steps Python frees a step that the stack then frees again.
        self._session = weakref.ref(session)
        self._before = session.funnel
        self._after = after
        self._merge = merge
        self._focus = session.focus
        self._is_new = True

    def id(self) -> int:
        return _MERGEABLE if self._merge else _DISCRETE

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Change) or other._merge != self._merge:
            return False
        self._after = other._after
        if self._after == self._before:  # typed back to what stood there
            self._after = self._before
            self._take(self._after)
            self.setObsolete(True)
        return True

    def redo(self) -> None:
        self._take(self._after)
        session = self._session()
        # The first time, whoever made the change knows where to go.
        if session is not None and not self._is_new:
            brought = brought_steps(self._before, self._after)
            there = tuple(step for step in self._focus.selected if step in self._after.steps)
            if brought:
                session.go(step=brought[0], field="", selected=brought)
            elif not self._focus.step or self._focus.step in self._after.steps:
                focus = self._focus
                session.go(step=focus.step, place=focus.place, field=focus.field, selected=there)
            else:
                session.go(step=walk(self._before.steps).home.get(self._focus.step, ("", ""))[0])
        self._is_new = False

    def _take(self, funnel: Funnel) -> None:
        session = self._session()
        if session is not None:
            session.take(funnel)

    def undo(self) -> None:
        session, focus = self._session(), self._focus
        if session is not None:
            session.take(self._before)
            session.go(step=focus.step, place=focus.place, field=focus.field, selected=focus.selected)


def brought_steps(before: Funnel, after: Funnel) -> tuple[str, ...]:
    """The steps that only the later funnel has, without those that hang on one of them."""
    brought = {step: None for step in after.steps if step not in before.steps}
    home = walk(after.steps).home if brought else {}
    return tuple(step for step in brought if home.get(step, ("", ""))[0] not in brought)


class Session(QObject):
    """One open document. Views read `funnel` and `focus`, follow the signals, and change by `edit`."""

    changed = Signal(object)
    """Changes, after every new value: an edit, undo, redo or another document."""
    focused = Signal(object)
    """Focus, when the user went somewhere."""
    checked = Signal(object)
    """tuple[Problem, ...], when the checks have caught up with the funnel."""
    pointed = Signal(object)
    """Problem, when the user was led to where it is mended."""
    told = Signal(object)
    """Message, for the window to show."""
    path_changed = Signal()
    saved_changed = Signal(bool)

    def __init__(self, funnel: Funnel | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.funnel = funnel or Funnel()
        self.focus = Focus(language=source_tag(self.funnel))
        self.problems: tuple[Problem, ...] = ()
        self.waived: tuple[tuple[Problem, Waiver], ...] = ()
        self.problem: Problem | None = None
        self.path: Path | None = None
        self.loose_assets: Path | None = None  # pictures of a document that has no file of its own yet
        self.read_only = False
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(2000)
        self._saved = self.funnel
        self._pause = 0
        self._pause_timer = QTimer(self)
        self._pause_timer.setSingleShot(True)
        self._pause_timer.setInterval(TYPING_PAUSE_MS)
        self._pause_timer.timeout.connect(self.close_step)

    @property
    def assets(self) -> Path | None:
        """The folder of the document's pictures; None where there is neither a file nor `loose_assets`."""
        if self.loose_assets is not None:
            return self.loose_assets
        return self.path.with_name(f"{self.path.stem}.assets") if self.path else None

    @property
    def is_saved(self) -> bool:
        """Whether the file holds the current value."""
        return self.funnel is self._saved

    def edit(
        self,
        label: str,
        function: Callable[Concatenate[Funnel, P], Funnel],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Apply `function(funnel, *args, **kwargs)` as one undo step; a refusal is told, not raised."""
        return self.typed("", label, function, *args, **kwargs)

    def typed(
        self,
        merge: str,
        label: str,
        function: Callable[Concatenate[Funnel, P], Funnel],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Like `edit`, but one undo step with the last one of the same `merge` key: typing in one field."""
        try:
            after = function(self.funnel, *args, **kwargs)
        except UserError as error:
            self.told.emit(Message(error.message, error.hint, "warning"))
            return False
        return self.apply(label, after, merge)

    def apply(self, label: str, funnel: Funnel, merge: str = "", *, reread: bool = False) -> bool:
        """Make `funnel` the current value as one undo step, unless nothing differs.

        A funnel that may only be read takes nothing but its own file read again; returns False for all else.
        """
        if funnel is self.funnel:
            return True
        if self.read_only and not reread:
            self.tell(
                _("This funnel is open in another window, so here it can only be read."),
                _("Save a copy to change it."),
                "warning",
            )
            return False
        self.undo_stack.push(Change(self, label, funnel, f"{merge} {self._pause}" if merge else ""))
        if merge:
            self._pause_timer.start()
        return True

    def close_step(self) -> None:
        """The next edit is an undo step of its own, even with the same merge key."""
        self._pause += 1

    def take(self, funnel: Funnel, *, everything: bool = False) -> None:
        """Show `funnel` and tell what differs. For undo steps and loading; all else goes through `edit`."""
        before, was_saved = self.funnel, self.is_saved
        self.funnel = funnel
        if self.focus.step and self.focus.step not in funnel.steps:
            self.go(step="", outcome="", selected=())
        if all(language.tag != self.focus.language for language in funnel.languages):
            self.go(language=source_tag(funnel))
        changes = diff(None if everything else before, funnel)
        if changes:
            self.changed.emit(changes)
        if was_saved != self.is_saved:
            self.saved_changed.emit(self.is_saved)

    def load(self, funnel: Funnel, path: Path | None = None, *, saved: bool = True) -> None:
        """Open another document; forgets the undo steps and the place of the last one."""
        self.undo_stack.clear()
        self.path = path
        self._saved = funnel if saved else Funnel()
        self.problems, self.waived, self.problem = (), (), None
        self.focus = Focus(workspace=self.focus.workspace, language=source_tag(funnel))
        self.take(funnel, everything=True)
        self.focused.emit(self.focus)
        self.path_changed.emit()
        self.saved_changed.emit(self.is_saved)

    def mark_unsaved(self) -> None:
        """The file no longer holds what is shown."""
        self._saved = Funnel()
        self.saved_changed.emit(False)

    def mark_saved(self, funnel: Funnel, path: Path) -> None:
        """The file at `path` now holds `funnel`, which need not be the current value any more."""
        self._saved = funnel
        if path != self.path:
            self.path = path
            self.path_changed.emit()
        self.close_step()
        self.saved_changed.emit(self.is_saved)

    def go(self, **changes: Any) -> None:
        """Move the focus: `go(step="abc")`, `go(workspace="write", language="de-DE", field="headline")`.

        Going to a step selects it and makes it the place whose texts are shown; and the other way round.
        """
        if "step" in changes:
            changes.setdefault("outcome", "")
            changes.setdefault("selected", (changes["step"],) if changes["step"] else ())
            if changes["step"]:
                changes.setdefault("place", changes["step"])
                changes.setdefault("product", "")
        elif changes.get("place") in self.funnel.steps:
            changes["step"] = changes["place"]
            changes.setdefault("selected", (changes["place"],))
        focus = msgspec.structs.replace(self.focus, **changes)
        if focus != self.focus:
            self.focus = focus
            self.focused.emit(focus)

    def tell(self, text: str, hint: str = "", severity: str = "notice") -> None:
        """Show a sentence in the window."""
        self.told.emit(Message(text, hint, severity))

    def point_at(self, problem: Problem) -> None:
        """Remember and tell that the user was led to this problem."""
        self.problem = problem
        self.pointed.emit(problem)

    def set_problems(
        self, problems: tuple[Problem, ...], waived: tuple[tuple[Problem, Waiver], ...] = ()
    ) -> None:
        """Take over what the checks found and what is set aside; called by whoever runs them."""
        if problems != self.problems or waived != self.waived:
            self.problems, self.waived = problems, waived
            self.checked.emit(problems)

"""What the canvas and the outline do to the funnel: edits of the session, and where to go afterwards."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from funnelstudio.errors import NotPossible
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model import ids
from funnelstudio.model.cards import title_of
from funnelstudio.model.edits import branches, options, steps
from funnelstudio.model.edits.branches import Branch
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.offers import ENDING, START, outcomes
from funnelstudio.model.walk import walk

KIND = "application/x-funnelstudio-kind"
PRODUCT = "application/x-funnelstudio-product"
BRANCH = "application/x-funnelstudio-branch"

LARGEST_BRANCH = 64 * 1024 * 1024
"""Bytes of a copied branch that are still looked at; the clipboard is anybody's."""


def free_outcome(funnel: Funnel, step_id: str) -> str:
    """The first outcome of a step that leads nowhere, "" if none does."""
    step = funnel.steps.get(step_id)
    if step is None:
        return ""
    return next((outcome for outcome in outcomes(step) if step.next.get(outcome) not in funnel.steps), "")


def add_after(session: Session, after: str, outcome: str, kind: str, product: str = "") -> str:
    """Add a step behind an outcome, or insert it where that leads on already; returns its id or ""."""
    step_id = ids.fresh(session.funnel.steps)
    step = steps.new_step(kind, product=product)
    if not session.edit(_("Add step"), steps.add_step, step_id, step, after, outcome):
        return ""
    session.go(step=step_id, outcome="")
    return step_id


def add_start(session: Session, product: str = "") -> str:
    """Add the start to a funnel that has none; returns its id or ""."""
    step_id = ids.fresh(session.funnel.steps)
    if not session.edit(
        _("Add main product"), steps.add_start, step_id, steps.new_step(START, product=product)
    ):
        return ""
    session.go(step=step_id, outcome="")
    return step_id


def add_loose(session: Session, kind: str, product: str = "") -> str:
    """Add a step that nothing leads to yet; returns its id or ""."""
    step_id = ids.fresh(session.funnel.steps)
    if not session.edit(_("Add step"), steps.add_loose_step, step_id, steps.new_step(kind, product=product)):
        return ""
    session.go(step=step_id, outcome="")
    return step_id


def sibling_place(session: Session, step_id: str) -> tuple[str, str]:
    """Where a neighbour of a step can hang: its parent and the next free outcome there, else ""."""
    parent = walk(session.funnel.steps).home.get(step_id, ("", ""))[0]
    return parent, free_outcome(session.funnel, parent)


def remove(session: Session, chosen: Iterable[str]) -> bool:
    """Remove steps with all that only they lead to, and go to the step before the first of them."""
    gone = tuple(chosen)
    if not gone:
        return False
    parent = walk(session.funnel.steps).home.get(gone[0], ("", ""))[0]
    label = ngettext("Delete step", "Delete {count} steps", len(gone)).format(count=len(gone))
    if len(gone) == 1:
        done = session.edit(label, branches.delete_branch, gone[0])
    else:
        done = session.edit(label, branches.delete_steps, gone)
    if done:
        session.go(step=parent if parent in session.funnel.steps else "", outcome="")
    return done


def remove_keeping_chain(session: Session, step_id: str) -> bool:
    """Remove one step; what led to it leads on to what followed."""
    walked = walk(session.funnel.steps)
    parent, outcome = walked.home.get(step_id, ("", ""))
    if not session.edit(_("Delete step, keep the chain"), branches.delete_step, step_id):
        return False
    above = session.funnel.steps.get(parent)
    session.go(step=above.next.get(outcome, parent) if above is not None else "")
    return True


def copy(session: Session, step_id: str) -> bool:
    """Put a branch on the clipboard, for this window and others, and its name as plain text."""
    if step_id not in session.funnel.steps:
        return False
    try:
        copied = branches.copy_branch(session.funnel, step_id)
    except NotPossible as error:
        session.tell(error.message, error.hint, "warning")
        return False
    mime = QMimeData()
    mime.setData(BRANCH, msgspec.json.encode(copied))
    mime.setText(title_of(session.funnel, session.funnel.steps[step_id]))
    QGuiApplication.clipboard().setMimeData(mime)
    return True


def cut(session: Session, step_id: str) -> bool:
    """Copy a branch, then remove it."""
    return copy(session, step_id) and remove(session, (step_id,))


def copied_branch() -> Branch | None:
    """The branch on the clipboard, None when there is none or it can't be read."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime is None or not mime.hasFormat(BRANCH):
        return None
    packed = bytes(mime.data(BRANCH).data())
    if len(packed) > LARGEST_BRANCH:
        return None
    try:
        return msgspec.json.decode(packed, type=Branch)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeError, RecursionError):
        return None


def paste(session: Session, after: str, outcome: str = "") -> bool:
    """Paste the copied branch behind an outcome; without one, behind the step's first free one."""
    copied = copied_branch()
    if copied is None or not copied.own:
        session.tell(_("There is no copied branch to paste."), _("Copy a step first."))
        return False
    after = after or start_id(session.funnel)
    place = outcome or _room_for(session.funnel, after)
    if not place:
        session.tell(
            _("There is no free answer to paste behind."), _("Select a step with a free answer."), "warning"
        )
        return False
    known = set(session.funnel.steps)
    if not session.edit(_("Paste branch"), branches.paste_branch, copied, after, place):
        return False
    _go_to_new(session, known, after, place)
    return True


def _room_for(funnel: Funnel, step_id: str) -> str:
    """The first outcome that is free, else the first that leads to an ending of its own."""
    free = free_outcome(funnel, step_id)
    step = funnel.steps.get(step_id)
    if free or step is None:
        return free
    return next((o for o in outcomes(step) if funnel.steps[step.next[o]].type == ENDING), "")


def duplicate(session: Session, step_id: str) -> bool:
    """Copy a branch to the next free outcome of its own parent, or of itself where the parent has none."""
    parent, outcome = sibling_place(session, step_id)
    if not outcome:
        session.tell(
            _("There is no free answer beside this step."),
            _("Copy it (Ctrl+C), select a step with a free answer and paste (Ctrl+V)."),
            "warning",
        )
        return False
    known = set(session.funnel.steps)
    if not session.edit(_("Duplicate branch"), branches.duplicate_branch, step_id, parent, outcome):
        return False
    _go_to_new(session, known, parent, outcome)
    return True


def _go_to_new(session: Session, known: set[str], after: str, outcome: str) -> None:
    target = session.funnel.steps[after].next.get(outcome, "")
    if target in session.funnel.steps and target not in known:
        session.go(step=target, outcome="")


def connect(session: Session, step_id: str, outcome: str, target: str) -> bool:
    """Let an outcome lead to a step that is there: a jump. A circle is refused with a sentence."""
    done = session.edit(_("Connect"), branches.connect, step_id, outcome, target)
    if done:
        session.go(step=step_id, outcome=outcome)
    return done


def move(session: Session, step_id: str, to_step: str, outcome: str) -> bool:
    """Hang a branch on another outcome; what hung there changes places with it."""
    return session.edit(_("Move branch"), branches.move_branch, step_id, to_step, outcome)


def swap(session: Session, step_id: str, first: str, second: str) -> bool:
    return session.edit(_("Swap outcomes"), branches.swap_outcomes, step_id, first, second)


def disconnect(session: Session, step_id: str, outcome: str) -> bool:
    return session.edit(_("Remove wire"), branches.disconnect, step_id, outcome)


def pin(session: Session, step_id: str, place: tuple[float, float] | None) -> bool:
    """Keep a card at a place of the tree, whatever the layout says; None lets the layout place it again."""
    whole = (float(round(place[0])), float(round(place[1]))) if place is not None else None
    return session.edit(_("Move card"), steps.pin, step_id, whole)


def rename(session: Session, step_id: str, name: str) -> bool:
    return session.edit(_("Rename"), steps.rename_step, step_id, name)


def rename_option(session: Session, step_id: str, option_id: str, name: str) -> bool:
    def named(funnel: Funnel) -> Funnel:
        return options.set_option(funnel, step_id, option_id, name=name)

    return session.edit(_("Rename option"), named)


def change_kind(session: Session, step_id: str, kind: str) -> bool:
    return session.edit(_("Change kind"), steps.set_type, step_id, kind)

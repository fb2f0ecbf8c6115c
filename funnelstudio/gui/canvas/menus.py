"""The canvas's menus: the kinds of steps to add, and everything that can be done with what was clicked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.canvas import commands
from funnelstudio.gui.canvas.hits import Hit
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.cards import outcome_label, title_of
from funnelstudio.model.edits import steps as step_edits
from funnelstudio.model.offers import ENDING, NO, OFFERS, START, kind_word, outcomes

Chosen = Callable[[str], object]

KINDS = (*OFFERS, ENDING)


def new_menu(parent: QWidget) -> QMenu:
    """An empty menu that goes away when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def add(
    menu: QMenu,
    words: str,
    run: Callable[[], object],
    icon: str = "",
    keys: str = "",
    *,
    enabled: bool = True,
) -> QAction:
    """Add an entry; `keys` are shown beside it, for the canvas handles them itself."""
    shown = words.replace("&", "&&")
    keys = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    action = menu.addAction(f"{shown}\t{keys}" if keys else shown)
    if icon:
        action.setIcon(theme.icon(icon))
    action.setEnabled(enabled)
    action.triggered.connect(lambda _checked=False: run())
    return action


def fill_kinds(menu: QMenu, chosen: Chosen) -> None:
    """Add one entry for each kind of step, in its colour."""
    for kind in KINDS:
        action = menu.addAction(kind_word(kind))
        action.setIcon(theme.icon(theme.kind_icon(kind), theme.kind_colour(kind)))
        action.triggered.connect(partial(_choose, chosen, kind))


def _choose(chosen: Chosen, kind: str, _checked: bool = False) -> None:
    chosen(kind)


def kinds_menu(parent: QWidget, chosen: Chosen) -> QMenu:
    """The menu of kinds to choose what follows."""
    menu = new_menu(parent)
    fill_kinds(menu, chosen)
    return menu


def context_menu(parent: QWidget, session: Session, under: Hit, rename: Chosen) -> QMenu:
    """All that can be done with what was clicked; `rename` begins to rename a step in place."""
    menu = new_menu(parent)
    writable = not session.read_only
    step = session.funnel.steps.get(under.step)
    if step is None:
        add(
            menu, _("Paste"), lambda: commands.paste(session, session.focus.step), "clipboard-paste", "Ctrl+V"
        )
    elif under.what == "wire":
        _fill_outcome(menu, session, under)
    else:
        _fill_step(menu, session, under, rename)
    if not writable:
        for action in menu.actions():
            action.setEnabled(False)
    return menu


def _fill_outcome(menu: QMenu, session: Session, under: Hit) -> None:
    """What can be done with one answer: put a step on it, lead it elsewhere, let it lead nowhere."""
    step = session.funnel.steps[under.step]
    step_id, outcome = under.step, under.outcome
    leads_on = step.next.get(outcome, "") in session.funnel.steps
    label = outcome_label(session.funnel, step, outcome)
    inserts = menu.addMenu(_("Insert after “{answer}”") if leads_on else _("Add after “{answer}”"))
    inserts.setTitle(inserts.title().format(answer=label).replace("&", "&&"))
    fill_kinds(inserts, lambda kind: commands.add_after(session, step_id, outcome, kind))
    add(menu, _("Paste here"), lambda: commands.paste(session, step_id, outcome), "clipboard-paste")
    if leads_on:
        target = step.next[outcome]
        name = title_of(session.funnel, session.funnel.steps[target])
        add(
            menu,
            _("Go to “{step}”").format(step=name),
            lambda: session.go(step=target, outcome=""),
            "arrow-right",
        )
        add(menu, _("Remove the wire"), lambda: commands.disconnect(session, step_id, outcome))
    _fill_swaps(menu, session, step_id, outcome)


def _fill_swaps(menu: QMenu, session: Session, step_id: str, outcome: str) -> None:
    step = session.funnel.steps[step_id]
    others = [other for other in outcomes(step) if other != outcome]
    if not others:
        return
    swaps = menu.addMenu(theme.icon("arrow-left-right"), _("Swap with"))
    for other in others:
        label = outcome_label(session.funnel, step, other)
        add(swaps, label, partial(commands.swap, session, step_id, outcome, other))


def _fill_step(menu: QMenu, session: Session, under: Hit, rename: Chosen) -> None:
    step_id = under.step
    step = session.funnel.steps[step_id]
    movable = step.type != START
    if under.outcome:
        _fill_outcome(menu, session, under)
        menu.addSeparator()
    elif outcomes(step):
        _fill_children(menu, session, step_id)
    add(menu, _("Rename"), lambda: rename(step_id), "pencil", "F2")
    if movable:
        kinds = menu.addMenu(_("Change kind to"))
        fill_kinds(kinds, lambda kind: commands.change_kind(session, step_id, kind))
        for action, kind in zip(kinds.actions(), KINDS, strict=True):
            action.setEnabled(kind != step.type)
    if not under.outcome and NO in outcomes(step) and len(outcomes(step)) > 1:
        first = outcomes(step)[0]
        add(
            menu,
            _("Swap what yes and no lead to"),
            lambda: commands.swap(session, step_id, first, NO),
            "arrow-left-right",
        )
    if step.pinned is not None:
        add(
            menu,
            _("Let the layout place it"),
            lambda: session.edit(_("Unpin"), step_edits.pin, step_id, None),
            "pin-off",
        )
    menu.addSeparator()
    _fill_branch(menu, session, step_id, movable=movable)


def _fill_children(menu: QMenu, session: Session, step_id: str) -> None:
    step = session.funnel.steps[step_id]
    for outcome in outcomes(step):
        leads_on = step.next.get(outcome, "") in session.funnel.steps
        label = outcome_label(session.funnel, step, outcome)
        words = _("Insert after “{answer}”") if leads_on else _("Add after “{answer}”")
        inner = menu.addMenu(words.format(answer=label).replace("&", "&&"))
        fill_kinds(inner, partial(commands.add_after, session, step_id, outcome))
    menu.addSeparator()


def _fill_branch(menu: QMenu, session: Session, step_id: str, *, movable: bool) -> None:
    chosen = session.focus.selected if step_id in session.focus.selected else (step_id,)
    add(menu, _("Cut"), lambda: commands.cut(session, step_id), "scissors", "Ctrl+X", enabled=movable)
    add(menu, _("Copy branch"), lambda: commands.copy(session, step_id), "copy", "Ctrl+C", enabled=movable)
    add(menu, _("Paste"), lambda: commands.paste(session, step_id), "clipboard-paste", "Ctrl+V")
    add(
        menu,
        _("Duplicate branch"),
        lambda: commands.duplicate(session, step_id),
        "copy-plus",
        "Ctrl+D",
        enabled=movable,
    )
    menu.addSeparator()
    words = _("Delete with what follows")
    add(menu, words, lambda: commands.remove(session, chosen), "trash-2", "Del", enabled=movable)
    add(
        menu,
        _("Delete, keep the chain"),
        lambda: commands.remove_keeping_chain(session, step_id),
        "",
        "Ctrl+Del",
        enabled=movable,
    )

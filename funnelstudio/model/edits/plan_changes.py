"""Edits of plan changes: the rules by which subscribers get from one plan to another."""

from __future__ import annotations

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.edits.rules import line, lines_of, moved, new_id, one_of
from funnelstudio.model.edits.wiring import without_places
from funnelstudio.model.funnel import TRANSITIONS, Funnel, PlanChange
from funnelstudio.model.texts import PLAN_CHANGE_PLACE
from funnelstudio.model.value import replace


def add_plan_change(funnel: Funnel, change: PlanChange) -> Funnel:
    """Add a plan change as the last. Raises NotPossible."""
    new_id(change.id, {known.id for known in funnel.plan_changes})
    return replace(funnel, plan_changes=(*funnel.plan_changes, _checked(change)))


def set_plan_change(funnel: Funnel, change_id: str, **fields: object) -> Funnel:
    """Change fields of a plan change; its id stays. Raises NotPossible."""
    index = _index(funnel, change_id)
    before = funnel.plan_changes[index]
    after = _checked(replace(before, **fields))
    if after.id != change_id:
        raise NotPossible(_("The id of a plan change stays the same."))
    if after == before:
        return funnel
    changes = (*funnel.plan_changes[:index], after, *funnel.plan_changes[index + 1 :])
    return replace(funnel, plan_changes=changes)


def remove_plan_change(funnel: Funnel, change_id: str) -> Funnel:
    """Remove a plan change with its texts. Raises NotPossible."""
    index = _index(funnel, change_id)
    return replace(
        funnel,
        plan_changes=(*funnel.plan_changes[:index], *funnel.plan_changes[index + 1 :]),
        texts=without_places(funnel.texts, (f"{PLAN_CHANGE_PLACE}{change_id}",)),
    )


def move_plan_change(funnel: Funnel, change_id: str, position: int) -> Funnel:
    """Take a plan change to another position, counted from 0. Raises NotPossible."""
    changes = moved(funnel.plan_changes, _index(funnel, change_id), position)
    return funnel if changes == funnel.plan_changes else replace(funnel, plan_changes=changes)


def _index(funnel: Funnel, change_id: str) -> int:
    for index, change in enumerate(funnel.plan_changes):
        if change.id == change_id:
            return index
    raise NotPossible(_("This plan change isn't there any more."))


def _checked(change: PlanChange) -> PlanChange:
    one_of(change.transition, TRANSITIONS)
    fields = lines_of({"title": change.title, "description": change.description}, "title", "description")
    return replace(change, sources=_tags(change.sources), targets=_tags(change.targets), **fields)


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for found in map(line, tags) if found))

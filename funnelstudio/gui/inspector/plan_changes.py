"""The inspector's part for plan changes: which plans turn into which, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import button, icon_button
from funnelstudio.gui.controls.fields import ChoiceField, Field, SwitchField, TextField
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.inspector.labels import TRANSITIONS, translated
from funnelstudio.gui.inspector.rows import FoldList
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import plan_changes as edits
from funnelstudio.model.fields import PLAN_CHANGE_PLACE
from funnelstudio.model.funnel import PlanChange
from funnelstudio.model.ids import fresh

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem


class PlanChangesSection(Section):
    """A row for each plan change."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Plan changes"))
        self.list = FoldList(lambda change_id: PlanChangeForm(session, change_id))
        self.add_button = button(_("Add a plan change"), self.add, "add", "plus")
        self.list.toggled.connect(self.unfolded)
        self.put(self.list, self.add_button)

    def refresh(self) -> None:
        changes = self.session.funnel.plan_changes
        self.list.show_rows({change.id: change.title or _("Without a title") for change in changes})

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | Fold | None:
        if not problem.step.startswith(PLAN_CHANGE_PLACE):
            return None
        return self.list.field_for(problem.step.removeprefix(PLAN_CHANGE_PLACE), problem, unfold=unfold)

    def add(self) -> None:
        change_id = fresh([change.id for change in self.session.funnel.plan_changes])
        if self.attempt(None, _("Add plan change"), edits.add_plan_change, PlanChange(id=change_id)):
            form = self.list.form(change_id)
            if isinstance(form, PlanChangeForm):
                form.name.line.setFocus()


class PlanChangeForm(Section):
    """Everything of one plan change."""

    def __init__(self, session: Session, change_id: str) -> None:
        super().__init__(session)
        self._change_id = change_id
        self.setContentsMargins(10, 0, 0, 6)
        self.name = TextField(_("Title"), _("Only for you"))
        self.name.edited.connect(lambda typed: self._set(self.name, title=typed))
        self.description = TextField(_("Description"))
        self.description.edited.connect(lambda typed: self._set(self.description, description=typed))
        self.sources = TextField(_("From products with these tags"), _("monthly, basic"))
        self.sources.edited.connect(lambda typed: self._set(self.sources, sources=typed_tags(typed)))
        self.targets = TextField(_("To products with these tags"), _("yearly"))
        self.targets.edited.connect(lambda typed: self._set(self.targets, targets=typed_tags(typed)))
        self.transition = ChoiceField(_("When it takes effect"), translated(TRANSITIONS))
        self.transition.chosen.connect(lambda value: self._set(None, transition=value))
        self.optional = SwitchField(_("The old plan may stay as well"))
        self.optional.switched.connect(lambda on: self._set(None, optional=on))
        hands = row(
            icon_button("arrow-up", _("Move up"), lambda: self._move(-1)),
            icon_button("arrow-down", _("Move down"), lambda: self._move(1)),
            None,
            icon_button("trash-2", _("Remove the plan change"), self._remove),
            spacing=2,
        )
        self.put(self.name, self.description, self.sources, self.targets, self.transition, self.optional)
        self.put(hands)
        self.refresh()

    def refresh(self) -> None:
        change = next((x for x in self.session.funnel.plan_changes if x.id == self._change_id), None)
        if change is None:
            return
        self.name.show_value(change.title)
        self.description.show_value(change.description)
        self.sources.show_value(", ".join(change.sources))
        self.targets.show_value(", ".join(change.targets))
        self.transition.show_value(change.transition)
        self.optional.show_value(change.optional)

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | None:
        fields = {"targets": self.targets, "transition": self.transition, "title": self.name}
        return fields.get(problem.field, self.sources)

    def _set(self, field: Field | None, **values: object) -> None:
        self.attempt(field, _("Change plan change"), edits.set_plan_change, self._change_id, **values)

    def _move(self, by: int) -> None:
        at = [x.id for x in self.session.funnel.plan_changes].index(self._change_id)
        if 0 <= at + by < len(self.session.funnel.plan_changes):
            self.attempt(None, _("Move plan change"), edits.move_plan_change, self._change_id, at + by)

    def _remove(self) -> None:
        self.attempt(None, _("Remove plan change"), edits.remove_plan_change, self._change_id)


def typed_tags(typed: str) -> tuple[str, ...]:
    """Tags typed with commas between them."""
    return tuple(tag.strip() for tag in typed.split(",") if tag.strip())

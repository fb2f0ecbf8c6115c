"""The inspector's part for how the main product is paid: at once, or with a payment plan."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from funnelstudio.gui.controls.boxes import empty
from funnelstudio.gui.controls.fields import SwitchField
from funnelstudio.gui.inspector.options import PlanForm
from funnelstudio.gui.inspector.step_sections import StepSection
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import options
from funnelstudio.model.offers import START, YES, Plan, option_of


class StartPlanSection(StepSection):
    """A switch, and the plan while it is on."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Payment"))
        self.switch = SwitchField(_("Sold with a payment plan"))
        self.switch.switched.connect(self._switch)
        self.plan: PlanForm | None = None
        self._plan_of = ""
        self._plan_place = QVBoxLayout()
        self.put(self.switch, self._plan_place)

    def refresh(self) -> None:
        step = self.step
        self.setVisible(step.type == START)
        option = option_of(step, YES) if step.type == START else None
        has_plan = option is not None and option.plan is not None
        self.switch.show_value(has_plan)
        if has_plan and (self.plan is None or self._plan_of != self.step_id):
            empty(self._plan_place)
            self.plan, self._plan_of = PlanForm(self.session, self.step_id, YES), self.step_id
            self._plan_place.addWidget(self.plan)
        if self.plan is not None:
            self.plan.setVisible(has_plan)
            self.plan.refresh()

    def _switch(self, on: bool) -> None:
        plan = Plan() if on else None
        self.attempt(None, _("Set payment plan"), options.set_start_plan, self.step_id, plan)

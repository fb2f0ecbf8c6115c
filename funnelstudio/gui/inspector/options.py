"""The inspector's part for the options of an offer: a row each, unfolded to edit everything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout

from funnelstudio.gui.controls.boxes import box, column, row
from funnelstudio.gui.controls.buttons import button, icon_button
from funnelstudio.gui.controls.fields import ChoiceField, Field, TextField
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.inspector.labels import (
    ADD_LABELS,
    INTERVALS,
    days,
    intervals,
    own_or_product_price,
    rate_words,
    summary,
    translated,
)
from funnelstudio.gui.inspector.prices import PriceFields
from funnelstudio.gui.inspector.rows import FoldList
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.inspector.step_sections import StepSection
from funnelstudio.gui.names import currency_of
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import options
from funnelstudio.model.edits.rules import typed_rate
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.ids import fresh
from funnelstudio.model.offers import ALTERNATIVES, CHOICES, PLANS, Option, Plan, is_offer, option_of
from funnelstudio.model.value import replace

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem

OF_OPTIONS: Final = frozenset({"price", "plan", "rate", "product", "quantity"})
"""What problems name that is set at an option."""


class OptionsSection(StepSection):
    """Rows for the options of the step, and a button that adds one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Options"))
        self._shown_step = ""
        self.list = FoldList(lambda option_id: OptionForm(session, self.step_id, option_id))
        self.list.toggled.connect(self.unfolded)
        self.rows.addLayout(self.list)
        self.add_button = button("", self.add_option, "add", "plus")
        self.rows.addWidget(self.add_button)

    def refresh(self) -> None:
        step = self.step
        self.setVisible(is_offer(step))
        if not is_offer(step):
            return
        if self._shown_step != f"{self.step_id} {step.type}":
            self._shown_step = f"{self.step_id} {step.type}"
            self.list.clear()
        focus, funnel = self.session.focus, self.session.funnel
        currency = currency_of(funnel, focus.language)
        tag = focus.language
        self.list.show_rows({x.id: summary(funnel, step, x, currency, tag) for x in step.options})
        self.add_button.setVisible(step.type in CHOICES)
        self.add_button.setText(_(ADD_LABELS.get(step.type, "")) if step.type in CHOICES else "")

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | Fold | None:
        if problem.step != self.step_id or problem.field not in OF_OPTIONS or self.isHidden():
            return None
        option_id = problem.outcome or next(iter(self.list.folds), "")
        return self.list.field_for(option_id, problem, unfold=unfold)

    def add_option(self) -> None:
        """Add an option and unfold it."""
        step = self.step
        option_id = fresh([option.id for option in step.options])
        last = step.options[-1] if step.options else None
        option = Option(id=option_id, plan=Plan() if step.type == PLANS else None)
        if step.type == "quantities":
            option = replace(option, quantity=(last.quantity * 2 if last is not None else 2))
        if self.attempt(None, _("Add option"), options.add_option, self.step_id, option):
            self.unfold(option_id)

    def unfold(self, option_id: str) -> None:
        """Open one option and put the caret into its name."""
        form = self.list.form(option_id)
        if isinstance(form, OptionForm):
            form.name.line.setFocus()


class OptionForm(Section):
    """Everything of one option."""

    def __init__(self, session: Session, step_id: str, option_id: str) -> None:
        super().__init__(session)
        self._step_id, self._option_id = step_id, option_id
        self.setContentsMargins(10, 0, 0, 6)
        self.name = TextField(_("Name"), _("Only for you"))
        self.name.edited.connect(lambda typed: self._set(self.name, _("Rename option"), name=typed))
        self.product = ChoiceField(_("Product"))
        self.product.chosen.connect(lambda value: self._set(None, _("Set product"), product=value))
        self.quantity = NumberField(_("Amount"), 1, options.MOST_PIECES)
        self.quantity.edited.connect(lambda n: self._set(self.quantity, _("Set amount"), quantity=n))
        self.rate = TextField(_("Share of buyers who take it"), _("Not assumed"), whole=True)
        self.rate.edited.connect(self._set_rate)
        self.prices = PriceFields(_("Price"), self._set_price, self.leave)
        self.plan: PlanForm | None = None
        self._plan_place = QVBoxLayout()
        self.put(self.name, self.product, self.quantity, self.prices, self._plan_place, self.rate)
        self.put(
            row(
                icon_button("arrow-up", _("Move up"), lambda: self._move(-1)),
                icon_button("arrow-down", _("Move down"), lambda: self._move(1)),
                None,
                icon_button("trash-2", _("Remove the option"), self._remove),
                spacing=2,
            )
        )
        self.refresh()

    def refresh(self) -> None:
        funnel = self.session.funnel
        step = funnel.steps.get(self._step_id)
        option = option_of(step, self._option_id) if step is not None else None
        if step is None or option is None:
            return
        self.name.show_value(option.name)
        self.product.setVisible(step.type == ALTERNATIVES)
        self.product.show_choices(
            (("", _("None yet")), *((key, product.name or key) for key, product in funnel.products.items()))
        )
        self.product.show_value(option.product)
        self.quantity.setVisible(step.type != PLANS)
        self.quantity.show_value(option.quantity)
        without_own = replace(option, price={})
        self.prices.show_price(funnel, option.price, own_or_product_price(funnel, step, without_own))
        self.rate.show_value(rate_words(option.rate))
        if option.plan is not None and self.plan is None:
            self.plan = PlanForm(self.session, self._step_id, self._option_id)
            self._plan_place.addWidget(self.plan)
        if self.plan is not None:
            self.plan.setVisible(option.plan is not None)
            self.plan.refresh()

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | None:
        fields: dict[str, Field] = {"product": self.product, "rate": self.rate, "quantity": self.quantity}
        if self.plan is not None:
            fields["plan"] = self.plan.minimum if problem.id == "prices.no_term" else self.plan.every
        if problem.field == "price":
            return self.prices.field_for(self.session.funnel, problem)
        return fields.get(problem.field)

    def _set(self, field: Field | None, words: str, **values: object) -> None:
        self.attempt(field, words, options.set_option, self._step_id, self._option_id, **values)

    def _set_price(self, field: TextField, currency: str, typed: str) -> None:
        self.attempt(
            field, _("Set price"), options.set_option_price, self._step_id, self._option_id, currency, typed
        )

    def _set_rate(self, typed: str) -> None:
        self.attempt(self.rate, _("Set share"), _with_rate, self._step_id, self._option_id, typed)

    def _move(self, by: int) -> None:
        step = self.session.funnel.steps[self._step_id]
        at = [option.id for option in step.options].index(self._option_id)
        if 0 <= at + by < len(step.options):
            self.attempt(None, _("Move option"), options.move_option, self._step_id, self._option_id, at + by)

    def _remove(self) -> None:
        self.attempt(None, _("Remove option"), options.remove_option, self._step_id, self._option_id)


class PlanForm(Section):
    """When a payment plan takes which payment."""

    def __init__(self, session: Session, step_id: str, option_id: str) -> None:
        super().__init__(session)
        self._step_id, self._option_id = step_id, option_id
        self.every = NumberField(_("A payment every"), 1, 366)
        self.every.edited.connect(lambda n: self._set(self.every, every=n))
        self.interval = ChoiceField("\u00a0", translated(INTERVALS))
        self.interval.combo.setAccessibleName(_("Unit of the interval"))
        self.interval.chosen.connect(lambda value: self._set(None, interval=value))
        self.trial = NumberField(_("Trial"), 0, 3650, days, _("None"))
        self.trial.edited.connect(lambda n: self._set(self.trial, trial_days=n))
        self.instalments = NumberField(_("Payments in all"), 0, 1000, "", _("Open-ended"))
        self.instalments.edited.connect(lambda n: self._set(self.instalments, instalments=n))
        self.minimum = NumberField(_("Minimum term"), 0, 1000, intervals, _("None"))
        self.minimum.edited.connect(lambda n: self._set(self.minimum, minimum_term=n))
        self.first = PriceFields(_("First payment, where it differs"), self._set_first, self.leave)
        content = column(
            row(self.every, self.interval),
            row(self.instalments, self.trial),
            self.minimum,
            self.first,
            margins=(10, 8, 10, 10),
        )
        self.put(box(content, "card"))

    def refresh(self) -> None:
        option = self._option()
        if option is None or option.plan is None:
            return
        plan = option.plan
        self.every.show_value(plan.every)
        self.interval.show_value(plan.interval)
        self.trial.show_value(plan.trial_days)
        self.instalments.show_value(plan.instalments)
        self.minimum.show_value(plan.minimum_term)
        self.first.show_price(self.session.funnel, plan.first, {})

    def _option(self) -> Option | None:
        step = self.session.funnel.steps.get(self._step_id)
        return option_of(step, self._option_id) if step is not None else None

    def _set(self, field: Field | None, **values: object) -> None:
        option = self._option()
        if option is not None and option.plan is not None:
            plan = replace(option.plan, **values)
            self.attempt(
                field, _("Change plan"), options.set_option, self._step_id, self._option_id, plan=plan
            )

    def _set_first(self, field: TextField, currency: str, typed: str) -> None:
        self.attempt(
            field,
            _("Set first payment"),
            options.set_first_price,
            self._step_id,
            self._option_id,
            currency,
            typed,
        )


def _with_rate(funnel: Funnel, step_id: str, option_id: str, typed: str) -> Funnel:
    return options.set_option(funnel, step_id, option_id, rate=typed_rate(typed))

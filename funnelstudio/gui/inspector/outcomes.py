"""The inspector's part for outcomes: where each leads, and an address of the user's own instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from funnelstudio.gui.actions import OFFER_LABELS
from funnelstudio.gui.controls.boxes import empty
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import ChoiceField, QuietComboBox, TextField
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.inspector.step_sections import StepSection
from funnelstudio.gui.names import language_label, step_words
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.cards import outcome_label
from funnelstudio.model.edits import branches, steps
from funnelstudio.model.ids import fresh
from funnelstudio.model.offers import EVERY_LANGUAGE, START, outcomes
from funnelstudio.model.walk import walk

NOWHERE = ""
_NEW = "new:"


class LazyCombo(QuietComboBox):
    """A list that is filled when it opens: a funnel may have thousands of steps."""

    def __init__(self, fill: Callable[[], None]) -> None:
        super().__init__()
        self._fill = fill

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()


class OutcomesSection(StepSection):
    """A row for each outcome of the step."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Where it leads"))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.rows.addLayout(self._list)
        self.forms: dict[str, OutcomeForm] = {}
        self._shown: tuple[str, ...] = ()

    def refresh(self) -> None:
        wanted = (self.step_id, *outcomes(self.step))
        self.setVisible(len(wanted) > 1)
        if wanted != self._shown:
            self._shown = wanted
            empty(self._list)
            self.forms = {outcome: OutcomeForm(self.session, self.step_id, outcome) for outcome in wanted[1:]}
            for form in self.forms.values():
                self._list.addWidget(form)
        for form in self.forms.values():
            form.refresh()


class OutcomeForm(Section):
    """Where one outcome leads."""

    def __init__(self, session: Session, step_id: str, outcome: str) -> None:
        super().__init__(session)
        self._step_id, self._outcome = step_id, outcome
        self.rows.setSpacing(4)
        self.target = ChoiceField(" ", combo=LazyCombo(self._fill))
        self.target.chosen.connect(self._choose)
        self.own = button(_("Own address…"), self._toggle_addresses, "link")
        self.addresses: dict[str, TextField] = {}
        self._address_rows = QVBoxLayout()
        self._address_rows.setSpacing(6)
        self.put(self.target, self.own, self._address_rows)

    def refresh(self) -> None:
        funnel = self.session.funnel
        step = funnel.steps.get(self._step_id)
        if step is None:
            return
        self.target.name_as(outcome_label(funnel, step, self._outcome))
        target = step.next.get(self._outcome, NOWHERE)
        jump = (self._step_id, self._outcome) in walk(funnel.steps).jumps
        words = step_words(funnel, target) if target in funnel.steps else _("Nowhere yet")
        self.target.show_choices(((target, _("Jump to: {step}").format(step=words) if jump else words),))
        self.target.show_value(target)
        links = step.links.get(self._outcome, {})
        if links and not self.addresses:
            self._show_addresses()
        for tag, field in self.addresses.items():
            field.show_value(links.get(tag, ""))

    def _fill(self) -> None:
        funnel, target = self.session.funnel, self.target.value()
        choices: list[tuple[str, str]] = [(NOWHERE, _("Nowhere yet"))]
        choices += [
            (f"{_NEW}{kind}", _("New: {kind}").format(kind=_(words))) for kind, words in OFFER_LABELS.items()
        ]
        choices += [
            (step_id, step_words(funnel, step_id))
            for step_id in walk(funnel.steps).order
            if step_id != self._step_id and funnel.steps[step_id].type != START
        ]
        self.target.show_choices(choices)
        self.target.show_value(target)

    def _choose(self, value: str) -> None:
        session, here, outcome = self.session, self._step_id, self._outcome
        if value.startswith(_NEW):
            made = steps.new_step(value.removeprefix(_NEW))
            step_id = fresh(session.funnel.steps)
            if self.attempt(None, _("Add step"), steps.add_step, step_id, made, here, outcome):
                session.go(step=step_id)
        elif value == NOWHERE:
            self.attempt(None, _("Remove wire"), branches.disconnect, here, outcome)
        elif value != session.funnel.steps[here].next.get(outcome):
            self.attempt(None, _("Connect"), branches.connect, here, outcome, value)
        self.refresh()

    def _toggle_addresses(self) -> None:
        if not self.addresses:
            self._show_addresses()
            self.refresh()
            self.addresses[EVERY_LANGUAGE].line.setFocus()
            return
        shown = not self.addresses[EVERY_LANGUAGE].isHidden()
        for field in self.addresses.values():
            field.setVisible(not shown)

    def _show_addresses(self) -> None:
        funnel = self.session.funnel
        names = {EVERY_LANGUAGE: _("All languages")}
        names |= {language.tag: language_label(funnel, language.tag) for language in funnel.languages}
        for tag, words in names.items():
            field = TextField(words, "https://…", whole=True)
            field.edited.connect(lambda typed, tag=tag, field=field: self._set_address(field, tag, typed))
            field.left.connect(self.leave)
            self.addresses[tag] = field
            self._address_rows.addWidget(field)

    def _set_address(self, field: TextField, tag: str, typed: str) -> None:
        self.attempt(field, _("Set address"), steps.set_link, self._step_id, self._outcome, tag, typed)

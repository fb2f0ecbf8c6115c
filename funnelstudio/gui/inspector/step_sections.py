"""The inspector's parts for a step: name and kind, sales role, page, and note."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from funnelstudio.errors import UserError
from funnelstudio.gui import pictures
from funnelstudio.gui.actions import OFFER_LABELS
from funnelstudio.gui.controls.fields import AreaField, ChoiceField, Field, TextField
from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.controls.picture import PictureField
from funnelstudio.gui.inspector.labels import CHANNELS, STRATEGIES, days_later, translated
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.names import language_label
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model import texts
from funnelstudio.model.edits import steps
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.focus import Focus
from funnelstudio.model.languages import is_rtl
from funnelstudio.model.offers import ALTERNATIVES, ENDING, START, Moment, Step, is_offer

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem


class StepSection(Section):
    """A part that shows the step where the focus is."""

    @property
    def step_id(self) -> str:
        return self.session.focus.step

    @property
    def step(self) -> Step:
        return self.session.funnel.steps[self.step_id]

    def leave(self) -> None:
        """A field is left as well when the user goes to something that is no step."""
        self.session.close_step()
        if self.step_id in self.session.funnel.steps:
            self.refresh()

    def named(self, problem: Problem, fields: Mapping[str, Field]) -> Field | None:
        """The field of that name, where the problem is about this step as a whole."""
        found = fields.get(problem.field)
        is_here = problem.step == self.step_id and not problem.outcome
        return found if is_here and found is not None and not found.isHidden() else None


class IdentitySection(StepSection):
    """Internal name, kind and product."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Offer"))
        self.name = TextField(_("Internal name"), _("Only for you"))
        self.name.edited.connect(
            lambda typed: self.attempt(self.name, _("Rename step"), steps.set_step, self.step_id, name=typed)
        )
        self.kind = ChoiceField(_("Kind"), translated(tuple(OFFER_LABELS.items())))
        self.kind.chosen.connect(
            lambda kind: self.attempt(None, _("Change kind"), steps.set_type, self.step_id, kind)
        )
        self.product = ChoiceField(_("Product"))
        self.product.chosen.connect(self._set_product)
        self.put(self.name, self.kind, self.product)

    def refresh(self) -> None:
        step, funnel = self.step, self.session.funnel
        titles = {START: _("Main product"), ENDING: _("Thank-you page")}
        if self.title is not None:
            self.title.setText(titles.get(step.type, _("Offer")).upper())
        self.name.show_value(step.name)
        self.kind.setVisible(step.type != START)
        self.kind.show_value(step.type)
        self.product.setVisible(step.type not in (ENDING, ALTERNATIVES))
        self.product.show_choices(
            (("", _("None yet")), *((key, product.name or key) for key, product in funnel.products.items()))
        )
        self.product.show_value(step.product)

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | None:
        return self.named(problem, {"name": self.name, "product": self.product})

    def _set_product(self, product: str) -> None:
        self.attempt(None, _("Set product"), steps.set_step, self.step_id, product=product)


class SalesSection(StepSection):
    """Strategy with its reason, moment and channel."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Sales role"))
        self.strategy = ChoiceField(_("Strategy"), translated(STRATEGIES))
        self.strategy.chosen.connect(
            lambda value: self.attempt(None, _("Set strategy"), steps.set_step, self.step_id, strategy=value)
        )
        self.reason = AreaField(_("Reason shown to the buyer"), rows=2)
        if self.reason.caption is not None:
            self.reason.caption.setWordWrap(True)  # it names the language, which may be a long name
        self.reason.edited.connect(self._set_reason)
        self.days = NumberField(_("Offered"), 0, 3650, days_later, _("At once"))
        self.days.edited.connect(
            lambda days: self.attempt(
                self.days, _("Set moment"), steps.set_step, self.step_id, moment=Moment(after_days=days)
            )
        )
        self.channel = ChoiceField(_("Where"), translated(CHANNELS))
        self.channel.chosen.connect(
            lambda value: self.attempt(None, _("Set channel"), steps.set_step, self.step_id, channel=value)
        )
        self.put(self.strategy, self.reason, self.days, self.channel)

    def refresh(self) -> None:
        step, session = self.step, self.session
        self.setVisible(is_offer(step))
        if not is_offer(step):
            return
        self.strategy.show_value(step.strategy)
        tag = session.focus.language
        self.reason.name_as(
            _("Reason shown to the buyer ({language})").format(language=language_label(session.funnel, tag))
        )
        rtl = is_rtl(tag)
        self.reason.area.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        stored = texts.stored(session.funnel, tag, self.step_id, "reason")
        self.reason.area.setPlaceholderText(texts.value(session.funnel, tag, self.step_id, "reason"))
        self.reason.show_value(stored.value if stored is not None else "")
        self.days.show_value(step.moment.after_days)
        self.channel.show_value(step.channel)

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | None:
        fields = {"strategy": self.strategy, "moment": self.days, "channel": self.channel}
        if problem.language in ("", self.session.focus.language):
            fields["reason"] = self.reason
        return self.named(problem, fields)

    def _set_reason(self, typed: str) -> None:
        tag = self.session.focus.language
        self.attempt(self.reason, _("Write reason"), set_text, tag, self.step_id, "reason", typed)


class PageSection(StepSection):
    """Address and picture of the step's page."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Page"))
        self.slug = TextField(_("Address"), _("From the name"), whole=True)
        self.slug.edited.connect(
            lambda typed: self.attempt(self.slug, _("Set address"), steps.set_step, self.step_id, slug=typed)
        )
        self.picture = PictureField(_("Picture"), focus=True)
        self.picture.focus.chosen.connect(self._set_focus)
        self.picture.focus.finished.connect(session.close_step)
        self.picture.file_chosen.connect(self._add_picture)
        self.picture.removed.connect(
            lambda: self.attempt(None, _("Remove picture"), steps.set_step, self.step_id, picture="")
        )
        self.put(self.slug, self.picture)

    def refresh(self) -> None:
        self.slug.show_value(self.step.slug)
        name = self.step.picture
        place = "compared" if self.step.type == ALTERNATIVES else "hero"
        self.picture.focus.show_shapes(pictures.shapes(place, self.session.funnel.brand.theme))
        self.picture.show_picture(pictures.path_of(self.session, name), name, self.step.picture_focus)

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | None:
        return self.named(problem, {"slug": self.slug})

    def _set_focus(self, focus: Focus) -> None:
        after = steps.set_step(self.session.funnel, self.step_id, picture_focus=focus)
        self.session.apply(_("Move the picture's focus"), after, f"focus {self.step_id}")

    def _add_picture(self, source: Path) -> None:
        try:
            name = pictures.add(self.session, source)
        except UserError as error:
            self.picture.show_fault(str(error))
        else:
            self.attempt(None, _("Set picture"), steps.set_step, self.step_id, picture=name)


class NoteSection(StepSection):
    """A note for the people who work on the funnel."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Note"))
        self.note = AreaField("", _("Only for you and your colleagues"), rows=3)
        self.note.area.setAccessibleName(_("Note"))
        self.note.edited.connect(
            lambda typed: self.attempt(self.note, _("Write note"), steps.set_step, self.step_id, note=typed)
        )
        self.put(self.note)

    def refresh(self) -> None:
        self.note.show_value(self.step.note)

"""The inspector's part for how the funnel is checked: how strictly, with which thresholds and wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from funnelstudio.gui.controls.boxes import column
from funnelstudio.gui.controls.fields import ChoiceField, Field
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.inspector.labels import translated
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.inspector.wordings import WordingsForm
from funnelstudio.gui.session import Session
from funnelstudio.i18n import N_, _
from funnelstudio.model.checking import DRAFT_PROFILE, NORMAL, STRICT, THRESHOLDS, threshold
from funnelstudio.model.edits import waivers as edits

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem

PROFILES: Final = ((NORMAL, N_("Normal")), (STRICT, N_("Strict")), (DRAFT_PROFILE, N_("Draft")))
MEANINGS: Final = {
    NORMAL: N_("Errors keep pages from being exported, warnings do not."),
    STRICT: N_("Warnings keep pages from being exported, as errors do."),
    DRAFT_PROFILE: N_("Warnings are only notices, since much is still to come."),
}
_MOST: Final = 1000


class CheckingSection(Section):
    """The profile with what it means; thresholds and wordings are folded away."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Checks"))
        self.profile = ChoiceField(_("How strict"), translated(PROFILES))
        self.profile.chosen.connect(
            lambda value: self.attempt(None, _("Change how strict checks are"), edits.set_profile, value)
        )
        self.meaning = label("", "caption", wrap=True)
        self.thresholds = Fold(lambda: ThresholdForm(session))
        self.wordings = Fold(lambda: WordingsForm(session))
        self.wordings.toggled.connect(self.unfolded)
        self.unfoldable = {"words": self.wordings}
        self.put(self.profile, self.meaning, self.thresholds, self.wordings)

    def refresh(self) -> None:
        checking = self.session.funnel.checking
        self.profile.show_value(checking.profile)
        self.meaning.setText(_(MEANINGS.get(checking.profile, "")) if checking.profile in MEANINGS else "")
        self.thresholds.show_words(_with_count(_("Thresholds"), len(checking.thresholds)))
        phrases = (found for known in checking.words.values() for found in known.values())
        self.wordings.show_words(_with_count(_("Wordings"), sum(map(len, phrases))))
        for fold in (self.thresholds, self.wordings):
            if isinstance(fold.body, Section):
                fold.body.refresh()

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | Fold | None:
        if problem.field != "words":
            return None
        if unfold and not self.wordings.is_open:
            self.wordings.unfold()
        body = self.wordings.body
        if not self.wordings.is_open or not isinstance(body, Section):
            return self.wordings
        return body.field_for(problem, unfold=unfold)


def _with_count(words: str, own: int) -> str:
    return " · ".join((words, _("{count} of your own").format(count=own))) if own else words


class ThresholdForm(Section):
    """A number for each threshold."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.fields: dict[str, NumberField] = {}
        for name, (_usual, words) in THRESHOLDS.items():
            caption = label(_(words), "caption", wrap=True)
            field = NumberField("", 0, _MOST)
            field.spin.setAccessibleName(_(words))
            field.edited.connect(lambda number, name=name: self._set(name, number))
            self.fields[name] = field
            self.put(column(caption, field, spacing=4))
            field.left.connect(self.leave)
        self.refresh()

    def refresh(self) -> None:
        for name, field in self.fields.items():
            field.show_value(threshold(self.session.funnel.checking, name))

    def _set(self, name: str, number: int) -> None:
        self.attempt(self.fields[name], _("Change threshold"), edits.set_threshold, name, number)

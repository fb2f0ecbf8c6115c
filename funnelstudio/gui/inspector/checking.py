"""The inspector's part for how the funnel is checked: how strictly, and with which thresholds."""

from __future__ import annotations

from typing import Final

from funnelstudio.gui.controls.boxes import column
from funnelstudio.gui.controls.fields import ChoiceField
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.inspector.labels import translated
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.session import Session
from funnelstudio.i18n import N_, _
from funnelstudio.model.checking import DRAFT_PROFILE, NORMAL, STRICT, THRESHOLDS, threshold
from funnelstudio.model.edits import waivers as edits

PROFILES: Final = ((NORMAL, N_("Normal")), (STRICT, N_("Strict")), (DRAFT_PROFILE, N_("Draft")))
MEANINGS: Final = {
    NORMAL: N_("Errors keep pages from being exported, warnings do not."),
    STRICT: N_("Warnings keep pages from being exported, as errors do."),
    DRAFT_PROFILE: N_("Warnings are only notices, since much is still to come."),
}
_MOST: Final = 1000


class CheckingSection(Section):
    """The profile with what it means; the thresholds are folded away."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Checks"))
        self.profile = ChoiceField(_("How strict"), translated(PROFILES))
        self.profile.chosen.connect(
            lambda value: self.attempt(None, _("Change how strict checks are"), edits.set_profile, value)
        )
        self.meaning = label("", "caption", wrap=True)
        self.thresholds = Fold(lambda: ThresholdForm(session))
        self.put(self.profile, self.meaning, self.thresholds)

    def refresh(self) -> None:
        checking = self.session.funnel.checking
        self.profile.show_value(checking.profile)
        self.meaning.setText(_(MEANINGS.get(checking.profile, "")) if checking.profile in MEANINGS else "")
        own = len(checking.thresholds)
        more = _("{count} of your own").format(count=own) if own else ""
        self.thresholds.show_words(" · ".join(part for part in (_("Thresholds"), more) if part))
        if isinstance(self.thresholds.body, Section):
            self.thresholds.body.refresh()


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

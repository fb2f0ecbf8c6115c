"""The inspector's form for a funnel's own wordings: phrases that the checks count beside those they know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from funnelstudio.gui.controls.boxes import column
from funnelstudio.gui.controls.fields import AreaField, ChoiceField, Field
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.session import Session
from funnelstudio.i18n import N_, _
from funnelstudio.model.checking import WORD_LISTS, own_words, word_code
from funnelstudio.model.edits import waivers as edits
from funnelstudio.model.languages import spoken_name

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem

KINDS: Final = {
    "accepted": (
        N_("Buttons: accepted words"),
        N_("A button that holds one of these says that it costs money."),
    ),
    "refused": (
        N_("Buttons: refused words"),
        N_("A button with one of these, and no accepted one, gets a warning."),
    ),
    "shaming": (
        N_("“No, thanks”: shaming words"),
        N_("A link to decline that holds one of these gets a notice."),
    ),
}
"""What each list is called, and what it does; message ids."""

WHERE: Final = N_(
    "One phrase a line. Buttons are looked at where an exporter's pages conclude the contract, "
    "with consumers in the European Union."
)

_LIST_OF: Final = {"law.button": "refused", "law.shaming": "shaming"}
"""Check -> the list that it reads; all others are about accepted words."""


class WordingsForm(Section):
    """A language, and for each list what is known already and a field with one phrase a line."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setContentsMargins(10, 0, 0, 6)
        self.code = ""
        self.language = ChoiceField(_("Language"))
        self.language.chosen.connect(self.show_language)
        self.put(self.language, label(_(WHERE), "caption", wrap=True))
        self.fields: dict[str, AreaField] = {}
        self.known = {kind: label("", "caption", wrap=True) for kind in WORD_LISTS}
        for kind in WORD_LISTS:
            caption, meaning = KINDS[kind]
            field = AreaField(_(caption), _("Your own phrases"), rows=2)
            field.edited.connect(lambda typed, kind=kind: self._set(kind, typed))
            field.left.connect(self.leave)
            self.fields[kind] = field
            self.put(column(field, label(_(meaning), "caption", wrap=True), self.known[kind], spacing=4))
        self.refresh()

    def refresh(self) -> None:
        funnel, lists = self.session.funnel, self.session.funnel.checking.words.values()
        tags = (language.tag for language in funnel.languages)
        codes = dict.fromkeys((*map(word_code, tags), *(code for known in lists for code in known)))
        self.language.show_choices((code, spoken_name(code)) for code in codes)
        if self.code not in codes:
            self.code = word_code(self.session.focus.language)
        self.language.show_value(self.code)
        for kind, field in self.fields.items():
            field.show_value("\n".join(own_words(funnel.checking, kind, self.code)))
            self.known[kind].setText(self._known_words(kind))

    def show_language(self, tag: str) -> None:
        """Show the lists of the language of a tag."""
        self.code = word_code(tag)
        for field in self.fields.values():
            field.reset()
        self.refresh()

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | None:
        if unfold:
            self.show_language(problem.language)
        is_shown = word_code(problem.language) == self.code
        return self.fields[_LIST_OF.get(problem.id, "accepted")] if is_shown else None

    def _set(self, kind: str, typed: str) -> None:
        phrases = tuple(typed.split("\n"))
        self.attempt(self.fields[kind], _("Change wordings"), edits.set_words, kind, self.code, phrases)

    def _known_words(self, kind: str) -> str:
        from funnelstudio.checks.lawful import phrases  # not needed before the form is unfolded

        known = " · ".join(phrases("phrases" if kind == "shaming" else "buttons", kind, self.code))
        none = _("None are known in this language.")
        return _("Known already: {phrases}").format(phrases=known) if known else none

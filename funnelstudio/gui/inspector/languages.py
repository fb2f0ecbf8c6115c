"""The inspector's part for the funnel's languages: add, edit, reorder, remove; the first is the source."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.numbers import get_territory_currencies
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import icon_button
from funnelstudio.gui.controls.fields import ChoiceField, Field, TextField
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.inspector.rows import FoldList
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.names import language_label
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import languages as edits
from funnelstudio.model.funnel import language
from funnelstudio.model.languages import Language, is_rtl, locale_of, own_name

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem

_COMMON = """
ar-EG bg-BG cs-CZ da-DK de-DE de-AT de-CH el-GR en-GB en-US es-ES es-MX et-EE fi-FI fr-FR fr-CA he-IL hi-IN
hr-HR hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-NL pl-PL pt-PT pt-BR ro-RO sk-SK sl-SI sr-RS sv-SE
th-TH tr-TR uk-UA vi-VN zh-CN zh-TW
"""
COMMON = tuple(_COMMON.split())
"""Languages that are offered; any other is typed as its BCP 47 tag."""


class LanguagesSection(Section):
    """A row for each language and a list to add one from."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Languages"))
        self.list = FoldList(lambda tag: LanguageForm(session, tag))
        self.add = ChoiceField("")
        self.add.combo.setEditable(True)
        self.add.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.add.combo.setAccessibleName(_("Add a language"))
        line = self.add.combo.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Add a language…"))
            line.returnPressed.connect(lambda: self.add_language(line.text()))
        self.add.chosen.connect(self.add_language)
        self.list.toggled.connect(self.unfolded)
        self.rows.addLayout(self.list)
        self.put(self.add)

    def refresh(self) -> None:
        funnel = self.session.funnel
        source = _("source")
        self.list.show_rows(
            {
                x.tag: " · ".join(
                    part
                    for part in (
                        language_label(funnel, x.tag),
                        x.currency,
                        source if number == 0 else "",
                    )
                    if part
                )
                for number, x in enumerate(funnel.languages)
            }
        )
        taken = {x.tag for x in funnel.languages}
        self.add.show_choices(tuple((tag, offered(tag)) for tag in COMMON if tag not in taken))
        if not self.add.combo.hasFocus():
            self.add.combo.setCurrentIndex(-1)
            self.add.combo.clearEditText()

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | Fold | None:
        if problem.step or problem.field == "words":
            return None
        if not problem.language:
            return self.add if problem.field == "languages" else None
        return self.list.field_for(problem.language, problem, unfold=unfold)

    def add_language(self, typed: str) -> None:
        """Add the language with a tag, in the currency of its region."""
        wanted = typed.strip()
        if not wanted:
            return
        tag = next((known for known in COMMON if offered(known) == wanted), wanted)
        made = Language(tag=tag, currency=usual_currency(tag))
        if self.attempt(self.add, _("Add language"), edits.add_language, made):
            self.add.combo.clearFocus()
            self.refresh()


class LanguageForm(Section):
    """Currency, price note and base of a language."""

    def __init__(self, session: Session, tag: str) -> None:
        super().__init__(session)
        self._tag = tag
        self.setContentsMargins(10, 0, 0, 6)
        self.tag = TextField(_("Tag"))
        self.tag.line.editingFinished.connect(self._retag)
        self.currency = TextField(_("Currency"), "EUR", whole=True)
        self.currency.edited.connect(lambda typed: self._set(self.currency, currency=typed))
        self.note = TextField(_("Price note"), _("Prices include VAT."))
        self.note.edited.connect(lambda typed: self._set(self.note, price_note=typed))
        self.base = ChoiceField(_("Based on"))
        self.base.chosen.connect(lambda value: self._set(None, base=value))
        self.source = label(_("The other languages are translated from this one."), "caption", wrap=True)
        self.put(row(self.tag, self.currency), self.note, self.base, self.source)
        self.put(
            row(
                icon_button("arrow-up", _("Move up"), lambda: self._move(-1)),
                icon_button("arrow-down", _("Move down"), lambda: self._move(1)),
                None,
                icon_button("trash-2", _("Remove the language with its texts"), self._remove),
                spacing=2,
            )
        )
        self.currency.left.connect(self.leave)
        self.refresh()

    def refresh(self) -> None:
        funnel = self.session.funnel
        own = language(funnel, self._tag)
        if own is None:
            return
        is_source = funnel.languages[0].tag == self._tag
        if not self.tag.line.hasFocus():
            self.tag.show_value(own.tag)
        self.currency.show_value(own.currency)
        self.note.show_value(own.price_note)
        self.note.line.setAlignment(_alignment(own.tag))
        self.base.setVisible(not is_source and len(funnel.languages) > 1)
        others = tuple(
            (x.tag, language_label(funnel, x.tag))
            for x in funnel.languages
            if x.tag != self._tag and not x.base
        )
        self.base.show_choices((("", _("None: all texts are its own")), *others))
        self.base.show_value(own.base)
        self.source.setVisible(is_source)

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | None:
        fields = {"currency": self.currency, "price_note": self.note, "base": self.base}
        return fields.get(problem.field, self.tag)

    def _set(self, field: Field | None, **values: object) -> None:
        self.attempt(field, _("Change language"), edits.set_language, self._tag, **values)

    def _retag(self) -> None:
        typed = self.tag.value()
        if typed != self._tag and self.attempt(self.tag, _("Change language"), edits.retag, self._tag, typed):
            new = next((x.tag for x in self.session.funnel.languages if x.tag == edits.normal_tag(typed)), "")
            if self.session.focus.language == self._tag and new:
                self.session.go(language=new)

    def _move(self, by: int) -> None:
        at = [x.tag for x in self.session.funnel.languages].index(self._tag)
        if 0 <= at + by < len(self.session.funnel.languages):
            self.attempt(None, _("Move language"), edits.move_language, self._tag, at + by)

    def _remove(self) -> None:
        session, tag = self.session, self._tag
        if (
            self.attempt(None, _("Remove language"), edits.remove_language, tag)
            and session.focus.language == tag
        ):
            left = session.funnel.languages
            session.go(language=left[0].tag if left else "")


def _alignment(tag: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_rtl(tag) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


@lru_cache(maxsize=256)
def offered(tag: str) -> str:
    """A language as the list offers it: its name and its region, in itself."""
    locale = locale_of(tag)
    region = locale.get_territory_name() if locale is not None and locale.territory else ""
    return f"{own_name(tag)} ({region})" if region else own_name(tag)


def usual_currency(tag: str) -> str:
    """The currency of a tag's region, "" for a tag without one."""
    locale = locale_of(tag)
    if locale is None or not locale.territory:
        return ""
    found = get_territory_currencies(locale.territory)
    return str(found[0]) if found else ""

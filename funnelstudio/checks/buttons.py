"""Checks of the words on buttons that conclude a contract with a consumer in the European Union."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from funnelstudio.checks.lawful import own_phrases, phrases, plain, said
from funnelstudio.checks.problem import NOTICE, WARNING, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language, spoken_name
from funnelstudio.model.limits import Limits
from funnelstudio.model.markets import in_eu, to_consumers
from funnelstudio.model.offers import YES
from funnelstudio.model.texts import place_name

ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
UNSURE: Final = "unsure"

Words = tuple[str, ...]

_VARIABLE = re.compile(r"\{[^{}]*\}")


def refused(sheet: Sheet) -> Iterator[Problem]:
    """Buttons with words that courts have refused."""
    message = _("{place}: “{words}” doesn't say that it costs money; courts look at the button alone.")
    yield from _with_verdict(sheet, REFUSED, "law.button", WARNING, message)


def unsure(sheet: Sheet) -> Iterator[Problem]:
    """Buttons with words that are on neither list."""
    message = _("{place}: “{words}” is not among the words that are known to be accepted.")
    yield from _with_verdict(sheet, UNSURE, "law.button_unsure", NOTICE, message)


def unknown_language(funnel: Funnel, limits: Limits) -> Iterator[Problem]:
    """Languages of consumers in the Union for which no words are known."""
    if not limits.concluded:
        return
    for language in funnel.languages:
        if _asks_for_words(language) and not _lists(funnel, language.tag)[0]:
            message = _("No accepted words for buttons are known in {language}: ask a lawyer, and add them.")
            text = message.format(language=spoken_name(language.tag))
            yield Problem("law.button_language", NOTICE, text, field="words", language=language.tag)


def _with_verdict(sheet: Sheet, wanted: str, check: str, severity: str, message: str) -> Iterator[Problem]:
    if not sheet.limits.concluded or not _asks_for_words(sheet.language):
        return
    accepted, not_accepted = _lists(sheet.funnel, sheet.tag)
    if not accepted:
        return
    step = sheet.funnel.steps[sheet.place]
    if step.channel == "call":
        return  # concluded by word of mouth
    for option_id in [option.id for option in step.options] if sheet.of.kind == "offer" else [YES]:
        key = f"{option_id}.button"
        words = sheet.text(key)
        if words and verdict(words, accepted, not_accepted) == wanted:
            text = message.format(place=place_name(sheet.funnel, sheet.place), words=words[:60])
            yield Problem(check, severity, text, sheet.place, key, sheet.tag, option_id)


def _asks_for_words(language: Language) -> bool:
    return to_consumers(language) and in_eu(language)


def _lists(funnel: Funnel, tag: str) -> tuple[Words, Words]:
    """The accepted and the refused words of a language, with the funnel's own."""
    accepted, not_accepted = phrases("buttons", "accepted", tag), phrases("buttons", "refused", tag)
    if funnel.checking.words:
        accepted += own_phrases(funnel.checking, ACCEPTED, tag)
        not_accepted += own_phrases(funnel.checking, REFUSED, tag)
    return accepted, not_accepted


def wording(words: str) -> str:
    """A button's words without its variables, as the lists hold them."""
    return " ".join(unicodedata.normalize("NFC", _VARIABLE.sub(" ", words)).split())


@lru_cache(maxsize=8192)
def verdict(words: str, accepted: Words, not_accepted: Words) -> str:
    """ACCEPTED, REFUSED or UNSURE. An accepted phrase anywhere decides, since it says what the click does."""
    low = plain(wording(words))
    if said(low, accepted):
        return ACCEPTED
    return REFUSED if said(low, not_accepted) else UNSURE

"""Edits of how a funnel is checked: findings set aside with a reason, the profile, thresholds, wordings."""

from __future__ import annotations

from collections.abc import Mapping

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.checking import (
    PROFILES,
    THRESHOLDS,
    WORD_LISTS,
    Checking,
    Waiver,
    own_words,
    word_code,
)
from funnelstudio.model.edits.rules import day, line, lines_of, one_of, whole
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace


def add_waiver(funnel: Funnel, waiver: Waiver) -> Funnel:
    """Set a finding aside; an older waiver for the same place gives way. Raises NotPossible."""
    waiver = _checked(waiver)
    others = tuple(known for known in funnel.waivers if _spot(known) != _spot(waiver))
    return replace(funnel, waivers=(*others, waiver))


def remove_waiver(funnel: Funnel, waiver: Waiver) -> Funnel:
    """Let the checks report it again. Raises NotPossible when it isn't there any more."""
    kept = tuple(known for known in funnel.waivers if known != waiver)
    if len(kept) == len(funnel.waivers):
        raise NotPossible(_("This isn't set aside any more."))
    return replace(funnel, waivers=kept)


def set_profile(funnel: Funnel, profile: str) -> Funnel:
    """Check strictly, normally or as a draft. Raises NotPossible."""
    one_of(profile, PROFILES)
    return _with(funnel, replace(funnel.checking, profile=profile))


def set_threshold(funnel: Funnel, name: str, number: int | None) -> Funnel:
    """Set a threshold of one's own; None takes the usual one. Raises NotPossible."""
    one_of(name, THRESHOLDS)
    kept = {key: item for key, item in funnel.checking.thresholds.items() if key != name}
    if number is not None:
        whole(number, 0, 1_000)
        if number != THRESHOLDS[name][0]:
            kept[name] = number
    return _with(funnel, replace(funnel.checking, thresholds=kept))


def set_words(funnel: Funnel, kind: str, language: str, phrases: tuple[str, ...]) -> Funnel:
    """Set the own wordings of one list for a language such as "de"; none removes them. Raises NotPossible."""
    one_of(kind, WORD_LISTS)
    clean = tuple(dict.fromkeys(found for found in map(line, phrases) if found))
    mine: Mapping[str, tuple[str, ...]] = {
        key: item for key, item in funnel.checking.words.get(kind, {}).items() if key != language
    }
    mine = {**mine, language: clean} if clean else mine
    words = {key: item for key, item in funnel.checking.words.items() if key != kind}
    return _with(funnel, replace(funnel.checking, words={**words, kind: mine} if mine else words))


def add_words(funnel: Funnel, kind: str, tag: str, phrase: str) -> Funnel:
    """Put one phrase into the own wordings of the language of `tag`, such as "de-AT". Raises NotPossible."""
    known = own_words(funnel.checking, kind, tag)
    return set_words(funnel, kind, word_code(tag), (*known, phrase))


def _with(funnel: Funnel, checking: Checking) -> Funnel:
    return funnel if checking == funnel.checking else replace(funnel, checking=checking)


def _spot(waiver: Waiver) -> tuple[str, ...]:
    return waiver.check, waiver.place, waiver.field, waiver.language, waiver.outcome


def _checked(waiver: Waiver) -> Waiver:
    fields = lines_of({"reason": waiver.reason, "by": waiver.by}, "reason", "by")
    if not fields["reason"]:
        raise NotPossible(_("Say why this may stay as it is."))
    if not fields["by"]:
        raise NotPossible(_("Say who decided this."))
    return replace(waiver, **fields, until=day(waiver.until) if waiver.until else "")

"""How a funnel is checked: what was set aside and why, how strict, with which thresholds and word lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from funnelstudio.i18n import N_
from funnelstudio.model.value import Value

STRICT: Final = "strict"
NORMAL: Final = "normal"
DRAFT_PROFILE: Final = "draft"
PROFILES: Final = (STRICT, NORMAL, DRAFT_PROFILE)
"""Strict: warnings block as errors do. Draft: warnings are notices, since much is still to come."""

THRESHOLDS: Final[Mapping[str, tuple[int, str]]] = {
    "offers_on_a_path": (2, N_("Offers on one path, at most")),
    "downsell_least": (30, N_("Downsell, at least this per cent of what was declined")),
    "downsell_most": (60, N_("Downsell, at most this per cent of what was declined")),
    "rate_least": (4, N_("Buyers who take an offer, at least this per cent")),
    "rate_most": (25, N_("Buyers who take an offer, at most this per cent")),
    "downsell_rate_least": (10, N_("Decliners who take a downsell, at least this per cent")),
    "downsell_rate_most": (20, N_("Decliners who take a downsell, at most this per cent")),
}
"""Every threshold with its usual value and what it means, a message id."""

WORD_LISTS: Final = ("accepted", "refused", "shaming")
"""Own wordings: buttons that are accepted or refused, and phrases that shame who declines."""


class Waiver(Value, frozen=True):
    """A finding that was set aside at one place, with a reason, by whom, and until when (an ISO date).

    `place` is a step or any other place of texts; empty parts of the place fit every finding of the check.
    """

    check: str
    place: str = ""
    field: str = ""
    language: str = ""
    outcome: str = ""
    reason: str = ""
    by: str = ""
    until: str = ""


class Checking(Value, frozen=True):
    """How strict the checks are, thresholds that differ from the usual, and own wordings per language.

    `words` is list -> language (such as "de") -> phrases; see WORD_LISTS.
    """

    profile: str = NORMAL
    thresholds: Mapping[str, int] = {}
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = {}


def threshold(checking: Checking, name: str) -> int:
    """The funnel's own threshold, else the usual one."""
    return checking.thresholds.get(name, THRESHOLDS[name][0])


def word_code(tag: str) -> str:
    """The language under which wordings are kept, "de" for "de-AT": regions share them."""
    return tag.split("-", maxsplit=1)[0].lower()


def own_words(checking: Checking, kind: str, tag: str) -> tuple[str, ...]:
    """The funnel's own phrases of one of WORD_LISTS for the language of a tag."""
    return checking.words.get(kind, {}).get(word_code(tag), ())

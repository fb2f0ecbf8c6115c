"""Checks of the languages: there is one, each only once, known, and based on one that exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from funnelstudio.checks.problem import ERROR, WARNING, Fix, Problem
from funnelstudio.i18n import _
from funnelstudio.model.edits import languages as edits
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.languages import locale_of, spoken_name


def none(funnel: Funnel) -> Iterator[Problem]:
    """A funnel without a language has no pages."""
    if not funnel.languages:
        yield Problem("texts.no_language", ERROR, _("The funnel has no language yet."), field="languages")


def twice(funnel: Funnel) -> Iterator[Problem]:
    """A language that is listed twice."""
    for tag, count in Counter(language.tag for language in funnel.languages).items():
        if count > 1:
            message = _("The language “{tag}” is listed twice.").format(tag=tag[:40])
            yield Problem("texts.double_language", ERROR, message, language=tag)


def unknown(funnel: Funnel) -> Iterator[Problem]:
    """Tags that nothing is known of: prices and dates are then spelled as in English."""
    for language in funnel.languages:
        if locale_of(language.tag) is None:
            message = _("“{tag}” is not a language that is known; its prices are spelled as in English.")
            yield Problem(
                "texts.unknown_language",
                WARNING,
                message.format(tag=language.tag[:40]),
                language=language.tag,
            )


def base(funnel: Funnel) -> Iterator[Problem]:
    """Variants that are based on a language that is not there, or on another variant."""
    by_tag = {language.tag: language for language in funnel.languages}
    for language in funnel.languages:
        if not language.base:
            continue
        parent = by_tag.get(language.base)
        if parent is None or parent.base or language.tag == source_tag(funnel):
            message = _("{language} can't be based on “{base}”.").format(
                language=spoken_name(language.tag), base=language.base[:40]
            )
            fix = Fix(_("Base it on nothing"), _without_base, (language.tag,))
            yield Problem("texts.base", ERROR, message, language=language.tag, fix=fix)


def _without_base(funnel: Funnel, tag: str) -> Funnel:
    return edits.set_language(funnel, tag, base="")

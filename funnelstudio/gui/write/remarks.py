"""What is said under a text while it is written: faults and lost variables, with a fix where one exists."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Final

import msgspec

from funnelstudio.checks.problem import ERROR, WARNING, Problem
from funnelstudio.gui.problem_places import shown_as
from funnelstudio.gui.write.variables import variables_at
from funnelstudio.i18n import _
from funnelstudio.model import markup
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.fields import Field
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.texts import stored, value

_SAID_AT_ONCE: Final = frozenset(
    f"texts.{name}"
    for name in (
        *("missing", "empty_button", "untranslated", "stale"),
        *("unknown_variable", "markup", "lost_variable"),
    )
)


class Remark(msgspec.Struct, frozen=True):
    """One sentence under a text; `fix` gives the funnel without the fault and `fix_label` names it."""

    severity: str
    message: str
    fix_label: str = ""
    fix: Callable[[Funnel], Funnel] | None = None


def remarks(
    funnel: Funnel, tag: str, place: str, field: Field, problems: tuple[Problem, ...] = ()
) -> tuple[Remark, ...]:
    """All remarks on one text, at once for what the text itself shows, then what the checks have found."""
    text = stored(funnel, tag, place, field.key)
    found: list[Remark] = []
    if text is not None and text.value:
        found.extend(_faults(tag, place, field, text.value))
        found.extend(_lost(funnel, tag, place, field, text.value))
    said = {remark.message for remark in found}
    for problem in problems:
        if problem.message not in said and not _is_seen_here(problem):
            fix = problem.fix
            found.append(
                Remark(
                    shown_as(problem),
                    problem.message,
                    fix.label if fix else "",
                    fix.apply if fix else None,
                )
            )
    return tuple(found)


def _is_seen_here(problem: Problem) -> bool:
    """Whether the card says the same at once by itself: by its pill, or by the remarks above."""
    return problem.id in _SAID_AT_ONCE


def _faults(tag: str, place: str, field: Field, text: str) -> list[Remark]:
    known = variables_at(place)
    found = []
    for fault in markup.faults(text, field.shape):
        close = get_close_matches(fault.found.strip("{} ").lower(), known, n=1, cutoff=0.6)
        if fault.kind == "variable" and close:
            right = "{" + close[0] + "}"
            mended = text[: fault.start] + right + text[fault.end :]
            label = _("Change it to {variable}").format(variable=right)
            found.append(Remark(ERROR, fault.message, label, _setter(tag, place, field.key, mended)))
        else:
            severity = ERROR if fault.kind in ("variable", "link", "control") else WARNING
            found.append(Remark(severity, fault.message))
    for name in markup.find(text):
        if name not in known:
            message = _("The variable {variable} has no value on this page.")
            found.append(Remark(ERROR, message.format(variable="{" + name + "}")))
    return found


def _lost(funnel: Funnel, tag: str, place: str, field: Field, text: str) -> list[Remark]:
    """Variables that the source text has and this translation has not."""
    source = source_tag(funnel)
    if tag == source:
        return []
    there, here = markup.find(value(funnel, source, place, field.key)), markup.find(text)
    return [
        Remark(
            WARNING,
            _("The variable {variable} is in the source but not here.").format(variable="{" + name + "}"),
            _("Insert it"),
            _setter(tag, place, field.key, f"{text.rstrip()} {{{name}}}"),
        )
        for name in there
        if name not in here
    ]


def _setter(tag: str, place: str, key: str, text: str) -> Callable[[Funnel], Funnel]:
    return lambda funnel: set_text(funnel, tag, place, key, text)

"""Gathers what a card shows from the funnel: names, values, states, directions and remarks of one text."""

from __future__ import annotations

from collections.abc import Iterable

from funnelstudio.checks.problem import Problem
from funnelstudio.gui.names import language_label
from funnelstudio.gui.write.card import CardText
from funnelstudio.gui.write.remarks import remarks
from funnelstudio.gui.write.words import field_name
from funnelstudio.model.fields import Field
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.languages import is_rtl
from funnelstudio.model.texts import state_of, stored, value


def card_text(
    funnel: Funnel, tag: str, place: str, field: Field, problems: Iterable[Problem] = ()
) -> CardText:
    """What the card of one text shows."""
    source = source_tag(funnel)
    own = stored(funnel, tag, place, field.key)
    shown = value(funnel, tag, place, field.key)
    concerned = tuple(
        problem
        for problem in problems
        if problem.step == place and problem.field == field.key and problem.language in ("", tag)
    )
    return CardText(
        key=field.key,
        name=field_name(funnel, place, field),
        value=shown,
        state=state_of(funnel, tag, place, field.key),
        source=value(funnel, source, place, field.key),
        shape=field.shape,
        in_source=tag == source,
        rtl=is_rtl(tag),
        source_rtl=is_rtl(source),
        inherited=own is None and bool(shown),
        remarks=remarks(funnel, tag, place, field, concerned),
        language=language_label(funnel, tag),
    )

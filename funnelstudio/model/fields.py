"""Which texts each page has: the fields of a place, in the order of the page."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import msgspec
from msgspec.structs import replace

from funnelstudio.i18n import N_
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import ENDING, OFFERS, START, YES, Step

CALL: Final = "call"
EMAIL: Final = "email"
CALL_SCRIPT: Final = "call_script"
"""The exporter that makes a call of every step, whatever its channel."""

SHARED: Final = "shared"
PRODUCT_PLACE: Final = "product:"
PLAN_CHANGE_PLACE: Final = "plan_change:"


class Field(msgspec.Struct, frozen=True, gc=False):
    """One text of a page. `label` is a message id; `number` or `option` tell apart fields of one label.

    `shape` says what may stand in it: "inline" (a line with marks), "plain" (a line without), "rich"
    (paragraphs and lists) or "address". One that says nothing without another is offered once `needs`, the
    key of that, is there.
    """

    key: str
    label: str
    shape: str = "inline"
    required: bool = False
    option: str = ""
    number: int = 0
    needs: str = ""


_TOP: Final = (
    Field("headline", N_("Headline"), required=True),
    Field("lead", N_("Lead")),
)
_BENEFITS: Final = tuple(Field(f"benefit_{n}", N_("Benefit"), number=n) for n in range(1, 6))
_BODY: Final = (
    Field("reason", N_("Reason")),
    *_BENEFITS,
    Field("body", N_("Body"), "rich"),
)
_DECLINE: Final = (Field("decline", N_("No-thanks link"), "plain", required=True),)
_NEXT: Final = tuple(Field(f"next_{n}", N_("What happens next"), number=n) for n in range(1, 5))
_EVENT: Final = (
    Field("event_title", N_("Event for the calendar"), "plain", needs="event_start"),
    Field("event_start", N_("Event begins, such as 2026-05-16 10:00"), "plain"),
    Field("event_end", N_("Event ends"), "plain", needs="event_start"),
    Field("event_place", N_("Place of the event"), "plain", needs="event_start"),
)
_PROOF: Final = (
    Field("guarantee", N_("Guarantee"), "rich"),
    Field("testimonial", N_("Testimonial"), "rich"),
    Field("testimonial_by", N_("Testimonial by"), "plain"),
    *(
        field
        for n in range(1, 5)
        for field in (
            Field(f"question_{n}", N_("Question"), "plain", number=n),
            Field(f"answer_{n}", N_("Answer"), "rich", number=n),
        )
    ),
)
_FOOT: Final = (
    Field("picture_alt", N_("Picture description"), "plain"),
    Field("page_title", N_("Browser title"), "plain"),
)
_CALL_OPENING: Final = (Field("call_opening", N_("Opening of the call")),)
_OBJECTIONS: Final = tuple(
    field
    for n in range(1, 4)
    for field in (
        Field(f"objection_{n}", N_("Objection"), "plain", number=n),
        Field(f"reply_{n}", N_("Reply to the objection"), "rich", number=n),
    )
)
_MAIL: Final = (Field("mail_subject", N_("Subject of the e-mail"), "plain"),)
_PRODUCT: Final = (
    Field("name", N_("Name"), "plain", required=True),
    Field("unit", N_("Unit, such as “stem”"), "plain"),
    Field("description", N_("Description")),
)
_PLAN_CHANGE: Final = (
    Field("title", N_("Public title"), "plain", required=True),
    Field("description", N_("Public description"), "rich"),
)
_SHARED: Final = (
    Field("imprint", N_("Imprint link"), "plain"),
    Field("imprint_url", N_("Imprint address"), "address"),
    Field("privacy", N_("Privacy link"), "plain"),
    Field("privacy_url", N_("Privacy address"), "address"),
    Field("terms", N_("Terms link"), "plain"),
    Field("terms_url", N_("Terms address"), "address"),
    Field("withdrawal", N_("Withdrawal link"), "plain"),
    Field("withdrawal_url", N_("Withdrawal address"), "address"),
    Field("help", N_("Help link"), "plain"),
    Field("help_url", N_("Help address"), "address"),
    Field("footer", N_("Footer")),
)


@lru_cache(maxsize=4096)
def _page_fields(step_type: str, options: tuple[str, ...], pictured: bool, channel: str) -> tuple[Field, ...]:
    foot = (replace(_FOOT[0], required=pictured), *_FOOT[1:])
    if step_type == ENDING:
        return (*_TOP, *_NEXT, *_EVENT, Field("help", N_("Help"), "rich"), *_BODY[-1:], *foot)
    several = len(options) > 1
    choices = tuple(
        field
        for option in options
        for field in (
            Field(f"{option}.title", N_("Option title"), "plain", required=several, option=option),
            Field(f"{option}.note", N_("Option note"), option=option),
            Field(f"{option}.button", N_("Button"), "plain", required=True, option=option),
        )
    )
    decline = () if step_type == START else _DECLINE
    opening = _CALL_OPENING if channel == CALL else _MAIL if channel == EMAIL else ()
    objections = _OBJECTIONS if channel == CALL else ()
    return (*opening, *_TOP, *_BODY, *choices, *decline, *objections, *_PROOF, *foot)


def step_fields(step: Step, exporter: str = "") -> tuple[Field, ...]:
    """The fields of a step's page, with those for a call or an e-mail where it is one."""
    if step.type == START:
        options: tuple[str, ...] = (YES,)
    elif step.type == ENDING:
        options = ()
    else:
        options = tuple([option.id for option in step.options])
    shown = step.type if step.type in (START, ENDING) else OFFERS[0]
    channel = CALL if exporter == CALL_SCRIPT else step.channel
    return _page_fields(shown, options, bool(step.picture), channel)


def fields_of(funnel: Funnel, place: str) -> tuple[Field, ...]:
    """The fields that a place can have, in the order of the page; none for an unknown place."""
    step = funnel.steps.get(place)
    if step is not None:
        return step_fields(step, funnel.export.exporter)
    if place == SHARED:
        return _SHARED
    kind, _, key = place.partition(":")
    if f"{kind}:" == PRODUCT_PLACE and key in funnel.products:
        return _PRODUCT
    if f"{kind}:" == PLAN_CHANGE_PLACE and any(change.id == key for change in funnel.plan_changes):
        return _PLAN_CHANGE
    return ()

"""The check of pages that were approved: it tells in what they differ from that by now."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from funnelstudio.checks.problem import WARNING, Fix, Problem
from funnelstudio.i18n import _
from funnelstudio.model.approval import (
    BUTTONS,
    PICTURES,
    PRICE,
    WORDING,
    amount_of,
    approval_key,
    approval_of,
    drift,
    page_of,
)
from funnelstudio.model.edits.approvals import approve
from funnelstudio.model.funnel import Approval, Funnel
from funnelstudio.model.limits import Limits
from funnelstudio.model.money import price_in, spelled
from funnelstudio.model.texts import place_name

Page = tuple[str, str]
"""A step's id and a language's tag."""


def approved_pages(funnel: Funnel, limits: Limits) -> tuple[Page, ...]:
    """The pages that were approved with this exporter, and that are still there."""
    tags = {language.tag for language in funnel.languages}
    pages = map(page_of, funnel.export.approvals.get(_exporter(funnel, limits), {}))
    return tuple(page for page in pages if page[0] in funnel.steps and page[1] in tags)


def approved(funnel: Funnel, limits: Limits, pages: Collection[Page]) -> Iterator[Problem]:
    """Those of the pages that differ from what was approved."""
    exporter = _exporter(funnel, limits)
    known = funnel.export.approvals.get(exporter, {})
    for step_id, tag in pages:
        before = known[approval_key(step_id, tag)]
        now = approval_of(funnel, step_id, tag, exporter, limits.platform)
        parts = drift(before, now)
        if not parts:
            continue
        fix = Fix(_("Approve the new version"), approve, (exporter, ((step_id, tag),), limits.platform))
        field = "" if PRICE in parts or PICTURES in parts else "headline"
        message = _message(place_name(funnel, step_id), tag, parts, _prices(before, now, tag))
        yield Problem("target.approved", WARNING, message, step_id, field, tag, fix=fix)


def _exporter(funnel: Funnel, limits: Limits) -> str:
    return limits.exporter or funnel.export.exporter


def _message(name: str, tag: str, parts: tuple[str, ...], prices: str) -> str:
    if len(parts) == 1:
        sentences = {
            PRICE: _("The price on “{page}” ({language}) differs from the approved page: {prices}."),
            WORDING: _("The wording on “{page}” ({language}) differs from the approved page."),
            BUTTONS: _("The buttons on “{page}” ({language}) differ from the approved page."),
            PICTURES: _("The pictures on “{page}” ({language}) differ from the approved page."),
        }
        return sentences[parts[0]].format(page=name, language=tag, prices=prices)
    words = {
        PRICE: _("price ({prices})").format(prices=prices),
        WORDING: _("wording"),
        BUTTONS: _("buttons"),
        PICTURES: _("pictures"),
    }
    return _("“{page}” ({language}) differs from the approved page: {parts}.").format(
        page=name, language=tag, parts=", ".join(words[part] for part in parts)
    )


def _prices(before: Approval, now: Approval, tag: str) -> str:
    """The first price that is another one, such as "£9.00, now £8.50"."""
    for outcome in (*before.price, *now.price):
        old, new = before.price.get(outcome, ""), now.price.get(outcome, "")
        if old == new:
            continue
        was, is_now = _spelled(old, tag), _spelled(new, tag)
        if was == is_now:
            return _("{price} on other terms").format(price=was)
        return _("{old}, now {new}").format(old=was, new=is_now)
    return ""


def _spelled(words: str, tag: str) -> str:
    amount, currency = amount_of(words)
    number = price_in({currency: amount}, currency)
    return spelled(number, currency, tag) if number is not None else _("no price")

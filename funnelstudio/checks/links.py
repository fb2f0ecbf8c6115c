"""Checks of what every page links to, and of what must stand beside the button of a subscription."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from funnelstudio.checks.problem import WARNING, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.i18n import _
from funnelstudio.model.languages import spoken_name
from funnelstudio.model.markets import in_eu, to_consumers
from funnelstudio.model.texts import place_name

_LINKS: Final = ("imprint", "privacy", "terms")


def legal(sheet: Sheet) -> Iterator[Problem]:
    """Links that every page needs, in the source language, which the others fall back on."""
    for key in _LINKS:
        absent = [field for field in (key, f"{key}_url") if not sheet.shown(field)]
        if absent:
            message = _("The pages have no “{link}”, which belongs on every one.").format(
                link=_(sheet.of.labels[key].label)
            )
            yield Problem("law.links", WARNING, message, sheet.place, absent[0], sheet.tag)


def withdrawal(sheet: Sheet) -> Iterator[Problem]:
    """The link to the withdrawal function, for consumers in the Union who may withdraw."""
    language = sheet.language
    if not in_eu(language) or not to_consumers(language):
        return
    if not any(product.withdrawal for product in sheet.funnel.products.values()):
        return
    absent = [field for field in ("withdrawal", "withdrawal_url") if not sheet.shown(field)]
    if absent:
        message = _(
            "{language}: consumers may withdraw from the contract, but no page links to where."
        ).format(language=spoken_name(sheet.tag))
        yield Problem("law.withdrawal", WARNING, message, sheet.place, absent[0], sheet.tag)


def subscription(sheet: Sheet) -> Iterator[Problem]:
    """A start that sells a subscription: no plan hangs on it, so its terms must be written."""
    step = sheet.funnel.steps[sheet.place]
    product = sheet.funnel.products.get(step.product)
    if product is None or product.kind != "subscription" or sheet.shown("yes.note"):
        return
    message = _(
        "{place}: the price is paid again and again; say the interval and the term beside the button."
    )
    text = message.format(place=place_name(sheet.funnel, sheet.place))
    yield Problem("law.subscription", WARNING, text, sheet.place, "yes.note", sheet.tag)

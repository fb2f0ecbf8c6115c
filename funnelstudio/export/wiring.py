"""Where answers lead on a platform that keeps the order: its own addresses, by the product's number."""

from __future__ import annotations

import re
from typing import Final

from funnelstudio.export.manifest import Answers, Manifest
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import (
    ALTERNATIVES,
    EVERY_LANGUAGE,
    NO,
    OFFERS,
    PLANS,
    QUANTITIES,
    START,
    Step,
    option_of,
    product_of,
)

_NUMBER: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


def number_of(funnel: Funnel, product_id: str, platform: str, tag: str) -> str:
    """A product's number on a platform in a language; "" where it has none that may stand in an address."""
    product = funnel.products.get(product_id)
    known = product.ids.get(platform, {}) if product is not None else {}
    number = (known.get(tag) or known.get(EVERY_LANGUAGE) or "").strip()
    return number if _NUMBER.fullmatch(number) else ""


def platform_address(
    funnel: Funnel, manifest: Manifest, step: Step, outcome: str, tag: str
) -> tuple[str, str]:
    """The address for an outcome, or "" and why there is none, in a sentence without its page."""
    pattern = _pattern(manifest.answers or Answers(), step, outcome)
    named = {"option": _called(funnel, step, outcome), "target": manifest.title}
    if not pattern:
        return "", _("“{option}” needs an address of its own: {target} has none that is known.").format(
            **named
        )
    if "{product}" not in pattern:
        return pattern, ""
    number = number_of(funnel, product_of(step, outcome), manifest.limits.platform, tag)
    if not number:
        return "", _("“{option}” has no number on {target}.").format(**named)
    return pattern.replace("{product}", number), ""


def _pattern(answers: Answers, step: Step, outcome: str) -> str:
    if step.type == START or outcome == NO:
        return answers.start if step.type == START else answers.decline
    option = option_of(step, outcome)
    if option is None or step.type not in OFFERS:
        return ""
    if step.type == ALTERNATIVES:
        return answers.product
    if step.type == QUANTITIES and option.quantity != 1:
        return answers.quantity
    if step.type == PLANS and len(step.options) > 1:
        return answers.plan
    return answers.accept


def _called(funnel: Funnel, step: Step, outcome: str) -> str:
    option = option_of(step, outcome)
    product = funnel.products.get(product_of(step, outcome))
    return (option.name if option is not None else "") or (product.name if product is not None else outcome)

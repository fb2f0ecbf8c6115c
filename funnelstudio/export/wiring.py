"""Where answers lead on a platform that keeps the order: its own addresses, by the product's number."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

import msgspec

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

_NUMBER: Final = re.compile(r"[A-Za-z0-9._-]{1,60}")
_GAP: Final = re.compile(r"\{([a-z][a-z0-9_]*(?:\|[a-z][a-z0-9_]*)*)\}")
_PART: Final = re.compile(r"\[([^\[\]]*)\]")
_FIXED: Final = frozenset(
    {"product", "option", "quantity", "direction", "next", "next_address", "next_base64"}
)


def number_of(funnel: Funnel, product_id: str, platform: str, tag: str) -> str:
    """A product's number on a platform in a language; "" where it has none that may stand in an address."""
    product = funnel.products.get(product_id)
    known = product.ids.get(platform, {}) if product is not None else {}
    number = (known.get(tag) or known.get(EVERY_LANGUAGE) or "").strip()
    return number if _NUMBER.fullmatch(number) else ""


class Way(NamedTuple):
    """One answer of a step in a language, and what an address may hold of it.

    `next` is the link to the page that it leads to, `next_address` that page's whole address, each "" where
    there is none; `settings` are the exporter's as this option has them, for a decline as the first has them.
    """

    step: Step
    outcome: str
    tag: str
    next: str
    next_address: str
    settings: Mapping[str, str]


def put_into_addresses(answers: Answers) -> frozenset[str]:
    """The keys of the settings that the platform's addresses are made of."""
    patterns = msgspec.structs.astuple(answers)
    gaps = {name for pattern in patterns for gap in _GAP.findall(pattern) for name in gap.split("|")}
    return frozenset(gaps - _FIXED)


def platform_address(funnel: Funnel, manifest: Manifest, way: Way) -> tuple[str, str]:
    """The address for an answer, or "" and why there is none, in a sentence without its page."""
    pattern = _pattern(manifest.answers or Answers(), way.step, way.outcome)
    named = {"option": _called(funnel, way.step, way.outcome), "target": manifest.title}
    if not pattern:
        return "", _("“{option}” needs an address of its own: {target} has none that is known.").format(
            **named
        )
    if pattern == "{next}":
        return way.next, "" if way.next else _("an answer leads nowhere.")
    return _filled(funnel, manifest, way, _without_empty_parts(pattern, way.settings))


def _without_empty_parts(pattern: str, settings: Mapping[str, str]) -> str:
    """`pattern` without the [parts] that hold a setting which is empty."""

    def kept(part: re.Match[str]) -> str:
        names = [name for gap in _GAP.findall(part[1]) for name in gap.split("|")]
        return part[1] if all(name in _FIXED or settings.get(name, "").strip() for name in names) else ""

    return _PART.sub(kept, pattern)


def _filled(
    funnel: Funnel, manifest: Manifest, way: Way, pattern: str, *, inner: bool = False
) -> tuple[str, str]:
    """`pattern` with its gaps filled, or "" and why one can't be. An `inner` one is a user's own address."""
    values = {}
    for gap in _GAP.findall(pattern):
        names = gap.split("|")
        found = [_gap(funnel, manifest, way, name, inner=inner) for name in names]
        given = [each for name, each in zip(names, found, strict=True) if way.settings.get(name)]
        value, why = next((each for each in found if not each[1]), (given or found)[0])
        if why:
            option = _called(funnel, way.step, way.outcome)
            return "", why.replace("{option}", option).replace("{target}", manifest.title)
        values[gap] = value
    return _GAP.sub(lambda found: values[found[1]], pattern), ""


def _gap(funnel: Funnel, manifest: Manifest, way: Way, name: str, *, inner: bool) -> tuple[str, str]:
    """What stands for a gap; or "" and a sentence with {option} and {target} why nothing does."""
    if name in _FIXED:
        return _fixed(funnel, manifest, way, name)
    if inner:
        why = _("“{option}”: {gap} is nothing that its address can hold.")
        return "", why.replace("{gap}", f"{{{name}}}")
    return _setting(funnel, manifest, way, name)


def _fixed(funnel: Funnel, manifest: Manifest, way: Way, name: str) -> tuple[str, str]:
    if name == "product":
        number = number_of(funnel, _sold(way), manifest.limits.platform, way.tag)
        return number, "" if number else _("“{option}” has no number on {target}.")
    if name in _SURE:
        return _SURE[name](way), ""
    if name == "next":
        return way.next, "" if way.next else _("an answer leads nowhere.")
    if not way.next_address:
        return "", _("“{option}” leads on to a page whose address needs the address of the site.")
    return (_base64(way.next_address) if name == "next_base64" else quote(way.next_address, safe="")), ""


_SURE: Final[Mapping[str, Callable[[Way], str]]] = {
    "option": lambda way: quote(way.outcome, safe=""),
    "direction": lambda way: "down" if way.step.strategy == "downsell" else "up",
    "quantity": lambda way: str(option.quantity if (option := option_of(way.step, way.outcome)) else 1),
}
"""Gaps that every answer fills."""


def _setting(funnel: Funnel, manifest: Manifest, way: Way, key: str) -> tuple[str, str]:
    """The value of a setting for an address; one that is an address itself may hold gaps of its own."""
    value = way.settings.get(key, "").strip()
    setting = next((setting for setting in manifest.settings if setting.key == key), None)
    if not value:
        label = _(setting.label) if setting is not None else key
        return "", _("“{option}” needs what Publish asks for as “{label}”.").replace("{label}", label)
    if setting is not None and setting.kind == "address":
        return _filled(funnel, manifest, way, value, inner=True)
    return quote(value, safe="-._~:"), ""


def _sold(way: Way) -> str:
    """The product that an answer takes; of a decline the one that is offered first."""
    options = way.step.options
    return product_of(way.step, options[0].id if way.outcome == NO and options else way.outcome)


def _base64(address: str) -> str:
    return quote(base64.b64encode(address.encode()).decode(), safe="")


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
    if outcome == NO:
        return _("No, thanks")
    option = option_of(step, outcome)
    product = funnel.products.get(product_of(step, outcome))
    return (option.name if option is not None else "") or (product.name if product is not None else outcome)

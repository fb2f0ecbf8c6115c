"""Reads Digistore24's upsell map: one JSON object, from the buyer's answers so far to the next product."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from funnelstudio.errors import BadInput
from funnelstudio.i18n import _
from funnelstudio.model.funnel import ExportSettings, Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import (
    ENDING,
    EVERY_LANGUAGE,
    MAX_LEVELS,
    NO,
    PRODUCT,
    START,
    YES,
    Option,
    Step,
)
from funnelstudio.model.products import Product

PLATFORM: Final = "digistore24"
MAX_BYTES: Final = 1_000_000

_KEY: Final = re.compile(r"y[yn]*")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,15}")
_OUTCOMES: Final = {"y": YES, "n": NO}
_END: Final = "end"


def read_map(data: bytes, name: str = "") -> dict[str, str]:
    """The map in `data`, answers ("y", "yn") to the product's number, shortest first.

    `name` is the file's, for messages. Raises BadInput with the key at fault as its place.
    """
    if len(data) > MAX_BYTES:
        raise _bad(name, _("it is too large for an upsell map"))
    try:
        plain = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except _Twice as twice:
        raise _bad(name, _("“{key}” stands there twice").format(key=twice), str(twice)) from None
    except (ValueError, RecursionError):
        raise _bad(name, _("it is no JSON")) from None
    if not isinstance(plain, dict):
        raise _bad(name, _("it is no object of answers and product numbers"))
    for key in sorted(plain, key=_by_length):
        _check_key(key, plain, name)
    return {key: _number(key, plain[key], name) for key in sorted(plain, key=_by_length)}


def funnel_of(tree: Mapping[str, str], main: str, language: Language) -> Funnel:
    """The funnel that a map describes, with the product number `main` as its main product.

    Every key becomes a step of its own, and every number a product with no more than a name. Where the map
    ends, all ways lead to one thank-you page. The same map gives the same funnel. Raises BadInput for `main`.
    """
    if _NUMBER.fullmatch(main) is None:
        raise BadInput(
            _("“{number}” is no product number of Digistore24.").format(number=main[:40]),
            _("It has digits only."),
        )
    numbers = dict.fromkeys((main, *tree.values()))
    steps = {START: Step(type=START, name=_name(main), product=_id(main), next={YES: _follow(tree, "y")})}
    for key, number in tree.items():
        steps[key] = Step(
            type=PRODUCT,
            name=_name(number),
            product=_id(number),
            options=(Option(id=YES),),
            strategy="downsell" if key.endswith("n") else "upsell",
            next={outcome: _follow(tree, key + answer) for answer, outcome in _OUTCOMES.items()},
        )
    steps[_END] = Step(type=ENDING, name=_("Thank you"))
    return Funnel(
        title=_("Digistore24 {number}").format(number=main),
        languages=(language,),
        products={_id(number): _product(number) for number in numbers},
        steps=steps,
        export=ExportSettings(exporter=PLATFORM),
    )


class _Twice(Exception):  # noqa: N818 - caught right here
    """A key that stands in one object twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key[:40])
        found[key] = value
    return found


def _by_length(key: str) -> tuple[int, str]:
    return len(key), key


def _check_key(key: str, plain: Mapping[str, Any], name: str) -> None:
    if _KEY.fullmatch(key) is None:
        reason = _("“{key}” is no row of answers: it begins with y and goes on with y and n")
        raise _bad(name, reason.format(key=key[:40]), key[:40])
    if len(key) > MAX_LEVELS:
        reason = _("“{key}” is at level {level}; there are {most} levels")
        raise _bad(name, reason.format(key=key[:40], level=len(key), most=MAX_LEVELS), key[:40])
    if len(key) > 1 and key[:-1] not in plain:
        reason = _("“{key}” follows “{before}”, which is not there")
        raise _bad(name, reason.format(key=key, before=key[:-1]), key)


def _number(key: str, value: object, name: str) -> str:
    number = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if _NUMBER.fullmatch(number) is None:
        raise _bad(name, _("“{key}” has no product number").format(key=key), key)
    return number


def _bad(name: str, reason: str, place: str = "") -> BadInput:
    message = _("“{name}” is no upsell map of Digistore24: {reason}.")
    return BadInput(message.format(name=name or "-", reason=reason), place=place)


def _follow(tree: Mapping[str, str], key: str) -> str:
    return key if key in tree else _END


def _id(number: str) -> str:
    return f"p{number}"


def _name(number: str) -> str:
    return _("Product {number}").format(number=number)


def _product(number: str) -> Product:
    return Product(name=_name(number), ids={PLATFORM: {EVERY_LANGUAGE: number}})

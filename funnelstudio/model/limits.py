"""What the place where the pages will stand allows; exporters' manifests fill it, the checks read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import msgspec

BY_OPTION: Final = "option"
YES_NO: Final = "yes_no"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of an exporter and its platform; 0 or empty is no limit.

    `exporter` is its name, `title` what messages call it. `concluded` says whether the contract is concluded
    on its pages: then the words on the buttons decide. `branches` "yes_no" means that all options of an offer
    lead to one step.

    `products` counts those sold after the main product. `name` and `address` are characters, `lengths` those
    of single fields. `platform` is the key of the products' numbers there, empty where there are none; not
    all products need one where `numbers` is false. `accepted` and `refused` are wordings for buttons by
    language (such as "en"). `one_click` says whether offers are bought without paying again, so that losing
    this is worth a notice. `levels_advised` and `options_advised` are possible to exceed, but not wise.
    """

    exporter: str = ""
    title: str = ""
    concluded: bool = False
    levels: int = 0
    branches: Literal["option", "yes_no"] = BY_OPTION
    options: int = 0
    products: int = 0
    name: int = 0
    address: int = 0
    lengths: Mapping[str, int] = {}
    https: bool = False
    platform: str = ""
    accepted: Mapping[str, tuple[str, ...]] = {}
    refused: Mapping[str, tuple[str, ...]] = {}
    one_click: bool = False
    levels_advised: int = 0
    options_advised: int = 0
    numbers: bool = True


NO_LIMITS: Final = Limits()

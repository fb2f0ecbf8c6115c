"""Red Roses as it stands on a platform: its products have numbers there, and its choices addresses."""

from __future__ import annotations

from pathlib import Path

from funnelstudio import bundled
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace
from funnelstudio.storage.files import load

ROSES = bundled.resource("samples") / "red-roses.funnel"
PICTURES: Path = ROSES.with_suffix(".assets")
NUMBERS = {"roses": "50", "stem": "51", "three": "52", "club": "53"}
CHOICES = {"more": ("six", "twelve"), "club": ("month", "year")}


def with_settings(funnel: Funnel, **settings: str) -> Funnel:
    """`funnel` with these settings of Digistore24, by the keys that it keeps them by."""
    kept = funnel.export.settings.get("digistore24", {})
    return replace(funnel, export=replace(funnel.export, settings={"digistore24": {**kept, **settings}}))


def numbered(funnel: Funnel, numbers: dict[str, str]) -> Funnel:
    """`funnel` with the numbers of some products at Digistore24."""
    products = {
        key: replace(product, ids={"digistore24": {"*": numbers[key]}}) if key in numbers else product
        for key, product in funnel.products.items()
    }
    return replace(funnel, products=products)


def roses() -> Funnel:
    """Red Roses with all that Digistore24 needs."""
    funnel = numbered(load(ROSES).funnel, NUMBERS)
    steps = dict(funnel.steps)
    for key, options in CHOICES.items():
        own = {option: {"*": f"https://pay.example/{option}"} for option in options}
        steps[key] = replace(steps[key], links=own)
    return with_settings(replace(funnel, steps=steps), address="https://shop.example/offers")

"""What the page before the purchase tells programs: a card for social networks, the product for searches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from funnelstudio.export.choices import Choice
from funnelstudio.export.plan import to_root
from funnelstudio.export.tongue import Tongue


def entry_data(tongue: Tongue, choices: Sequence[Choice], image: str) -> dict[str, Any] | None:
    """The product for the entry page; None where its name or price is not known.

    `image` is the whole address of the page's picture, "" where that is not known.
    """
    choice = choices[0] if choices else None
    if choice is None or choice.price is None or not choice.values["product"] or not tongue.money.currency:
        return None
    return {
        "name": choice.values["product"],
        "description": tongue.product(choice.product).string("description", choice.values),
        "price": f"{tongue.money.rounded(choice.price):f}",
        "currency": tongue.money.currency,
        "image": image,
    }


def image_address(path: str, address: str, picture: dict[str, Any] | None) -> str:
    """The whole address of a page's picture; "" without one, or without the address of the site."""
    if picture is None or not address:
        return ""
    return address + str(picture["src"]).removeprefix(to_root(path))

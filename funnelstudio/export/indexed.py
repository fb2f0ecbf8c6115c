"""What search engines are told: which pages they may have, at which address, and in which languages."""

from __future__ import annotations

from typing import Any, Final

from funnelstudio.export.addresses import safe_address
from funnelstudio.export.plan import Page, Plan

INDEXED: Final = frozenset({"start"})
"""Kinds of pages that may be found: those before the purchase."""


def site_address(typed: str) -> str:
    """The address of a site with its last slash; "" where none is known that a page could have."""
    site = safe_address(typed)
    return site.rstrip("/") + "/" if site.startswith(("https://", "http://")) else ""


def indexed(plan: Plan, page: Page, address: str) -> dict[str, Any]:
    """`canonical` is the page's own address, `alternates` those of its languages; empty where not known."""
    if page.per not in INDEXED or not page.step or not address:
        return {"canonical": "", "alternates": []}
    others = [
        {"tag": tag, "href": address + plan.at[page.step, tag]}
        for tag in plan.tags
        if len(plan.tags) > 1 and (page.step, tag) in plan.at
    ]
    return {"canonical": address + page.path, "alternates": others}

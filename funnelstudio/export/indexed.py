"""What search engines are told: which pages they may have, at which address, and in which languages."""

from __future__ import annotations

from typing import Any, Final

from funnelstudio.export.plan import ROOT, Page, Plan
from funnelstudio.model.offers import START

INDEXED: Final = frozenset({START})
"""Kinds of pages that may be found: those before the purchase."""


def is_indexed(page: Page) -> bool:
    """Whether search engines may have a page: one before the purchase, or the chooser of languages."""
    return (page.per in INDEXED and bool(page.step)) or page.path == ROOT


def indexed(plan: Plan, page: Page, address: str) -> dict[str, Any]:
    """`indexed` says whether search engines may have the page, `canonical` is its own address, `alternates`
    those of its languages and of the chooser; both are empty where the address of the site is not known."""
    told: dict[str, Any] = {"indexed": is_indexed(page), "canonical": "", "alternates": []}
    if not told["indexed"] or not address:
        return told
    others = [
        {"tag": each.tag, "href": address + each.path}
        for each in plan.pages
        if each.per in INDEXED and len(plan.tags) > 1
    ]
    if others and any(each.path == ROOT for each in plan.pages):
        others.append({"tag": "x-default", "href": address})
    own = address if page.path == ROOT else address + page.path
    return {**told, "canonical": own, "alternates": others}

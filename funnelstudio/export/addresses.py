"""Addresses that a user gave: which of them may become a link."""

from __future__ import annotations

import re
from typing import Final

from funnelstudio.model.offers import EVERY_LANGUAGE, Step

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ALLOWED: Final = frozenset({"http", "https", "mailto", "tel"})
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f\\]")
LONGEST: Final = 2000


def safe_address(text: str) -> str:
    """The address where it is http, https, mailto, tel or relative; "" for all else (javascript:, //host)."""
    address = text.strip()
    if not address or len(address) > LONGEST or _CONTROL.search(address) or address.startswith("//"):
        return ""
    scheme = _SCHEME.match(address)
    if scheme is None:
        # A colon before the first slash would be read as a scheme by some programs.
        return "" if ":" in address.split("/")[0].split("?")[0].split("#")[0] else address
    return address if scheme[1].lower() in _ALLOWED else ""


def site_address(typed: str) -> str:
    """The address of a site with its last slash; "" where none is known that a page could have."""
    site = safe_address(typed)
    return site.rstrip("/") + "/" if site.startswith(("https://", "http://")) else ""


def link_of(step: Step, outcome: str, tag: str) -> str:
    """The address that the user gave for an outcome in a language, unchecked; "" where there is none."""
    given = step.links.get(outcome)
    if not given:
        return ""
    return given.get(tag) or given.get(EVERY_LANGUAGE) or ""

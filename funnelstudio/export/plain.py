"""Texts for files that are no HTML: plain text for e-mails and documents, cells for tables."""

from __future__ import annotations

import re
from html import unescape
from textwrap import fill
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup

_LINK: Final = re.compile(r"<a\b[^>]*\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)
_ITEM: Final = re.compile(r"<li\b[^>]*>")
_BREAK: Final = re.compile(r"<br\s*/?>|</(?:li|tr|div)>")
_PARAGRAPH: Final = re.compile(r"</(?:p|ul|ol|h[1-6])>")
_TAG: Final = re.compile(r"<[^>]*>")
_BLANK: Final = re.compile(r"[^\S\n\xa0\u202f]*\n\s*\n\s*")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def plain_text(value: object) -> str:
    """`value` as plain text: of marked-up text its words, lists with hyphens, links with their address."""
    if not isinstance(value, Markup):
        return str(value)
    text = _LINK.sub(_written_out, str(value))
    text = _BREAK.sub("\n", _ITEM.sub("- ", text))
    text = _TAG.sub("", _PARAGRAPH.sub("\n\n", text))
    return _BLANK.sub("\n\n", unescape(text)).strip()


def cell(value: object) -> str:
    """`value` as one cell of a CSV table, in quotes; what a spreadsheet would take for a formula gets an
    apostrophe in front, as numbers that begin with a minus do not."""
    text = plain_text(value)
    if text.startswith(_FORMULA) and not re.fullmatch(r"-[0-9.,]+", text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'


def wrapped(value: object, width: int = 72) -> str:
    """`value` as plain text in lines of at most `width` characters; addresses are not broken."""
    lines = []
    for line in plain_text(value).splitlines():
        hang = "  " if line.startswith("- ") else ""
        lines.append(
            fill(line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)
        )
    return "\n".join(lines)


def query(address: str) -> list[tuple[str, str]]:
    """The names and values after the question mark of an address, for the fields of a form."""
    return parse_qsl(urlsplit(address).query, keep_blank_values=True, max_num_fields=100)


def _written_out(link: re.Match[str]) -> str:
    address, words = link[1], link[2]
    return words if words == address else f"{words} ({address})"

"""A style sheet that holds for one block alone, so that the page that it is pasted into keeps its look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

BLOCK: Final = "funnel-page"
"""The class of the element that a block is."""

_SCOPE: Final = f".{BLOCK}.{BLOCK}"
"""Twice, so that a rule outweighs what the other page says of the same element."""

_GROUPS: Final = ("@media", "@supports", "@container", "@layer", "@scope", "@starting-style")
_PAGE: Final = re.compile(r"(?::root|html|body)(?![\w-])")
_TOKEN: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{};]")


def scoped(css: str) -> str:
    """`css` with every rule below the block; what it says of the whole page, it says of the block.

    `css` has no comments. Key frames and the like stay as they are.
    """
    return "".join(_rule(head, body) for head, body in _rules(css))


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule's head and what stands in its braces; None for one that has none, such as @import."""
    depth = start = opened = 0
    for found in _TOKEN.finditer(css):
        mark = found[0]
        if mark == "{":
            if depth == 0:
                opened = found.start()
            depth += 1
        elif mark == "}" and depth:
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : found.start()]
                start = found.end()
        elif mark == ";" and depth == 0:
            yield css[start : found.end()].strip(), None
            start = found.end()


def _rule(head: str, body: str | None) -> str:
    if body is None:
        return head
    if head.startswith(_GROUPS):
        return f"{head}{{{scoped(body)}}}"
    if head.startswith("@"):
        return f"{head}{{{body}}}"
    return f"{','.join(_selector(each) for each in _list(head))}{{{body}}}"


def _selector(selector: str) -> str:
    whole = _PAGE.match(selector)
    return f"{_SCOPE}{selector[whole.end() :]}" if whole else f"{_SCOPE} {selector}"


def _list(head: str) -> Iterator[str]:
    """The selectors of a rule; a comma in brackets parts none."""
    depth = start = 0
    for at, mark in enumerate(head):
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif mark == "," and depth == 0:
            yield head[start:at].strip()
            start = at + 1
    yield head[start:].strip()

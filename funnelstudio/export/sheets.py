"""Looks at the style sheets of an exporter for what doesn't fit every language, brand and reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_PARTS: Final = re.compile(r"([{};])")
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIDE: Final = re.compile(
    r"(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-)?(?:left|right)(?:-[a-z]+)*"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
_SIDED: Final = re.compile(r"(?:text-align|float|clear|caption-side)")
_SIDES: Final = frozenset({"left", "right"})
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(")


class Remark(NamedTuple):
    """A declaration of a style sheet that is worth a thought, at its line."""

    line: int
    code: str


def sided(css: str) -> list[Remark]:
    """Declarations that say left or right, which change places in languages that run from right to left."""
    return [
        Remark(line, f"{name}: {value}")
        for line, name, value in _declarations(css)
        if _SIDE.fullmatch(name) or (_SIDED.fullmatch(name) and value.split(" ")[0] in _SIDES)
    ]


def coloured(css: str) -> list[Remark]:
    """Declarations with a colour of their own, which follow neither the brand nor the dark palette."""
    return [
        Remark(line, f"{name}: {value}") for line, name, value in _declarations(css) if _COLOUR.search(value)
    ]


def _declarations(css: str) -> Iterator[tuple[int, str, str]]:
    """(line, property, value) of each declaration; what stands before a brace is a selector."""
    parts = _PARTS.split(_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), css))
    line = 1
    for text, mark in zip(parts[::2], [*parts[1::2], ";"], strict=False):
        name, colon, value = text.partition(":")
        if mark != "{" and colon:
            indent = text[: len(text) - len(text.lstrip())]
            yield line + indent.count("\n"), name.strip().lower(), " ".join(value.split())[:80]
        line += text.count("\n")

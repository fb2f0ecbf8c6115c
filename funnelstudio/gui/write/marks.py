"""What is marked inside a text (variables, bold, italic, links), found to be shown while typing."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

VARIABLE: Final = "variable"
BOLD: Final = "bold"
ITALIC: Final = "italic"
LINK: Final = "link"
SIGN: Final = "sign"

_LONGEST: Final = 5000
"""Characters of a line that are looked at; a longer line is shown plain, so that typing stays fast."""

_VARIABLE = re.compile(r"\{[A-Za-z][A-Za-z_]*\}")
_EMPHASIS = (
    (BOLD, re.compile(r"(?<!\\)(\*\*|__)(?=\S)([^*_\n]*?\S)(\1)")),
    (ITALIC, re.compile(r"(?<![\\*])(\*)(?=[^\s*])([^*\n]*?[^\s*])(\*)(?!\*)")),
)
_LINK = re.compile(r"(?<!\\)(\[)([^\]\n]+)(\]\([^)\s]*\))")


class Mark(NamedTuple):
    """A marked stretch of a line: from `start` up to `end`, in code units of the line."""

    start: int
    end: int
    kind: str


def marks(line: str) -> tuple[Mark, ...]:
    """Every mark of a line: what the signs stand around, and the signs themselves as SIGN."""
    if len(line) > _LONGEST:
        return ()
    found = [Mark(*hit.span(), VARIABLE) for hit in _VARIABLE.finditer(line)]
    for kind, pattern in (*_EMPHASIS, (LINK, _LINK)):
        for hit in pattern.finditer(line):
            found.append(Mark(*hit.span(2), kind))
            found.extend((Mark(*hit.span(1), SIGN), Mark(*hit.span(3), SIGN)))
    return tuple(sorted(found))


def half_typed(before: str) -> str | None:
    """The variable that is being typed at the end of `before`, without its brace; None where none is."""
    hit = re.search(r"\{([A-Za-z_]*)$", before)
    return None if hit is None else hit.group(1)

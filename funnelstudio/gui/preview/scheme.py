"""Light or dark on demand: a page's own style sheet, made to follow the choice instead of the system."""

from __future__ import annotations

import re
from typing import Final

from funnelstudio.export.style import allowed

_STYLE: Final = re.compile(r"(<style[^>]*>)(.*?)(</style>)", re.DOTALL)
_QUESTION: Final = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)")
_BOTH: Final = re.compile(r"color-scheme\s*:\s*light dark")
_TRUE, _FALSE = "(min-width:0)", "(max-width:0)"


def with_scheme(html: str, scheme: str) -> str:
    """`html` as it looks where the system is "light" or "dark"; any other scheme leaves it as it is.

    The policy of the page names its style sheet by hash, so the hash is made anew.
    """
    if scheme not in ("light", "dark"):
        return html

    def answer(found: re.Match[str]) -> str:
        return _TRUE if found[1] == scheme else _FALSE

    for style in _STYLE.finditer(html):
        before = style[2]
        after = _BOTH.sub(f"color-scheme:{scheme}", _QUESTION.sub(answer, before))
        if after != before:
            html = html.replace(before, after).replace(allowed(before), allowed(after))
    return _BOTH.sub(f"color-scheme:{scheme}", html)

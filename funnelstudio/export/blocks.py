"""Blocks to paste into a page of another system, which has its own `main` and knows no neighbouring files."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from funnelstudio.export.plan import PICTURES, to_root

_BRACKETS: Final = (("[", "&#91;"), ("]", "&#93;"), ("&lbrack;", "["), ("&rbrack;", "]"))
_SOURCE: Final = re.compile(r"(?<=\s)(src|srcset)=\"([^\"]*)\"")


def as_block(text: str, path: str, site: str) -> str:
    """The page `text` of the file `path` as a block: its pictures by their whole address, if `site` is known.

    WordPress runs what stands in square brackets. So those of texts are written as numbers, and `&lbrack;`
    and `&rbrack;`, which only a template can write, become the brackets of the system's own short codes.
    """
    head, end, rest = text.rpartition("</style>")
    for written, kept in _BRACKETS:
        rest = rest.replace(written, kept)
    block = f"{head}{end}{rest}".replace("<main", "<div").replace("</main>", "</div>")
    if not site:
        return block
    near, far = f"{to_root(path)}{PICTURES}/", f"{escape(site)}{PICTURES}/"
    return _SOURCE.sub(lambda found: f'{found[1]}="{found[2].replace(near, far)}"', block)

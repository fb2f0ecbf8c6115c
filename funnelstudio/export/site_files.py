"""What files of the whole site are made from: the chooser of languages, the site map, the server's files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from funnelstudio.export.indexed import is_indexed
from funnelstudio.export.lazy import Each
from funnelstudio.export.plan import PICTURES, ROOT, Page, Plan, relative
from funnelstudio.export.tongue import Tongue
from funnelstudio.model.funnel import Funnel, start_id

_FOLDER: Final = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*")


def site_context(
    funnel: Funnel,
    plan: Plan,
    page: Page,
    tongues: Mapping[str, Tongue],
    address: str,
    names: Mapping[str, str],
) -> dict[str, Any]:
    """The site for its template.

    `entries` are the first page in each language, with its headline; `pages` all for buyers with their
    `path`, whole `address` ("" while the site's is not known), and whether search engines may have them;
    `internal` the paths that are for the maker alone; `folders` those of the languages; `below` is the path
    that the site has on its server.
    """
    start = start_id(funnel)
    pages = [each for each in plan.pages if each.step]
    return {
        "kind": "site",
        "title": funnel.brand.name or funnel.title,
        "address": address,
        "below": below(address),
        "entries": [
            _entry(tongues[tag], start, page, plan.at[start, tag], address, names[tag])
            for tag in plan.tags
            if (start, tag) in plan.at
        ],
        "pages": Each(pages, partial(_page, address=address)),
        "folders": sorted({each.path.partition("/")[0] for each in pages}),
        "found": sorted({ROOT, *(each.path.rpartition("/")[2] for each in pages if is_indexed(each))}),
        "internal": [each.path for each in plan.pages if each.internal],
        "pictures": PICTURES,
    }


def _page(page: Page, address: str) -> dict[str, Any]:
    return {
        "path": page.path,
        "tag": page.tag,
        "address": address + page.path if address else "",
        "indexed": is_indexed(page),
    }


def _entry(tongue: Tongue, start: str, page: Page, path: str, address: str, name: str) -> dict[str, Any]:
    return {
        "tag": tongue.tag,
        "name": name,
        "dir": "rtl" if tongue.rtl else "ltr",
        "line": tongue.texts(start).string("headline", tongue.values) or tongue.values["main_product"],
        "path": path,
        "href": relative(page.path, path),
        "address": address + path if address else "",
    }


def below(address: str) -> str:
    """The path of a site on its server, such as "/offers/"; "/" where it is not known or too odd for a file
    of the server's."""
    path = urlsplit(address).path if address else ""
    return path if _FOLDER.fullmatch(path) else "/"

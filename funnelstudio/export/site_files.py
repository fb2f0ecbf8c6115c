"""What files of the whole site are made from: the chooser of languages, the site map, the server's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from funnelstudio.export.indexed import INDEXED
from funnelstudio.export.plan import PICTURES, Page, Plan, relative
from funnelstudio.model.funnel import Funnel, start_id


def site_context(
    funnel: Funnel,
    plan: Plan,
    page: Page,
    address: str,
    names: Mapping[str, str],
    rtl: Mapping[str, bool],
) -> dict[str, Any]:
    """The site for its template.

    `entries` are the first page in each language; `pages` all for buyers with their `path`, whole `address`
    ("" while the site's is not known), and whether search engines may have them; `internal` the paths that
    are for the maker alone.
    """
    start = start_id(funnel)
    entries = [
        {
            "tag": tag,
            "name": names[tag],
            "dir": "rtl" if rtl[tag] else "ltr",
            "path": plan.at[start, tag],
            "href": relative(page.path, plan.at[start, tag]),
            "address": address + plan.at[start, tag] if address else "",
        }
        for tag in plan.tags
        if (start, tag) in plan.at
    ]
    pages = [
        {
            "path": each.path,
            "tag": each.tag,
            "address": address + each.path if address else "",
            "indexed": each.per in INDEXED,
        }
        for each in plan.pages
        if each.step
    ]
    return {
        "kind": "site",
        "title": funnel.brand.name or funnel.title,
        "address": address,
        "entries": entries,
        "pages": pages,
        "internal": [each.path for each in plan.pages if each.internal],
        "pictures": PICTURES,
    }

"""The overview of a site for its maker: the tree of all pages with a link to each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from funnelstudio.export.plan import Page, Plan, relative
from funnelstudio.export.tongue import Tongue
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import NO, Step, option_of
from funnelstudio.model.walk import Walk, walk

DEEPEST = 7


def overview_context(
    funnel: Funnel, plan: Plan, page: Page, tongue: Tongue, names: Mapping[str, str], rtl: Mapping[str, bool]
) -> dict[str, Any]:
    """The overview for its template, in the funnel's source language."""
    title = funnel.title or funnel.brand.name or _("Untitled")
    return {
        "kind": "funnel",
        "title": f"{tongue.words.word('overview')} · {title}",
        "headline": tongue.words.word("overview"),
        "funnel": title,
        "columns": [
            {"tag": tag, "name": names[tag], "dir": "rtl" if rtl[tag] else "ltr"} for tag in plan.tags
        ],
        "rows": _rows(funnel, plan, page, tongue),
    }


def _rows(funnel: Funnel, plan: Plan, page: Page, tongue: Tongue) -> list[dict[str, Any]]:
    walked = walk(funnel.steps)
    jumps: dict[str, list[tuple[str, str]]] = {}
    for (origin, outcome), target in walked.jumps.items():
        jumps.setdefault(origin, []).append((outcome, target))
    loose = set(walked.loose)
    depths = _depths(walked)
    # A step that several answers lead to stands in several rows: they share its links.
    links = {key: _links(plan, page, key) for key in walked.order}
    rows = []
    for key in walked.order:
        step = funnel.steps[key]
        parent, outcome = walked.home.get(key, ("", ""))
        via = _answer(funnel.steps[parent], outcome, tongue) if parent else ""
        via = tongue.words.word("not_linked") if key in loose else via
        rows.append(_row(_name(funnel, step), links[key], via, depths[key], jump=False))
        for answer, target in jumps.get(key, ()):
            name, via = _name(funnel, funnel.steps[target]), _answer(step, answer, tongue)
            rows.append(_row(name, links[target], via, depths[key] + 1, jump=True))
    return rows


def _row(name: str, links: list[dict[str, str]], via: str, depth: int, *, jump: bool) -> dict[str, Any]:
    return {"depth": min(depth, DEEPEST), "via": via, "name": name, "links": links, "jump": jump}


def _links(plan: Plan, page: Page, key: str) -> list[dict[str, str]]:
    """The pages of a step, one in each language that has it."""
    return [
        {"tag": tag, "href": relative(page.path, path), "label": path.rpartition("/")[2]}
        for tag in plan.tags
        if (path := plan.at.get((key, tag)))
    ]


def _depths(walked: Walk) -> dict[str, int]:
    """How deep each step hangs in its home tree; the order has parents before children."""
    depths: dict[str, int] = {}
    for key in walked.order:
        home = walked.home.get(key)
        depths[key] = depths.get(home[0], 0) + 1 if home is not None else 0
    return depths


def _answer(step: Step, outcome: str, tongue: Tongue) -> str:
    if outcome == NO:
        return tongue.words.word("answer_no")
    option = option_of(step, outcome)
    if option is None:
        return ""
    return option.name or (tongue.product_name(option.product) if option.product else "") or "+"


def _name(funnel: Funnel, step: Step) -> str:
    product = funnel.products.get(step.product)
    return step.name or (product.name if product is not None else "") or step.type

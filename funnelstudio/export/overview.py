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
    rows = []
    for key in walked.order:
        step = funnel.steps[key]
        parent, outcome = walked.home.get(key, ("", ""))
        via = _answer(funnel.steps[parent], outcome, tongue) if parent else ""
        via = tongue.words.word("not_linked") if key in loose else via
        rows.append(_row(funnel, plan, page, tongue, key, via=via, depth=depths[key]))
        for answer, target in jumps.get(key, ()):
            row = _row(
                funnel, plan, page, tongue, target, via=_answer(step, answer, tongue), depth=depths[key] + 1
            )
            rows.append({**row, "jump": True})
    return rows


def _row(
    funnel: Funnel, plan: Plan, page: Page, tongue: Tongue, key: str, *, via: str, depth: int
) -> dict[str, Any]:
    links = [
        {
            "tag": tag,
            "href": relative(page.path, plan.at[key, tag]),
            "label": plan.at[key, tag].split("/")[-1],
        }
        for tag in plan.tags
        if (key, tag) in plan.at
    ]
    name = _name(funnel, funnel.steps[key], tongue)
    return {"depth": min(depth, DEEPEST), "via": via, "name": name, "links": links, "jump": False}


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


def _name(funnel: Funnel, step: Step, tongue: Tongue) -> str:
    product = funnel.products.get(step.product)
    return step.name or (product.name if product is not None else "") or step.type

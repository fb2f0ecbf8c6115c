"""The overview of a site for its maker: the tree of all pages with a link to each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from funnelstudio.export.lazy import Each
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


def _rows(funnel: Funnel, plan: Plan, page: Page, tongue: Tongue) -> Sequence[dict[str, Any]]:
    """A row for each step, each followed by the answers from it that lead to where another leads as well."""
    walked, steps = walk(funnel.steps), funnel.steps
    depths, loose = _depths(walked), frozenset(walked.loose)
    jumps: dict[str, list[str]] = {}
    for origin, outcome in walked.jumps:
        jumps.setdefault(origin, []).append(outcome)

    def row(place: tuple[str, str]) -> dict[str, Any]:
        key, jump = place
        origin, outcome = (key, jump) if jump else walked.home.get(key, ("", ""))
        via = _answer(steps[origin], outcome, tongue) if origin else ""
        shown = walked.jumps[place] if jump else key
        return {
            "depth": min(depths[key] + bool(jump), DEEPEST),
            "via": tongue.words.word("not_linked") if key in loose and not jump else via,
            "name": _name(funnel, steps[shown]),
            "links": _links(plan, page, shown),
            "jump": bool(jump),
        }

    return Each([(key, jump) for key in walked.order for jump in ("", *jumps.get(key, ()))], row)


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

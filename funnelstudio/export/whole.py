"""The whole tree in one language, for documents: every step in order with its page and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from funnelstudio.export.context import Gathered, Wires, page_context
from funnelstudio.export.pictures import Pictures
from funnelstudio.export.plan import Page, kind_of, relative
from funnelstudio.export.tongue import Tongue
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import own_name
from funnelstudio.model.offers import NO, Step, option_of, outcomes, product_of
from funnelstudio.model.walk import Walk, walk


def tree_context(wires: Wires, page: Page, tongue: Tongue, pictures: Pictures) -> dict[str, Any]:
    """The tree for its template, in the language of `page` or the source.

    `steps` are in the order of the home tree, each with its `number` ("2.1": the first branch of the second),
    `level`, `via` (the answer that leads there), `kind`, `name`, and `page`, all that its page would show.
    `answers` are its outcomes in order: where each leads by number, and whether that stands elsewhere.
    """
    funnel = wires.funnel
    walked = walk(funnel.steps)
    numbers = _numbers(walked)
    quiet = wires._replace(gathered=Gathered(wires.gathered.addresses))
    steps = []
    for key in walked.order:
        step = funnel.steps[key]
        tag = tongue.tag
        kind = kind_of(step)
        path = wires.plan.at.get((key, tag), "")
        own = Page(path or page.path, kind, key, tag, page.template)
        shown = page_context(quiet, own, tongue, pictures)
        home = walked.home.get(key)
        steps.append(
            {
                "id": key,
                "number": numbers[key],
                "level": walked.columns.get(key, 0),
                "depth": numbers[key].count("."),
                "kind": kind,
                "type": step.type,
                "name": _name(step, tongue),
                "via": answer_words(funnel, *home, tongue) if home else "",
                "loose": key in walked.loose,
                "channel": step.channel,
                "after_days": step.moment.after_days,
                "strategy": step.strategy,
                "path": path,
                "href": relative(page.path, path) if path else "",
                "address": wires.address + path if wires.address and path else "",
                "page": shown,
                "answers": [
                    {
                        **_answer(wires, key, outcome, numbers, tongue),
                        "jump": (key, outcome) in walked.jumps,
                        "option": next((card for card in shown["options"] if card["id"] == outcome), None),
                    }
                    for outcome in outcomes(step)
                ],
            }
        )
    return {
        "kind": page.per,
        "title": f"{wires.manifest.title} · {funnel.title or funnel.brand.name}",
        "funnel": funnel.title or funnel.brand.name,
        "language": {"tag": tongue.tag, "name": own_name(tongue.tag), "dir": "rtl" if tongue.rtl else "ltr"},
        "known": bool(wires.address),
        "steps": steps,
    }


def answer_words(funnel: Funnel, step_id: str, outcome: str, tongue: Tongue) -> str:
    """What an answer is called: its title on the page, else its name or its product's; "No" for a decline."""
    if outcome == NO:
        return tongue.words.word("answer_no")
    step = funnel.steps[step_id]
    option = option_of(step, outcome)
    title = tongue.texts(step_id).string(f"{outcome}.title", tongue.values) if option is not None else ""
    return (
        title or (option.name if option is not None else "") or tongue.product_name(product_of(step, outcome))
    )


def _answer(
    wires: Wires, step_id: str, outcome: str, numbers: Mapping[str, str], tongue: Tongue
) -> dict[str, Any]:
    target = wires.funnel.steps[step_id].next.get(outcome, "")
    found = wires.funnel.steps.get(target)
    path = wires.plan.at.get((target, tongue.tag), "")
    return {
        "outcome": outcome,
        "accepts": outcome != NO,
        "words": answer_words(wires.funnel, step_id, outcome, tongue),
        "leads_to": numbers.get(target, ""),
        "target": target if found is not None else "",
        "target_name": _name(found, tongue) if found is not None else "",
        "target_path": path,
        "target_address": wires.address + path if wires.address and path else "",
    }


def _name(step: Step, tongue: Tongue) -> str:
    return step.name or tongue.product_name(step.product) or step.type


def _numbers(walked: Walk) -> dict[str, str]:
    """A number for each step that tells where it hangs: 1 the start, 1.1 its first branch, 2 a loose one."""
    found: dict[str, str] = {}
    roots = count(1)
    for key in walked.order:
        if key not in found:
            found[key] = str(next(roots))
        for place, (_outcome, child) in enumerate(walked.children.get(key, ()), 1):
            found[child] = f"{found[key]}.{place}"
    return found


def plan_changes_context(funnel: Funnel, page: Page, tongue: Tongue) -> dict[str, Any]:
    """The rules that change plans, in their order, each with its public texts in the language of `page`."""
    changes = [
        {
            "id": change.id,
            "title": change.title,
            "description": change.description,
            "public_title": tongue.texts(f"plan_change:{change.id}").string("title"),
            "public_description": tongue.texts(f"plan_change:{change.id}").block("description"),
            "sources": list(change.sources),
            "targets": list(change.targets),
            "optional": change.optional,
            "transition": change.transition,
        }
        for change in funnel.plan_changes
    ]
    return {
        "kind": page.per,
        "title": funnel.title or funnel.brand.name,
        "funnel": funnel.title or funnel.brand.name,
        "language": {"tag": tongue.tag, "name": own_name(tongue.tag), "dir": "rtl" if tongue.rtl else "ltr"},
        "changes": changes,
    }

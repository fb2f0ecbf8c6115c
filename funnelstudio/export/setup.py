"""What the maker of a funnel enters on a platform, in order, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from funnelstudio.export.context import Wires
from funnelstudio.export.embeds import Embeds
from funnelstudio.export.narrow import says_more
from funnelstudio.export.plain import plain_text
from funnelstudio.export.plan import Page
from funnelstudio.export.settings import concerns, settings_of
from funnelstudio.export.tongue import Tongue
from funnelstudio.export.whole import tree_context
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.limits import YES_NO
from funnelstudio.model.offers import NO

ITEM: Final = "item"
"""The setting of an option that is a product of its own on the platform, such as three pieces of one."""


def setup_context(
    wires: Wires, original: Funnel, page: Page, tongue: Tongue, embeds: Callable[[Page], Embeds]
) -> dict[str, Any]:
    """The tree of `tree_context`, and lists of what is amiss; `original` is the funnel with all its branches.

    Each step also says whether the platform's own code stands in for its buttons (`pasted`), and each answer
    whether it is `wired`: by an address, or by such code. The `number` of an option is its own where the
    setting `item` asks for one, else its product's. `lacking`, `apart`, `later`, `deep` and `loose` are
    names; `unwired` has the `page` and the `words` of answers whose buttons lead nowhere yet.
    """
    tree = tree_context(wires, page, tongue)
    items = next((setting for setting in wires.manifest.settings if setting.key == ITEM), None)
    for step in tree["steps"]:
        if items is not None and concerns(items, wires.funnel.steps[step["id"]]):
            for card in _cards(step):
                found = settings_of(wires.funnel, wires.exporter, step["id"], page.tag, card["id"])
                card["number"] = found[ITEM].strip()
    steps = [_step(step, embeds(_page(step, page))) for step in tree["steps"]]
    limits = wires.manifest.limits
    offers = [step for step in steps if step["kind"] == "offer" and not step["loose"]]
    apart = [key for key, step in original.steps.items() if limits.branches == YES_NO and says_more(step)]
    return {
        **tree,
        "steps": steps,
        "platform": wires.manifest.title,
        "numbered": bool(limits.platform) and limits.numbers,
        "secure": wires.address.startswith("https://") or not limits.https,
        "lacking": _lacking(steps) if limits.platform and limits.numbers else [],
        "unwired": [
            {"page": step["name"], "words": answer["words"]}
            for step in steps
            for answer in step["answers"]
            if not answer["wired"] and not step["loose"]
        ],
        "apart": [step["name"] for step in offers if step["id"] in apart],
        "later": [step["name"] for step in offers if step["after_days"] > 0 or step["channel"] != "page"],
        "deep": [step["name"] for step in offers if 0 < limits.levels_advised < step["level"]],
        "loose": [step["name"] for step in steps if step["loose"]],
        "many": [step["name"] for step in offers if 0 < limits.options_advised < len(_cards(step))],
    }


def _page(step: dict[str, Any], page: Page) -> Page:
    return Page(step["path"] or page.path, step["kind"], step["id"], page.tag, "")


def _step(step: dict[str, Any], embeds: Embeds) -> dict[str, Any]:
    answers = []
    for answer in step["answers"]:
        declines = answer["outcome"] == NO
        shown = step["page"]["decline"] if declines else answer["option"]
        href = (shown["href"] if shown is not None else "") or ""
        pasted = embeds.decline if declines else embeds.buttons or embeds.options.get(answer["outcome"])
        answers.append({**answer, "href": href, "pasted": bool(pasted), "wired": bool(href or pasted)})
    return {**step, "pasted": bool(embeds.buttons), "answers": answers}


def _cards(step: dict[str, Any]) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = step["page"]["options"]
    return cards


def _lacking(steps: list[dict[str, Any]]) -> list[str]:
    """What has no number on the platform, as it is called on its page."""
    cards = [card for step in steps if not step["loose"] for card in _cards(step)]
    return list(dict.fromkeys(plain_text(card["title"]) for card in cards if not card["number"]))

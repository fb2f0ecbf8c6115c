"""The whole tree in one language, for documents: every step in order with its page and its answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from markupsafe import Markup

from funnelstudio.export.choices import choices_of
from funnelstudio.export.context import Gathered, Wires, page_context
from funnelstudio.export.mail import mail_lines
from funnelstudio.export.pictures import Pictures
from funnelstudio.export.plan import Page, kind_of, relative
from funnelstudio.export.tongue import Tongue, source_of
from funnelstudio.model.fields import PLAN_CHANGE_PLACE
from funnelstudio.model.funnel import Funnel, PlanChange
from funnelstudio.model.languages import is_rtl, own_name
from funnelstudio.model.offers import NO, Step, outcomes, product_of
from funnelstudio.model.walk import Walk, Wire, walk

_OBJECTIONS: Final = tuple((f"objection_{n}", f"reply_{n}") for n in range(1, 4))
_NO_PICTURES: Final = Pictures(None)


def tree_context(wires: Wires, page: Page, tongue: Tongue, reader: Tongue | None = None) -> dict[str, Any]:
    """The tree for its template, in the language of `page` or the source; without pictures.

    `steps` are in the order of the home tree, each with its `number` ("1.2": the second branch of the start)
    and its `place` (1 for the first), `level`, `kind`, `name`, `short` (its name for buyers), `via` (the
    answer that leads there), `way` (the steps from the start, each with the answer taken), `sources` (all
    answers that lead there), `page` (what its page shows), `call` (what an agent says besides) and `mail`.
    `answers` are its outcomes in order: where each leads, and whether that stands elsewhere.
    `when` is told in the language of the `reader`.
    """
    walked = walk(wires.funnel.steps)
    tree = _Tree(wires, page, tongue, walked, reader or tongue)
    return {
        "kind": page.per,
        "title": f"{wires.manifest.title} · {tree.title}",
        "funnel": tree.title,
        "language": language_dict(tongue.tag),
        "source": language_dict(source_of(wires.funnel)),
        "price_note": tongue.shared["price_note"],
        "known": bool(wires.address),
        "channels": sorted(
            {step.channel for step in wires.funnel.steps.values() if kind_of(step) == "offer"}
        ),
        "steps": [tree.step(key) for key in walked.order],
    }


def language_dict(tag: str) -> dict[str, str]:
    """A language for a template: its tag, its own name, and its direction."""
    return {"tag": tag, "name": own_name(tag), "dir": "rtl" if is_rtl(tag) else "ltr"}


class _Tree:
    """What the steps of one document are made from."""

    def __init__(self, wires: Wires, page: Page, tongue: Tongue, walked: Walk, reader: Tongue) -> None:
        # What is wrong with the pages is told of where they are made.
        self.wires = wires._replace(gathered=Gathered(wires.gathered.addresses))
        self.page, self.tongue, self.walked, self.reader = page, tongue, walked, reader
        self.funnel: Funnel = wires.funnel
        self.title = self.funnel.title or self.funnel.brand.name
        self.numbers = _numbers(walked)
        self.words = {wire: words for key in walked.order for wire, words in self._options(key)}
        self.shorts = {key: _short(self.funnel.steps[key], key, tongue) for key in walked.order}
        self.sources: dict[str, list[dict[str, Any]]] = {key: [] for key in walked.order}
        for key in walked.order:
            for outcome in outcomes(self.funnel.steps[key]):
                target = self.funnel.steps[key].next.get(outcome, "")
                if target in self.sources:
                    self.sources[target].append(self._taken(key, outcome))

    def step(self, key: str) -> dict[str, Any]:
        """One step for the template."""
        step, tag = self.funnel.steps[key], self.tongue.tag
        kind = kind_of(step)
        path = self.wires.plan.at.get((key, tag), "")
        shown = page_context(
            self.wires, Page(path or self.page.path, kind, key, tag, ""), self.tongue, _NO_PICTURES
        )
        home = self.walked.home.get(key)
        return {
            **self._named(key),
            "level": self.walked.columns.get(key, 0),
            "depth": self.numbers[key].count("."),
            "kind": kind,
            "type": step.type,
            "via": self._answer_words(*home) if home else "",
            "way": list(reversed([*self._way(key)])),
            "sources": self.sources[key],
            "loose": key in self.walked.loose,
            "channel": step.channel,
            "after_days": step.moment.after_days,
            "when": self._when(step.moment.after_days),
            "strategy": step.strategy,
            "note": step.note,
            "path": path,
            "href": relative(self.page.path, path) if path else "",
            "address": self._address(key),
            "page": shown,
            **self._spoken(key, step, shown),
            "answers": [
                {
                    **self._answer(key, outcome),
                    "option": next((card for card in shown["options"] if card["id"] == outcome), None),
                }
                for outcome in outcomes(step)
            ],
        }

    def _options(self, key: str) -> Iterator[tuple[Wire, str]]:
        """What each option of a step is called, with its price and the like put in."""
        for choice in choices_of(self.funnel, self.tongue, self.funnel.steps[key], self.tongue.texts(key)):
            yield (key, choice.option.id), choice.values["option"]

    def _answer_words(self, key: str, outcome: str) -> str:
        """What an answer is called: an option's title, else its name or its product's; "No" for a decline."""
        if outcome == NO:
            return self.tongue.words.word("answer_no")
        step = self.funnel.steps[key]
        return self.words.get((key, outcome)) or self.tongue.product_name(product_of(step, outcome))

    def _named(self, key: str) -> dict[str, Any]:
        return {
            "id": key,
            "place": self.walked.index[key] + 1,
            "number": self.numbers[key],
            "name": self.tongue.step_name(self.funnel.steps[key]),
            "short": self.shorts[key],
        }

    def _taken(self, key: str, outcome: str) -> dict[str, Any]:
        """A step with the answer that is taken there; a `single` one can only be accepted or declined."""
        words = self._answer_words(key, outcome)
        single = len(outcomes(self.funnel.steps[key])) < 3
        return {**self._named(key), "words": words, "accepts": outcome != NO, "single": single}

    def _way(self, key: str) -> Iterator[dict[str, Any]]:
        """The steps above one, the nearest first."""
        home = self.walked.home.get(key)
        while home is not None:
            yield self._taken(*home)
            home = self.walked.home.get(home[0])

    def _answer(self, key: str, outcome: str) -> dict[str, Any]:
        target = self.funnel.steps[key].next.get(outcome, "")
        there = target in self.walked.index
        return {
            "outcome": outcome,
            "accepts": outcome != NO,
            "words": self._answer_words(key, outcome),
            "leads_to": self.numbers.get(target, ""),
            "target": target if there else "",
            "target_place": self.walked.index[target] + 1 if there else 0,
            "target_name": self.tongue.step_name(self.funnel.steps[target]) if there else "",
            "target_short": self.shorts.get(target, ""),
            "target_path": self.wires.plan.at.get((target, self.tongue.tag), ""),
            "target_address": self._address(target),
            "jump": (key, outcome) in self.walked.jumps,
        }

    def _when(self, days: int) -> str:
        """When an offer is made, in the exporter's word for it; "" for at once."""
        return self.reader.words.counted("days_after", days) if days else ""

    def _address(self, key: str) -> str:
        """The whole address of a step's page; "" where none is known."""
        plan, at = self.wires.plan, (key, self.tongue.tag)
        path = plan.elsewhere.get(at) or plan.at.get(at, "")
        return self.wires.address + path if self.wires.address and path else ""

    def _spoken(self, key: str, step: Step, shown: dict[str, Any]) -> dict[str, Any]:
        """What a call and a mail have besides the page."""
        texts = self.tongue.texts(key)
        choices = choices_of(self.funnel, self.tongue, step, texts)
        values = choices[0].values if choices else self.tongue.values
        subject, preheader = mail_lines(texts, values, shown)
        return {
            "call": {
                "opening": texts.inline("call_opening", values),
                "objections": [
                    {"objection": texts.label(objection, values), "reply": texts.block(reply, values)}
                    for objection, reply in _OBJECTIONS
                    if objection in texts and reply in texts
                ],
            },
            "mail": {"subject": subject, "preheader": preheader},
        }


def _short(step: Step, key: str, tongue: Tongue) -> str:
    """What buyers know a step as: the one product that it sells, else its headline."""
    headline = tongue.texts(key).string("headline", tongue.values) if not step.product else ""
    return tongue.product_name(step.product) or headline or step.name or step.type


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
    """The rules that change plans, in their order, each with its public texts in the language of `page`.

    These are Markup with their variables as they are written, and "" where the language has none of its own.
    `sources` and `targets` are tags, each with the names of the products that bear it.
    """
    return {
        "kind": page.per,
        "title": funnel.title or funnel.brand.name,
        "funnel": funnel.title or funnel.brand.name,
        "language": language_dict(tongue.tag),
        "source": language_dict(source_of(funnel)),
        "changes": [_change(funnel, tongue, change) for change in funnel.plan_changes],
    }


def _change(funnel: Funnel, tongue: Tongue, change: PlanChange) -> dict[str, Any]:
    texts = tongue.texts(f"{PLAN_CHANGE_PLACE}{change.id}")
    own = {key for key, (_value, foreign) in texts.fields.items() if not foreign}
    return {
        "id": change.id,
        "title": change.title,
        "description": change.description,
        "public_title": texts.string("title") if "title" in own else "",
        "public_description": texts.block("description") if "description" in own else Markup(),
        "sources": _tags(funnel, tongue, change.sources),
        "targets": _tags(funnel, tongue, change.targets),
        "optional": change.optional,
        "transition": change.transition,
    }


def _tags(funnel: Funnel, tongue: Tongue, tags: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {
            "tag": tag,
            "products": [
                tongue.product_name(key) for key, product in funnel.products.items() if tag in product.tags
            ],
        }
        for tag in tags
    ]

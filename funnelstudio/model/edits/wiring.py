"""What every edit of the tree must hold: six levels, no cycle, nothing that points into the void."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import Fields, Funnel, Texts
from funnelstudio.model.offers import ENDING, MAX_LEVELS, START, Step, outcomes
from funnelstudio.model.texts import place_name
from funnelstudio.model.value import replace, with_item
from funnelstudio.model.walk import depth, walk


def known_step(funnel: Funnel, step_id: str) -> Step:
    """The step with this id. Raises NotPossible where another edit has removed it."""
    step = funnel.steps.get(step_id)
    if step is None:
        raise NotPossible(_("The step “{step}” is no longer there.").format(step=step_id))
    return step


def outcome_of(funnel: Funnel, step_id: str, outcome: str) -> Step:
    """The step, if it has this outcome. Raises NotPossible otherwise."""
    step = known_step(funnel, step_id)
    if outcome not in outcomes(step):
        raise NotPossible(
            _("“{step}” has no answer “{outcome}”.").format(step=place_name(funnel, step_id), outcome=outcome)
        )
    return step


def with_step(funnel: Funnel, step_id: str, step: Step) -> Funnel:
    """The funnel with one step set; shares all others."""
    return replace(funnel, steps=with_item(funnel.steps, step_id, step))


def with_follow(funnel: Funnel, step_id: str, outcome: str, target: str) -> Funnel:
    """The funnel with one outcome leading to `target`; an empty target lets it lead nowhere."""
    step = funnel.steps[step_id]
    if target:
        follows: Mapping[str, str] = with_item(step.next, outcome, target)
    else:
        follows = {key: item for key, item in step.next.items() if key != outcome}
    return with_step(funnel, step_id, replace(step, next=follows))


def within_levels(before: Funnel, after: Funnel) -> Funnel:
    """`after`, unless it has more levels than a funnel may and more than `before` had. Raises NotPossible."""
    levels = depth(walk(after.steps), after.steps)
    if levels > MAX_LEVELS and levels > depth(walk(before.steps), before.steps):
        raise NotPossible(
            ngettext(
                "A funnel has {count} level of offers at most.",
                "A funnel has {count} levels of offers at most.",
                MAX_LEVELS,
            ).format(count=MAX_LEVELS),
            _("Put a thank-you page here, or shorten the way that leads here."),
        )
    return after


def refuse_cycle(funnel: Funnel, step_id: str, target: str) -> None:
    """Raises NotPossible if a wire from the step to `target` would lead buyers in a circle."""
    if leads_to(funnel.steps, target, step_id):
        raise NotPossible(
            _("“{target}” leads to “{step}” itself, so buyers would go in a circle.").format(
                target=place_name(funnel, target), step=place_name(funnel, step_id)
            ),
            _("Choose a step further on."),
        )


def without_places(texts: Texts, places: Collection[str]) -> Texts:
    """The texts without those of some places; languages that had none of them stay the same object."""
    if not any(place in fields for fields in texts.values() for place in places):
        return texts
    gone = frozenset(places)
    kept = {
        tag: pages
        if gone.isdisjoint(pages)
        else {place: fields for place, fields in pages.items() if place not in gone}
        for tag, pages in texts.items()
    }
    return {tag: pages for tag, pages in kept.items() if pages}


def with_page(texts: Texts, place: str, change: dict[str, Fields]) -> Texts:
    """The texts with one place's fields set in the languages that `change` names."""
    changed = {tag: with_item(texts.get(tag, {}), place, fields) for tag, fields in change.items()}
    return {**texts, **changed} if changed else texts


def without_steps(funnel: Funnel, gone: Collection[str]) -> Funnel:
    """The funnel without some steps, their texts, and every wire that led to one of them."""
    if not gone:
        return funnel
    steps = {
        key: replace(step, next={o: target for o, target in step.next.items() if target not in gone})
        if any(target in gone for target in step.next.values())
        else step
        for key, step in funnel.steps.items()
        if key not in gone
    }
    return replace(funnel, steps=steps, texts=without_places(funnel.texts, gone))


def without_stranded_endings(before: Funnel, after: Funnel) -> Funnel:
    """`after` without endings that hold no texts and that only the edit has cut off."""
    fed = {target for step in after.steps.values() for target in step.next.values()}
    were_fed = {target for step in before.steps.values() for target in step.next.values()}
    written = {place for pages in after.texts.values() for place in pages}
    gone = {key for key in were_fed - fed - written if key in after.steps and after.steps[key].type == ENDING}
    return without_steps(after, gone)


def leads_to(steps: Mapping[str, Step], origin: str, goal: str) -> bool:
    """Whether some buyer who is at `origin` can come to `goal`; a step leads to itself."""
    return goal == origin or goal in reached(steps, (origin,))


def reached(steps: Mapping[str, Step], roots: Iterable[str]) -> frozenset[str]:
    """Ids of the steps that a buyer who is at one of `roots` can come to, these included."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        key = waiting.pop()
        if key in steps and key not in found:
            found.add(key)
            waiting.extend(steps[key].next.values())
    return frozenset(found)


def reachable(steps: Mapping[str, Step]) -> frozenset[str]:
    """Ids of the steps that a buyer can come to from a start."""
    return reached(steps, [key for key, step in steps.items() if step.type == START])

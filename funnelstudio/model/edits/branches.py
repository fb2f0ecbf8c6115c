"""Edits of branches: connect, move, copy, paste, duplicate, delete, swap."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model import ids
from funnelstudio.model.edits import wiring
from funnelstudio.model.funnel import Fields, Funnel
from funnelstudio.model.offers import ENDING, START, Step, outcomes, product_of
from funnelstudio.model.products import Product
from funnelstudio.model.texts import place_name
from funnelstudio.model.value import Value, replace
from funnelstudio.model.walk import branch, walk

MakeId = Callable[[Container[str]], str]


class Branch(Value, frozen=True):
    """A copy of a branch that can be pasted anywhere, also into another funnel.

    `steps` holds the branch and the shared endings that it jumps to; `own` are the ids of the branch itself,
    the root first. `products` are those that it sells, `texts` is language tag -> place -> field -> text.
    """

    own: tuple[str, ...]
    steps: Mapping[str, Step]
    products: Mapping[str, Product] = {}
    texts: Mapping[str, Mapping[str, Fields]] = {}


def connect(funnel: Funnel, step_id: str, outcome: str, target: str) -> Funnel:
    """Let an outcome lead to a step that is already there: a jump, or the home of a loose step."""
    wiring.outcome_of(funnel, step_id, outcome)
    if wiring.known_step(funnel, target).type == START:
        raise NotPossible(_("Nothing leads back to the start."))
    wiring.refuse_cycle(funnel, step_id, target)
    after = wiring.with_follow(funnel, step_id, outcome, target)
    return wiring.within_levels(funnel, wiring.without_stranded_endings(funnel, after))


def disconnect(funnel: Funnel, step_id: str, outcome: str) -> Funnel:
    """Let an outcome lead nowhere; what it led to stays, loose if nothing else leads there."""
    step = wiring.known_step(funnel, step_id)
    if outcome not in step.next:
        return funnel
    return wiring.without_stranded_endings(funnel, wiring.with_follow(funnel, step_id, outcome, ""))


def swap_outcomes(funnel: Funnel, step_id: str, first: str, second: str) -> Funnel:
    """Exchange where two answers lead."""
    step = wiring.outcome_of(funnel, step_id, first)
    wiring.outcome_of(funnel, step_id, second)
    one, other = step.next.get(first, ""), step.next.get(second, "")
    return wiring.with_follow(wiring.with_follow(funnel, step_id, first, other), step_id, second, one)


def move_branch(funnel: Funnel, step_id: str, to_step: str, outcome: str) -> Funnel:
    """Hang a branch on another outcome. What hung there changes places with it."""
    receiver = wiring.outcome_of(funnel, to_step, outcome)
    if wiring.known_step(funnel, step_id).type == START:
        raise NotPossible(_("The start can't hang on another step."))
    occupant = receiver.next.get(outcome, "")
    home = walk(funnel.steps).home.get(step_id)
    if occupant == step_id:
        return funnel
    after = wiring.with_follow(funnel, home[0], home[1], "") if home is not None else funnel
    wiring.refuse_cycle(after, to_step, step_id)
    after = wiring.with_follow(after, to_step, outcome, step_id)
    if home is not None and occupant in after.steps:
        wiring.refuse_cycle(after, home[0], occupant)
        after = wiring.with_follow(after, home[0], home[1], occupant)
    return wiring.within_levels(funnel, after)


def copy_branch(funnel: Funnel, step_id: str) -> Branch:
    """A copy of a step with all that hangs on it."""
    if wiring.known_step(funnel, step_id).type == START:
        raise NotPossible(_("The start can't be copied."), _("Copy the offer behind it."))
    own = branch(walk(funnel.steps), step_id)
    inside = set(own)
    steps = {key: funnel.steps[key] for key in own}
    for key in own:
        for target in funnel.steps[key].next.values():
            if target not in inside and target in funnel.steps and funnel.steps[target].type == ENDING:
                steps[target] = funnel.steps[target]
    sold = {product_of(step, answer) for step in steps.values() for answer in outcomes(step)}
    places = {*steps, *(f"product:{key}" for key in sold)}
    return Branch(
        own=own,
        steps=steps,
        products={key: product for key, product in funnel.products.items() if key in sold},
        texts={
            tag: {place: fields for place, fields in pages.items() if place in places}
            for tag, pages in funnel.texts.items()
        },
    )


def paste_branch(
    funnel: Funnel, copied: Branch, after: str, outcome: str, make_id: MakeId = ids.fresh
) -> Funnel:
    """Paste a copied branch behind an outcome that is free or leads to an ending or a jump.

    The steps get new ids from `make_id(taken)`. Shared endings and products that this funnel has under the
    same id are used; others come along. Texts come along in the languages that this funnel has.
    """
    receiver = wiring.outcome_of(funnel, after, outcome)
    walked = walk(funnel.steps)
    occupant = receiver.next.get(outcome, "")
    if walked.home.get(occupant) == (after, outcome) and funnel.steps[occupant].type != ENDING:
        raise NotPossible(
            _("This answer leads to “{step}” already.").format(step=place_name(funnel, occupant)),
            _("Choose an answer that is free, or move that branch first."),
        )
    renamed = _new_ids(funnel, copied, make_id)
    steps = dict(funnel.steps)
    for key, step in copied.steps.items():
        if renamed[key] not in steps:
            steps[renamed[key]] = replace(step, next=_onward(step, renamed), pinned=None)
    texts = dict(funnel.texts)
    known = {language.tag for language in funnel.languages}
    for tag, pages in copied.texts.items():
        if tag in known and pages:
            mine = texts.get(tag, {})
            extra = {renamed.get(place, place): fields for place, fields in pages.items()}
            texts[tag] = {**mine, **{place: f for place, f in extra.items() if place not in mine}}
    pasted = replace(funnel, steps=steps, texts=texts, products={**copied.products, **funnel.products})
    hung = wiring.with_follow(pasted, after, outcome, renamed[copied.own[0]])
    return wiring.within_levels(funnel, wiring.without_stranded_endings(funnel, hung))


def _new_ids(funnel: Funnel, copied: Branch, make_id: MakeId) -> dict[str, str]:
    """The id that each copied step gets: a shared ending keeps the one that this funnel knows it by."""
    own = set(copied.own)
    renamed: dict[str, str] = {}
    taken = {*funnel.steps, *copied.steps}
    for key, step in copied.steps.items():
        here = funnel.steps.get(key)
        shared = key not in own and here is not None and here.type == ENDING == step.type
        renamed[key] = key if shared else make_id(taken)
        taken.add(renamed[key])
    return renamed


def _onward(step: Step, renamed: Mapping[str, str]) -> Mapping[str, str]:
    """Where the answers of a pasted step lead: inside the copy, to shared endings, or nowhere."""
    return {answer: renamed[target] for answer, target in step.next.items() if target in renamed}


def duplicate_branch(
    funnel: Funnel, step_id: str, after: str, outcome: str, make_id: MakeId = ids.fresh
) -> Funnel:
    """Copy a branch to another outcome of the same funnel."""
    return paste_branch(funnel, copy_branch(funnel, step_id), after, outcome, make_id)


def delete_branch(funnel: Funnel, step_id: str) -> Funnel:
    """Remove a step with all that only it leads to."""
    if wiring.known_step(funnel, step_id).type == START:
        raise NotPossible(_("The start can't be removed."), _("Change its main product instead."))
    return _without_what_only_it_holds(funnel, {step_id}, branch(walk(funnel.steps), step_id))


def delete_steps(funnel: Funnel, step_ids: Collection[str]) -> Funnel:
    """Remove several steps with all that only they lead to; the start stays."""
    chosen = {key for key in step_ids if key in funnel.steps and funnel.steps[key].type != START}
    walked = walk(funnel.steps)
    below = {key for chosen_id in chosen for key in branch(walked, chosen_id)}
    return _without_what_only_it_holds(funnel, chosen, below)


def _without_what_only_it_holds(funnel: Funnel, gone: Collection[str], below: Collection[str]) -> Funnel:
    """The funnel without `gone`, and without those of `below` that a buyer can't reach any more."""
    cut = wiring.without_steps(funnel, gone)
    held = set(wiring.reachable(cut.steps))
    loose = set(walk(funnel.steps).loose) - set(gone)
    for root in loose:
        held.update(branch(walk(cut.steps), root) if root in cut.steps else ())
    return wiring.without_steps(cut, {key for key in below if key in cut.steps and key not in held})


def delete_step(funnel: Funnel, step_id: str, keep: str = "") -> Funnel:
    """Remove a step and keep the chain: what led to it leads on to where its answer `keep` led.

    Without `keep` it is the answer with the most steps behind it. What hung on the other answers goes.
    """
    step = wiring.known_step(funnel, step_id)
    if step.type == START:
        raise NotPossible(_("The start can't be removed."), _("Change its main product instead."))
    walked = walk(funnel.steps)
    follows = {answer: target for answer, target in step.next.items() if target in funnel.steps}
    if not keep and follows:
        keep = max(
            (answer for answer in outcomes(step) if answer in follows),
            key=lambda answer: len(branch(walked, follows[answer])),
            default="",
        )
    onward = follows.get(keep, "")
    below = branch(walked, step_id)
    steps = {
        key: replace(other, next=_redirected(other.next, step_id, onward))
        if step_id in other.next.values()
        else other
        for key, other in funnel.steps.items()
    }
    return _without_what_only_it_holds(replace(funnel, steps=steps), {step_id}, below)


def _redirected(follows: Mapping[str, str], gone: str, onward: str) -> Mapping[str, str]:
    """The wires of a step after one that they led to was taken out."""
    moved = {answer: onward if target == gone else target for answer, target in follows.items()}
    return {answer: target for answer, target in moved.items() if target}

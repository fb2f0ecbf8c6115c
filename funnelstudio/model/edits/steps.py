"""Edits of single steps: add, insert on a wire, rename, change the kind, set fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model.edits import rules, wiring
from funnelstudio.model.funnel import Fields, Funnel, start_id
from funnelstudio.model.offers import (
    ALTERNATIVES,
    CHANNELS,
    ENDING,
    NO,
    OFFERS,
    PLANS,
    PRODUCT,
    QUANTITIES,
    START,
    STRATEGIES,
    YES,
    Option,
    Plan,
    Step,
    outcomes,
)
from funnelstudio.model.value import replace, with_item, without

MAX_NOTE: Final = 20_000
MOST_DAYS: Final = 3_650


def new_step(step_type: str, name: str = "", product: str = "") -> Step:
    """A step of this type with the options that it starts out with."""
    options: tuple[Option, ...] = ()
    if step_type == PRODUCT:
        options = (Option(id=YES),)
    elif step_type == ALTERNATIVES:
        options = (Option(id="a", product=product), Option(id="b"))
    elif step_type == QUANTITIES:
        options = (Option(id="q1", quantity=1), Option(id="q2", quantity=2))
    elif step_type == PLANS:
        options = (
            Option(id="month", plan=Plan(interval="month")),
            Option(id="year", plan=Plan(interval="year")),
        )
    own_product = "" if step_type in (ALTERNATIVES, ENDING) else product
    return Step(type=step_type, name=name, product=own_product, options=options)


def add_start(funnel: Funnel, step_id: str, step: Step) -> Funnel:
    """Add the start. Raises NotPossible where there is one."""
    if start_id(funnel):
        raise NotPossible(
            _("A funnel has one start."), _("Change the main product of the one that is there.")
        )
    return wiring.with_step(funnel, step_id, step)


def add_step(funnel: Funnel, step_id: str, step: Step, after: str, outcome: str) -> Funnel:
    """Add a step behind an outcome; one that leads on already gets it inserted. Raises NotPossible."""
    parent = wiring.outcome_of(funnel, after, outcome)
    if parent.next.get(outcome, "") in funnel.steps:
        return insert_step(funnel, step_id, step, after, outcome)
    added = wiring.with_step(funnel, step_id, step)
    return wiring.within_levels(funnel, wiring.with_follow(added, after, outcome, step_id))


def insert_step(funnel: Funnel, step_id: str, step: Step, after: str, outcome: str) -> Funnel:
    """Put a step on a wire: every answer to it leads on to where the wire led.

    An ending takes the wire over, since nothing follows an ending.
    """
    parent = wiring.outcome_of(funnel, after, outcome)
    target = parent.next.get(outcome, "")
    onward = dict.fromkeys(outcomes(step), target) if target else {}
    added = wiring.with_step(funnel, step_id, replace(step, next=onward))
    return wiring.within_levels(
        funnel, wiring.without_stranded_endings(funnel, wiring.with_follow(added, after, outcome, step_id))
    )


def add_loose_step(funnel: Funnel, step_id: str, step: Step) -> Funnel:
    """Add a step that nothing leads to yet."""
    return wiring.with_step(funnel, step_id, step)


_OWN_EDITS = frozenset({"type", "next", "options"})


def set_step(funnel: Funnel, step_id: str, **fields: Any) -> Funnel:
    """Set fields of a step other than its type, options and wires, which have edits of their own.

    Raises NotPossible for control characters, a product that isn't there, and unknown choices.
    """
    step = wiring.known_step(funnel, step_id)
    forbidden = _OWN_EDITS & fields.keys()
    if forbidden:
        raise ValueError(f"{sorted(forbidden)} have edits of their own")
    changed = replace(step, **_checked(funnel, rules.focus_for(fields, step.picture)))
    return funnel if changed == step else wiring.with_step(funnel, step_id, changed)


def _checked(funnel: Funnel, fields: Mapping[str, Any]) -> dict[str, Any]:
    checked = rules.lines_of(fields, "name", "slug", "picture")
    if "note" in fields:
        checked["note"] = rules.clean(fields["note"], MAX_NOTE)
    if "channel" in fields:
        rules.one_of(fields["channel"], CHANNELS)
    if "strategy" in fields:
        rules.one_of(fields["strategy"], ("", *STRATEGIES))
    if "moment" in fields:
        rules.whole(fields["moment"].after_days, 0, MOST_DAYS)
    if fields.get("product") and fields["product"] not in funnel.products:
        raise NotPossible(_("This product isn't there any more."))
    return checked


def rename_step(funnel: Funnel, step_id: str, name: str) -> Funnel:
    """Set the internal name, without line breaks and outer spaces."""
    return set_step(funnel, step_id, name=" ".join(name.split()))


def pin(funnel: Funnel, step_id: str, place: tuple[float, float] | None) -> Funnel:
    """Keep a step's card at a place of the canvas (x, y at 100 %), or let the layout place it again."""
    return set_step(funnel, step_id, pinned=place)


def set_link(funnel: Funnel, step_id: str, outcome: str, tag: str, address: str) -> Funnel:
    """Set the user's own address for an outcome in a language ("*" for all); an empty one removes it."""
    step = wiring.outcome_of(funnel, step_id, outcome)
    own = step.links.get(outcome, {})
    address = address.strip()
    addresses = with_item(own, tag, address) if address else without(own, tag)
    links = with_item(step.links, outcome, addresses) if addresses else without(step.links, outcome)
    return set_step(funnel, step_id, links=links)


def set_type(funnel: Funnel, step_id: str, step_type: str) -> Funnel:
    """Change what kind of step it is, keeping what still fits.

    Options keep their id, price, rate and texts; an offer of one product keeps the first option. Branches
    behind answers that are gone stay as loose steps, so that no work is lost; bare endings go.
    """
    step = wiring.known_step(funnel, step_id)
    if step.type == step_type:
        return funnel
    if START in (step.type, step_type):
        raise NotPossible(_("The start stays the start."), _("Add an offer behind it instead."))
    if step_type not in (*OFFERS, ENDING):
        raise NotPossible(_("“{kind}” is not a kind of step.").format(kind=step_type))
    options = _fitting_options(step, step_type)
    product = step.product
    if step.type == ALTERNATIVES and step_type != ENDING:
        product = product or next((option.product for option in step.options if option.product), "")
    elif step_type == ALTERNATIVES:
        product = ""
    renamed = _answers_after(step, options, step_type)
    changed = replace(
        step,
        type=step_type,
        product="" if step_type == ENDING else product,
        options=options,
        next={renamed[answer]: target for answer, target in step.next.items() if answer in renamed},
        links={renamed[answer]: links for answer, links in step.links.items() if answer in renamed},
    )
    after = wiring.with_step(funnel, step_id, changed)
    after = replace(after, texts=_with_renamed_options(after, step_id, step, renamed))
    return wiring.within_levels(funnel, wiring.without_stranded_endings(funnel, after))


def _fitting_options(step: Step, step_type: str) -> tuple[Option, ...]:
    """The options that a step has after its type changed."""
    fresh = new_step(step_type).options
    kept = [_fitted(option, step, step_type) for option in step.options]
    if step_type == ENDING:
        return ()
    if step_type == PRODUCT:
        return (replace(kept[0], id=YES),) if kept else fresh
    taken = {option.id for option in kept}
    kept += [option for option in fresh if option.id not in taken][: max(0, len(fresh) - len(kept))]
    return tuple(kept)


def _fitted(option: Option, step: Step, step_type: str) -> Option:
    """One option as the new type needs it."""
    return replace(
        option,
        product=(option.product or step.product) if step_type == ALTERNATIVES else "",
        quantity=option.quantity if step_type == QUANTITIES else 1,
        plan=(option.plan or Plan()) if step_type == PLANS else None,
    )


def _answers_after(step: Step, options: tuple[Option, ...], step_type: str) -> dict[str, str]:
    """What each answer that stays is called after a change of type."""
    if step_type == ENDING:
        return {}
    if step_type == PRODUCT and step.options:
        return {step.options[0].id: YES, NO: NO}
    kept = {option.id for option in options}
    return {answer: answer for answer in outcomes(step) if answer == NO or answer in kept}


def _with_renamed_options(
    funnel: Funnel, step_id: str, before: Step, renamed: Mapping[str, str]
) -> Mapping[str, Any]:
    """The texts after the options of a step were renamed or dropped (those not in `renamed`)."""
    known = {option.id for option in before.options}
    change: dict[str, Fields] = {}
    for tag, pages in funnel.texts.items():
        if step_id not in pages:
            continue
        fields = {}
        for key, text in pages[step_id].items():
            answer, dot, rest = key.rpartition(".")
            if not dot or answer not in known:
                fields[key] = text
            elif answer in renamed:
                fields[f"{renamed[answer]}.{rest}"] = text
        change[tag] = fields
    return wiring.with_page(funnel.texts, step_id, change)

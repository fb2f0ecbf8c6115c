"""Checks of the tree: one start, everything reachable, no cycle, six levels, every answer leads on."""

from __future__ import annotations

from collections.abc import Iterator

from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Fix, Problem
from funnelstudio.i18n import _, ngettext
from funnelstudio.model import ids, tree
from funnelstudio.model.cards import outcome_label
from funnelstudio.model.edits import branches, options, steps
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import (
    CHOICES,
    ENDING,
    MAX_LEVELS,
    NO,
    OFFERS,
    QUANTITIES,
    START,
    STEP_TYPES,
    Option,
    Step,
    is_offer,
    outcomes,
    product_of,
)
from funnelstudio.model.texts import place_name
from funnelstudio.model.walk import walk


def no_start(funnel: Funnel) -> Iterator[Problem]:
    """A funnel without a start."""
    if not any(step.type == START for step in funnel.steps.values()):
        fix = Fix(_("Add a start"), _with_start)
        yield Problem("tree.no_start", ERROR, _("The funnel has no start, so nobody can enter it."), fix=fix)


def _with_start(funnel: Funnel) -> Funnel:
    return steps.add_start(funnel, ids.fresh(funnel.steps), steps.new_step(START))


def several_starts(funnel: Funnel) -> Iterator[Problem]:
    """All starts but the first."""
    starts = [key for key, step in funnel.steps.items() if step.type == START]
    for key in starts[1:]:
        message = _("“{step}” is a second start; a funnel has one.").format(step=place_name(funnel, key))
        yield Problem("tree.several_starts", ERROR, message, step=key)


def unreachable(funnel: Funnel) -> Iterator[Problem]:
    """Steps that no buyer can come to; of a loose branch only its first."""
    for key in walk(funnel.steps).loose:
        if funnel.steps[key].type != START:
            message = _("“{step}”: nothing leads here.").format(step=place_name(funnel, key))
            fix = Fix(_("Remove it"), branches.delete_branch, (key,))
            yield Problem("tree.unreachable", ERROR, message, step=key, fix=fix)


def cycle(funnel: Funnel) -> Iterator[Problem]:
    """Ways that lead buyers in a circle."""
    walked = walk(funnel.steps)
    jumps, columns = walked.jumps, walked.columns
    # Where every wire leads to the right, no way can lead back: then the graph need not be built.
    if all(columns[target] > columns[origin] for (origin, _outcome), target in jumps.items()):
        return
    for circle in tree.cycles(funnel):
        # Cut where the way turns back: the home tree stays whole.
        back = max(range(len(circle)), key=lambda n: circle[n] in jumps)
        key, outcome = circle[back]
        names = " → ".join(
            place_name(funnel, step) for step, _outcome in (*circle[back + 1 :], *circle[: back + 1])
        )
        message = _("Buyers would go in a circle: {names}.").format(names=names)
        fix = Fix(_("Cut the way back"), branches.disconnect, (key, outcome))
        yield Problem("tree.cycle", ERROR, message, step=key, outcome=outcome, fix=fix)


def levels(funnel: Funnel) -> Iterator[Problem]:
    """Offers below the sixth level."""
    columns = walk(funnel.steps).columns
    if all(column <= MAX_LEVELS or not is_offer(funnel.steps[key]) for key, column in columns.items()):
        return
    for key, level in tree.levels(funnel).items():
        if level > MAX_LEVELS and is_offer(funnel.steps[key]):
            message = _("“{step}” is at level {level}; a funnel has {most} at most.").format(
                step=place_name(funnel, key), level=level, most=MAX_LEVELS
            )
            fix = Fix(_("Remove it from here on"), branches.delete_branch, (key,))
            yield Problem("tree.levels", ERROR, message, step=key, fix=fix)


def answer_name(funnel: Funnel, step: Step, outcome: str) -> str:
    """What an answer is called in messages."""
    return outcome_label(funnel, step, outcome)


def option_name(funnel: Funnel, step: Step, outcome: str) -> str:
    """What is bought with an answer, for messages on prices."""
    product = funnel.products.get(step.product) if step.type == START else None
    return product.name or step.product if product is not None else answer_name(funnel, step, outcome)


def loose_outcome(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Answers that lead nowhere."""
    step = funnel.steps[step_id]
    if step.type not in STEP_TYPES:
        return
    for outcome in outcomes(step):
        if step.next.get(outcome, ""):
            continue
        message = _("{step}: the answer “{answer}” leads nowhere.").format(
            step=place_name(funnel, step_id), answer=answer_name(funnel, step, outcome)
        )
        fix = Fix(_("Lead to a thank-you page"), _with_ending, (step_id, outcome))
        yield Problem("tree.loose_outcome", ERROR, message, step=step_id, outcome=outcome, fix=fix)


def _nearest_ending(funnel: Funnel) -> str:
    """The first ending on the walk from the start."""
    walked = walk(funnel.steps)
    loose = set(walked.loose)
    return next(
        (key for key in walked.order if funnel.steps[key].type == ENDING and key not in loose),
        "",
    )


def _with_ending(funnel: Funnel, step_id: str, outcome: str) -> Funnel:
    """The answer leads to the first ending of the tree, or to a new one where there is none."""
    nearest = _nearest_ending(funnel)
    if nearest:
        return branches.connect(funnel, step_id, outcome, nearest)
    ending = steps.new_step(ENDING, name=_("Thank you"))
    return steps.add_step(funnel, ids.fresh(funnel.steps), ending, step_id, outcome)


def dangling(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Answers that lead to a step that is not in the file."""
    step = funnel.steps[step_id]
    for outcome, target in step.next.items():
        if target not in funnel.steps:
            message = _("{step}: the answer “{answer}” leads to “{target}”, which is not there.").format(
                step=place_name(funnel, step_id),
                answer=answer_name(funnel, step, outcome),
                target=target[:60],
            )
            fix = Fix(_("Cut this wire"), branches.disconnect, (step_id, outcome))
            yield Problem("tree.dangling", ERROR, message, step=step_id, outcome=outcome, fix=fix)


def unknown_outcome(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Wires that leave from an answer which the step does not have."""
    step = funnel.steps[step_id]
    if step.type not in STEP_TYPES:
        return
    known = outcomes(step)
    for outcome in step.next:
        if outcome not in known:
            message = _("{step}: a wire leaves from “{answer}”, which is none of its answers.").format(
                step=place_name(funnel, step_id), answer=outcome[:60]
            )
            fix = Fix(_("Cut this wire"), branches.disconnect, (step_id, outcome))
            yield Problem("tree.unknown_outcome", WARNING, message, step=step_id, fix=fix)


def unknown_type(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Steps of a kind that this version does not know."""
    step = funnel.steps[step_id]
    if step.type not in STEP_TYPES:
        message = _("{step} is of the kind “{kind}”, which this version doesn't know; it is kept.").format(
            step=place_name(funnel, step_id), kind=step.type[:40]
        )
        yield Problem("tree.unknown_type", NOTICE, message, step=step_id)


def no_product(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """The start, an offer or an alternative that sells nothing."""
    step = funnel.steps[step_id]
    if step.type not in (START, *OFFERS):
        return
    missing = [
        answer
        for answer in outcomes(step)
        if answer != NO and product_of(step, answer) not in funnel.products
    ]
    name = place_name(funnel, step_id)
    if missing and len(missing) == len([answer for answer in outcomes(step) if answer != NO]):
        message = _("{step}: no product is chosen.").format(step=name)
        yield Problem("tree.no_product", ERROR, message, step=step_id, field="product")
        return
    for answer in missing:
        message = _("{step}: the option “{option}” has no product.").format(
            step=name, option=answer_name(funnel, step, answer)
        )
        yield Problem("tree.no_product", ERROR, message, step=step_id, outcome=answer, field="product")


def few_options(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Offers with fewer options than their kind means: two for a choice, one for a product."""
    step = funnel.steps[step_id]
    least = 2 if step.type in CHOICES else 1
    if step.type not in OFFERS or len(step.options) >= least:
        return
    message = ngettext(
        "{step}: this offer needs {count} option or more.",
        "{step}: this offer needs {count} options or more.",
        least,
    ).format(step=place_name(funnel, step_id), count=least)
    fix = Fix(_("Add an option"), _with_option, (step_id,))
    yield Problem("tree.few_options", ERROR, message, step=step_id, fix=fix)


def _with_option(funnel: Funnel, step_id: str) -> Funnel:
    step = funnel.steps[step_id]
    taken = {option.id for option in step.options}
    pattern = next((o for o in steps.new_step(step.type).options if o.id not in taken), None)
    quantity = 1 + max((option.quantity for option in step.options), default=0)
    option = pattern or Option(id=ids.fresh(taken, length=3))
    if step.type == QUANTITIES:
        option = Option(id=option.id, quantity=quantity)
    return options.add_option(funnel, step_id, option)


def double_option(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Two options of one step with the same id, or one that is called like the refusal."""
    seen: set[str] = set()
    for option in funnel.steps[step_id].options:
        if option.id in seen or option.id == NO:
            message = _("{step}: two answers have the id “{option}”.").format(
                step=place_name(funnel, step_id), option=option.id[:40]
            )
            yield Problem("tree.double_option", ERROR, message, step=step_id, outcome=option.id)
        seen.add(option.id)


def unsafe_id(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Ids that can't become part of an address or a file name."""
    step = funnel.steps[step_id]
    for identifier in (step_id, *(option.id for option in step.options)):
        if not ids.is_safe(identifier):
            message = _("{step}: the id “{id}” may hold only small letters, digits, “-” and “_”.").format(
                step=place_name(funnel, step_id)[:60], id=identifier[:60]
            )
            yield Problem("tree.unsafe_id", WARNING, message, step=step_id)


def no_name(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Steps without a name of their own, which are hard to tell apart in lists."""
    step = funnel.steps[step_id]
    if not step.name and not funnel.products.get(step.product):
        message = _("A step has no name yet.")
        yield Problem("tree.no_name", NOTICE, message, step=step_id, field="name")


def leads_on(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Endings that nothing may follow."""
    step = funnel.steps[step_id]
    if step.type == ENDING and step.next:
        outcome = next(iter(step.next))
        message = _("“{step}” is a thank-you page, so nothing follows it.").format(
            step=place_name(funnel, step_id)
        )
        fix = Fix(_("Cut this wire"), branches.disconnect, (step_id, outcome))
        yield Problem("tree.leads_on", ERROR, message, step=step_id, outcome=outcome, fix=fix)

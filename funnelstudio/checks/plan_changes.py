"""Checks of the rules that turn one plan into another."""

from __future__ import annotations

from collections.abc import Iterator

from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Fix, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.checks.ways import Ways, products_of
from funnelstudio.i18n import _
from funnelstudio.model.edits import plan_changes as edits
from funnelstudio.model.fields import PLAN_CHANGE_PLACE
from funnelstudio.model.funnel import Funnel, PlanChange
from funnelstudio.model.offers import OFFERS
from funnelstudio.model.texts import place_name


def overlap(funnel: Funnel) -> Iterator[Problem]:
    """Tags that are both source and target of one rule."""
    for change in funnel.plan_changes:
        both = [tag for tag in change.sources if tag in change.targets]
        if both:
            message = _("{rule}: “{tag}” is a source and a target, so the plan would change into itself.")
            kept = tuple(tag for tag in change.sources if tag not in both)
            fix = Fix(_("Take it out of the sources"), _with_sources, (change.id, kept)) if kept else None
            yield _found("selling.change_overlap", funnel, change, message, "sources", both[0], fix)


def _with_sources(funnel: Funnel, change_id: str, sources: tuple[str, ...]) -> Funnel:
    return edits.set_plan_change(funnel, change_id, sources=sources)


def empty(funnel: Funnel) -> Iterator[Problem]:
    """Rules that apply to nobody or lead to nothing."""
    for change in funnel.plan_changes:
        if not change.sources:
            message = _("{rule}: no source is named, so it applies to nobody.")
            yield _found("selling.change_empty", funnel, change, message, "sources")
        if not change.targets:
            message = _("{rule}: no target is named, so it leads to no plan.")
            yield _found("selling.change_empty", funnel, change, message, "targets")


def unknown_tag(funnel: Funnel) -> Iterator[Problem]:
    """Tags that no product bears."""
    borne = {tag for product in funnel.products.values() for tag in product.tags}
    for change in funnel.plan_changes:
        for field, tags in (("sources", change.sources), ("targets", change.targets)):
            for tag in tags:
                if tag not in borne:
                    message = _("{rule}: no product has the tag “{tag}”.")
                    yield _found("selling.change_tag", funnel, change, message, field, tag)


def no_checkout(funnel: Funnel) -> Iterator[Problem]:
    """Targets that no step sells, though a change is started by buying one."""
    if not funnel.plan_changes:
        return
    sold = {key for step in funnel.steps.values() for key in products_of(step)}
    tags = {tag for key in sold if key in funnel.products for tag in funnel.products[key].tags}
    for change in funnel.plan_changes:
        if change.targets and tags.isdisjoint(change.targets):
            message = _("{rule}: no step sells “{tag}”, and only buying it starts the change.")
            yield _found("selling.change_checkout", funnel, change, message, "targets", change.targets[0])


def next_payment(sheet: Sheet) -> Iterator[Problem]:
    """A next payment named in a change that is invoiced at once."""
    if "{nextPayment}" not in sheet.joined:
        return
    change_id = sheet.place.removeprefix(PLAN_CHANGE_PLACE)
    for change in sheet.funnel.plan_changes:
        if change.id == change_id and change.transition == "at_once":
            field = next((key for key, text in sheet.own.items() if "{nextPayment}" in text.value), "")
            message = _("{rule}: it is invoiced at once, so {variable} is not what is paid for it.").format(
                rule=place_name(sheet.funnel, sheet.place), variable="{nextPayment}"
            )
            yield Problem("selling.change_next_payment", WARNING, message, sheet.place, field, sheet.tag)


def no_source(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Offers of a plan that replaces one which nobody can have bought on the way."""
    step = funnel.steps[step_id]
    rules = [change for change in funnel.plan_changes if not change.optional and change.sources]
    if not rules or step.type not in OFFERS or step_id not in ways.of:
        return
    had = {
        tag
        for key in ways.among(funnel.products, ways.to(step_id).bought)
        for tag in funnel.products[key].tags
    }
    for key in products_of(step):
        product = funnel.products.get(key)
        fitting = [rule for rule in rules if product and not set(rule.targets).isdisjoint(product.tags)]
        if product is not None and fitting and all(had.isdisjoint(rule.sources) for rule in fitting):
            message = _(
                "“{step}”: “{product}” replaces a plan that nobody has bought on the way here."
            ).format(step=place_name(funnel, step_id), product=product.name or key)
            yield Problem("selling.change_source", WARNING, message, step_id, "product")


def _found(
    check: str,
    funnel: Funnel,
    change: PlanChange,
    message: str,
    field: str,
    tag: str = "",
    fix: Fix | None = None,
) -> Problem:
    place = f"{PLAN_CHANGE_PLACE}{change.id}"
    text = message.format(rule=place_name(funnel, place), tag=tag[:60])
    severity = NOTICE if check == "selling.change_checkout" else ERROR
    return Problem(check, severity, text, place, field, fix=fix)

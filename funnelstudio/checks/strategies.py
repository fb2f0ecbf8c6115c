"""Checks of the strategies: what an upsell is, which kind of offer comes first, how many, and why."""

from __future__ import annotations

from collections.abc import Iterator

from funnelstudio.checks.problem import NOTICE, Fix, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.checks.ways import CROSS_SELL_AT_ONCE, UPSELL_LATER, Ways, products_of
from funnelstudio.checks.worth import currencies
from funnelstudio.i18n import _, ngettext
from funnelstudio.model import money, tree
from funnelstudio.model.checking import threshold
from funnelstudio.model.edits import steps as edits
from funnelstudio.model.funnel import Funnel, price_of, start_id
from funnelstudio.model.offers import MAX_LEVELS, OFFERS, YES, Option, Step, is_offer, product_of
from funnelstudio.model.payments import committed, months_between
from funnelstudio.model.texts import place_name
from funnelstudio.model.walk import walk


def order(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """At once the upsell comes first; some days after the sale, the cross-sell."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS:
        return
    made, later = ways.to(step_id).made, step.moment.after_days > 0
    if step.strategy == "upsell" and not later and made & CROSS_SELL_AT_ONCE:
        message = _("“{step}”: while the order is made, the upsell comes before any cross-sell.")
    elif step.strategy == "cross-sell" and later and made & UPSELL_LATER:
        message = _("“{step}”: some time after the sale, the cross-sell comes before any upsell.")
    else:
        return
    yield Problem(
        "selling.order", NOTICE, message.format(step=place_name(funnel, step_id)), step_id, "strategy"
    )


def competes(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Cross-sells at once of a product that stands in for the main one."""
    step = funnel.steps[step_id]
    main = funnel.products.get(ways.main)
    if step.type not in OFFERS or step.strategy != "cross-sell" or step.moment.after_days > 0 or main is None:
        return
    for key in products_of(step):
        product = funnel.products.get(key)
        shared = set(product.tags) & set(main.tags) if product is not None and key != ways.main else set()
        if shared:
            message = _(
                "“{step}” has the tag “{tag}” of the main product, so it may compete with it."
            ).format(step=place_name(funnel, step_id), tag=min(shared))
            yield Problem("selling.competes", NOTICE, message, step_id, "product")
            return


def upsell_no_more(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Upsells that are neither dearer than the main product, nor longer, nor more of it, nor a service."""
    step = funnel.steps[step_id]
    start = funnel.steps.get(start_id(funnel))
    if (
        step.type not in OFFERS
        or step.strategy != "upsell"
        or start is None
        or ways.main not in funnel.products
    ):
        return
    if not step.options or any(_is_more(funnel, start, step, option) for option in step.options):
        return
    message = _("“{step}” is no dearer, longer or more than what is bought, so it is no upsell.").format(
        step=place_name(funnel, step_id)
    )
    fix = Fix(_("Call it an add-on"), _with_strategy, (step_id, "add-on"))
    yield Problem("selling.upsell_no_more", NOTICE, message, step_id, "strategy", fix=fix)


def _with_strategy(funnel: Funnel, step_id: str, strategy: str) -> Funnel:
    return edits.set_step(funnel, step_id, strategy=strategy)


def _is_more(funnel: Funnel, start: Step, step: Step, option: Option) -> bool:
    product = funnel.products.get(product_of(step, option.id))
    main = funnel.products[start.product]
    if product is None or option.quantity > 1 or product.units > main.units:
        return True
    if product.kind in ("service", "subscription") or (option.plan and months_between(option.plan) > 1):
        return True
    for currency in currencies(funnel):
        mine = committed(funnel, step, option.id, currency)
        theirs = money.price_in(price_of(funnel, start, YES), currency)
        if mine is not None and theirs is not None:
            return mine >= theirs
    return True


def many_offers(funnel: Funnel) -> Iterator[Problem]:
    """More offers on the longest way than a short flow has."""
    most = threshold(funnel.checking, "offers_on_a_path")
    steps = funnel.steps
    levels = walk(steps).columns
    deep = [key for key, level in levels.items() if level > most and is_offer(steps[key])]
    if deep and max(levels[key] for key in deep) > MAX_LEVELS:
        # A circle pushes columns out without end: only the graph tells how long a way is.
        levels = tree.levels(funnel)
        deep = [key for key in deep if levels.get(key, 0) > most]
    if not deep:
        return
    count = max(levels[key] for key in deep)
    message = ngettext(
        "Some buyers see {count} offer; a short flow sells better and keeps the ease of one click.",
        "Some buyers see {count} offers; a short flow sells better and keeps the ease of one click.",
        count,
    )
    yield Problem("selling.many_offers", NOTICE, message.format(count=count), deep[0])


def no_reason(sheet: Sheet) -> Iterator[Problem]:
    """Offers whose page gives no reason."""
    if not sheet.text("reason"):
        message = _("{step}: no reason is given; an offer with a reason is more persuasive.").format(
            step=place_name(sheet.funnel, sheet.place)
        )
        yield Problem("selling.no_reason", NOTICE, message, sheet.place, "reason", sheet.tag)

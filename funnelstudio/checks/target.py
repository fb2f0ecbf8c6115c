"""Checks against what the chosen exporter and its platform allow."""

from __future__ import annotations

from collections.abc import Iterator

from funnelstudio.checks.buttons import UNSURE, verdict
from funnelstudio.checks.problem import ERROR, NOTICE, WARNING, Fix, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.checks.ways import Ways, products_of
from funnelstudio.i18n import _
from funnelstudio.model.checking import word_code
from funnelstudio.model.edits import branches, texts
from funnelstudio.model.edits import steps as edits
from funnelstudio.model.fields import PRODUCT_PLACE
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.limits import YES_NO, Limits
from funnelstudio.model.offers import EVERY_LANGUAGE, MAX_LEVELS, OFFERS, YES, is_offer
from funnelstudio.model.products import Product
from funnelstudio.model.texts import place_name
from funnelstudio.model.walk import walk


def levels(funnel: Funnel, limits: Limits) -> Iterator[Problem]:
    """Offers below the last level that the platform has."""
    if not 0 < limits.levels < MAX_LEVELS:
        return
    for key, level in walk(funnel.steps).columns.items():
        if limits.levels < level <= MAX_LEVELS and is_offer(funnel.steps[key]):
            message = _("“{step}” is at level {level}; {target} has {most}.").format(
                step=place_name(funnel, key), level=level, target=_title(limits), most=limits.levels
            )
            fix = Fix(_("Remove it from here on"), branches.delete_branch, (key,))
            yield Problem("target.levels", ERROR, message, key, fix=fix)


def branches_by_answer(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Options that lead to different steps where the platform knows only yes and no."""
    step = funnel.steps[step_id]
    if ways.limits.branches != YES_NO or step.type not in OFFERS:
        return
    if len({step.next.get(option.id, "") for option in step.options}) > 1:
        message = _(
            "“{step}” leads on by what was chosen; {target} knows only yes and no, so all options lead on as "
            "the first one does."
        ).format(step=place_name(funnel, step_id), target=_title(ways.limits))
        yield Problem("target.branches", WARNING, message, step_id)


def options(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """More options than a page of the platform may have."""
    step = funnel.steps[step_id]
    if step.type in OFFERS and 0 < ways.limits.options < len(step.options):
        message = _("“{step}” has {count} options; {target} allows {most} a page.").format(
            step=place_name(funnel, step_id),
            count=len(step.options),
            target=_title(ways.limits),
            most=ways.limits.options,
        )
        yield Problem("target.options", ERROR, message, step_id)


def levels_advised(funnel: Funnel, limits: Limits) -> Iterator[Problem]:
    """More levels than work well on the platform; told once, at the first step below them."""
    most = limits.levels_advised
    deep = [
        key
        for key, level in walk(funnel.steps).columns.items()
        if 0 < most < level and is_offer(funnel.steps[key])
    ]
    if deep:
        message = _("“{step}” is below level {most}, the last that is advised for {target}.").format(
            step=place_name(funnel, deep[0]), most=most, target=_title(limits)
        )
        yield Problem("target.advised", NOTICE, message, deep[0])


def options_advised(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """More options than work well on a page of the platform."""
    step, most = funnel.steps[step_id], ways.limits.options_advised
    if step.type in OFFERS and 0 < most < len(step.options):
        message = _("“{step}” has {count} options; {target} advises {most} a page at most.").format(
            step=place_name(funnel, step_id),
            count=len(step.options),
            target=_title(ways.limits),
            most=most,
        )
        yield Problem("target.advised", NOTICE, message, step_id)


def _sold(funnel: Funnel) -> dict[str, Product]:
    """Every product that some step sells, by its id."""
    keys = dict.fromkeys(key for step in funnel.steps.values() for key in products_of(step))
    return {key: funnel.products[key] for key in keys if key in funnel.products}


def products(funnel: Funnel, limits: Limits) -> Iterator[Problem]:
    """More products than the platform sells in one funnel."""
    if not limits.products:
        return
    start = funnel.steps.get(start_id(funnel))
    count = len(_sold(funnel).keys() - {start.product if start else ""})
    if count > limits.products:
        message = _("{count} products are offered after the main one; {target} allows {most}.").format(
            count=count, target=_title(limits), most=limits.products
        )
        yield Problem("target.products", WARNING, message)


def number(funnel: Funnel, limits: Limits) -> Iterator[Problem]:
    """Products without their number on the platform in some language."""
    if not limits.platform or not limits.numbers:
        return
    for key, product in _sold(funnel).items():
        known = product.ids.get(limits.platform, {})
        lacking = [language.tag for language in funnel.languages if language.tag not in known]
        if lacking and EVERY_LANGUAGE not in known:
            message = _("“{product}” has no number on {target} for {languages}.").format(
                product=product.name or key, target=_title(limits), languages=", ".join(lacking[:6])
            )
            yield Problem("target.number", WARNING, message, f"{PRODUCT_PLACE}{key}", "ids", lacking[0])


def name(sheet: Sheet) -> Iterator[Problem]:
    """Names of products that the platform would cut."""
    most = sheet.limits.name
    if most and len(sheet.text("name")) > most:
        yield _too_long(sheet, "target.name", "name", len(sheet.text("name")), most)


def length(sheet: Sheet) -> Iterator[Problem]:
    """Texts that are longer than the pages have room for."""
    if not sheet.limits.lengths:
        return
    for key, text in sheet.own.items():
        most = sheet.limits.lengths.get(key) or sheet.limits.lengths.get(key.rpartition(".")[2], 0)
        if most and len(text.value) > most and key in sheet.of.labels:
            yield _too_long(sheet, "target.length", key, len(text.value), most)


def address(sheet: Sheet) -> Iterator[Problem]:
    """Addresses that are longer than the platform takes."""
    most = sheet.limits.address
    if not most:
        return
    for key, text in sheet.own.items():
        if key.endswith("_url") and len(text.value) > most:
            yield _too_long(sheet, "target.address", key, len(text.value), most)


def address_link(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Addresses of answers that are longer than the platform takes."""
    most = ways.limits.address
    if not most:
        return
    for outcome, links in funnel.steps[step_id].links.items():
        for tag, link in links.items():
            if len(link) > most:
                message = _("“{step}”: an address has {count} characters; {target} allows {most}.").format(
                    step=place_name(funnel, step_id),
                    count=len(link),
                    target=_title(ways.limits),
                    most=most,
                )
                yield Problem("target.address", WARNING, message, step_id, "links", _tag(tag), outcome)


def _too_long(sheet: Sheet, check: str, key: str, count: int, most: int) -> Problem:
    message = _("{place}, “{field}”: {count} characters; {target} allows {most}.").format(
        place=place_name(sheet.funnel, sheet.place),
        field=_(sheet.of.labels[key].label),
        count=count,
        target=_title(sheet.limits),
        most=most,
    )
    return Problem(check, WARNING, message, sheet.place, key, sheet.tag)


def https_page(sheet: Sheet) -> Iterator[Problem]:
    """Addresses of all pages that are not secure."""
    if not sheet.limits.https:
        return
    for key, text in sheet.own.items():
        if key.endswith("_url") and text.value.lower().startswith("http:"):
            secure = f"https:{text.value[5:]}"
            fix = Fix(_("Write https"), texts.set_text, (sheet.tag, sheet.place, key, secure))
            message = _insecure(text.value, sheet.limits)
            yield Problem("target.https", ERROR, message, sheet.place, key, sheet.tag, fix=fix)


def https_link(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Addresses of answers that are not secure."""
    if not ways.limits.https:
        return
    for outcome, links in funnel.steps[step_id].links.items():
        for tag, link in links.items():
            if link.lower().startswith("http:"):
                fix = Fix(_("Write https"), edits.set_link, (step_id, outcome, tag, f"https:{link[5:]}"))
                message = _insecure(link, ways.limits)
                yield Problem("target.https", ERROR, message, step_id, "links", _tag(tag), outcome, fix)


def _insecure(link: str, limits: Limits) -> str:
    return _("“{address}” is not secure; {target} takes https only.").format(
        address=link[:60], target=_title(limits)
    )


def wording(sheet: Sheet) -> Iterator[Problem]:
    """Buttons that the platform refuses."""
    limits = sheet.limits
    code = word_code(sheet.tag)
    accepted = tuple(word.lower() for word in limits.accepted.get(code, ()))
    refused = tuple(word.lower() for word in limits.refused.get(code, ()))
    if not accepted and not refused:
        return
    step = sheet.funnel.steps[sheet.place]
    for option_id in [option.id for option in step.options] if sheet.of.kind == "offer" else [YES]:
        words = sheet.text(f"{option_id}.button")
        found = verdict(words, accepted, refused) if words else ""
        if found == "refused" or (found == UNSURE and accepted):
            message = _("{place}: {target} refuses the button “{words}”.").format(
                place=place_name(sheet.funnel, sheet.place), target=_title(limits), words=words[:60]
            )
            field = f"{option_id}.button"
            yield Problem("target.wording", WARNING, message, sheet.place, field, sheet.tag, option_id)


def one_click(funnel: Funnel, step_id: str, ways: Ways) -> Iterator[Problem]:
    """Offers for which buyers have to pay or to fill in again, as far as the funnel tells."""
    step = funnel.steps[step_id]
    main = funnel.products.get(ways.main)
    if not ways.limits.one_click or step.type not in OFFERS or main is None:
        return
    sold = [funnel.products[key] for key in products_of(step) if key in funnel.products]
    reasons = []
    if main.kind != "physical" and any(product.kind == "physical" for product in sold):
        reasons.append(_("no delivery address was given"))
    if main.withdrawal and any(not product.withdrawal for product in sold):
        reasons.append(_("the main product can be withdrawn from, and this can't"))
    if step.strategy == "add-on":
        reasons.append(_("it is an add-on"))
    if reasons:
        message = _("“{step}” can't be bought with one click: {reasons}.").format(
            step=place_name(funnel, step_id), reasons="; ".join(reasons)
        )
        yield Problem("target.one_click", NOTICE, message, step_id)


def _tag(tag: str) -> str:
    return "" if tag == EVERY_LANGUAGE else tag


def _title(limits: Limits) -> str:
    return limits.title or _("the chosen exporter")

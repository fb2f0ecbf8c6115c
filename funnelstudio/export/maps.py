"""What a platform is told of a funnel in one language: products by the answers before them, and addresses."""

from __future__ import annotations

from typing import Any

from funnelstudio.export.context import Wires
from funnelstudio.export.narrow import answer_keys, ending_keys, says_more
from funnelstudio.export.plan import Page, relative
from funnelstudio.export.tongue import Tongue
from funnelstudio.export.whole import language_dict
from funnelstudio.export.wiring import number_of
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.languages import own_name
from funnelstudio.model.offers import START, Step, product_of


def map_context(wires: Wires, original: Funnel, page: Page, tongue: Tongue) -> dict[str, Any]:
    """The platform's map for its template; `original` is the funnel before it was narrowed to yes and no.

    `page.map` is answers -> the product's number (None where it has none yet), `page.offers` the same with
    all that is to be entered. `page.endings` are the thank-you pages. The lists of names tell what is amiss.
    """
    funnel, limits = wires.funnel, wires.manifest.limits
    keys = answer_keys(funnel)
    address = wires.address
    start = start_id(funnel)
    offers = [{**_entry(wires, page, tongue, step, address), "key": key} for key, step in keys.items()]
    endings = [
        {**_entry(wires, page, tongue, step, address), "keys": found}
        for step, found in ending_keys(funnel, keys).items()
    ]
    main = _entry(wires, page, tongue, start, address) if start else None
    reached = {*keys.values(), *(key for key, _keys in ending_keys(funnel, keys).items())}
    entries = [*offers, *endings]
    context = {
        "kind": page.per,
        "title": f"{wires.manifest.title} · {own_name(page.tag)}",
        "language": language_dict(page.tag),
        "map": {entry["key"]: _as_number(entry["number"]) for entry in offers},
        "main": main,
        "offers": offers,
        "endings": endings,
        "secure": address.startswith("https://"),
        "known": bool(address),
        "address_limit": limits.address,
        "apart": [tongue.step_name(step) for step in original.steps.values() if says_more(step)],
        "lacking": _lacking([*([main] if main else []), *offers]),
        "twice": _twice(offers),
        "shared": _shared(wires, page, [*([main] if main else []), *offers]),
        "later": [entry["name"] for entry in offers if _is_later(funnel.steps[entry["step"]])],
        "deep": [entry["key"] for entry in offers if len(entry["key"]) > (limits.levels_advised or 99)],
        "long": [entry["name"] for entry in entries if entry["too_long"]],
        "unreached": [
            tongue.step_name(step)
            for key, step in funnel.steps.items()
            if key not in reached and step.type != START
        ],
    }
    _warn(wires, page, context)
    return context


def _entry(wires: Wires, page: Page, tongue: Tongue, step_id: str, site: str) -> dict[str, Any]:
    """A step with its page's place, and its number: that of the product which its first option sells."""
    step = wires.funnel.steps[step_id]
    product = product_of(step, step.options[0].id) if step.options else step.product
    path = wires.plan.at.get((step_id, page.tag), "")
    address = site + path if site and path else ""
    limits = wires.manifest.limits
    return {
        "step": step_id,
        "name": tongue.step_name(step),
        "sold": product,
        "product": tongue.product_name(product),
        "number": number_of(wires.funnel, product, limits.platform, page.tag),
        "href": relative(page.path, path) if path else "",
        "path": path,
        "address": address,
        "too_long": 0 < limits.address < len(address),
    }


def _as_number(number: str) -> int | str | None:
    """A number as the platform writes it: without quotes, where that keeps it as it is."""
    if not number:
        return None
    return int(number) if number.isdigit() and str(int(number)) == number else number


def _lacking(entries: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(entry["product"] or entry["name"] for entry in entries if not entry["number"]))


def _shared(wires: Wires, page: Page, entries: list[dict[str, Any]]) -> list[str]:
    """Products whose number is that of another language too, where the platform has one language each."""
    others = [tag for tag in wires.plan.tags if tag != page.tag]
    platform = wires.manifest.limits.platform

    def is_shared(entry: dict[str, Any]) -> bool:
        same = (number_of(wires.funnel, entry["sold"], platform, tag) == entry["number"] for tag in others)
        return bool(entry["number"]) and any(same)

    return list(dict.fromkeys(entry["product"] or entry["name"] for entry in entries if is_shared(entry)))


def _is_later(step: Step) -> bool:
    return step.moment.after_days > 0 or step.channel != "page"


def _twice(offers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Numbers that stand for several pages, where the platform keeps one address a product."""
    pages: dict[str, dict[str, str]] = {}
    for entry in offers:
        if entry["number"]:
            pages.setdefault(entry["number"], {})[entry["step"]] = entry["name"]
    return [
        {"number": number, "names": list(steps.values())} for number, steps in pages.items() if len(steps) > 1
    ]


def _warn(wires: Wires, page: Page, context: dict[str, Any]) -> None:
    """Say what keeps the platform from doing what the tree says; the file itself says it at length."""
    told = wires.gathered.warnings.append
    if not page.path.endswith(".json"):
        return
    if context["lacking"]:
        told(
            _("{path}: there is no number for {names}.").format(
                path=page.path, names=", ".join(context["lacking"])
            )
        )
    if context["long"]:
        told(
            _("{path}: an address has more than {most} characters.").format(
                path=page.path, most=context["address_limit"]
            )
        )
    if context["known"] and not context["secure"] and wires.manifest.limits.https:
        told(_("{path}: the platform takes https addresses only.").format(path=page.path))

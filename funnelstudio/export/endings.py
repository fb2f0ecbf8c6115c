"""What the template of a thank-you page sees beyond the texts: the order, its details, the event, sharing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from funnelstudio.export.bought import certain
from funnelstudio.export.choices import choices_of, due_today
from funnelstudio.export.events import event_of
from funnelstudio.export.options import purchase
from funnelstudio.export.plan import EVENT, Page, relative
from funnelstudio.export.reading import Texts
from funnelstudio.export.settings import YES, settings_of
from funnelstudio.export.tongue import Tongue
from funnelstudio.i18n import _
from funnelstudio.model.events import event_time
from funnelstudio.model.funnel import start_id

if TYPE_CHECKING:
    from funnelstudio.export.context import Wires

_NEXT = tuple(f"next_{n}" for n in range(1, 5))


def ending_context(
    wires: Wires, tongue: Tongue, page: Page, texts: Texts, values: Mapping[str, str]
) -> dict[str, Any]:
    """`bought` is what was surely bought on the way here; `order_data` which parameters of the address tell
    more of it; `event` and `share` are None where the page offers none."""
    bought, revocable = _bought(wires, tongue, page)
    withdrawal = tongue.links.get("withdrawal") if revocable else None
    if withdrawal is not None and not withdrawal["own"]:
        withdrawal = {**withdrawal, "label": tongue.words.word("withdraw")}
    return {
        "bought": bought,
        "order_data": wires.manifest.order_data or None,
        "next_steps": texts.each(_NEXT, values),
        "help": texts.block("help", values),
        "help_link": tongue.links.get("help"),
        "withdrawal": withdrawal,
        "event": _event(wires, tongue, page, texts, values),
        "share": _share(wires, tongue, page),
    }


def _bought(wires: Wires, tongue: Tongue, page: Page) -> tuple[dict[str, Any], bool]:
    """What was surely bought, and whether any of it can be given back."""
    funnel = wires.funnel
    known = certain(funnel)[page.step]
    items = []
    total: Decimal | None = Decimal(0)
    revocable = False
    for step_id, outcome in known.purchases:
        step = funnel.steps[step_id]
        choices = choices_of(funnel, tongue, step, tongue.texts(step_id))
        choice = next((each for each in choices if each.option.id == outcome), None)
        if choice is None:
            continue
        items.append(purchase(tongue, step, choice))
        due = due_today(choice)
        total = None if total is None or due is None else total + due
        product = funnel.products.get(choice.product)
        revocable = revocable or (product is not None and product.withdrawal)
    sums = known.complete and total is not None and len(items) > 1
    bought = {
        "items": [item for item in items if item["name"]],
        "total": tongue.money.spell(total) if sums else "",
        "complete": known.complete,
    }
    return bought, revocable


def _event(
    wires: Wires, tongue: Tongue, page: Page, texts: Texts, values: Mapping[str, str]
) -> dict[str, Any] | None:
    typed = texts.string(EVENT)
    if typed and event_time(typed) is None:
        wires.gathered.warnings.append(
            _("{path}: “{text}” is no time such as 2026-05-16 10:00.").format(path=page.path, text=typed[:40])
        )
    made = event_of(texts, tongue.tag, tongue.values["brand"] or tongue.values["main_product"], values)
    file = next((each.path for each in wires.plan.pages if _is_calendar(each, page)), "") if made else ""
    return {**made, "href": relative(page.path, file) if file else ""} if made else None


def _is_calendar(file: Page, page: Page) -> bool:
    return (file.step, file.tag) == (page.step, page.tag) and file.path.endswith(".ics")


def _share(wires: Wires, tongue: Tongue, page: Page) -> str | None:
    """A link that opens an e-mail about the page before the purchase, where the user wants one."""
    start = start_id(wires.funnel)
    path = wires.plan.at.get((start, page.tag), "")
    if settings_of(wires.funnel, wires.exporter).get("share") != YES or not wires.address or not path:
        return None
    words = tongue.texts(start).string("headline", tongue.values) or tongue.values["main_product"]
    subject = quote(words, safe="", errors="replace")
    return f"mailto:?subject={subject}&body={quote(wires.address + path, safe='')}"

"""`funnelstudio forecast`: who comes where and what it brings, as the assumptions have it."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from funnelstudio.commands.common import DONE, add_file, add_json, open_funnel, say, say_json
from funnelstudio.commands.totals import in_words, rounded
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.texts import place_name

if TYPE_CHECKING:
    from funnelstudio.forecast import Forecast


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("--currency", metavar="CODE", default="", help=_("instead of the assumed one"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.forecast import forecast

    funnel = open_funnel(arguments.file).funnel
    found = forecast(funnel, arguments.currency)
    if arguments.json:
        say_json(_plain(found))
        return DONE
    for line in _lines(funnel, found):
        say(line)
    return DONE


def _plain(found: Forecast) -> dict[str, Any]:
    rates: dict[str, dict[str, float]] = {}
    for (step, outcome), rate in found.rates.items():
        rates.setdefault(step, {})[outcome] = rate
    return {
        "currency": found.currency,
        "orders": found.orders,
        "months": found.months,
        "main_price": _amount(found.main_price, found.currency),
        "average_order": _amount(found.average_order, found.currency),
        "uplift": round(float(found.uplift), 4),
        "steps": {
            step: {
                "reach": reach,
                "rates": rates.get(step, {}),
                "revenue_per_order": _amount(found.revenue.get(step, Decimal(0)), found.currency),
            }
            for step, reach in found.reach.items()
        },
        "presumed": [{"step": step, "outcome": outcome} for step, outcome in sorted(found.presumed)],
    }


def _lines(funnel: Funnel, found: Forecast) -> list[str]:
    tag = source_tag(funnel) or "en"
    rows = [
        (
            place_name(funnel, step),
            f"{reach:.1%}",
            in_words(found.revenue[step], found.currency, tag)
            if step in found.revenue and found.currency
            else "",
        )
        for step, reach in found.reach.items()
    ]
    width = max((len(name) for name, _reach, _revenue in rows), default=0)
    lines = [f"{name:{width}}  {reach:>6}  {revenue}".rstrip() for name, reach, revenue in rows]
    if found.currency:
        message = _("An order of {main} becomes {average} on average, {uplift} times as much.")
        main = in_words(found.main_price, found.currency, tag)
        average = in_words(found.average_order, found.currency, tag)
        lines.append(message.format(main=main, average=average, uplift=f"{found.uplift:.2f}"))
    if found.presumed:
        count = len({step for step, _outcome in found.presumed})
        message = ngettext(
            "{count} offer has no rate of its own and takes a usual one.",
            "{count} offers have no rates of their own and take usual ones.",
            count,
        )
        lines.append(message.format(count=count))
    return lines


def _amount(number: Decimal, currency: str) -> str:
    return str(rounded(number, currency))

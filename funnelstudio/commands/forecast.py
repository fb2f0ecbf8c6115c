"""`funnelstudio forecast`: who comes where and what it brings, as the assumptions have it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from funnelstudio.commands.common import DONE, add_file, add_json, open_funnel, say, say_json
from funnelstudio.commands.paths import path_words
from funnelstudio.commands.totals import in_words, rounded
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.texts import place_name

if TYPE_CHECKING:
    from funnelstudio.forecast import Band, Forecast, PathShare, Spread

LISTED_PATHS: Final = 10
"""Paths that are listed in words; `--json` gives them all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("--currency", metavar="CODE", default="", help=_("instead of the assumed one"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.forecast import forecast, spread

    funnel = open_funnel(arguments.file).funnel
    flow = forecast(funnel, arguments.currency)
    found = spread(funnel, flow)
    if arguments.json:
        say_json(_plain(funnel, flow, found))
        return DONE
    for line in _lines(funnel, flow, found):
        say(line)
    return DONE


def _plain(funnel: Funnel, flow: Forecast, found: Spread) -> dict[str, Any]:
    from funnelstudio.forecast import likeliest_paths

    rates: dict[str, dict[str, float]] = {}
    for (step, outcome), rate in flow.rates.items():
        rates.setdefault(step, {})[outcome] = rate
    amount, band = partial(_amount, currency=flow.currency), partial(_band, currency=flow.currency)
    return {
        "currency": flow.currency,
        "orders": flow.orders,
        "months": flow.months,
        "main_price": amount(flow.main_price),
        "average_order": amount(flow.average_order),
        "average_order_quantiles": band(found.average_order),
        "order_value_quantiles": band(found.order_value),
        "revenue": amount(flow.average_order * found.orders),
        "revenue_quantiles": band(found.revenue),
        "uplift": round(float(flow.uplift), 4),
        "steps": {step: _step(step, rates.get(step, {}), flow, found) for step in flow.reach},
        "paths": [_path(path, flow, found) for path in likeliest_paths(funnel, flow)],
        "presumed": [{"step": step, "outcome": outcome} for step, outcome in sorted(flow.presumed)],
    }


def _step(step: str, rates: dict[str, float], flow: Forecast, found: Spread) -> dict[str, Any]:
    from funnelstudio.forecast import NOTHING

    amount, band = partial(_amount, currency=flow.currency), partial(_band, currency=flow.currency)
    per_order = flow.revenue.get(step, Decimal(0))
    return {
        "reach": flow.reach[step],
        "buyers_quantiles": _named(found.buyers[step]),
        "rates": rates,
        "revenue_per_order": amount(per_order),
        "revenue": amount(per_order * found.orders),
        "revenue_quantiles": band(found.steps.get(step, NOTHING)),
        "answers": {
            outcome: {"revenue_quantiles": band(found.answers[step, outcome])}
            for outcome in rates
            if (step, outcome) in found.answers
        },
    }


def _path(path: PathShare, flow: Forecast, found: Spread) -> dict[str, Any]:
    from funnelstudio.forecast import brought

    return {
        "answers": [{"step": step, "outcome": outcome} for step, outcome in path.answers],
        "ending": path.ending,
        "share": path.share,
        "order_value": _amount(path.value, flow.currency),
        "revenue": _amount(path.value * Decimal(repr(path.share)) * found.orders, flow.currency),
        "revenue_quantiles": _band(brought(found.orders, [(path.value, path.share)]), flow.currency),
    }


def _lines(funnel: Funnel, flow: Forecast, found: Spread) -> list[str]:
    from funnelstudio.forecast import words

    money = partial(in_words, currency=flow.currency, tag=source_tag(funnel) or "en")
    lines = _table(_step_rows(funnel, flow, found), 0)
    if flow.currency:
        message = _("An order of {main} becomes {average} on average, {uplift} times as much.")
        main, average = money(flow.main_price), money(flow.average_order)
        lines += ["", message.format(main=main, average=average, uplift=f"{flow.uplift:.2f}")]
        lines += filter(None, [words.revenue_words(flow, found, money), words.order_words(found, money)])
        lines.append(words.coverage_words())
    if flow.presumed:
        count = len({step for step, _outcome in flow.presumed})
        message = ngettext(
            "{count} offer has no rate of its own and takes a usual one.",
            "{count} offers have no rates of their own and take usual ones.",
            count,
        )
        lines.append(message.format(count=count))
    paths = _path_rows(funnel, flow, found)
    return [*lines, "", *_table(paths, len(paths[0]) - 1)] if len(paths) > 1 else lines


def _step_rows(funnel: Funnel, flow: Forecast, found: Spread) -> list[tuple[str, ...]]:
    from funnelstudio.forecast import words
    from funnelstudio.model.figures import count_words

    money = partial(in_words, currency=flow.currency, tag=source_tag(funnel) or "en")
    bringing = ngettext("From {orders} order", "From {orders} orders", found.orders)
    heads = (_("Per buyer"), bringing.format(orders=count_words(found.orders)), _("In 8 of 10 runs"))
    rows: list[tuple[str, ...]] = [(_("Step"), _("Reach"), *(heads if flow.currency else ()))]
    for step, reach in flow.reach.items():
        brings: tuple[str, ...] = ()
        if step in found.steps and flow.currency:
            each, between = flow.revenue[step], words.range_words(found.steps[step], money)
            brings = (money(each), money(each * found.orders), between)
        rows.append((place_name(funnel, step), f"{reach:.1%}", *brings))
    return rows


def _path_rows(funnel: Funnel, flow: Forecast, found: Spread) -> list[tuple[str, ...]]:
    from funnelstudio.forecast import brought, likeliest_paths, words

    money = partial(in_words, currency=flow.currency, tag=source_tag(funnel) or "en")
    heads = (_("Order value"), _("In 8 of 10 runs")) if flow.currency else ()
    rows: list[tuple[str, ...]] = [(_("Share"), *heads, _("Likeliest paths"))]
    for path in islice(likeliest_paths(funnel, flow), LISTED_PATHS):
        brings: tuple[str, ...] = ()
        if flow.currency:
            between = brought(found.orders, [(path.value, path.share)])
            brings = (money(path.value), words.range_words(between, money))
        rows.append((f"{path.share:.1%}", *brings, path_words(funnel, path.answers, path.ending)))
    return rows


def _table(rows: list[tuple[str, ...]], names: int) -> list[str]:
    """Rows in columns as wide as they need: figures stand right, the column `names` left."""
    widths = [max(len(row[at]) for row in rows if at < len(row)) for at in range(max(map(len, rows)))]
    return [
        "  ".join(
            f"{cell:{width}}" if at == names else f"{cell:>{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=False))
        ).rstrip()
        for row in rows
    ]


def _band(found: Band, currency: str) -> dict[str, Any]:
    return _named(_amount(number, currency) for number in found)


def _named(quantiles: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(("p10", "p50", "p90"), quantiles, strict=True))


def _amount(number: Decimal, currency: str) -> str:
    return str(rounded(number, currency))

"""`funnelstudio paths`: every buyer's path through a funnel, with what it costs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from funnelstudio.commands.common import DONE, add_file, add_json, complain, open_funnel, say, say_json
from funnelstudio.commands.totals import Totals, in_words, rounded, totals
from funnelstudio.errors import UserError
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel, language, source_tag
from funnelstudio.model.offers import NO, START, Step, option_of, product_of

if TYPE_CHECKING:
    from funnelstudio.model.tree import Path

MOST_PATHS: Final = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("--language", metavar="TAG", default="", help=_("whose currency to count in"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.model.tree import count_paths, paths

    funnel = open_funnel(arguments.file).funnel
    tag, currency = _language(funnel, arguments.language)
    count = count_paths(funnel)
    found = paths(funnel, MOST_PATHS)
    if arguments.json:
        listed = [_plain(funnel, path, currency) for path in found]
        say_json({"currency": currency, "count": count, "paths": listed})
        return DONE
    for number, path in enumerate(found, 1):
        words = path_words(funnel, path.answers, path.ending)
        say(f"{number:4}  {words}  {_sums(funnel, path, tag, currency)}")
    if count > MOST_PATHS:
        complain(_("Only the first {most} of {count} paths are shown.").format(most=MOST_PATHS, count=count))
    if not count:
        say(_("No path leads through this funnel yet."))
    return DONE


def _language(funnel: Funnel, wanted: str) -> tuple[str, str]:
    """The tag and currency to count in. Raises UserError for a language that the funnel does not have."""
    tag = wanted or source_tag(funnel)
    found = language(funnel, tag)
    if found is None and wanted:
        tags = ", ".join(known.tag for known in funnel.languages)
        raise UserError(
            _("This funnel has no language “{tag}”.").format(tag=wanted),
            _("It has: {tags}.").format(tags=tags),
        )
    return (tag or "en", found.currency if found else "")


def path_words(funnel: Funnel, answers: Iterable[tuple[str, str]], ending: str) -> str:
    """A path as (step, outcome) pairs and the ending's id in one line."""
    parts = []
    for step_id, outcome in answers:
        step = funnel.steps[step_id]
        if step.type == START:
            parts.append(_named(step, step_id))
        else:
            parts.append(f"{_named(step, step_id)}: {_answer(funnel, step, outcome)}")
    last = funnel.steps.get(ending)
    parts.append(_named(last, ending) if last is not None else _("(leads nowhere)"))
    return " → ".join(parts)


def _named(step: Step, step_id: str) -> str:
    return step.name or step_id


def _answer(funnel: Funnel, step: Step, outcome: str) -> str:
    if outcome == NO:
        return _("no")
    option = option_of(step, outcome)
    if option is not None and option.name:
        return option.name
    if len(step.options) < 2:
        return _("yes")
    product = funnel.products.get(product_of(step, outcome))
    return product.name if product is not None else outcome


def _sums(funnel: Funnel, path: Path, tag: str, currency: str) -> str:
    if not currency:
        return ""
    sums = totals(funnel, path.answers, currency)
    parts = [_("{amount} today").format(amount=in_words(sums.today, currency, tag))]
    if sums.monthly:
        parts.append(_("{amount} a month").format(amount=in_words(sums.monthly, currency, tag)))
    if sums.later:
        parts.append(_("{amount} later").format(amount=in_words(sums.later, currency, tag)))
    if sums.unknown:
        parts.append(_("{count} without a price in {currency}").format(count=sums.unknown, currency=currency))
    return f"[{', '.join(parts)}]"


def _plain(funnel: Funnel, path: Path, currency: str) -> dict[str, Any]:
    sums = totals(funnel, path.answers, currency) if currency else Totals()
    return {
        "answers": [{"step": step, "outcome": outcome} for step, outcome in path.answers],
        "ending": path.ending,
        "today": str(rounded(sums.today, currency)),
        "monthly": str(rounded(sums.monthly, currency)),
        "later": str(rounded(sums.later, currency)),
        "without_price": sums.unknown,
    }

"""Checks of the shares that the forecast starts from."""

from __future__ import annotations

import math
from collections.abc import Iterator

from funnelstudio.checks.problem import ERROR, WARNING, Fix, Problem
from funnelstudio.i18n import _
from funnelstudio.model.checking import threshold
from funnelstudio.model.edits import options as edits
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import OFFERS, Step
from funnelstudio.model.texts import place_name

_SLACK = 1e-9


def too_much(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Shares of one step that are more than all of its buyers, or less than none."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS or not _is_wrong(step):
        return
    if any(option.rate is not None and option.rate < 0 for option in step.options):
        message = _("{step}: a share of buyers is less than none.")
    else:
        message = _("{step}: its options are taken by {share} % of the buyers, and there are only 100.")
    message = message.format(step=place_name(funnel, step_id), share=_per_cent(step))
    fix = Fix(_("Scale them down to all buyers"), _scaled, (step_id,))
    yield Problem("selling.rates", ERROR, message, step_id, "rate", fix=fix)


def outside(funnel: Funnel, step_id: str) -> Iterator[Problem]:
    """Shares that nobody has reported for this kind of offer."""
    step = funnel.steps[step_id]
    if step.type not in OFFERS or not step.options or _is_wrong(step):
        return
    if any(option.rate is None for option in step.options):
        return
    prefix = "downsell_rate" if step.strategy == "downsell" else "rate"
    least = threshold(funnel.checking, f"{prefix}_least")
    most = threshold(funnel.checking, f"{prefix}_most")
    if not least - _SLACK <= 100 * _taken(step) <= most + _SLACK:
        message = _(
            "{step}: {share} % of the buyers are assumed to take it; {least} to {most} % are reported."
        )
        text = message.format(step=place_name(funnel, step_id), share=_per_cent(step), least=least, most=most)
        yield Problem("selling.rate_range", WARNING, text, step_id, "rate")


def _taken(step: Step) -> float:
    return sum(option.rate or 0.0 for option in step.options)


def _per_cent(step: Step) -> str:
    taken = 100 * _taken(step)
    return f"{taken:.4g}" if math.isfinite(taken) else "?"


def _is_wrong(step: Step) -> bool:
    rates = [option.rate for option in step.options if option.rate is not None]
    return not all(0 <= rate <= 1 for rate in rates) or sum(rates) > 1 + _SLACK


def _scaled(funnel: Funnel, step_id: str) -> Funnel:
    step = funnel.steps[step_id]
    known = {
        option.id: max(0.0, option.rate) if math.isfinite(option.rate) else 0.0
        for option in step.options
        if option.rate is not None
    }
    total = max(1.0, sum(known.values()))
    for option_id, rate in known.items():
        share = math.floor(rate / total * 10_000) / 10_000
        funnel = edits.set_option(funnel, step_id, option_id, rate=share)
    return funnel

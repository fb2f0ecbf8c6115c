"""A new, empty funnel."""

from __future__ import annotations

from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import START, Step


def blank(title: str = "", tag: str = "en-GB", currency: str = "GBP") -> Funnel:
    """A funnel in one language that holds nothing but its start."""
    return Funnel(
        title=title,
        languages=(Language(tag=tag, currency=currency),),
        steps={"start": Step(type=START)},
    )

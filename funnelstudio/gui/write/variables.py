"""The variables that may stand in a text, with what each holds, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from funnelstudio.i18n import _
from funnelstudio.model import markup
from funnelstudio.model.fields import PLAN_CHANGE_PLACE


def variables_at(place: str) -> Mapping[str, str]:
    """The variables for texts of a place: name -> what stands there on the page."""
    return _variables(place.startswith(PLAN_CHANGE_PLACE))


@lru_cache(maxsize=2)
def _variables(plan_change: bool) -> Mapping[str, str]:
    return {
        name: _(told)
        for name, told in markup.VARIABLES.items()
        if (name in markup.PLAN_CHANGE_VARIABLES) == plan_change
    }

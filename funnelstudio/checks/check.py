"""What a check is: one row of the table, with the function that finds its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from funnelstudio.checks.problem import Problem

FUNNEL: Final = "funnel"
"""Looks at the whole: `find(funnel)`. Run again after every change of steps, products or languages."""
MARKET: Final = "market"
"""Looks at the whole and at where its pages will stand: `find(funnel, limits)`."""
STEP: Final = "step"
"""Looks at one step with its products: `find(funnel, step_id)`."""
PATH: Final = "path"
"""Looks at one step and at the ways that lead to it: `find(funnel, step_id, ways)`. Run again where these
differ, where the step, one that leads to it, or a product of either has changed."""
PAGE: Final = "page"
"""Looks at the texts of one place in one language: `find(sheet)`."""
APPROVED: Final = "approved"
"""Looks at pages that were approved: `find(funnel, limits, pages)`. Run again for those that may differ."""
PROGRAM: Final = "program"
"""Found by the engine itself."""

OFFER_PAGE: Final = frozenset({"start", "offer"})
STEP_PAGE: Final = frozenset({"start", "offer", "ending"})
START_PAGE: Final = frozenset({"start"})
DECLINED_PAGE: Final = frozenset({"offer"})
PRODUCT_PAGE: Final = frozenset({"product"})
PLAN_CHANGE_PAGE: Final = frozenset({"plan_change"})
SHARED_PAGE: Final = frozenset({"shared"})
ANY_PAGE: Final = frozenset({"start", "offer", "ending", "product", "plan_change", "shared"})

SOURCE: Final = "source"
TRANSLATIONS: Final = "translations"
ALL: Final = "all"


class Check(msgspec.Struct, frozen=True):
    """One check. `title` says in one line what it finds, `example` shows one, both message ids for the guide.

    `source` says where the rule comes from, with its date. `todo` marks what is merely not done yet: it is as
    bad as its severity says, but who has only begun need not be alarmed. A PAGE check looks at the kinds of
    places `on`, in the `languages` SOURCE, TRANSLATIONS or ALL.
    """

    id: str
    severity: str
    scope: str
    title: str
    find: Callable[..., Iterable[Problem]]
    example: str = ""
    source: str = ""
    on: frozenset[str] = ANY_PAGE
    languages: str = ALL
    todo: bool = False


def family(check_id: str) -> str:
    """The part of an id before its dot, such as "tree"."""
    return check_id.partition(".")[0]

"""Rows of the family target: what the chosen exporter and its platform allow."""

from __future__ import annotations

from typing import Final

from funnelstudio.checks import sources, target
from funnelstudio.checks.check import MARKET, OFFER_PAGE, PAGE, PATH, PRODUCT_PAGE, SHARED_PAGE, Check
from funnelstudio.checks.problem import ERROR, NOTICE, WARNING
from funnelstudio.i18n import N_

CHECKS: Final = (
    Check(
        "target.levels",
        ERROR,
        MARKET,
        N_("More levels than the platform has"),
        target.levels,
        N_("The platform has five levels, the funnel six."),
        sources.TARGET,
    ),
    Check(
        "target.branches",
        ERROR,
        PATH,
        N_("More branches than yes and no"),
        target.branches_by_answer,
        N_("The platform can't lead on by which quantity was bought."),
        sources.TARGET,
    ),
    Check(
        "target.options",
        ERROR,
        PATH,
        N_("More options than a page may have"),
        target.options,
        N_("The platform allows five options a page."),
        sources.TARGET,
    ),
    Check(
        "target.products",
        WARNING,
        MARKET,
        N_("More products than the platform allows"),
        target.products,
        N_("The platform allows six products after the main one."),
        sources.TARGET,
    ),
    Check(
        "target.number",
        WARNING,
        MARKET,
        N_("A product without its number on the platform"),
        target.number,
        N_("The vase has no number at the platform, so no button can sell it."),
        sources.TARGET,
    ),
    Check(
        "target.name",
        WARNING,
        PAGE,
        N_("A name that is too long"),
        target.name,
        N_("The platform allows 63 characters."),
        sources.TARGET,
        on=PRODUCT_PAGE,
    ),
    Check(
        "target.length",
        WARNING,
        PAGE,
        N_("A text that is too long"),
        target.length,
        N_("A headline has 200 characters; the pages have room for 160."),
        sources.TARGET,
    ),
    Check(
        "target.address",
        WARNING,
        PAGE,
        N_("An address that is too long"),
        target.address,
        N_("The platform allows 255 characters."),
        sources.TARGET,
        on=SHARED_PAGE,
    ),
    Check(
        "target.address",
        WARNING,
        PATH,
        N_("An address that is too long"),
        target.address_link,
        N_("The platform allows 255 characters."),
        sources.TARGET,
    ),
    Check(
        "target.https",
        ERROR,
        PAGE,
        N_("An address that is not secure"),
        target.https_page,
        N_("The platform takes https addresses only."),
        sources.TARGET,
        on=SHARED_PAGE,
    ),
    Check(
        "target.https",
        ERROR,
        PATH,
        N_("An address that is not secure"),
        target.https_link,
        N_("The platform takes https addresses only."),
        sources.TARGET,
    ),
    Check(
        "target.wording",
        WARNING,
        PAGE,
        N_("A button that the platform refuses"),
        target.wording,
        N_("The platform refuses “Yes” and wants “Buy Now”."),
        sources.TARGET,
        on=OFFER_PAGE,
    ),
    Check(
        "target.one_click",
        NOTICE,
        PATH,
        N_("An offer that can't be bought with one click"),
        target.one_click,
        N_("A vase follows an online course: no delivery address was given."),
        sources.DIGISTORE_API,
    ),
)

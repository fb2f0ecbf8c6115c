"""The table of all checks. A new check is one function and one row here."""

from __future__ import annotations

from typing import Final

from funnelstudio.checks import languages, prices, texts, tree
from funnelstudio.checks.check import FUNNEL, PAGE, STEP, Check
from funnelstudio.checks.problem import ERROR, NOTICE, WARNING
from funnelstudio.i18n import N_

CHECKS: Final = (
    Check("tree.no_start", ERROR, FUNNEL, N_("The funnel has no start"), tree.no_start),
    Check("tree.several_starts", ERROR, FUNNEL, N_("A second start"), tree.several_starts),
    Check("tree.unreachable", ERROR, FUNNEL, N_("A step that nothing leads to"), tree.unreachable),
    Check("tree.cycle", ERROR, FUNNEL, N_("A way that leads in a circle"), tree.cycle),
    Check("tree.levels", ERROR, FUNNEL, N_("More than six levels of offers"), tree.levels),
    Check("tree.loose_outcome", ERROR, STEP, N_("An answer that leads nowhere"), tree.loose_outcome),
    Check("tree.dangling", ERROR, STEP, N_("An answer that leads to a missing step"), tree.dangling),
    Check("tree.unknown_outcome", WARNING, STEP, N_("A wire from no answer"), tree.unknown_outcome),
    Check("tree.unknown_type", NOTICE, STEP, N_("A kind of step from a newer version"), tree.unknown_type),
    Check("tree.leads_on", ERROR, STEP, N_("A thank-you page that leads on"), tree.leads_on),
    Check("tree.no_product", ERROR, STEP, N_("An offer without a product"), tree.no_product),
    Check("tree.few_options", ERROR, STEP, N_("An offer with too few options"), tree.few_options),
    Check("tree.double_option", ERROR, STEP, N_("Two answers with one id"), tree.double_option),
    Check("tree.unsafe_id", WARNING, STEP, N_("An id that no address may hold"), tree.unsafe_id),
    Check("tree.no_name", NOTICE, STEP, N_("A step without a name"), tree.no_name),
    Check("prices.missing", WARNING, STEP, N_("A price missing in a currency"), prices.missing),
    Check("prices.unreadable", ERROR, STEP, N_("An amount that is no number"), prices.unreadable_option),
    Check("prices.unreadable", ERROR, FUNNEL, N_("An amount that is no number"), prices.unreadable_product),
    Check("prices.no_currency", ERROR, FUNNEL, N_("A language without a currency"), prices.no_currency),
    Check("texts.no_language", ERROR, FUNNEL, N_("A funnel without a language"), languages.none),
    Check("texts.double_language", ERROR, FUNNEL, N_("A language listed twice"), languages.twice),
    Check("texts.unknown_language", WARNING, FUNNEL, N_("An unknown language tag"), languages.unknown),
    Check("texts.base", ERROR, FUNNEL, N_("A variant based on nothing"), languages.base),
    Check("texts.missing", ERROR, PAGE, N_("A text that is not written"), texts.missing),
    Check("texts.empty_button", ERROR, PAGE, N_("A button without words"), texts.empty_button),
    Check("texts.untranslated", WARNING, PAGE, N_("Texts that are not translated"), texts.untranslated),
    Check("texts.stale", WARNING, PAGE, N_("Translations whose source has changed"), texts.stale),
    Check("texts.unknown_variable", ERROR, PAGE, N_("A variable that there is not"), texts.unknown_variable),
    Check("texts.markup", ERROR, PAGE, N_("A mark or link that breaks"), texts.markup_breaks),
    Check("texts.lost_variable", WARNING, PAGE, N_("A variable lost in translation"), texts.lost_variable),
    Check("texts.orphan", NOTICE, FUNNEL, N_("Texts that belong to nothing"), texts.orphan),
)

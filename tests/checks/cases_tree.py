"""What is wrong with the tree or the texts, and what almost is."""

from __future__ import annotations

from funnelstudio.model.edits import steps
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import ENDING, NO, PRODUCT, START, YES, Option
from funnelstudio.model.value import replace, without
from tests.builders import a_step
from tests.checks.funnels import (
    Change,
    both,
    chain,
    with_languages,
    with_new_step,
    with_plan_change,
    with_step,
    with_text,
    without_text,
    written,
)

FAULTS: dict[str, tuple[Change, Change]] = {
    "tree.no_start": (
        lambda funnel: replace(funnel, steps=without(funnel.steps, "start")),
        with_step("start", name="Renamed"),
    ),
    "tree.several_starts": (
        with_new_step("again", a_step(START, "Again", "roses", next={YES: "six"})),
        with_step("start", note="only one"),
    ),
    "tree.unreachable": (
        with_new_step("lost", a_step(ENDING, "Lost")),
        lambda funnel: steps.insert_step(funnel, "new", a_step(PRODUCT, "New", "vase"), "start", YES),
    ),
    "tree.cycle": (
        with_step("vase", next={YES: "six", NO: "thanks"}),
        with_step("vase", next={YES: "bye", NO: "thanks"}),
    ),
    "tree.levels": (lambda _funnel: chain(7), lambda _funnel: chain(6)),
    "tree.loose_outcome": (
        with_step("vase", next={YES: "thanks"}),
        with_step("vase", next={YES: "thanks", NO: "bye"}),
    ),
    "tree.dangling": (
        with_step("vase", next={YES: "thanks", NO: "gone"}),
        with_step("vase", next={YES: "thanks", NO: "bye"}),
    ),
    "tree.unknown_outcome": (
        with_step("vase", next={YES: "thanks", NO: "thanks", "maybe": "thanks"}),
        with_step("vase", next={NO: "thanks", YES: "thanks"}),
    ),
    "tree.unknown_type": (
        with_step("vase", type="quiz"),
        with_step("vase", type=PRODUCT),
    ),
    "tree.leads_on": (
        with_step("bye", next={YES: "thanks"}),
        with_step("bye", next={}),
    ),
    "tree.no_product": (with_step("vase", product=""), with_step("thanks", product="")),
    "tree.few_options": (
        lambda funnel: with_step("gift", options=funnel.steps["gift"].options[:1])(funnel),
        lambda funnel: with_step("gift", options=funnel.steps["gift"].options[:2])(funnel),
    ),
    "tree.double_option": (
        with_step("vase", options=(Option(id=YES), Option(id=YES))),
        with_step("vase", options=(Option(id=YES), Option(id="other"))),
    ),
    "tree.unsafe_id": (
        with_new_step("../../etc/passwd", a_step(ENDING, "Path")),
        with_new_step("etc-passwd_2", a_step(ENDING, "Path")),
    ),
    "tree.no_name": (with_step("bye", name=""), with_step("vase", name="")),
    "texts.no_language": (
        lambda funnel: replace(funnel, languages=()),
        lambda funnel: replace(funnel, languages=funnel.languages[:1]),
    ),
    "texts.double_language": (
        with_languages(Language(tag="de-DE", currency="EUR")),
        with_languages(Language(tag="de-AT", currency="EUR", base="de-DE")),
    ),
    "texts.unknown_language": (
        with_languages(Language(tag="xx-klingon", currency="EUR")),
        with_languages(Language(tag="sw", currency="EUR")),
    ),
    "texts.base": (
        with_languages(Language(tag="de-AT", currency="EUR", base="nl-NL")),
        with_languages(Language(tag="de-AT", currency="EUR", base="de-DE")),
    ),
    "texts.missing": (
        without_text("en-GB", "vase", "headline"),
        with_text("en-GB", "vase", "headline", "Short"),
    ),
    "texts.empty_button": (
        with_text("en-GB", "vase", "yes.button", "  "),
        with_text("en-GB", "vase", "yes.button", "Buy now"),
    ),
    "texts.untranslated": (
        without_text("de-DE", "vase", "headline"),
        with_step("vase", note="Nothing is missing"),
    ),
    "texts.stale": (
        with_text("de-DE", "vase", "headline", "Alt", state="translated", source="00000000"),
        with_text("de-DE", "vase", "headline", "Neu", state="translated", source=""),
    ),
    "texts.unknown_variable": (
        with_text("en-GB", "vase", "headline", "Only {prise}"),
        with_text("en-GB", "vase", "headline", "Only {price}"),
    ),
    "texts.foreign_variable": (
        with_text("en-GB", "vase", "lead", "Until {nextPayment}"),
        with_text("en-GB", "vase", "lead", "Only {price} from {brand}"),
    ),
    "texts.foreign_variable:change": (
        both(with_plan_change(), written("plan_change:c1", "description", "For {price}")),
        both(with_plan_change(), written("plan_change:c1", "description", "For {subscriptionPrice}")),
    ),
    "texts.markup": (
        with_text("en-GB", "vase", "lead", "Broken \x07 bell"),
        with_text("en-GB", "vase", "lead", "Whole *and* well"),
    ),
    "texts.lost_variable": (
        written("vase", "headline", "A vase for {price}", "Vase"),
        written("vase", "headline", "A vase for {price}", "Vase, {price}"),
    ),
    "texts.orphan": (
        with_text("de-DE", "gone", "headline", "Weg"),
        with_text("de-DE", "shared", "footer", "Fuß"),
    ),
}

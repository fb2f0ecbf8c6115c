"""For each check: a smallest change of a right funnel that it finds, and one near it that it lets pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from funnelstudio.checks.checker import Checker, check
from funnelstudio.checks.problem import ERROR, Problem
from funnelstudio.checks.table import CHECKS
from funnelstudio.model.edits import branches, languages, options, products, steps, texts
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import ENDING, NO, PRODUCT, START, YES, Option, Step
from funnelstudio.model.value import replace, with_item, without
from tests.builders import a_funnel, a_step

Change = Callable[[Funnel], Funnel]


def with_step(step_id: str, **fields: object) -> Change:
    """Changes a step past all edits, as a file written by hand may."""

    def change(funnel: Funnel) -> Funnel:
        step = replace(funnel.steps[step_id], **fields)
        return replace(funnel, steps=with_item(funnel.steps, step_id, step))

    return change


def with_new_step(step_id: str, step: Step) -> Change:
    return lambda funnel: replace(funnel, steps=with_item(funnel.steps, step_id, step))


def with_text(tag: str, place: str, field: str, value: str, **more: str) -> Change:
    def change(funnel: Funnel) -> Funnel:
        pages = funnel.texts[tag]
        fields = with_item(pages.get(place, {}), field, Text(value=value, **more))
        return replace(funnel, texts=with_item(funnel.texts, tag, with_item(pages, place, fields)))

    return change


def without_text(tag: str, place: str, field: str) -> Change:
    def change(funnel: Funnel) -> Funnel:
        pages = funnel.texts[tag]
        return replace(
            funnel,
            texts=with_item(funnel.texts, tag, with_item(pages, place, without(pages[place], field))),
        )

    return change


def with_languages(*added: Language) -> Change:
    return lambda funnel: replace(funnel, languages=(*funnel.languages, *added))


def chain(length: int) -> Funnel:
    """A start and `length` offers in a row, each with a thank-you page for a refusal."""
    made = {"start": a_step(START, "Start", "roses", next={YES: "o1"}), "end": a_step(ENDING, "End")}
    for n in range(1, length + 1):
        follows = {YES: f"o{n + 1}" if n < length else "end", NO: "end"}
        made[f"o{n}"] = a_step(PRODUCT, f"Offer {n}", "more", next=follows)
    return replace(a_funnel(written=False), steps=made)


def ids_of(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.id for problem in problems}


def test_a_right_funnel_has_no_problem() -> None:
    assert check(a_funnel()) == ()


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
    "prices.missing": (
        with_languages(Language(tag="ja-JP", currency="JPY")),
        with_languages(Language(tag="fr-FR", currency="EUR")),
    ),
    "prices.unreadable": (
        with_step("vase", options=(Option(id=YES, price={"EUR": "1e99", "GBP": "9.00"}),)),
        with_step("vase", options=(Option(id=YES, price={"EUR": "1.99", "GBP": "9.00"}),)),
    ),
    "prices.no_currency": (
        with_languages(Language(tag="fr-FR", currency="XYZ")),
        with_languages(Language(tag="fr-FR", currency="EUR")),
    ),
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
    "texts.markup": (
        with_text("en-GB", "vase", "lead", "Broken \x07 bell"),
        with_text("en-GB", "vase", "lead", "Whole *and* well"),
    ),
    "texts.lost_variable": (
        lambda funnel: with_text("de-DE", "vase", "headline", "Vase", state="translated")(
            with_text("en-GB", "vase", "headline", "A vase for {price}")(funnel)
        ),
        lambda funnel: with_text("de-DE", "vase", "headline", "Vase {price}", state="translated")(
            with_text("en-GB", "vase", "headline", "A vase for {price}")(funnel)
        ),
    ),
    "texts.orphan": (
        with_text("de-DE", "gone", "headline", "Weg"),
        with_text("de-DE", "shared", "footer", "Fuß"),
    ),
}


def test_every_check_has_a_fault_here() -> None:
    assert {row.id for row in CHECKS} == FAULTS.keys()


@pytest.mark.parametrize("check_id", FAULTS)
def test_finds_the_fault(check_id: str) -> None:
    spoil, _near = FAULTS[check_id]
    found = [problem for problem in check(spoil(a_funnel())) if problem.id == check_id]
    assert found
    assert all(problem.message and "{" not in problem.message.replace("{pri", "") for problem in found)


@pytest.mark.parametrize("check_id", FAULTS)
def test_lets_its_neighbour_pass(check_id: str) -> None:
    _spoil, near = FAULTS[check_id]
    assert check_id not in ids_of(check(near(a_funnel())))


@pytest.mark.parametrize("check_id", FAULTS)
def test_a_fix_removes_its_finding_and_adds_no_error(check_id: str) -> None:
    spoil, _near = FAULTS[check_id]
    funnel = spoil(a_funnel())
    before = check(funnel)
    for problem in before:
        if problem.id != check_id or problem.fix is None:
            continue
        after = check(problem.fix.apply(funnel))
        same_place = {
            (found.id, found.step, found.field, found.language, found.outcome, found.message)
            for found in after
        }
        place = (problem.id, problem.step, problem.field, problem.language, problem.outcome, problem.message)
        assert place not in same_place
        errors = {found.id for found in after if found.severity == ERROR}
        # A new start leads nowhere yet, a new step has no product and no texts: those come next.
        expected = {"tree.loose_outcome", "tree.no_product", "texts.missing", "texts.empty_button"}
        assert errors <= ids_of(before) | expected


EDITS: tuple[Change, ...] = (
    lambda funnel: steps.rename_step(funnel, "vase", "A vase"),
    lambda funnel: steps.set_type(funnel, "vase", "quantities"),
    lambda funnel: steps.insert_step(funnel, "x1", a_step(PRODUCT, "New", "vase"), "start", YES),
    lambda funnel: branches.delete_branch(funnel, "club"),
    lambda funnel: branches.delete_branch(funnel, "few"),
    lambda funnel: branches.disconnect(funnel, "six", NO),
    lambda funnel: texts.set_text(funnel, "en-GB", "vase", "headline", "Changed {main_product}"),
    lambda funnel: texts.set_text(funnel, "de-DE", "vase", "headline", "Geändert {prise}"),
    lambda funnel: texts.clear_text(funnel, "de-DE", "six", "headline"),
    lambda funnel: texts.clear_text(funnel, "en-GB", "six", "yes.button"),
    lambda funnel: products.remove_product(funnel, "more"),
    lambda funnel: products.set_product_price(funnel, "vase", "GBP", ""),
    lambda funnel: languages.add_language(funnel, Language(tag="pl-PL", currency="PLN")),
    lambda funnel: languages.remove_language(funnel, "de-DE"),
    lambda funnel: options.remove_option(funnel, "few", "q1"),
)


@pytest.mark.parametrize("first", range(len(EDITS)))
def test_checking_what_changed_finds_the_same_as_checking_all(first: int) -> None:
    checker = Checker()
    funnel = a_funnel()
    checker.update(funnel)
    for change in (EDITS[first], *EDITS):
        try:
            funnel = change(funnel)
        except Exception as error:
            assert type(error).__name__ == "NotPossible", error
            continue
        assert set(checker.update(funnel)) == set(check(funnel))


def test_the_worst_come_first_and_then_the_order_of_the_tree() -> None:
    funnel = without_text("de-DE", "six", "headline")(with_step("vase", product="")(a_funnel()))
    found = check(funnel)
    assert [problem.severity for problem in found] == sorted(
        (problem.severity for problem in found), key=["error", "warning", "notice"].index
    )
    assert found[0].id == "tree.no_product"

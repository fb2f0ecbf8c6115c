"""The bundled funnels are what a newcomer sees first: complete, honest and lawful in every language."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest

from funnelstudio.checks import check
from funnelstudio.model import markup, texts
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.offers import ENDING, NO, START, Step, is_offer, option_of, outcomes, product_of
from funnelstudio.model.tree import levels, paths
from funnelstudio.storage.assets import pictures_of
from funnelstudio.storage.files import Opened, load
from funnelstudio.storage.samples import list_samples
from funnelstudio.storage.schema import encode

SAMPLES = {sample.id: load(sample.path) for sample in list_samples()}

PROMISED = {
    "red-roses": (("en-GB", "de-DE", "pl-PL", "ar-EG"), 2),
    "course": (("en-GB", "en-US", "de-DE", "es-ES"), 6),
    "monthly-to-yearly": (("en-GB", "de-DE", "fr-FR"), 3),
    "agency": (("en-GB", "de-DE", "nl-NL"), 3),
}
"""sample -> its languages and how many levels it has"""

SAYS_PURCHASE = {
    "en": r"\bbuy now\b|\bpay\b",
    "de": r"zahlungspflichtig bestellen|\bkaufen\b",
    "pl": r"zamówienie z obowiązkiem zapłaty",
    "ar": r"الالتزام بدفع|وادفع",
    "es": r"pedido con obligación de pago",
    "fr": r"commande avec obligation de paiement",
    "nl": r"bestelling met betalingsverplichting",
}
TYPED_PRICE = re.compile(r"[£$€]\s*\d|\d\s*(?:[£$€]|zł|ج\.م|(?:GBP|EUR|USD|PLN|EGP)\b)")
MAX_PICTURE = 120_000


@pytest.fixture(params=SAMPLES)
def opened(request: pytest.FixtureRequest) -> Opened:
    return SAMPLES[request.param]


@pytest.fixture
def funnel(opened: Opened) -> Funnel:
    return opened.funnel


def file_of(opened: Opened) -> Path:
    assert opened.path is not None
    return opened.path


def offers(funnel: Funnel) -> list[str]:
    return [key for key, step in funnel.steps.items() if is_offer(step)]


def every_text(funnel: Funnel) -> list[tuple[str, str, str, str]]:
    return [
        (tag, place, key, text.value)
        for tag, places in funnel.texts.items()
        for place, fields in places.items()
        for key, text in fields.items()
    ]


def test_samples_come_in_the_promised_order() -> None:
    assert tuple(SAMPLES) == tuple(PROMISED)


def test_saving_a_sample_changes_no_byte(opened: Opened) -> None:
    assert not opened.notes
    assert encode(opened.funnel) == file_of(opened).read_bytes()


@pytest.mark.parametrize("sample_id", PROMISED)
def test_languages_and_levels_are_as_promised(sample_id: str) -> None:
    funnel = SAMPLES[sample_id].funnel
    tags, depth = PROMISED[sample_id]
    assert tuple(language.tag for language in funnel.languages) == tags
    found = levels(funnel)
    assert max(found[key] for key in offers(funnel)) == depth


def test_no_check_finds_anything(funnel: Funnel) -> None:
    assert [problem.message for problem in check(funnel) if problem.severity != "notice"] == []


def test_every_text_is_written_and_reviewed(funnel: Funnel) -> None:
    for language in funnel.languages:
        for place in texts.places(funnel):
            done, needed = texts.tally(funnel, language.tag, place)
            assert done == needed, (language.tag, place)
        assert language.price_note
        for place in texts.places(funnel):
            for field in texts.needed(funnel, language.tag, place):
                assert texts.state_of(funnel, language.tag, place, field.key) == texts.REVIEWED


def test_a_variant_stores_only_what_differs() -> None:
    funnel = SAMPLES["course"].funnel
    assert funnel.languages[1].base == "en-GB"
    own, base = funnel.texts["en-US"], funnel.texts["en-GB"]
    for place, fields in own.items():
        for key, text in fields.items():
            assert text.value != base[place][key].value, (place, key)
    assert sum(map(len, own.values())) < sum(map(len, base.values())) / 4


def test_texts_use_known_variables_alike_in_all_languages(funnel: Funnel) -> None:
    source = funnel.languages[0].tag
    for tag, place, key, value in every_text(funnel):
        used = set(markup.find(value))
        assert used <= set(markup.VARIABLES), (tag, place, key)
        assert used == set(markup.find(texts.value(funnel, source, place, key))), (tag, place, key)


def test_texts_belong_to_a_field_and_break_no_mark(funnel: Funnel) -> None:
    for tag, place, key, value in every_text(funnel):
        shapes = {field.key: field.shape for field in texts.fields_of(funnel, place)}
        assert key in shapes, (tag, place, key)
        assert not markup.faults(value, shapes[key]), (tag, place, key)


def test_no_price_is_typed_into_a_text(funnel: Funnel) -> None:
    for tag, place, key, value in every_text(funnel):
        assert TYPED_PRICE.search(value) is None, (tag, place, key, value)


def test_buttons_say_that_they_cost_money_and_how_much(funnel: Funnel) -> None:
    for language in funnel.languages:
        words = re.compile(SAYS_PURCHASE[language.tag[:2]], re.IGNORECASE)
        for step_id, step in funnel.steps.items():
            for outcome in set(outcomes(step)) - {NO}:
                button = texts.value(funnel, language.tag, step_id, f"{outcome}.button")
                assert words.search(button), (language.tag, step_id, button)
                assert "{price}" in button


def test_every_page_has_what_the_law_and_the_reader_want(funnel: Funnel) -> None:
    legal = ("imprint", "privacy", "terms", "withdrawal", "help")
    for language in funnel.languages:
        for name in legal:
            assert texts.value(funnel, language.tag, "shared", name)
            address = texts.value(funnel, language.tag, "shared", f"{name}_url")
            assert re.match(r"https://[a-z]+\.example/", address)
        for key, step in funnel.steps.items():
            wanted = ["headline", "lead", "picture_alt", "page_title"]
            wanted += ["next_1", "next_2", "help"] if step.type == ENDING else ["benefit_1", "benefit_2"]
            wanted += ["reason", "decline"] if is_offer(step) else []
            for field in wanted:
                assert texts.value(funnel, language.tag, key, field), (language.tag, key, field)


def test_every_answer_leads_on_and_every_way_ends(funnel: Funnel) -> None:
    for step in funnel.steps.values():
        assert set(step.next) == set(outcomes(step))
    assert all(funnel.steps[path.ending].type == ENDING for path in paths(funnel))


def test_no_product_is_offered_twice_on_a_way(funnel: Funnel) -> None:
    for path in paths(funnel):
        seen: set[str] = set()
        for step_id, _ in path.answers:
            step = funnel.steps[step_id]
            here = {product_of(step, outcome) for outcome in outcomes(step)} - {""}
            assert not here & seen, (step_id, path)
            seen |= here


def test_a_downsell_costs_less_than_anything_just_declined(funnel: Funnel) -> None:
    for step in funnel.steps.values():
        after = funnel.steps.get(step.next.get(NO, ""))
        if after is None or after.strategy != "downsell":
            continue
        for currency in {language.currency for language in funnel.languages}:
            asked = Decimal(price_of(funnel, after, after.options[0].id)[currency])
            declined = [whole_price(funnel, step, option.id, currency) for option in step.options]
            assert asked < min(declined)
            assert any(Decimal("0.3") <= asked / price <= Decimal("0.6") for price in declined)


def whole_price(funnel: Funnel, step: Step, outcome: str, currency: str) -> Decimal:
    option = option_of(step, outcome)
    times = option.plan.instalments if option is not None and option.plan is not None else 1
    return Decimal(price_of(funnel, step, outcome)[currency]) * max(1, times)


def test_assumed_rates_are_plausible(funnel: Funnel) -> None:
    for key in offers(funnel):
        rates = [option.rate for option in funnel.steps[key].options]
        assert all(rate is not None and 0.01 <= rate <= 0.2 for rate in rates), key
        assert sum(rate or 0 for rate in rates) <= 0.25, key


def test_pictures_are_there_small_and_all_used(opened: Opened) -> None:
    used = set(pictures_of(opened.funnel))
    folder = opened.assets
    assert folder is not None
    assert {file.name for file in folder.iterdir()} == used
    for name in used:
        data = (folder / name).read_bytes()
        assert name.startswith(hashlib.sha256(data).hexdigest()[:16])
        assert len(data) < MAX_PICTURE
    assert all(step.picture for step in opened.funnel.steps.values())


def test_the_agency_waits_before_it_calls() -> None:
    steps = SAMPLES["agency"].funnel.steps
    first = steps[next(step.next["yes"] for step in steps.values() if step.type == START)]
    assert (first.moment.after_days, first.channel) == (60, "call")
    assert {step.channel for step in steps.values() if is_offer(step)} == {"call", "email", "account"}


def test_plan_changes_name_tags_that_products_bear() -> None:
    funnel = SAMPLES["monthly-to-yearly"].funnel
    tags = {tag for product in funnel.products.values() for tag in product.tags}
    ways = [(change.sources, change.targets) for change in funnel.plan_changes]
    assert (("month",), ("year", "year-churn")) in ways
    assert (("year", "year-churn"), ("month",)) in ways
    for sources, targets in ways:
        assert set(sources) | set(targets) <= tags
        assert not set(sources) & set(targets)


def test_the_course_offers_a_partners_product_and_instalments() -> None:
    funnel = SAMPLES["course"].funnel
    assert [product.vendor for product in funnel.products.values() if product.commission]
    plans = [option.plan for step in funnel.steps.values() for option in step.options if option.plan]
    assert any(plan.instalments > 1 for plan in plans)
    assert any(plan.trial_days for plan in plans)

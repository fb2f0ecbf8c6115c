"""The exporters for platforms: what they ask for, what is missing, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from funnelstudio import bundled
from funnelstudio.checks import check
from funnelstudio.export import export, find_exporter, limits_of, missing_words
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.plan import idle_channels
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.value import replace, with_item
from funnelstudio.storage.files import load
from tests.export.filled import filled
from tests.export.naughty import NAUGHTY, assert_harmless, filled_with, skeleton
from tests.export.wired import PLATFORMS, SAMPLES, bare, made, text


@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_is_exported_without_a_warning(name: str, sample: str) -> None:
    funnel = bare(load(bundled.resource("samples") / f"{sample}.funnel").funnel)
    exporter = find_exporter(name)
    full = filled(funnel, exporter)
    assert made(full, exporter, tuple(each.tag for each in funnel.languages[:1]))[1] == []


USUAL = ("a ['class', 'href']", "section ['aria-labelledby', 'class']")
"""A plain link where what was typed is no code, and a list of what is missing."""


@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize("words", [NAUGHTY[number] for number in (0, 2, 4, 9)], ids=range(4))
def test_no_setting_and_no_text_becomes_an_element_or_an_address(
    funnel: Funnel, words: str, name: str
) -> None:
    exporter = find_exporter(name)
    good, bad = (
        made(_typed(funnel, exporter, typed), exporter, ("en-GB",))[0] for typed in ("Harmless", words)
    )
    harmless = {path.rpartition("/")[2]: html for path, html in good.items()}
    assert len(good) == len(bad)
    for number, (path, html) in enumerate(bad.items()):
        if path.endswith(".html"):
            other = skeleton(harmless.get(path.rpartition("/")[2]) or list(good.values())[number])
            other.parts += USUAL
            assert_harmless(other, skeleton(html))


def _typed(funnel: Funnel, exporter: Exporter, words: str) -> Funnel:
    """`funnel` with `words` wherever something can be typed but code."""
    full = filled_with(funnel, words)
    steps = {key: replace(step, links={}, slug=key) for key, step in full.steps.items()}
    codes = {setting.key for setting in exporter.manifest.settings if setting.kind == "embed"}
    asked = filled(funnel, exporter).export.settings[exporter.name]
    typed = {key: words for key in asked if key.partition(":")[0] not in codes}
    platform = exporter.manifest.limits.platform or "none"
    products = {key: replace(product, ids={platform: {"*": words}}) for key, product in full.products.items()}
    settings = replace(full.export, settings={exporter.name: typed})
    return replace(full, steps=steps, products=products, export=settings)


ADDRESSES = [
    (name, setting.key)
    for name in PLATFORMS
    for setting in find_exporter(name).manifest.settings
    if setting.kind == "address" and setting.key not in ("address", "pictures")
]


@pytest.mark.parametrize(("name", "key"), ADDRESSES)
def test_an_address_that_is_none_is_refused_and_told(funnel: Funnel, name: str, key: str) -> None:
    address = "javascript:alert(1)"
    exporter = find_exporter(name)
    asked = filled(bare(funnel), exporter)
    kept = asked.export.settings[name]
    others = {each: "" if each.startswith(("accept_", "decline_")) else value for each, value in kept.items()}
    typed = {each: address if each.partition(":")[0] == key else value for each, value in others.items()}
    steps = {each: replace(step, links={}) for each, step in asked.steps.items()}
    full = replace(asked, steps=steps, export=replace(asked.export, settings={name: typed}))
    files, warnings = made(full, exporter, ("en-GB",))
    assert any(f"the address “{address}” is not allowed as a link" in warning for warning in warnings)
    for path, html in files.items():
        if path.endswith(".html"):
            assert not [link for link in skeleton(html).addresses if link.startswith(address)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("clickbank", "“Your nickname at ClickBank” is missing: ClickBank needs it."),
        (
            "clickbank",
            "en-GB/vase.html: “Glass vase” needs what Publish asks for as “Your nickname at ClickBank”.",
        ),
        ("jvzoo", "“First part of your buy links” is missing: JVZoo needs it."),
        (
            "jvzoo",
            "en-GB/red-roses.html: “Roses” needs what Publish asks for as “Address of the order form”.",
        ),
        ("warriorplus", "en-GB/vase.html: “Glass vase” has no number on WarriorPlus."),
        ("buygoods", "“Address of the site” is missing: BuyGoods needs it."),
        ("nextcommerce", "“Code that loads NextCommerce” is missing: NextCommerce needs it."),
        (
            "nextcommerce",
            "en-GB/more-roses.html: “Rose” needs what Publish asks for as “Package of the option”.",
        ),
        (
            "kiwify",
            "en-GB/vase.html: “Glass vase” needs an address of its own: Kiwify has none that is known.",
        ),
        (
            "cartflows",
            "en-GB/club.html: “Club” needs an address of its own: CartFlows has none that is known.",
        ),
        ("funnelkit", "en-GB/vase.html: “Glass vase” needs what Publish asks for as “Key of the product”."),
        ("stripe", "en-GB/vase.html: “Clay vase” needs what Publish asks for as “Payment link”."),
        (
            "any_platform",
            "en-GB/vase.html: “No, thanks” needs what Publish asks for as “Address that declines”.",
        ),
    ],
)
def test_what_is_missing_is_told_in_a_sentence(funnel: Funnel, tmp_path: Path, name: str, told: str) -> None:
    result = export(bare(funnel), None, tmp_path / "site", exporter=name, languages=["en-GB"])
    assert told in result.warnings


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//shop.example", "shop.example/offers"])
def test_an_address_that_no_pictures_can_have_is_told(funnel: Funnel, tmp_path: Path, address: str) -> None:
    kept = replace(bare(funnel).export, settings={"cartflows": {"pictures": address}})
    wrong = replace(bare(funnel), export=kept)
    result = export(wrong, None, tmp_path / "site", exporter="cartflows", languages=["en-GB"])
    said = f"“Address of the pictures” is not used: “{address}” does not begin with https:// or http://."
    assert result.warnings.count(said) == 1


def test_channels_that_no_offer_has_are_known(funnel: Funnel) -> None:
    assert idle_channels(funnel, find_exporter("call_script")) == ()
    quiet = {key: replace(step, channel="page") for key, step in funnel.steps.items()}
    assert idle_channels(replace(funnel, steps=quiet), find_exporter("email")) == ("email",)
    mailed = {**quiet, "club": replace(quiet["club"], channel="email")}
    assert idle_channels(replace(funnel, steps=mailed), find_exporter("email")) == ()


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_checklist_speaks_german_and_names_what_is_missing(funnel: Funnel, name: str) -> None:
    exporter = find_exporter(name)
    assert missing_words(exporter, "de-DE", maker=True) == ()
    german = replace(bare(funnel), languages=(funnel.languages[1],))
    found = made(german, exporter)[0]["setup/de-DE/checklist.html"]
    assert '<html lang="de-DE"' in found
    assert ": Checkliste</h1>" in found
    assert "Zuerst ansehen" in found
    polish = replace(german, languages=(replace(funnel.languages[1], tag="pl-PL"),))
    assert '<html lang="en"' in made(polish, exporter)[0]["setup/pl-PL/checklist.html"]


@pytest.mark.parametrize(
    "tag", ["ar", "cs", "da", "de", "es", "fr", "hu", "it", "nl", "pl", "pt", "sv", "tr"]
)
def test_buyers_read_their_own_language(tag: str) -> None:
    assert {name: missing_words(find_exporter(name), tag) for name in PLATFORMS} == dict.fromkeys(
        PLATFORMS, ()
    )


def test_clickbanks_limits_reach_the_checks(funnel: Funnel) -> None:
    limits = limits_of(find_exporter("clickbank"))
    steps = {"start": replace(funnel.steps["start"], next={"yes": "a1"}), "end": Step(type="ending")}
    for n in range(1, 5):
        after = f"a{n + 1}" if n < 4 else "end"
        steps[f"a{n}"] = Step(
            type="product", product="food", options=(Option(id="yes"),), next={"yes": after, "no": "end"}
        )
    texts = with_item(funnel.texts["en-GB"], "a1", {"yes.button": text("Learn More")})
    texts = with_item(texts, "a2", {"yes.button": text("Add to my order")})
    deep = replace(funnel, steps=steps, texts=with_item(funnel.texts, "en-GB", texts))
    found = [problem for problem in check(deep, limits) if problem.id.startswith("target.")]
    assert [problem.step for problem in found if problem.id == "target.advised"] == ["a4"]
    worded = [problem for problem in found if problem.id == "target.wording"]
    assert [(problem.step, problem.message) for problem in worded] == [
        ("a1", worded[0].message),
    ]
    assert "ClickBank refuses the button “Learn More”" in worded[0].message
    assert [problem.id for problem in found if problem.id == "target.number"]


def test_products_need_no_number_where_it_is_optional(funnel: Funnel) -> None:
    found = check(funnel, limits_of(find_exporter("any_platform")))
    assert not [problem for problem in found if problem.id == "target.number"]

"""The small funnel as it stands on each platform: its numbers, and the settings that Publish asks for."""

from __future__ import annotations

import re

from funnelstudio.export import find_exporter, render_page
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.settings import setting_key
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.value import replace

PLATFORMS = (
    "any_platform",
    "buygoods",
    "cartflows",
    "clickbank",
    "funnelkit",
    "hotmart",
    "jvzoo",
    "kiwify",
    "nextcommerce",
    "stripe",
    "warriorplus",
    "woocommerce",
)
BLOCKS = ("cartflows", "funnelkit")
WITH_PAGES = tuple(name for name in PLATFORMS if name != "woocommerce")
SAMPLES = ("agency", "course", "monthly-to-yearly", "red-roses")

NUMBERS = {"roses": "50", "rose": "51", "club": "52", "glass": "61", "clay": "62", "food": "63"}
SETTINGS = {
    "clickbank": {
        "vendor": "shop",
        "item:more:six": "516",
        "item:more:twelve": "5112",
        "item:club:month": "521",
    },
    "jvzoo": {"affiliate": "7", "seller": "8", "item:more:six": "516", "item:more:twelve": "5112"},
    "warriorplus": {
        "offer:more": "o1",
        "offer:which": "o2",
        "offer:food": "o3",
        "buy_id:more:six": "a",
        "buy_id:which:a": "b",
        "buy_id:food:yes": "c",
        "item:more:six": "p6",
    },
    "buygoods": {"account_id": "9", "address": "https://shop.example", "item:more:six": "six"},
    "nextcommerce": {"item:more:six": "516", "item:more:twelve": "5112"},
    "kiwify": {"upsell_id:food": "Ab1", "address": "https://shop.example/x"},
    "funnelkit": {"offer_key:food:yes": "k1", "offer_key:more:six": "k6", "offer_key:more:twelve": "k12"},
    "stripe": {
        "address": "https://shop.example",
        "payment_link:food:yes": "https://pay.example/food",
        "payment_link:start:yes": "https://pay.example/roses",
    },
    "any_platform": {
        "accept_template": "https://pay.example/yes?p={product}&n={quantity}&o={option}&to={next_address}",
        "decline_template": "https://pay.example/no",
        "address": "https://shop.example",
        "accept_address:which:a": "https://pay.example/glass",
        "decline_address:which": "https://pay.example/no-vase",
    },
}


def with_settings(funnel: Funnel, name: str, **kept: str) -> Funnel:
    """`funnel` with settings as SETTINGS has them: KEY, KEY:STEP or KEY:STEP:OPTION, in British English."""

    def key(written: str) -> str:
        part, _, rest = written.partition(":")
        step, _, option = rest.partition(":")
        setting = next(each for each in find_exporter(name).manifest.settings if each.key == part)
        return setting_key(setting, step, "en-GB", option)

    chosen = {key(written): value for written, value in {**SETTINGS.get(name, {}), **kept}.items()}
    return replace(funnel, export=replace(funnel.export, settings={name: chosen}))


def ready(funnel: Funnel, name: str, **kept: str) -> Funnel:
    """`funnel` with numbers on a platform, no addresses of the user's, and the settings of SETTINGS."""
    platform = find_exporter(name).manifest.limits.platform or "none"
    products = {
        key: replace(product, ids={platform: {"*": NUMBERS[key]}}) for key, product in funnel.products.items()
    }
    steps = {key: replace(step, links={}) for key, step in funnel.steps.items()}
    return with_settings(replace(funnel, products=products, steps=steps), name, **kept)


def page_of(funnel: Funnel, name: str, step: str, tag: str = "en-GB") -> str:
    return render_page(funnel, None, name, step, tag, draft=False)


def made(funnel: Funnel, exporter: Exporter, tags: tuple[str, ...] = ()) -> tuple[dict[str, str], list[str]]:
    """Every file that is made, without writing one, and the warnings."""
    build = Build(order_of(funnel, None, exporter, tags))
    files = {page.path: build.make(page, build.context(page)).decode() for page in build.plan.pages}
    return files, build.gathered.warnings


def policy(html: str) -> str:
    return str(re.findall(r'Content-Security-Policy" content="([^"]*)"', html)[0])


def bare(funnel: Funnel) -> Funnel:
    """Without its pictures, as they take the longest."""
    products = {key: replace(product, picture="") for key, product in funnel.products.items()}
    steps = {key: replace(step, picture="") for key, step in funnel.steps.items()}
    return replace(funnel, products=products, steps=steps, brand=replace(funnel.brand, logo=""))


def text(words: str) -> Text:
    return Text(value=words)

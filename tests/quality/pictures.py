"""Pictures of exported pages: each kind, theme and width, light and dark, from left and from right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from playwright.sync_api import Browser, Error, Page

from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.offers import ALTERNATIVES, ENDING, START, Option, Step
from funnelstudio.model.products import Product
from funnelstudio.model.value import replace
from tests.quality.sites import CHOOSER, PageFile, Site, sample
from tests.quality.visits import Scheme, address_of

WIDTHS: Final = (375, 1280)
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
KINDS: Final = {START: "entry", ENDING: "ending", CHOOSER: CHOOSER}
"""What a kind of page is called where its step's type isn't the word."""

PICTURED: Final = "red-roses"
LANGUAGES: Final = ("en-GB", "ar-EG")

VASES: Final = {
    "en-GB": {
        "which": {
            "headline": "Which vase shall hold them?",
            "lead": "Both are made for sixty centimetres of stem, and travel in the same box.",
            "reason": "You pay no further delivery.",
            "benefit_1": "Heavy enough for two dozen",
            "benefit_2": "Goes into the dishwasher",
            "glass.title": "Glass vase",
            "clay.title": "Clay vase",
            "glass.button": "Buy now for {price}",
            "clay.button": "Buy now for {price}",
            "decline": "No, thanks. I have a vase.",
        },
        "product:glass": {"name": "Glass vase", "description": "Clear, blown by mouth, 28 cm high."},
        "product:clay": {"name": "Clay vase", "description": "Glazed in white, thrown by hand, 26 cm high."},
    },
    "ar-EG": {
        "which": {
            "headline": "أيّ مزهرية تختار لها؟",
            "lead": "كلتاهما مصنوعة لسيقان طولها ستون سنتيمترًا، وتصلان في العلبة نفسها.",
            "reason": "لا تدفع أجرة توصيل أخرى.",
            "benefit_1": "ثقيلة بما يكفي لأربع وعشرين وردة",
            "benefit_2": "تُغسل في غسالة الصحون",
            "glass.title": "مزهرية زجاجية",
            "clay.title": "مزهرية فخارية",
            "glass.button": "اشترِ الآن مقابل {price}",
            "clay.button": "اشترِ الآن مقابل {price}",
            "decline": "لا، شكرًا. لديّ مزهرية.",
        },
        "product:glass": {"name": "مزهرية زجاجية", "description": "شفافة، نُفخت بالفم، ارتفاعها 28 سم."},
        "product:clay": {
            "name": "مزهرية فخارية",
            "description": "مطلية بالأبيض، يدوية الصنع، 26 سم.",
        },
    },
}


class Shot(msgspec.Struct, frozen=True):
    """A picture: the file's name, and what it shows."""

    file: str
    kind: str
    theme: str
    scheme: str
    language: str
    width: int


def with_every_kind() -> tuple[Funnel, Path]:
    """Red Roses with a choice of vases, so that there is a page of every kind in English and Arabic."""
    funnel, assets = sample(PICTURED)
    funnel = replace(
        funnel, languages=tuple(language for language in funnel.languages if language.tag in LANGUAGES)
    )
    currencies = [language.currency for language in funnel.languages]
    prices = dict(zip(currencies, ("15.00", "450.00"), strict=True))
    vases = {key: Product(name=key.title(), kind="physical", price=prices) for key in ("glass", "clay")}
    ending = next(key for key, step in funnel.steps.items() if step.type == ENDING)
    which = Step(
        type=ALTERNATIVES,
        name="Which vase?",
        options=(Option(id="glass", product="glass"), Option(id="clay", product="clay")),
        next={"glass": ending, "clay": ending, "no": ending},
    )
    texts = {tag: {**funnel.texts[tag], **_stored(VASES[tag])} for tag in LANGUAGES}
    more = replace(funnel, products={**funnel.products, **vases}, texts={**funnel.texts, **texts})
    return replace(more, steps={**funnel.steps, "which": which}), assets


def _stored(places: dict[str, dict[str, str]]) -> dict[str, dict[str, Text]]:
    return {
        place: {key: Text(value=value) for key, value in fields.items()} for place, fields in places.items()
    }


def take(browser: Browser, site: Site, into: Path) -> list[Shot]:
    """Pictures of a page of each kind of the site into the folder `into`."""
    into.mkdir(parents=True, exist_ok=True)
    return [
        shot for scheme in SCHEMES for width in WIDTHS for shot in _take(browser, site, into, scheme, width)
    ]


def _take(browser: Browser, site: Site, into: Path, scheme: Scheme, width: int) -> Iterator[Shot]:
    size = {"width": width, "height": 812 if width < 1000 else 900}
    context = browser.new_context(color_scheme=scheme, viewport=size)  # type: ignore[arg-type]  # a size is one
    shown = context.new_page()
    for page in _pages(site):
        kind = KINDS.get(page.kind, page.kind)
        language = page.tag or "all"
        name = f"{kind}-{site.choice.theme}-{scheme}-{language}-{width}.png"
        shown.goto(address_of(page, site.root.as_uri()))
        _photograph(shown, into / name)
        yield Shot(name, kind, site.choice.theme, scheme, language, width)
    context.close()


def _photograph(shown: Page, to: Path) -> None:
    """The whole page as a picture. Chromium has been seen to fail at one of two hundred on a busy machine."""
    try:
        shown.screenshot(path=to, full_page=True, animations="disabled")
    except Error:
        shown.reload()
        shown.screenshot(path=to, full_page=True, animations="disabled")


def _pages(site: Site) -> list[PageFile]:
    found: dict[tuple[str, str], PageFile] = {}
    for page in site.html:
        if page.for_buyers and (page.step or page.kind == CHOOSER):
            found.setdefault((page.kind, page.tag), page)
    return list(found.values())
